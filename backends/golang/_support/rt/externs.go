package rt

// This file implements the external functions with system calls. Results are those of the system: -errno if negative.

import (
	"os"
	"syscall"
	"time"
	"unsafe"
)

func call(number, a, b, c uintptr) int64 {
	r, _, errno := syscall.RawSyscall(number, a, b, c)
	if errno != 0 {
		return -int64(errno)
	}
	return int64(r)
}

// retry repeats a call that a signal interrupted: Go's runtime uses signals of its own.
func retry(number, a, b, c uintptr) int64 {
	for {
		if r := call(number, a, b, c); r != -int64(syscall.EINTR) {
			return r
		}
	}
}

func ExternWrite(fd int64, buf uintptr, n int64) int64 {
	return retry(syscall.SYS_WRITE, uintptr(fd), buf, uintptr(n))
}

func ExternRead(fd int64, buf uintptr, n int64) int64 {
	return retry(syscall.SYS_READ, uintptr(fd), buf, uintptr(n))
}

func ExternOpen(path uintptr, flags, mode int64) int64 {
	return retry(syscall.SYS_OPEN, path, uintptr(flags), uintptr(mode))
}

func ExternClose(fd int64) int64 { return call(syscall.SYS_CLOSE, uintptr(fd), 0, 0) }

func ExternSeek(fd, offset, whence int64) int64 {
	return call(syscall.SYS_LSEEK, uintptr(fd), uintptr(offset), uintptr(whence))
}

func ExternFstat(fd int64, buf uintptr) int64 { return call(syscall.SYS_FSTAT, uintptr(fd), buf, 0) }
func ExternStat(path, buf uintptr) int64      { return call(syscall.SYS_STAT, path, buf, 0) }
func ExternLstat(path, buf uintptr) int64     { return call(syscall.SYS_LSTAT, path, buf, 0) }

func ExternGetdents(fd int64, buf uintptr, n int64) int64 {
	return call(syscall.SYS_GETDENTS64, uintptr(fd), buf, uintptr(n))
}

func ExternGetcwd(buf uintptr, n int64) int64 { return call(syscall.SYS_GETCWD, buf, uintptr(n), 0) }
func ExternMkdir(path uintptr, mode int64) int64 {
	return call(syscall.SYS_MKDIR, path, uintptr(mode), 0)
}
func ExternUnlink(path uintptr) int64     { return call(syscall.SYS_UNLINK, path, 0, 0) }
func ExternRmdir(path uintptr) int64      { return call(syscall.SYS_RMDIR, path, 0, 0) }
func ExternRename(from, to uintptr) int64 { return call(syscall.SYS_RENAME, from, to, 0) }

func ExternExit(status int64) {
	for {
		syscall.RawSyscall(syscall.SYS_EXIT_GROUP, uintptr(status), 0, 0)
	}
}

func ExternMmap(n int64) uintptr {
	p, _, errno := syscall.RawSyscall6(syscall.SYS_MMAP, 0, uintptr(n), syscall.PROT_READ|syscall.PROT_WRITE,
		syscall.MAP_PRIVATE|syscall.MAP_ANON|syscall.MAP_NORESERVE, ^uintptr(0), 0)
	if errno != 0 {
		return 0
	}
	return p
}

func ExternMunmap(p uintptr, n int64) int64 { return call(syscall.SYS_MUNMAP, p, uintptr(n), 0) }

func ExternMadviseFree(p uintptr, n int64) int64 {
	return call(syscall.SYS_MADVISE, p, uintptr(n), syscall.MADV_DONTNEED)
}

func ExternMadviseHuge(p uintptr, n int64) int64 {
	const hugePages = 14
	return call(syscall.SYS_MADVISE, p, uintptr(n), hugePages)
}

// ExternPrefetch does nothing: Go gives no access to the instruction.
func ExternPrefetch(uintptr) {}

func ExternClockWall() (int64, int64) {
	t := time.Now()
	return t.Unix(), int64(t.Nanosecond())
}

// started is where the monotonic clock counts from.
var started = time.Now()

func ExternClockMono() int64 { return int64(time.Since(started)) + 1 }

func ExternNanosleep(n int64) { time.Sleep(time.Duration(n)) }

func ExternRandomBytes(p uintptr, n int64) int64 {
	return retry(318, p, uintptr(n), 0) // getrandom
}

func ExternArgc() int64 { return int64(len(os.Args)) }

func ExternArgv(i int64) uintptr {
	if i < 0 || i >= int64(len(os.Args)) {
		return 0
	}
	return cString(os.Args[i])
}

func ExternEnvp(i int64) uintptr {
	env := os.Environ()
	if i < 0 || i >= int64(len(env)) {
		return 0
	}
	return cString(env[i])
}

// cStrings keeps the strings that were given out, so that they stay where they are.
var cStrings []*byte

func cString(s string) uintptr {
	b := append([]byte(s), 0)
	cStrings = append(cStrings, &b[0])
	return uintptr(unsafe.Pointer(&b[0]))
}

func ExternStackTop() uintptr {
	Fatal("conservative roots need a machine stack of the program's own: use --roots shadowstack with the Go backend")
	return 0
}

func ExternStackPointer() uintptr { return ExternStackTop() }

// ExternForgetStack does nothing: nobody looks for roots on the stack.
func ExternForgetStack() {}
