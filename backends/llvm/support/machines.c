
// The rest of this file comes behind stacks.c in programs whose goroutines run on several OS threads, machines, of which one at a
// time has the baton: see runtime/scheduler/machines.go. All that start.c and stacks.c keep belongs to the machine that has it.
//
// A machine has a stack of its own, on which it waits, calls the system for a goroutine, and looks for work. A goroutine's
// stack is left for it as for another one, so its frames and registers are there for a collector to look at, and for any machine to
// go on with.

int pthread_create(unsigned long *thread, const void *attributes, void *(*function)(void *), void *argument);
int pthread_detach(unsigned long thread);
int fork(void);
int *__errno_location(void);

enum { SYS_getpid = 39, SYS_fork = 57, SYS_gettid = 186, SYS_futex = 202, SYS_tgkill = 234 };

enum {
	MACHINES = 10000,	     // the most there can be
	OWN_STACK = 64 << 10,	     // of the first machine; the others have those of their threads
};

static const word turn_nanoseconds = 5000000; // after which a goroutine is asked to let others run

struct machine {
	char *top; // of its own stack
	int bound; // it is for one stack only
	int wake;  // counts what it is told, if it is bound
	struct block *granted; // comes with the baton, if it is bound
	word tid;
	word time; // until when it is to wait for work, if not 0
	int in_call;
	struct block *block; // whose call it makes
	int ready;
	word call_time, number, arguments[6];
	int pinned; // the call has addresses in the stack
	struct machine *hand_to;
	struct block *hand_block;
};

word rgo_poll; // compiled code looks at it

static __thread struct machine *self __attribute__((tls_model("local-exec")));
static struct machine first_machine;
static struct machine *machines[MACHINES];
static int machine_count; // 0 before machines_start

static int baton = 1;	       // 1 if somebody has it
static int work;	       // counts what may be work for who waits
static int idle_machines;      // that wait for work
static word keeper_time;       // when one of them will look by itself, if not 0
static int monitor_sleeps, monitor_runs;
static struct block *idle_block;     // goes on when the baton was free
static struct block *returned;	     // calls that are over, the last one first

#define LOAD(place) __atomic_load_n(&(place), __ATOMIC_SEQ_CST)
#define STORE(place, value) __atomic_store_n(&(place), value, __ATOMIC_SEQ_CST)
#define ADD(place, value) __atomic_fetch_add(&(place), value, __ATOMIC_SEQ_CST)

// From the assembly file.
void rgo_leave(struct block *b, char *top, void (*then)(struct machine *), struct machine *m);
__attribute__((noreturn)) void rgo_enter(struct block *b);

__attribute__((noreturn)) static void run(struct machine *m, int look);

// futex_wait waits while *place is value, until a time of the monotonic clock if that is not 0.
static void futex_wait(int *place, int value, word time)
{
	enum { WAIT_BITSET_PRIVATE = 9 | 128 };
	word t[2] = {time / 1000000000, time % 1000000000};
	rgo_syscall(SYS_futex, (word)place, WAIT_BITSET_PRIVATE, value, time ? (word)t : 0, 0, -1);
}

static void futex_wake(int *place)
{
	enum { WAKE_PRIVATE = 1 | 128 };
	CALL3(SYS_futex, place, WAKE_PRIVATE, 1);
}

// take_baton returns 0 if somebody has it.
static int take_baton(void)
{
	int free = 0;
	if (!__atomic_compare_exchange_n(&baton, &free, 1, 0, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST))
		return 0;
	if (LOAD(monitor_sleeps)) {
		STORE(monitor_sleeps, 0);
		futex_wake(&monitor_sleeps);
	}
	return 1;
}

// go_on goes on with a stack, from the machine's own. The machine has the baton.
__attribute__((noreturn)) static void go_on(struct block *b)
{
	turns++;
	if (b->copy) {
		rgo_place(b);
	} else {
		shadow_base = b->base;
		stack_top = b->top;
	}
	rgo_enter(b);
}

__attribute__((noreturn)) static void *begin_machine(void *argument)
{
	struct machine *m = argument;
	self = m;
	m->tid = rgo_syscall(SYS_gettid, 0, 0, 0, 0, 0, 0);
	m->top = (char *)(((word)__builtin_frame_address(0) - 1024) & -16);
	run(m, 1);
}

