
// The rest of this file comes behind stacks.c in programs whose goroutines run on several OS threads, machines, at the same time: see
// runtime/scheduler/free.go.
//
// A machine that waits for anything (a lock, work, the end of a collection or of a system call) leaves the stack it runs, as for
// another one, and waits on a stack of its own. So the registers of the goroutine are where a collector looks for them, and whoever
// wants to collect need only wait for machines that run: each of them comes to a poll, or to a place where it waits.

int pthread_create(unsigned long *thread, const void *attributes, void *(*function)(void *), void *argument);
int pthread_detach(unsigned long thread);
int fork(void);
int *__errno_location(void);

enum { SYS_sched_yield = 24, SYS_getpid = 39, SYS_arch_prctl = 158, SYS_gettid = 186, SYS_futex = 202, SYS_sched_getaffinity = 204, SYS_tgkill = 234 };

enum {
	OWN_STACK = 64 << 10, // of the first machine; the others have those of their threads
	HEAP_BYTES = 8192,    // raw.HeapBytes
	SPINS = 100,          // looks at a lock before waiting
	STOP_SPINS = 1000,    // looks whether a machine has stopped
	START_SPINS = 5000,   // looks whether a collection is over
};

static const word turn_nanoseconds = 10000000; // from one poll that looks for others to the next

// What compiled code, assembly and Go code look at comes first, by offset: see start.c and runtime/raw/parallel.go.
struct machine {
	struct machine *self;
	word limit;
	void *innermost;
	char *shadow;
	struct block *run;
	char *top, *base;
	word poll;	  // 56: it is to look for others, or to let somebody collect
	word g, state, idle, bound;
	word heap;	  // 96
	struct machine *next; // 104
	word begun;
	word company; // 120: see company.c
	word tick;    // 128: it has run for a turn
	// The rest is for this file only.
	word asked;	      // how often it became alone in this turn
	word ticket;
	int (*until)(struct machine *); // for what it waits there
	char *own;	  // top of the stack on which it waits
	struct block *waiting; // the stack that it has left to wait
	int runs;	  // it is to be waited for
	int in_call;
	word tid;
	word argument;
	word number, arguments[6];
	word area[HEAP_BYTES / 8];
};

#define OFFSET(name, offset) _Static_assert(__builtin_offsetof(struct machine, name) == offset, "a machine")
OFFSET(limit, 8);
OFFSET(innermost, 16);
OFFSET(shadow, 24);
OFFSET(run, 32);
OFFSET(top, 40);
OFFSET(base, 48);
OFFSET(poll, 56);
OFFSET(g, 64);
OFFSET(heap, 96);
OFFSET(next, 104);
OFFSET(begun, 112);
OFFSET(company, 120);
OFFSET(tick, 128);

static struct machine first_machine;
static struct machine *all_machines; // the newest first
static int runtime_lock, heap_lock;  // 0 free, 1 taken, 2 taken and somebody may wait
static int stopping;		     // 1 while one machine collects, or waits for the others to stop
static int arrivals;		     // counts machines that have stopped while it is
static int work;		     // counts what may be work for who waits
static int help_asked;		     // counts how often the collector has asked for help: see helpers.c
static int monitor_runs;

#define LOAD(place) __atomic_load_n(&(place), __ATOMIC_SEQ_CST)
#define STORE(place, value) __atomic_store_n(&(place), value, __ATOMIC_SEQ_CST)
#define ADD(place, value) __atomic_fetch_add(&(place), value, __ATOMIC_SEQ_CST)
#define SWAP(place, value) __atomic_exchange_n(&(place), value, __ATOMIC_SEQ_CST)

// From the assembly file.
void rgo_leave(struct block *b, char *top, void (*then)(struct machine *), struct machine *m);
__attribute__((noreturn)) void rgo_enter(struct block *b);

static struct machine *this_machine(void) { return LOCAL(struct machine *, 0); }

// futex_wait waits while *place is value, until a time of the monotonic clock if that is not 0.
static void futex_wait(int *place, int value, word time)
{
	enum { WAIT_BITSET_PRIVATE = 9 | 128 };
	word t[2] = {time / 1000000000, time % 1000000000};
	rgo_syscall(SYS_futex, (word)place, WAIT_BITSET_PRIVATE, value, time ? (word)t : 0, 0, -1);
}

