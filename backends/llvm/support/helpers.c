
// The rest of this file comes behind free.c. It has threads that help the collector while the machines wait: see
// runtime/gc/marksweep/share.go. They run nothing of the program, and no stack of a goroutine.

enum { MOST_HELPERS = 7, SYS_rt_sigprocmask = 14 };

static int helpers;	   // that there are
static int helpers_inside; // that run code of the collector

void rgo_help(void); // function Help of the collector

static void *helper(void *argument)
{
	word all = -1, block = 0;
	rgo_syscall(SYS_rt_sigprocmask, block, (word)&all, 0, sizeof all, 0, 0);
	use_machine(argument);
	for (;;) {
		int seen = LOAD(help_asked);
		ADD(helpers_inside, 1);
		rgo_help();
		ADD(helpers_inside, -1);
		futex_wait(&help_asked, seen, 0);
	}
	return 0;
}

// add_helper returns 0 if there can be no more. A helper has a machine of its own, which is in no list: compiled code looks there for the
// limit of the stack, which is 0.
static int add_helper(void)
{
	unsigned long thread;
	struct machine *m = helpers < MOST_HELPERS ? (struct machine *)reserve(sizeof *m, 0) : 0;
	if (!m)
		return 0;
	m->self = m;
	if (pthread_create(&thread, 0, helper, m))
		return 0;
	pthread_detach(thread);
	helpers++;
	return 1;
}

void rgo_x_helpers_wake(word n)
{
	ADD(help_asked, 1);
	futex_wake(&help_asked, n);
	while (helpers < n && add_helper())
		;
}

void rgo_x_relax(word n)
{
	enum { PATIENCE = 100 }; // rounds before the system may run somebody else
	if (n % PATIENCE == 0)
		rgo_syscall(SYS_sched_yield, 0, 0, 0, 0, 0, 0);
	__builtin_ia32_pause();
}

// await_helpers returns when none runs code of the collector; the caller has the lock of that, so that none has anything to do.
static void await_helpers(void)
{
	while (LOAD(helpers_inside))
		rgo_syscall(SYS_sched_yield, 0, 0, 0, 0, 0, 0);
}

static void forget_helpers(void) { helpers = helpers_inside = 0; }
