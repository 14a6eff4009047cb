// Start-up of a translated program on Linux, and its external functions: each row NAME of flowgraph/externs.go is
// rgo_x_NAME here. Results of the operating system are passed on as they are: a negative one is -errno.
//
// Of the C library this uses its start-up and clock_gettime (which needs no system call); compiled code adds memory
// and floating-point functions.

typedef long word;

// From the assembly file of the machine.
word rgo_syscall(word number, word a, word b, word c, word d, word e, word f);
void rgo_on_stack(void (*function)(void), void *top);

// The translated program.
void rgo_program(void);

int clock_gettime(int clock, word *seconds_and_nanoseconds);

#if defined(__x86_64__)
enum {
	SYS_read = 0, SYS_write = 1, SYS_open = 2, SYS_close = 3, SYS_stat = 4, SYS_fstat = 5, SYS_lstat = 6, SYS_lseek = 8,
	SYS_mmap = 9, SYS_mprotect = 10, SYS_munmap = 11, SYS_rt_sigaction = 13, SYS_madvise = 28, SYS_nanosleep = 35, SYS_getcwd = 79,
	SYS_rename = 82, SYS_mkdir = 83, SYS_rmdir = 84, SYS_unlink = 87, SYS_getdents64 = 217, SYS_exit_group = 231,
	SYS_getrandom = 318,
};
#else
#error "no system call numbers for this machine"
#endif

#define CALL1(n, a) rgo_syscall(n, (word)(a), 0, 0, 0, 0, 0)
#define CALL2(n, a, b) rgo_syscall(n, (word)(a), (word)(b), 0, 0, 0, 0)
#define CALL3(n, a, b, c) rgo_syscall(n, (word)(a), (word)(b), (word)(c), 0, 0, 0)

// State of the running program. Compiled code reads the limit and moves the top of the shadow stack.
#ifndef RGO_FREE
word rgo_stack_limit;
char *rgo_shadow_top;
void *rgo_innermost;

static char *stack_top, *shadow_base;
#else
// Goroutines run at the same time, on OS threads: what is above is a part of struct machine (free.c), to which segment register gs
// points. TestMachineWords compares the offsets.
#define LOCAL(type, offset) (*(type volatile __attribute__((address_space(256))) *)(offset))
#define rgo_stack_limit LOCAL(word, 8)
#define rgo_innermost LOCAL(void *, 16)
#define rgo_shadow_top LOCAL(char *, 24)
#define rgo_running LOCAL(struct block *, 32)
#define stack_top LOCAL(char *, 40)
#define shadow_base LOCAL(char *, 48)

static void begin_first_machine(void);
static void begin_alone_log(void);
static void write_alone_log(void);
#endif
static int argument_count;
static char **arguments, **environment;
static word environment_count;

// The sections of static data exist in every program. The linker defines where they begin and end, and where zeros do.
__attribute__((section("rgo_const"), used)) static const word some_constant = 0;
__attribute__((section("rgo_data"), used)) static word some_data = 1;
extern char __start_rgo_const[], __stop_rgo_const[], __start_rgo_data[], __stop_rgo_data[], __bss_start[], _end[];

enum {
	PAGE = 4096,
	MARGIN = 256 << 10, // of the stack, for what runs after a stack check has failed
};

static const word megabyte = 1 << 20;

// Big objects of zeros, whose headers are not in the file.
extern const struct {
	word count;
	struct {
		word *object;
		word header, length; // length: -1 if there is none
	} entries[];
} rgo_late_headers;

static void write_late_headers(void)
{
	for (word i = 0; i < rgo_late_headers.count; i++) {
		word *object = rgo_late_headers.entries[i].object;
		object[-1] = rgo_late_headers.entries[i].header;
		if (rgo_late_headers.entries[i].length >= 0)
			object[-2] = rgo_late_headers.entries[i].length;
	}
}

__attribute__((noreturn)) void rgo_x_exit(word status);

