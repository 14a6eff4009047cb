package flowgraph

// This file is the list of external functions: every call out of a translated program goes through one of these names.
// Addresses point to raw or pinned memory; results are those of the operating system: a negative result is -errno.

// An Extern is a row of the list. Params and Results use the letters i (Signed), u (Unsigned), p (address), f (Float).
type Extern struct {
	Name, Params, Results string
	Pure                  bool // no effect and the same result for the same arguments: may run at translation time
	NoReturn              bool
	Doc                   string
}

var externs = []Extern{
	{"write", "ipi", "i", false, false, "write(fd, buf, n)"},
	{"read", "ipi", "i", false, false, "read(fd, buf, n)"},
	{"open", "pii", "i", false, false, "open(path NUL-terminated, flags, mode)"},
	{"close", "i", "i", false, false, "close(fd)"},
	{"lseek", "iii", "i", false, false, "lseek(fd, offset, whence)"},
	{"fstat", "ip", "i", false, false, "fstat(fd, struct stat of 144 bytes)"},
	{"stat", "pp", "i", false, false, "stat(path, struct stat)"},
	{"lstat", "pp", "i", false, false, "lstat(path, struct stat)"},
	{"getdents", "ipi", "i", false, false, "getdents64(fd, buf, n)"},
	{"getcwd", "pi", "i", false, false, "getcwd(buf, n): length including the NUL"},
	{"mkdir", "pi", "i", false, false, "mkdir(path, mode)"},
	{"unlink", "p", "i", false, false, "unlink(path)"},
	{"rmdir", "p", "i", false, false, "rmdir(path)"},
	{"rename", "pp", "i", false, false, "rename(old, new)"},
	{"exit", "i", "", false, true, "exit_group(status)"},
	{"mmap", "i", "p", false, false, "n bytes of zeroed memory, reserved now and committed on first touch; 0 if there is none"},
	{"munmap", "pi", "i", false, false, "gives memory from mmap back"},
	{"madvise_free", "pi", "i", false, false, "content is not needed any more; reads as zero afterwards"},
	{"madvise_huge", "pi", "i", false, false, "the memory will be used as a whole: large pages pay"},
	{"prefetch", "p", "", false, false, "the memory at p will be needed soon; p may be any address"},
	{"clock_wall", "", "ii", false, false, "seconds and nanoseconds since 1970"},
	{"clock_mono", "", "i", false, false, "monotonic nanoseconds"},
	{"nanosleep", "i", "", false, false, "sleeps that many nanoseconds"},
	{"random_bytes", "pi", "i", false, false, "getrandom(buf, n)"},
	{"syscall", "ippppppiiiiii", "i", false, false, "any system call by number: each argument is the address given, or, where that is 0, the integer"},
	{"watch_signal", "ip", "i", false, false, "from now on signal n stores 1 in byte n and then in byte 0 of the table at p; the process goes on"},
	{"argc", "", "i", false, false, "number of command line arguments, program name included"},
	{"argv", "i", "p", false, false, "argument i, NUL-terminated"},
	{"envp", "i", "p", false, false, "environment entry i, NUL-terminated, or 0 past the last"},
	{"stack_top", "", "p", false, false, "highest address of the machine stack to scan for roots (conservative roots)"},
	{"forget_stack", "", "", false, false, "clears the machine stack below the caller's frame, where addresses lie that have been forgotten (conservative roots)"},
	{"stack_pointer", "", "p", false, false, "an address in the current stack frame after all registers have been spilled below stack_top"},
	{"stacks", "", "u", false, false, "control block of the first of all stacks: see runtime/raw/stacks.go (builds with threads)"},
	{"stack_current", "", "u", false, false, "control block of the stack that runs (builds with threads)"},
	{"stack_new", "i", "u", false, false, "control block of a new stack of a class: 0 large, 1 medium, 2 for very many; 0 if there is no memory (builds with threads)"},
	{"stack_drop", "u", "", false, false, "gives up a stack that will not run again (builds with threads)"},
	{"stack_ended", "u", "", false, false, "what a stack that does not run has done is over: it begins anew when it is switched to (builds with threads)"},
	{"machines_start", "u", "", false, false, "goroutines may run on several OS threads from now on; the stack goes on when one takes the baton (--threads gil)"},
	{"machines_idle", "i", "", false, false, "gives up the baton, until there may be something to do or it is that time (--threads gil)"},
	{"machines_returned", "", "i", false, false, "number of a call_out whose stack waits to go on, or -1 (--threads gil)"},
	{"call_out", "iiiippppppiiiiii", "i", false, false, "syscall without the baton: somebody is ready, next time, number for machines_returned, then as syscall (--threads gil)"},
	{"machines_offered", "", "", false, false, "a poll has been answered (--threads gil)"},
	{"machines_bind", "i", "u", false, false, "this OS thread is for the stack that runs alone, or not any more; the thread (--threads gil)"},
	{"machines_hand", "uu", "", false, false, "gives the baton to an OS thread and the stack it is for, or with 0 to any (--threads gil)"},
	{"machines_forked", "", "", false, false, "this is a copy of the process (--threads gil)"},
	{"machine_load", "u", "u", false, false, "a word of the machine that runs, by offset (--threads free)"},
	{"machine_store", "uu", "", false, false, "sets a word of the machine that runs (--threads free)"},
	{"machines", "", "u", false, false, "the first machine of the list of all (--threads free)"},
	{"machine_start", "u", "i", false, false, "starts an OS thread that goes on with a stack that waits; 0 if there is none (--threads free)"},
	{"machine_wait", "i", "", false, false, "gives the lock of the runtime away until there may be work or it is that time (--threads free)"},
	{"machine_wake", "i", "", false, false, "ends a machine_wait, or, if not 0, all of them (--threads free)"},
	{"call_apart", "ippppppiiiiii", "i", false, false, "syscall, during which others may collect (--threads free)"},
	{"safepoint", "", "", false, false, "waits while another machine collects (--threads free)"},
	{"runtime_lock", "", "", false, false, "takes the lock of the runtime (--threads free)"},
	{"runtime_unlock", "", "", false, false, "gives the lock of the runtime away (--threads free)"},
	{"heap_lock", "", "", false, false, "takes the lock of the collector (--threads free)"},
	{"heap_unlock", "", "", false, false, "gives the lock of the collector away (--threads free)"},
	{"stop_world", "", "", false, false, "waits until no other machine runs the program (--threads free)"},
	{"start_world", "", "", false, false, "lets other machines go on (--threads free)"},
	{"stack_taken", "u", "i", false, false, "1 if another stack runs in the place that a stack shares, on another machine (--threads free)"},
	{"relax", "i", "", false, false, "nth round of a loop that waits for another thread (--threads free)"},
	{"helpers_wake", "i", "", false, false, "has so many threads help the collector, by its function Help (--threads free)"},
	{"processors", "", "i", false, false, "number of processors that the process may use (--threads free)"},
	{"be_alone", "", "", false, false, "waits until no other machine is in company: see rlib/thread (--threads free)"},
	{"be_together", "", "", false, false, "lets others be in company, too, and returns when nobody is alone (--threads free)"},
	{"be_away", "", "u", false, false, "leaves the company; what the machine was in it (--threads free)"},
	{"atomic_load", "p", "i", false, false, "the word at p (this and the next: sequentially consistent; --threads free)"},
	{"atomic_load32", "p", "i", false, false, "the 32 bits at p"},
	{"atomic_swap", "pi", "i", false, false, "stores a word and returns what was there"},
	{"atomic_swap32", "pi", "i", false, false, "stores 32 bits and returns what was there"},
	{"atomic_add", "pi", "i", false, false, "adds to a word and returns what was there"},
	{"atomic_add32", "pi", "i", false, false, "adds to 32 bits and returns what was there"},
	{"atomic_or", "pi", "i", false, false, "sets bits of a word and returns what was there"},
	{"atomic_cas", "pii", "i", false, false, "stores a word if the second argument is there, and returns 1, else 0"},
	{"atomic_cas32", "pii", "i", false, false, "stores 32 bits if the second argument is there, and returns 1, else 0"},
	{"shadow_base", "", "p", false, false, "lowest slot of the shadow stack"},
	{"shadow_top", "", "p", false, false, "first free slot of the shadow stack"},
	{"layout_table", "", "p", false, false, "table of type layouts for the collector, indexed by type id"},
	{"whole_refs", "", "p", false, false, "how many references of each layout lead to starts of objects: they come first; see transform/tables.go"},
	{"static_roots", "", "p", false, false, "table of writable static data with references: see transform/gc"},
	{"collected", "", "i", false, false, "1 if a collector manages the heap, 0 where graphs are evaluated before they have one; answered by transform/gc"},
	{"profile_counters", "", "p", false, false, "what a program that counts has counted; answered by package profile"},
	{"profile_text", "", "p", false, false, "what each counter counts; answered by package profile"},
	{"profile_sizes", "", "p", false, false, "how many bytes that text and the counters have; answered by package profile"},
	{"static_start", "", "p", false, false, "lowest address of static data"},
	{"static_end", "", "p", false, false, "end of static data"},
	{"boehm_init", "pppi", "", false, false, "starts libgc: top of the stack, static data from and to, limit of the heap (LLVM backend)"},
	{"boehm_alloc", "ii", "p", false, false, "n bytes of zeroed memory from libgc, scanned for references or not; 0 if there is none"},
	{"boehm_collect", "", "", false, false, "a collection by libgc"},
	{"boehm_stat", "i", "i", false, false, "a counter of libgc: heap, free, allocated bytes, collections"},
}