// add_machine starts an OS thread. If that fails, those that there are go on.
static void add_machine(void)
{
	int i = ADD(machine_count, 1);
	if (i >= MACHINES) {
		ADD(machine_count, -1);
		return;
	}
	struct machine *m = (struct machine *)reserve(PAGE, 0);
	unsigned long thread;
	if (!m)
		return;
	m->time = 0;
	if (pthread_create(&thread, 0, begin_machine, m)) {
		CALL2(SYS_munmap, m, PAGE);
		return;
	}
	pthread_detach(thread);
	STORE(machines[i], m);
}

// call_machine has a machine look for work.
static void call_machine(void)
{
	ADD(work, 1);
	if (LOAD(idle_machines) > 0)
		futex_wake(&work);
	else
		add_machine();
}

// give_baton lets go of it. If there is work for another machine, one is called.
static void give_baton(int there_is_work)
{
	STORE(baton, 0);
	if (there_is_work || LOAD(returned))
		call_machine();
}

// run is what a machine does that has no stack to run and not the baton. look says that it has been told of work.
static void run(struct machine *m, int look)
{
	for (;;) {
		int told = LOAD(m->wake), seen = LOAD(work);
		if (LOAD(m->bound)) {
			struct block *b = __atomic_exchange_n(&m->granted, 0, __ATOMIC_SEQ_CST);
			if (b)
				go_on(b);
			if (LOAD(returned) && !LOAD(baton))
				call_machine();
			futex_wait(&m->wake, told, 0);
			continue;
		}
		if ((look || LOAD(returned)) && take_baton())
			go_on(idle_block);
		word time = m->time;
		m->time = 0;
		if (time)
			STORE(keeper_time, time);
		ADD(idle_machines, 1);
		// Who gave the baton away since the last look may not have seen that this machine waits.
		if (!(LOAD(returned) && !LOAD(baton)))
			futex_wait(&work, seen, time);
		ADD(idle_machines, -1);
		if (time)
			STORE(keeper_time, 0);
		look = LOAD(work) != seen || (time && rgo_x_clock_mono() >= time);
		if (!look)
			m->time = time; // a signal came
	}
}

// monitor asks for a turn of somebody else whenever a stack has been running for a while.
static void *monitor(void *argument)
{
	word last = -1;
	for (;;) {
		word t[2] = {0, turn_nanoseconds};
		CALL2(SYS_nanosleep, t, 0);
		if (!LOAD(baton)) {
			STORE(monitor_sleeps, 1);
			if (!LOAD(baton))
				futex_wait(&monitor_sleeps, 1, 0);
			STORE(monitor_sleeps, 0);
			last = -1;
			continue;
		}
		word now = LOAD(turns);
		if (now == last)
			STORE(rgo_poll, 1);
		last = now;
	}
	return argument;
}

static void start_monitor(void)
{
	unsigned long thread;
	if (monitor_runs || pthread_create(&thread, 0, monitor, 0))
		return;
	pthread_detach(thread);
	monitor_runs = 1;
}

void rgo_x_machines_start(word idle)
{
	idle_block = (struct block *)idle;
	start_monitor();
	if (machine_count)
		return;
	struct machine *m = &first_machine;
	m->top = reserve(OWN_STACK, 0);
	if (!m->top)
		fatal("fatal error: no memory for the stack of a thread\n");
	m->top += OWN_STACK;
	m->tid = rgo_syscall(SYS_gettid, 0, 0, 0, 0, 0, 0);
	self = machines[0] = m;
	STORE(machine_count, 1);
}

// make_call makes the call of a goroutine.
static void make_call(struct machine *m)
{
	struct block *b = m->block;
	word *a = m->arguments;
	if (m->pinned) {
		b->result = rgo_syscall(m->number, a[0], a[1], a[2], a[3], a[4], a[5]);
		go_on(b);
	}
	word keeper = LOAD(keeper_time);
	STORE(m->in_call, 1);
	give_baton(m->ready || (m->call_time && (!keeper || keeper > m->call_time)));
	word r = rgo_syscall(m->number, a[0], a[1], a[2], a[3], a[4], a[5]);
	STORE(m->in_call, 0);
	b->result = r;
	if (take_baton())
		go_on(b);
	struct block *rest = LOAD(returned);
	do
		b->next_returned = rest;
	while (!__atomic_compare_exchange_n(&returned, &rest, b, 0, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST));
	run(m, 0);
}