static char *reserve(word n, int flags)
{
	// Readable, writable; private, anonymous, not counted against the memory there is.
	word p = rgo_syscall(SYS_mmap, 0, n, 3, 0x4022 | flags, -1, 0);
	return -PAGE < p && p < 0 ? 0 : (char *)p;
}

__attribute__((noreturn)) static void fatal(const char *message)
{
	word n = 0;
	while (message[n])
		n++;
	CALL3(SYS_write, 2, message, n);
	CALL1(SYS_exit_group, 2);
	__builtin_unreachable();
}

// rgo_uncaught is called by rgo_throw if there is no rgo_try to return from.
__attribute__((noreturn, used)) void rgo_uncaught(void)
{
	fatal("fatal error: panic outside of the program\n");
}

int main(int argc, char **argv, char **envp)
{
	argument_count = argc;
	arguments = argv;
	environment = envp;
	while (envp[environment_count])
		environment_count++;
#ifdef RGO_FREE
	begin_alone_log();
	begin_first_machine();
#endif

	// A stack of its own: its size does not depend on the limits of the shell, and memory is taken only as it is used.
	word size = 256 * megabyte;
	char *stack = reserve(size, 0x20000);
	while (!stack && size > megabyte) {
		size /= 2;
		stack = reserve(size, 0x20000);
	}
	if (!stack)
		fatal("fatal error: no memory for the stack\n");
	CALL3(SYS_mprotect, stack, PAGE, 0);
	stack_top = stack + size;
	rgo_stack_limit = (word)stack + MARGIN;

	shadow_base = reserve(2 * size, 0);
	if (!shadow_base)
		fatal("fatal error: no memory for the shadow stack\n");
	rgo_shadow_top = shadow_base;

	write_late_headers();
	rgo_on_stack(rgo_program, stack_top);
	rgo_x_exit(0);
}

// The files of Go's packages know nothing of calls that a signal interrupts; rgo_x_syscall tells of it.
static word again(word number, word a, word b, word c)
{
	word r;
	while ((r = CALL3(number, a, b, c)) == -4)
		;
	return r;
}

word rgo_x_write(word fd, const void *p, word n) { return again(SYS_write, fd, (word)p, n); }
word rgo_x_read(word fd, void *p, word n) { return again(SYS_read, fd, (word)p, n); }
word rgo_x_open(const char *path, word flags, word mode) { return again(SYS_open, (word)path, flags, mode); }
word rgo_x_close(word fd) { return CALL1(SYS_close, fd); }
word rgo_x_lseek(word fd, word offset, word whence) { return CALL3(SYS_lseek, fd, offset, whence); }
word rgo_x_fstat(word fd, void *st) { return CALL2(SYS_fstat, fd, st); }
word rgo_x_stat(const char *path, void *st) { return CALL2(SYS_stat, path, st); }
word rgo_x_lstat(const char *path, void *st) { return CALL2(SYS_lstat, path, st); }
word rgo_x_getdents(word fd, void *p, word n) { return CALL3(SYS_getdents64, fd, p, n); }
word rgo_x_getcwd(char *p, word n) { return CALL2(SYS_getcwd, p, n); }
word rgo_x_mkdir(const char *path, word mode) { return CALL2(SYS_mkdir, path, mode); }
word rgo_x_unlink(const char *path) { return CALL1(SYS_unlink, path); }
word rgo_x_rmdir(const char *path) { return CALL1(SYS_rmdir, path); }
word rgo_x_rename(const char *from, const char *to) { return CALL2(SYS_rename, from, to); }

__attribute__((noreturn)) void rgo_x_exit(word status)
{
#ifdef RGO_FREE
	write_alone_log();
#endif
	CALL1(SYS_exit_group, status);
	__builtin_unreachable();
}

void *rgo_x_mmap(word n) { return reserve(n, 0); }
word rgo_x_munmap(void *p, word n) { return CALL2(SYS_munmap, p, n); }

// MADV_DONTNEED: private pages read as zero afterwards.
word rgo_x_madvise_free(void *p, word n) { return CALL3(SYS_madvise, p, n, 4); }

