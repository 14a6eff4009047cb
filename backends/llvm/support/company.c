
// The rest of this file comes behind free.c. It is for interpreters whose own code is not made for machines that run at the same time:
// see rlib/thread.
//
// A machine is away (it waits, or runs nothing of the interpreter), together with others, or alone: then all others are away. What an
// interpreter has for the hot paths of its language runs together, all else alone. Whoever wants to be alone draws a ticket; when
// it is called, those that are together go away at their next poll. Who is alone stays so until another one waits, and, if
// it has wanted to be alone very often, until its turn ends: then the machines behave as with --threads gil.

enum { AWAY, TOGETHER, ALONE }; // struct machine, company; raw.Away and so on

enum {
	COMPANY_SPINS = 3000, // looks before sleeping: as long as waking takes
	OFTEN = 1000,	     // times to become alone in a turn, above which it stays so to the turn's end
	AGAIN = 50,	     // the same in the next turn
};

static word tickets, called; // drawn, and the one whose machine may be alone
static int alone;	     // 1 while a machine is, or waits for the others to go away
static int waiting;	     // machines that wait to be alone or together
static int joining;	     // those of them that wait to be together
static int admitted;	     // those that have to be together before another one may be alone
static int changes, sleepers; // who sleeps looks again when changes changes

// From alonelog.c.
static const char *alone_file;
static word ticks(void);
static void note_alone(char *address, word since);
static void note_company(void);

static void change(void)
{
	ADD(changes, 1);
	if (LOAD(sleepers))
		futex_wake(&changes, 1 << 30);
}

static void sleep_until(struct machine *m)
{
	stop(m);
	ADD(sleepers, 1);
	for (;;) {
		int seen = LOAD(changes);
		if (m->until(m))
			break;
		futex_wait(&changes, seen, 0);
	}
	ADD(sleepers, -1);
	go(m);
	enter(m->waiting);
}

// await returns when until is true for m. What it asks for must stay true until m itself does something.
static void await(struct machine *m, int (*until)(struct machine *))
{
	for (int i = 0; i < COMPANY_SPINS; i++) {
		if (until(m))
			return;
		rgo_x_safepoint();
		__builtin_ia32_pause();
	}
	m->until = until;
	begin_stacks();
	leave(sleep_until);
}

static int is_called(struct machine *m) { return LOAD(called) == m->ticket; }

static int all_admitted(struct machine *m)
{
	(void)m;
	return LOAD(admitted) <= 0;
}

static int nobody_alone(struct machine *m)
{
	(void)m;
	return !LOAD(alone);
}

static int others_away(struct machine *m)
{
	for (struct machine *o = LOAD(all_machines); o; o = o->next)
		if (o != m && LOAD(o->company) == TOGETHER)
			return 0;
	return 1;
}

// ask has machines of a kind look for others at their next poll.
static void ask(struct machine *m, word kind)
{
	for (struct machine *o = LOAD(all_machines); o; o = o->next)
		if (o != m && LOAD(o->company) == kind)
			STORE(o->poll, 1);
}

static void go_away(struct machine *m)
{
	word before = m->company;
	if (before == ALONE) {
		if (alone_file)
			note_company();
		STORE(admitted, LOAD(joining));
		STORE(m->company, AWAY);
		STORE(alone, 0);
		ADD(called, 1);
		change();
		return;
	}
	STORE(m->company, AWAY);
	if (before == TOGETHER && LOAD(alone))
		change();
}

// try_join makes m one of those that are together, unless somebody is alone.
static int try_join(struct machine *m)
{
	STORE(m->company, TOGETHER);
	if (!LOAD(alone))
		return 1;
	go_away(m);
	return 0;
}

static void join(struct machine *m)
{
	if (try_join(m))
		return;
	ADD(joining, 1);
	ADD(waiting, 1);
	ask(m, ALONE);
	do
		await(m, nobody_alone);
	while (!try_join(m));
	ADD(waiting, -1);
	ADD(joining, -1);
	int n = LOAD(admitted);
	while (n > 0 && !__atomic_compare_exchange_n(&admitted, &n, n - 1, 0, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST))
		;
	if (n == 1)
		change();
}

void rgo_x_be_alone(void)
{
	struct machine *m = this_machine();
	if (m->company == ALONE)
		return;
	word since = alone_file ? ticks() : 0;
	char *by = __builtin_return_address(0);
	if (m->company == TOGETHER)
		go_away(m);
	m->ticket = ADD(tickets, 1);
	if (!is_called(m)) {
		ADD(waiting, 1);
		ask(m, ALONE);
		await(m, is_called);
		ADD(waiting, -1);
	}
	await(m, all_admitted);
	STORE(alone, 1);
	ask(m, TOGETHER);
	await(m, others_away);
	STORE(m->company, ALONE);
	if (alone_file)
		note_alone(by, since);
	else
		m->asked++; // who counts wants to see each time
	if (LOAD(waiting)) // they may have asked before they could see who is alone
		STORE(m->poll, 1);
}

void rgo_x_be_together(void)
{
	struct machine *m = this_machine();
	word tick = LOAD(m->tick);
	if (tick) {
		STORE(m->tick, 0);
		m->asked = m->asked > OFTEN ? OFTEN - AGAIN : 0;
	}
	switch (m->company) {
	case ALONE:
		if (!LOAD(waiting) || (m->asked > OFTEN && !tick))
			return;
		go_away(m);
		break;
	case TOGETHER:
		if (!LOAD(alone))
			return;
		go_away(m);
	}
	join(m);
}

word rgo_x_be_away(void)
{
	struct machine *m = this_machine();
	word before = m->company;
	if (before != AWAY)
		go_away(m);
	return before;
}

// copy_process is the system call fork, known to the C library, whose threads are to work in the copy. It is made while all other
// machines wait, none with a lock. The copy has this machine only.
static word copy_process(void)
{
	struct machine *m = this_machine();
	rgo_x_runtime_lock();
	rgo_x_heap_lock();
	rgo_x_stop_world();
	await_helpers();
	int r = fork();
	if (r == 0) {
		m->tid = rgo_syscall(SYS_gettid, 0, 0, 0, 0, 0, 0);
		m->next = 0;
		all_machines = m;
		for (struct block *b = rgo_all; b; b = b->next)
			b->held = b == m->run;
		arrivals = monitor_runs = 0;
		forget_helpers();
		alone = m->company == ALONE;
		called = m->ticket;
		tickets = m->ticket + alone;
		waiting = joining = admitted = sleepers = 0;
	}
	rgo_x_start_world();
	rgo_x_heap_unlock();
	rgo_x_runtime_unlock();
	return r < 0 ? -*__errno_location() : r;
}