word rgo_x_call_out(word ready, word time, word call, word number, void *p, void *q, void *r, void *s, void *t, void *u, word a, word b, word c,
		    word d, word e, word f)
{
	struct machine *m = self;
	struct block *k = rgo_running;
	// A collection must see the addresses here, in the stack: then the objects stay where they are.
	void *volatile addresses[6] = {p, q, r, s, t, u};
	word integers[6] = {a, b, c, d, e, f};
	m->pinned = 0;
	for (int i = 0; i < 6; i++) {
		char *address = addresses[i];
		m->arguments[i] = address ? (word)address : integers[i];
		if (k->slot && k->slot->low <= address && address < stack_top)
			m->pinned = 1; // others need the place
	}
	m->block = k;
	m->ready = ready;
	m->call_time = time;
	m->number = number;
	k->call = call;
	rgo_leave(k, m->top, make_call, m);
	(void)addresses[0];
	return k->result;
}

word rgo_x_machines_returned(void)
{
	static struct block *list; // taken, first come first
	if (!list) {
		if (!LOAD(returned))
			return -1;
		struct block *b = __atomic_exchange_n(&returned, 0, __ATOMIC_SEQ_CST);
		while (b) {
			struct block *next = b->next_returned;
			b->next_returned = list;
			list = b;
			b = next;
		}
	}
	struct block *b = list;
	list = b->next_returned;
	return b->call;
}

static void wait_for_work(struct machine *m)
{
	give_baton(0);
	run(m, 0);
}

void rgo_x_machines_idle(word time)
{
	struct machine *m = self;
	m->time = time;
	rgo_leave(rgo_running, m->top, wait_for_work, m);
}

void rgo_x_machines_offered(void)
{
	STORE(rgo_poll, 0);
}

word rgo_x_machines_bind(word bound)
{
	struct machine *m = self;
	STORE(m->bound, bound);
	return (word)m;
}

static void hand(struct machine *m)
{
	struct machine *to = m->hand_to;
	if (to) {
		STORE(to->granted, m->hand_block);
		ADD(to->wake, 1);
		futex_wake(&to->wake);
	} else {
		give_baton(1);
	}
	run(m, 0);
}

void rgo_x_machines_hand(word machine, word stack)
{
	struct machine *m = self;
	m->hand_to = (struct machine *)machine;
	m->hand_block = (struct block *)stack;
	rgo_leave(rgo_running, m->top, hand, m);
}

void rgo_x_machines_forked(void)
{
	if (!machine_count)
		return;
	struct machine *m = self;
	m->tid = rgo_syscall(SYS_gettid, 0, 0, 0, 0, 0, 0);
	machines[0] = m;
	machine_count = 1;
	idle_machines = 0;
	keeper_time = 0;
	monitor_sleeps = 0;
	returned = 0;
	monitor_runs = 0;
	while (rgo_x_machines_returned() >= 0)
		;
}

// call_here makes a call on this machine, with the baton: nobody else wants it. A goroutine alone may be on any machine, and signals
// come to the first: see interrupt_calls.
static word call_here(word number, word a, word b, word c, word d, word e, word f)
{
	struct machine *m = self;
	if (!m)
		return rgo_syscall(number, a, b, c, d, e, f);
	STORE(m->in_call, 1);
	word r = rgo_syscall(number, a, b, c, d, e, f);
	STORE(m->in_call, 0);
	return r;
}

// copy_process is the system call fork, known to the C library, whose threads are to work in the copy.
static word copy_process(void)
{
	int r = fork();
	return r < 0 ? -*__errno_location() : r;
}

// interrupt_calls is called by the handler of a signal: all calls of goroutines end with EINTR, and the scheduler looks.
static void interrupt_calls(void)
{
	int n = LOAD(machine_count);
	STORE(rgo_poll, 1);
	if (!n)
		return;
	word pid = rgo_syscall(SYS_getpid, 0, 0, 0, 0, 0, 0), me = rgo_syscall(SYS_gettid, 0, 0, 0, 0, 0, 0);
	for (int i = 0; i < n && i < MACHINES; i++) {
		struct machine *m = LOAD(machines[i]);
		if (m && LOAD(m->in_call) && m->tid != me)
			CALL3(SYS_tgkill, pid, m->tid, INTERRUPT);
	}
	ADD(work, 1);
	futex_wake(&work);
}
