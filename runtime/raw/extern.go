package raw

// This file declares the external functions. The letters of flowgraph/externs.go map to Go types as i: int, u: uintptr,
// p: unsafe.Pointer. A negative result is -errno.

import "unsafe"

// Host and HostMemory carry out external functions under plain Go; package rgo/runtime/raw/host sets them. A translated
// program has neither.
var (
	Host       func(name string, p, q unsafe.Pointer, a, b int) int
	HostMemory func(name string, a int) unsafe.Pointer

	HostSyscall func(number int, p [6]unsafe.Pointer, a [6]int) int
)

// Write writes n bytes at p to file descriptor fd and returns how many were written.
//
//rgo:extern write
func Write(fd int, p unsafe.Pointer, n int) int { return Host("write", p, nil, fd, n) }

// Read reads at most n bytes into p from file descriptor fd and returns how many came.
//
//rgo:extern read
func Read(fd int, p unsafe.Pointer, n int) int { return Host("read", p, nil, fd, n) }

// Open opens the file with the NUL-terminated path and returns its descriptor.
//
//rgo:extern open
func Open(path unsafe.Pointer, flags, mode int) int { return Host("open", path, nil, flags, mode) }

// Close closes a file descriptor.
//
//rgo:extern close
func Close(fd int) int { return Host("close", nil, nil, fd, 0) }

// Seek moves the file offset and returns the new one.
//
//rgo:extern lseek
func Seek(fd, offset, whence int) int { return Host("lseek", nil, nil, fd, offset<<2|whence) }

// Fstat fills the struct stat of 144 bytes at st.
//
//rgo:extern fstat
func Fstat(fd int, st unsafe.Pointer) int { return Host("fstat", nil, st, fd, 0) }

// Stat is Fstat for a path, links followed.
//
//rgo:extern stat
func Stat(path, st unsafe.Pointer) int { return Host("stat", path, st, 0, 0) }

// Lstat is Stat without following a link.
//
//rgo:extern lstat
func Lstat(path, st unsafe.Pointer) int { return Host("lstat", path, st, 0, 0) }

// Getdents reads directory entries (struct linux_dirent64) and returns the number of bytes.
//
//rgo:extern getdents
func Getdents(fd int, p unsafe.Pointer, n int) int { return Host("getdents", p, nil, fd, n) }

// Getcwd stores the current directory with a NUL behind it and returns the length with the NUL.
//
//rgo:extern getcwd
func Getcwd(p unsafe.Pointer, n int) int { return Host("getcwd", p, nil, n, 0) }

// Mkdir makes a directory.
//
//rgo:extern mkdir
func Mkdir(path unsafe.Pointer, mode int) int { return Host("mkdir", path, nil, mode, 0) }

// Unlink removes a file.
//
//rgo:extern unlink
func Unlink(path unsafe.Pointer) int { return Host("unlink", path, nil, 0, 0) }

// Rmdir removes an empty directory.
//
//rgo:extern rmdir
func Rmdir(path unsafe.Pointer) int { return Host("rmdir", path, nil, 0, 0) }

// Rename renames a file or directory.
//
//rgo:extern rename
func Rename(from, to unsafe.Pointer) int { return Host("rename", from, to, 0, 0) }

// Exit ends the process.
//
//rgo:extern exit
//rgo:noreturn
func Exit(status int) { Host("exit", nil, nil, status, 0) }

// Mmap reserves n bytes of zeroed memory, committed on first touch. Nil if there is none.
//
//rgo:extern mmap
func Mmap(n int) unsafe.Pointer { return HostMemory("mmap", n) }

// Munmap gives memory from Mmap back.
//
//rgo:extern munmap
func Munmap(p unsafe.Pointer, n int) int { return Host("munmap", p, nil, n, 0) }

// MadviseFree gives up the content of pages; they read as zero afterwards.
//
//rgo:extern madvise_free
func MadviseFree(p unsafe.Pointer, n int) int { return Host("madvise_free", p, nil, n, 0) }

// MadviseHuge says that memory from Mmap will be used as a whole, so that the system may back it by large pages.
//
//rgo:extern madvise_huge
func MadviseHuge(p unsafe.Pointer, n int) int { return Host("madvise_huge", p, nil, n, 0) }

// Prefetch tells the processor that the memory at address p will be needed soon. Any address is allowed.
//
//rgo:extern prefetch
func Prefetch(p uintptr) {}

// ClockWall returns the time since 1970.
//
//rgo:extern clock_wall
func ClockWall() (seconds, nanoseconds int) {
	t := Host("clock_wall", nil, nil, 0, 0)
	return t / 1e9, t % 1e9
}

// ClockMono returns monotonic nanoseconds.
//
//rgo:extern clock_mono
func ClockMono() int { return Host("clock_mono", nil, nil, 0, 0) }

// Nanosleep sleeps n nanoseconds.
//
//rgo:extern nanosleep
func Nanosleep(n int) { Host("nanosleep", nil, nil, n, 0) }

// RandomBytes fills n bytes with randomness.
//
//rgo:extern random_bytes
func RandomBytes(p unsafe.Pointer, n int) int { return Host("random_bytes", p, nil, n, 0) }