static void futex_wake(int *place, word count)
{
	enum { WAKE_PRIVATE = 1 | 128 };
	CALL3(SYS_futex, place, WAKE_PRIVATE, count);
}

static int grab(int *lock)
{
	int free = 0;
	return __atomic_compare_exchange_n(lock, &free, 1, 0, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
}

static void await_lock(int *lock)
{
	while (SWAP(*lock, 2))
		futex_wait(lock, 2, 0);
}

static void give(int *lock)
{
	if (SWAP(*lock, 0) == 2)
		futex_wake(lock, 1);
}

// stop has whoever collects not wait for m.
static void stop(struct machine *m)
{
	STORE(m->runs, 0);
	if (LOAD(stopping)) {
		ADD(arrivals, 1);
		futex_wake(&arrivals, 1);
	}
}

// await_start returns when the world starts, or has meanwhile. Waking takes as long as a short collection, so first it looks for a while, unless
// the collector asks for help: then it needs the processor.
static void await_start(void)
{
	int asked = LOAD(help_asked);
	for (int i = 0; i < START_SPINS && LOAD(stopping) && LOAD(help_asked) == asked; i++)
		__builtin_ia32_pause();
	while (LOAD(stopping))
		futex_wait(&stopping, 1, 0);
}

// go returns when m may run.
static void go(struct machine *m)
{
	for (;;) {
		STORE(m->runs, 1);
		if (!LOAD(stopping))
			return;
		stop(m);
		await_start();
	}
}

// enter goes on with a stack, from the machine's own.
__attribute__((noreturn)) static void enter(struct block *b)
{
	shadow_base = b->base;
	stack_top = b->top;
	rgo_enter(b);
}

// leave leaves the stack that runs for function wait.
static void leave(void (*wait)(struct machine *))
{
	struct machine *m = this_machine();
	m->waiting = m->run;
	rgo_leave(m->run, m->own, wait, m);
}

static void wait_for_runtime_lock(struct machine *m)
{
	stop(m);
	await_lock(&runtime_lock);
	go(m);
	enter(m->waiting);
}

static void wait_for_heap_lock(struct machine *m)
{
	stop(m);
	await_lock(&heap_lock);
	go(m);
	enter(m->waiting);
}

static int try(int *lock)
{
	for (int i = 0; i < SPINS; i++) {
		if (!LOAD(*lock) && grab(lock))
			return 1;
		__builtin_ia32_pause();
	}
	return 0;
}

void rgo_x_runtime_lock(void)
{
	if (!grab(&runtime_lock) && !try(&runtime_lock)) {
		begin_stacks();
		leave(wait_for_runtime_lock);
	}
}

void rgo_x_runtime_unlock(void) { give(&runtime_lock); }

void rgo_x_heap_lock(void)
{
	if (!grab(&heap_lock) && !try(&heap_lock)) {
		begin_stacks();
		leave(wait_for_heap_lock);
	}
}

void rgo_x_heap_unlock(void) { give(&heap_lock); }

void rgo_x_stop_world(void)
{
	struct machine *me = this_machine();
	STORE(stopping, 1);
	struct machine *all = LOAD(all_machines);
	for (struct machine *m = all; m; m = m->next)
		STORE(m->poll, 1);
	// One that is started from now on does not run before the end of the collection.
	for (struct machine *m = all; m; m = m->next) {
		if (m == me)
			continue;
		for (int i = 0; i < STOP_SPINS && LOAD(m->runs); i++)
			__builtin_ia32_pause();
		for (;;) {
			int seen = LOAD(arrivals);
			if (!LOAD(m->runs))
				break;
			futex_wait(&arrivals, seen, 0);
		}
	}
}

void rgo_x_start_world(void)
{
	STORE(stopping, 0);
	futex_wake(&stopping, 1 << 30);
}

static void wait_for_collector(struct machine *m)
{
	stop(m);
	go(m);
	enter(m->waiting);
}

void rgo_x_safepoint(void)
{
	if (LOAD(stopping)) {
		begin_stacks();
		leave(wait_for_collector);
	}
}

word rgo_x_machines(void) { return (word)LOAD(all_machines); }

// monitor has every machine that runs look for others now and then.
static void *monitor(void *argument)
{
	for (;;) {
		word t[2] = {0, turn_nanoseconds};
		CALL2(SYS_nanosleep, t, 0);
		for (struct machine *m = LOAD(all_machines); m; m = m->next)
			if (LOAD(m->runs)) {
				STORE(m->tick, 1);
				STORE(m->poll, 1);
			}
	}
	return argument;
}

static void add_machine(struct machine *m)
{
	m->self = m;
	m->heap = (word)m->area;
	struct machine *rest = LOAD(all_machines);
	do
		m->next = rest;
	while (!__atomic_compare_exchange_n(&all_machines, &rest, m, 0, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST));
}

static void use_machine(struct machine *m)
{
	enum { SET_GS = 0x1001 };
	m->tid = rgo_syscall(SYS_gettid, 0, 0, 0, 0, 0, 0);
	CALL2(SYS_arch_prctl, SET_GS, m);
}

static void begin_first_machine(void)
{
	struct machine *m = &first_machine;
	m->own = reserve(OWN_STACK, 0);
	if (!m->own)
		fatal("fatal error: no memory for the stack of a thread\n");
	m->own += OWN_STACK;
	m->runs = 1;
	add_machine(m);
	use_machine(m);
}

__attribute__((noreturn)) static void *begin_machine(void *argument)
{
	struct machine *m = argument;
	use_machine(m);
	m->own = (char *)(((word)__builtin_frame_address(0) - 1024) & -16);
	await_lock(&runtime_lock);
	go(m);
	enter(m->waiting);
}

word rgo_x_machine_start(word stack)
{
	struct machine *m = (struct machine *)reserve(sizeof *m, 0);
	unsigned long thread;
	if (!m)
		return 0;
	if (!monitor_runs) {
		monitor_runs = 1;
		if (!pthread_create(&thread, 0, monitor, 0))
			pthread_detach(thread);
	}
	m->waiting = (struct block *)stack;
	add_machine(m); // it may stay there if there is no thread for it: it never runs
	if (pthread_create(&thread, 0, begin_machine, m))
		return 0;
	pthread_detach(thread);
	return 1;
}

static void wait_for_work(struct machine *m)
{
	int seen = LOAD(work); // who has more to do changes it with the lock
	give(&runtime_lock);
	stop(m);
	futex_wait(&work, seen, m->argument);
	await_lock(&runtime_lock);
	go(m);
	enter(m->waiting);
}

void rgo_x_machine_wait(word time)
{
	this_machine()->argument = time;
	leave(wait_for_work);
}

void rgo_x_machine_wake(word all)
{
	ADD(work, 1);
	futex_wake(&work, all ? 1 << 30 : 1);
}

static void make_call(struct machine *m)
{
	word *a = m->arguments;
	struct block *b = m->waiting;
	STORE(m->in_call, 1);
	stop(m);
	b->result = rgo_syscall(m->number, a[0], a[1], a[2], a[3], a[4], a[5]);
	STORE(m->in_call, 0);
	go(m);
	enter(b);
}

word rgo_x_call_apart(word number, void *p, void *q, void *r, void *s, void *t, void *u, word a, word b, word c, word d, word e, word f)
{
	struct machine *m = this_machine();
	// A collection must see the addresses here, in the stack.
	void *volatile addresses[6] = {p, q, r, s, t, u};
	word integers[6] = {a, b, c, d, e, f};
	begin_stacks();
	for (int i = 0; i < 6; i++)
		m->arguments[i] = addresses[i] ? (word)addresses[i] : integers[i];
	m->number = number;
	struct block *k = m->run;
	leave(make_call);
	(void)addresses[0];
	return k->result;
}

word rgo_x_processors(void)
{
	static word known;
	unsigned char set[1024];
	word n = 0;
	if (known)
		return known;
	word bytes = CALL3(SYS_sched_getaffinity, 0, sizeof set, set);
	for (word i = 0; i < bytes; i++)
		n += __builtin_popcount(set[i]);
	return known = n > 0 ? n : 1;
}

// interrupt_calls is called by the handler of a signal: all calls of goroutines end with EINTR, and the scheduler looks.
static void interrupt_calls(void)
{
	word pid = rgo_syscall(SYS_getpid, 0, 0, 0, 0, 0, 0), me = rgo_syscall(SYS_gettid, 0, 0, 0, 0, 0, 0);
	for (struct machine *m = LOAD(all_machines); m; m = m->next) {
		STORE(m->poll, 1);
		if (LOAD(m->in_call) && m->tid != me)
			CALL3(SYS_tgkill, pid, m->tid, INTERRUPT);
	}
	ADD(work, 1);
	futex_wake(&work, 1 << 30);
}
