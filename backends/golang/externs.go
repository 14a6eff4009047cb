package golang

// This file maps external functions to the support package. A leading "=" marks an expression.

// externs holds what is called for each external function.
var externs = map[string]string{
	"write": "externWrite", "read": "externRead", "open": "externOpen", "close": "externClose", "lseek": "externSeek",
	"fstat": "externFstat", "stat": "externStat", "lstat": "externLstat", "getdents": "externGetdents",
	"getcwd": "externGetcwd", "mkdir": "externMkdir", "unlink": "externUnlink", "rmdir": "externRmdir",
	"rename": "externRename", "exit": "externExit", "mmap": "externMmap", "munmap": "externMunmap",
	"madvise_free": "externMadviseFree", "clock_wall": "externClockWall", "clock_mono": "externClockMono",
	"nanosleep": "externNanosleep", "random_bytes": "externRandomBytes", "syscall": "externSyscall",
	"argc": "externArgc", "argv": "externArgv",
	"envp": "externEnvp", "stack_top": "externStackTop", "stack_pointer": "externStackPointer",
	"stacks": "externStacks", "stack_current": "externStackCurrent", "stack_new": "externStackNew", "stack_drop": "externStackDrop",
	"shadow_base": "=shadowBase", "shadow_top": "=shadowTop",
	"static_start": "=staticStart", "static_end": "=staticEnd",
}

// letterTypes are the Go types of the letters in flowgraph.Extern.
var letterTypes = map[byte]string{'i': "int64", 'u': "uint64", 'p': "uintptr", 'f': "float64"}
