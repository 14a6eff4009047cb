package golang

// This file maps external functions to the support package. A leading "=" marks an expression.

// externs holds what is called for each external function.
var externs = map[string]string{
	"write": "ExternWrite", "read": "ExternRead", "open": "ExternOpen", "close": "ExternClose", "lseek": "ExternSeek",
	"fstat": "ExternFstat", "stat": "ExternStat", "lstat": "ExternLstat", "getdents": "ExternGetdents",
	"getcwd": "ExternGetcwd", "mkdir": "ExternMkdir", "unlink": "ExternUnlink", "rmdir": "ExternRmdir",
	"rename": "ExternRename", "exit": "ExternExit", "mmap": "ExternMmap", "munmap": "ExternMunmap",
	"prefetch":     "ExternPrefetch",
	"madvise_free": "ExternMadviseFree", "madvise_huge": "ExternMadviseHuge", "clock_wall": "ExternClockWall", "clock_mono": "ExternClockMono",
	"nanosleep": "ExternNanosleep", "random_bytes": "ExternRandomBytes", "syscall": "ExternSyscall", "watch_signal": "ExternWatchSignal",
	"argc": "ExternArgc", "argv": "ExternArgv",
	"envp": "ExternEnvp", "stack_top": "ExternStackTop", "forget_stack": "ExternForgetStack", "stack_pointer": "ExternStackPointer",
	"stacks": "ExternStacks", "stack_current": "ExternStackCurrent", "stack_new": "ExternStackNew", "stack_drop": "ExternStackDrop",
	"stack_ended": "ExternStackEnded", "machines_start": "ExternMachinesStart", "machines_idle": "ExternMachinesIdle",
	"machines_returned": "ExternMachinesReturned", "call_out": "ExternCallOut", "machines_offered": "ExternMachinesOffered",
	"machines_bind": "ExternMachinesBind", "machines_hand": "ExternMachinesHand", "machines_forked": "ExternMachinesForked",
	"shadow_base": "=ShadowBase", "shadow_top": "=ShadowTop",
	"static_start": "=StaticStart", "static_end": "=StaticEnd",
}

// letterTypes are the Go types of the letters in flowgraph.Extern.
var letterTypes = map[byte]string{'i': "int64", 'u': "uint64", 'p': "uintptr", 'f': "float64"}