// letsOthersRun holds the external functions during which other stacks run.
var letsOthersRun = map[string]bool{"machines_idle": true, "call_out": true, "machines_hand": true,
	"machine_wait": true, "call_apart": true, "safepoint": true, "runtime_lock": true, "heap_lock": true,
	"be_alone": true, "be_together": true}

// parallel holds the external functions that only programs have whose machines run at the same time.
var parallel = map[string]bool{"machine_load": true, "machine_store": true, "machine_start": true, "runtime_lock": true, "heap_lock": true}

// RunsInParallel reports whether p is a program with --threads free.
func (p *Program) RunsInParallel() bool {
	for _, g := range p.Graphs {
		for _, b := range g.Blocks {
			for _, op := range b.Ops {
				if name, ok := op.Extern(); ok && parallel[name] {
					return true
				}
			}
		}
	}
	return false
}

// LetsOthersRun reports whether other stacks can run during op itself, whatever it calls.
func (op *Op) LetsOthersRun() bool {
	name, _ := op.Extern()
	return op.Kind == OpSwitchStack || letsOthersRun[name]
}

// Externs returns the list of external functions.
func Externs() []Extern { return externs }

// FindExtern returns the row called name, or nil.
func FindExtern(name string) *Extern {
	for i := range externs {
		if externs[i].Name == name {
			return &externs[i]
		}
	}
	return nil
}