// Syscall makes the system call number. Its arguments are a to f, but an address that is not nil takes the place of the
// integer: p that of a, q that of b, and so on.
//
//rgo:extern syscall
func Syscall(number int, p, q, r, s, t, u unsafe.Pointer, a, b, c, d, e, f int) int {
	const noSuchFunction = -38
	if HostSyscall == nil {
		return noSuchFunction
	}
	return HostSyscall(number, [6]unsafe.Pointer{p, q, r, s, t, u}, [6]int{a, b, c, d, e, f})
}

// WatchSignal has signal n store 1 in table[n] and table[0] from now on, a table of 65 bytes that stays where it is. Under
// plain Go there is package os/signal instead.
//
//rgo:extern watch_signal
func WatchSignal(n int, table unsafe.Pointer) int {
	const noSuchFunction = -38
	return noSuchFunction
}

// Argc returns the number of command line arguments, program name included.
//
//rgo:extern argc
func Argc() int { return Host("argc", nil, nil, 0, 0) }

// Argv returns argument i, NUL-terminated.
//
//rgo:extern argv
func Argv(i int) unsafe.Pointer { return HostMemory("argv", i) }

// Envp returns environment entry i, NUL-terminated, or nil past the last.
//
//rgo:extern envp
func Envp(i int) unsafe.Pointer { return HostMemory("envp", i) }

// The next functions serve collectors. Under plain Go they exist in tests of collectors only.

// StackTop returns the highest address of the machine stack to scan for roots.
//
//rgo:extern stack_top
func StackTop() unsafe.Pointer { return HostMemory("stack_top", 0) }

// ForgetStack clears what is below the caller's frame on the machine stack: addresses that lie there have been forgotten, but the frames
// of a collector, which do not use all of their words, would show them to it.
//
//rgo:extern forget_stack
func ForgetStack() {}

// StackPointer spills all registers below StackTop and returns an address below all of them.
//
//rgo:extern stack_pointer
func StackPointer() unsafe.Pointer { return HostMemory("stack_pointer", 0) }

// ShadowBase returns the lowest slot of the shadow stack.
//
//rgo:extern shadow_base
func ShadowBase() unsafe.Pointer { return HostMemory("shadow_base", 0) }

// ShadowTop returns the first free slot of the shadow stack.
//
//rgo:extern shadow_top
func ShadowTop() unsafe.Pointer { return HostMemory("shadow_top", 0) }

// LayoutTable returns the table of type layouts, indexed by type id: entries of 48 bytes.
//
//rgo:extern layout_table
func LayoutTable() unsafe.Pointer { return HostMemory("layout_table", 0) }

// WholeRefs returns a table indexed by type id, of two numbers of 32 bits each: how many of the references in the fixed
// part of such an object, the first ones of its layout, never lead into the middle of an object; and of those in an
// element.
//
//rgo:extern whole_refs
func WholeRefs() unsafe.Pointer { return HostMemory("whole_refs", 0) }

// StaticRoots returns a count followed by that many addresses of writable static objects that hold references.
//
//rgo:extern static_roots
func StaticRoots() unsafe.Pointer { return HostMemory("static_roots", 0) }

// ProfileCounters returns the counters of a program that counts what runs (rgo translate --instrument).
//
//rgo:extern profile_counters
func ProfileCounters() unsafe.Pointer { return HostMemory("profile_counters", 0) }

// ProfileText returns the description of the counters.
//
//rgo:extern profile_text
func ProfileText() unsafe.Pointer { return HostMemory("profile_text", 0) }

// ProfileSizes returns two words: how many bytes the description has, and how many the counters.
//
//rgo:extern profile_sizes
func ProfileSizes() unsafe.Pointer { return HostMemory("profile_sizes", 0) }

// StaticStart returns the lowest address of static data.
//
//rgo:extern static_start
func StaticStart() unsafe.Pointer { return HostMemory("static_start", 0) }

// StaticEnd returns the end of static data.
//
//rgo:extern static_end
func StaticEnd() unsafe.Pointer { return HostMemory("static_end", 0) }

// Collected returns 1 in a program that has a collector, and 0 where it is evaluated before it has one.
//
//rgo:extern collected
func Collected() int { return 0 }

// The next functions are those of libgc, for collector boehm. Under plain Go they do not exist.

// BoehmInit starts libgc: roots are the machine stack below top and static data from low to high; the heap has at most max
// bytes, if that is not 0.
//
//rgo:extern boehm_init
func BoehmInit(top, low, high unsafe.Pointer, max int) { Host("boehm_init", low, high, max, 0) }

// BoehmAlloc returns n bytes of zeroed memory, which libgc looks for references in if scanned is not 0; nil if there is
// none.
//
//rgo:extern boehm_alloc
func BoehmAlloc(n, scanned int) unsafe.Pointer { return HostMemory("boehm_alloc", n) }

// BoehmCollect runs a collection.
//
//rgo:extern boehm_collect
func BoehmCollect() { Host("boehm_collect", nil, nil, 0, 0) }

// BoehmStat returns a counter: 0 bytes of the heap, 1 bytes of it that are free, 2 bytes allocated, 3 collections.
//
//rgo:extern boehm_stat
func BoehmStat(which int) int { return Host("boehm_stat", nil, nil, which, 0) }
