package raw

// This file is plain Go's side of the external functions: package syscall. A translated program never uses it.

import (
	"os"
	"syscall"
	"time"
	"unsafe"
)

const atFdcwd = -100

func result(r uintptr, errno syscall.Errno) int {
	if errno != 0 {
		return -int(errno)
	}
	return int(r)
}

func call(trap uintptr, a, b, c uintptr) int {
	r, _, errno := syscall.Syscall(trap, a, b, c)
	return result(r, errno)
}

func hostWrite(fd int, p unsafe.Pointer, n int) int {
	r, _, errno := syscall.Syscall(syscall.SYS_WRITE, uintptr(fd), uintptr(p), uintptr(n))
	return result(r, errno)
}

func hostRead(fd int, p unsafe.Pointer, n int) int {
	r, _, errno := syscall.Syscall(syscall.SYS_READ, uintptr(fd), uintptr(p), uintptr(n))
	return result(r, errno)
}

func hostOpen(path unsafe.Pointer, flags, mode int) int {
	cwd := atFdcwd
	r, _, errno := syscall.Syscall6(syscall.SYS_OPENAT, uintptr(cwd), uintptr(path), uintptr(flags), uintptr(mode), 0, 0)
	return result(r, errno)
}

func hostClose(fd int) int { return call(syscall.SYS_CLOSE, uintptr(fd), 0, 0) }

func hostSeek(fd, offset, whence int) int {
	return call(syscall.SYS_LSEEK, uintptr(fd), uintptr(offset), uintptr(whence))
}

func hostFstat(fd int, st unsafe.Pointer) int {
	r, _, errno := syscall.Syscall(syscall.SYS_FSTAT, uintptr(fd), uintptr(st), 0)
	return result(r, errno)
}

func hostStat(path, st unsafe.Pointer) int {
	r, _, errno := syscall.Syscall(syscall.SYS_STAT, uintptr(path), uintptr(st), 0)
	return result(r, errno)
}

func hostLstat(path, st unsafe.Pointer) int {
	r, _, errno := syscall.Syscall(syscall.SYS_LSTAT, uintptr(path), uintptr(st), 0)
	return result(r, errno)
}

func hostGetdents(fd int, p unsafe.Pointer, n int) int {
	r, _, errno := syscall.Syscall(syscall.SYS_GETDENTS64, uintptr(fd), uintptr(p), uintptr(n))
	return result(r, errno)
}

func hostGetcwd(p unsafe.Pointer, n int) int {
	r, _, errno := syscall.Syscall(syscall.SYS_GETCWD, uintptr(p), uintptr(n), 0)
	return result(r, errno)
}

func hostMkdir(path unsafe.Pointer, mode int) int {
	r, _, errno := syscall.Syscall(syscall.SYS_MKDIR, uintptr(path), uintptr(mode), 0)
	return result(r, errno)
}

func hostUnlink(path unsafe.Pointer) int {
	r, _, errno := syscall.Syscall(syscall.SYS_UNLINK, uintptr(path), 0, 0)
	return result(r, errno)
}

func hostRmdir(path unsafe.Pointer) int {
	r, _, errno := syscall.Syscall(syscall.SYS_RMDIR, uintptr(path), 0, 0)
	return result(r, errno)
}

func hostRename(from, to unsafe.Pointer) int {
	r, _, errno := syscall.Syscall(syscall.SYS_RENAME, uintptr(from), uintptr(to), 0)
	return result(r, errno)
}

func hostExit(status int) { os.Exit(status) }

func hostMmap(n int) unsafe.Pointer {
	p, _, errno := syscall.Syscall6(syscall.SYS_MMAP, 0, uintptr(n), syscall.PROT_READ|syscall.PROT_WRITE,
		syscall.MAP_ANON|syscall.MAP_PRIVATE|syscall.MAP_NORESERVE, ^uintptr(0), 0)
	if errno != 0 {
		return nil
	}
	return Pointer(p)
}

func hostMunmap(p unsafe.Pointer, n int) int {
	return call(syscall.SYS_MUNMAP, uintptr(p), uintptr(n), 0)
}

func hostMadviseFree(p unsafe.Pointer, n int) int {
	return call(syscall.SYS_MADVISE, uintptr(p), uintptr(n), syscall.MADV_DONTNEED)
}

func hostClockWall() (seconds, nanoseconds int) {
	t := time.Now()
	return int(t.Unix()), t.Nanosecond()
}

func hostClockMono() int {
	var ts syscall.Timespec
	const monotonic = 1
	if _, _, errno := syscall.Syscall(syscall.SYS_CLOCK_GETTIME, monotonic, uintptr(unsafe.Pointer(&ts)), 0); errno != 0 {
		return 0
	}
	return int(ts.Nano())
}

func hostNanosleep(n int) { time.Sleep(time.Duration(n)) }

func hostRandomBytes(p unsafe.Pointer, n int) int {
	const getrandom = 318
	r, _, errno := syscall.Syscall(getrandom, uintptr(p), uintptr(n), 0)
	return result(r, errno)
}

func hostArgc() int { return len(os.Args) }

func hostArgv(i int) unsafe.Pointer { return PathBytes(os.Args[i]) }

func hostEnvp(i int) unsafe.Pointer {
	env := os.Environ()
	if i >= len(env) {
		return nil
	}
	return PathBytes(env[i])
}
