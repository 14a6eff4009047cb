package raw

// This file declares the external functions. The letters of flowgraph/externs.go map to Go types as i: int, u: uintptr,
// p: unsafe.Pointer. A negative result is -errno.

import "unsafe"

// Write writes n bytes at p to file descriptor fd and returns how many were written.
//
//rgo:extern write
func Write(fd int, p unsafe.Pointer, n int) int { return hostWrite(fd, p, n) }

// Read reads at most n bytes into p from file descriptor fd and returns how many came.
//
//rgo:extern read
func Read(fd int, p unsafe.Pointer, n int) int { return hostRead(fd, p, n) }

// Open opens the file with the NUL-terminated path and returns its descriptor.
//
//rgo:extern open
func Open(path unsafe.Pointer, flags, mode int) int { return hostOpen(path, flags, mode) }

// Close closes a file descriptor.
//
//rgo:extern close
func Close(fd int) int { return hostClose(fd) }

// Seek moves the file offset and returns the new one.
//
//rgo:extern lseek
func Seek(fd, offset, whence int) int { return hostSeek(fd, offset, whence) }

// Fstat fills the struct stat of 144 bytes at st.
//
//rgo:extern fstat
func Fstat(fd int, st unsafe.Pointer) int { return hostFstat(fd, st) }

// Stat is Fstat for a path, links followed.
//
//rgo:extern stat
func Stat(path, st unsafe.Pointer) int { return hostStat(path, st) }

// Lstat is Stat without following a link.
//
//rgo:extern lstat
func Lstat(path, st unsafe.Pointer) int { return hostLstat(path, st) }

// Getdents reads directory entries (struct linux_dirent64) and returns the number of bytes.
//
//rgo:extern getdents
func Getdents(fd int, p unsafe.Pointer, n int) int { return hostGetdents(fd, p, n) }

// Getcwd stores the current directory with a NUL behind it and returns the length with the NUL.
//
//rgo:extern getcwd
func Getcwd(p unsafe.Pointer, n int) int { return hostGetcwd(p, n) }

// Mkdir makes a directory.
//
//rgo:extern mkdir
func Mkdir(path unsafe.Pointer, mode int) int { return hostMkdir(path, mode) }

// Unlink removes a file.
//
//rgo:extern unlink
func Unlink(path unsafe.Pointer) int { return hostUnlink(path) }

// Rmdir removes an empty directory.
//
//rgo:extern rmdir
func Rmdir(path unsafe.Pointer) int { return hostRmdir(path) }

// Rename renames a file or directory.
//
//rgo:extern rename
func Rename(from, to unsafe.Pointer) int { return hostRename(from, to) }

// Exit ends the process.
//
//rgo:extern exit
//rgo:noreturn
func Exit(status int) { hostExit(status) }

// Mmap reserves n bytes of zeroed memory, committed on first touch. Nil if there is none.
//
//rgo:extern mmap
func Mmap(n int) unsafe.Pointer { return hostMmap(n) }

// Munmap gives memory from Mmap back.
//
//rgo:extern munmap
func Munmap(p unsafe.Pointer, n int) int { return hostMunmap(p, n) }

// MadviseFree gives up the content of pages; they read as zero afterwards.
//
//rgo:extern madvise_free
func MadviseFree(p unsafe.Pointer, n int) int { return hostMadviseFree(p, n) }

// ClockWall returns the time since 1970.
//
//rgo:extern clock_wall
func ClockWall() (seconds, nanoseconds int) { return hostClockWall() }

// ClockMono returns monotonic nanoseconds.
//
//rgo:extern clock_mono
func ClockMono() int { return hostClockMono() }

// Nanosleep sleeps n nanoseconds.
//
//rgo:extern nanosleep
func Nanosleep(n int) { hostNanosleep(n) }

// RandomBytes fills n bytes with randomness.
//
//rgo:extern random_bytes
func RandomBytes(p unsafe.Pointer, n int) int { return hostRandomBytes(p, n) }

// Argc returns the number of command line arguments, program name included.
//
//rgo:extern argc
func Argc() int { return hostArgc() }

// Argv returns argument i, NUL-terminated.
//
//rgo:extern argv
func Argv(i int) unsafe.Pointer { return hostArgv(i) }

// Envp returns environment entry i, NUL-terminated, or nil past the last.
//
//rgo:extern envp
func Envp(i int) unsafe.Pointer { return hostEnvp(i) }

// The next functions serve collectors. They have no meaning under plain Go.

const noHost = "raw: only in a translated program"

// StackTop returns the highest address of the machine stack to scan for roots.
//
//rgo:extern stack_top
func StackTop() unsafe.Pointer { panic(noHost) }

// StackPointer spills all registers below StackTop and returns an address below all of them.
//
//rgo:extern stack_pointer
func StackPointer() unsafe.Pointer { panic(noHost) }

// ShadowBase returns the lowest slot of the shadow stack.
//
//rgo:extern shadow_base
func ShadowBase() unsafe.Pointer { panic(noHost) }

// ShadowTop returns the first free slot of the shadow stack.
//
//rgo:extern shadow_top
func ShadowTop() unsafe.Pointer { panic(noHost) }

// LayoutTable returns the table of type layouts, indexed by type id: entries of 48 bytes.
//
//rgo:extern layout_table
func LayoutTable() unsafe.Pointer { panic(noHost) }

// StaticRoots returns a count followed by that many addresses of writable static objects that hold references.
//
//rgo:extern static_roots
func StaticRoots() unsafe.Pointer { panic(noHost) }