// MADV_HUGEPAGE
word rgo_x_madvise_huge(void *p, word n) { return CALL3(SYS_madvise, p, n, 14); }

struct two_words {
	word first, second;
};

struct two_words rgo_x_clock_wall(void)
{
	word t[2];
	clock_gettime(0, t);
	return (struct two_words){t[0], t[1]};
}

word rgo_x_clock_mono(void)
{
	word t[2];
	clock_gettime(1, t);
	return t[0] * 1000000000 + t[1];
}

void rgo_x_nanosleep(word n)
{
	word t[2] = {n / 1000000000, n % 1000000000};
	// Interrupted (-EINTR), it leaves the rest of the time in t.
	while (n > 0 && CALL2(SYS_nanosleep, t, t) == -4)
		;
}

word rgo_x_random_bytes(void *p, word n) { return CALL3(SYS_getrandom, p, n, 0); }

#if defined(RGO_MACHINES) || defined(RGO_FREE)
static word copy_process(void);
static void interrupt_calls(void);
enum { INTERRUPT = 63 }; // the signal that ends calls when a signal of the program comes
#endif
#ifdef RGO_MACHINES
static word call_here(word number, word a, word b, word c, word d, word e, word f);
#else
#define call_here rgo_syscall
#endif

word rgo_x_syscall(word number, void *p, void *q, void *r, void *s, void *t, void *u, word a, word b, word c, word d, word e, word f)
{
#if defined(RGO_MACHINES) || defined(RGO_FREE)
	const word fork = 57;
	if (number == fork)
		return copy_process();
#endif
	return call_here(number, p ? (word)p : a, q ? (word)q : b, r ? (word)r : c, s ? (word)s : d, t ? (word)t : e, u ? (word)u : f);
}

// Signals that the program watches: their handler only stores that they came, and runs on the stack of the program, below
// what a stack check leaves.
static volatile char *signal_table;

static void note_signal(int n)
{
	signal_table[n] = 1;
	signal_table[0] = 1;
#if defined(RGO_MACHINES) || defined(RGO_FREE)
	interrupt_calls();
#endif
}

#if defined(RGO_MACHINES) || defined(RGO_FREE)
static void note_interrupt(int n)
{
}
#endif

void rgo_signal_return(void);

word rgo_x_watch_signal(word n, void *table)
{
	if (n < 1 || n > 64)
		return -22;
	signal_table = table;
	// SA_RESTORER. Without SA_RESTART: calls that wait are interrupted.
	struct action {
		void (*handler)(int);
		word flags;
		void (*restorer)(void);
		word mask;
	} action = {note_signal, 0x04000000, rgo_signal_return, 0};
#if defined(RGO_MACHINES) || defined(RGO_FREE)
	if (n == INTERRUPT)
		return -22;
	struct action interrupt = {note_interrupt, 0x04000000, rgo_signal_return, 0};
	rgo_syscall(SYS_rt_sigaction, INTERRUPT, (word)&interrupt, 0, 8, 0, 0);
#endif
	return rgo_syscall(SYS_rt_sigaction, n, (word)&action, 0, 8, 0, 0);
}

word rgo_x_argc(void) { return argument_count; }
void *rgo_x_argv(word i) { return 0 <= i && i < argument_count ? arguments[i] : 0; }
void *rgo_x_envp(word i) { return 0 <= i && i < environment_count ? environment[i] : 0; }
void *rgo_x_stack_top(void) { return stack_top; }
void *rgo_x_shadow_base(void) { return shadow_base; }
void *rgo_x_shadow_top(void) { return rgo_shadow_top; }

static char *lower(char *a, char *b) { return a < b ? a : b; }
static char *higher(char *a, char *b) { return a > b ? a : b; }

void *rgo_x_static_start(void) { return lower(__start_rgo_const, lower(__start_rgo_data, __bss_start)); }
void *rgo_x_static_end(void) { return higher(__stop_rgo_const, higher(__stop_rgo_data, _end)); }
