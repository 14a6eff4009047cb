// Package host carries out the external functions of package raw under plain Go, through package syscall. Importing it
// is enough: tests of the runtime and of replaced standard packages do. A translated program never contains it.
package host

import (
	"os"
	"runtime"
	"syscall"
	"time"
	"unsafe"

	"rgo/runtime/raw"
)

func init() {
	raw.Host = call
	raw.HostMemory = memory
	raw.HostSyscall = systemCall
}

func systemCall(number int, p [6]unsafe.Pointer, a [6]int) int {
	var all [6]uintptr
	for i := range all {
		if all[i] = uintptr(a[i]); p[i] != nil {
			all[i] = uintptr(p[i])
		}
	}
	r := result(syscall.Syscall6(uintptr(number), all[0], all[1], all[2], all[3], all[4], all[5]))
	runtime.KeepAlive(&p)
	return r
}

// result turns what syscall.Syscall returns into the convention of package raw.
func result(r, _ uintptr, errno syscall.Errno) int {
	if errno != 0 {
		return -int(errno)
	}
	return int(r)
}

func call(name string, p, q unsafe.Pointer, a, b int) int {
	switch name {
	case "write":
		return result(syscall.Syscall(syscall.SYS_WRITE, uintptr(a), uintptr(p), uintptr(b)))
	case "read":
		return result(syscall.Syscall(syscall.SYS_READ, uintptr(a), uintptr(p), uintptr(b)))
	case "open":
		return result(syscall.Syscall(syscall.SYS_OPEN, uintptr(p), uintptr(a), uintptr(b)))
	case "close":
		return result(syscall.Syscall(syscall.SYS_CLOSE, uintptr(a), 0, 0))
	case "lseek":
		return result(syscall.Syscall(syscall.SYS_LSEEK, uintptr(a), uintptr(b>>2), uintptr(b&3)))
	case "fstat":
		return result(syscall.Syscall(syscall.SYS_FSTAT, uintptr(a), uintptr(q), 0))
	case "stat":
		return result(syscall.Syscall(syscall.SYS_STAT, uintptr(p), uintptr(q), 0))
	case "lstat":
		return result(syscall.Syscall(syscall.SYS_LSTAT, uintptr(p), uintptr(q), 0))
	case "getdents":
		return result(syscall.Syscall(syscall.SYS_GETDENTS64, uintptr(a), uintptr(p), uintptr(b)))
	case "getcwd":
		return result(syscall.Syscall(syscall.SYS_GETCWD, uintptr(p), uintptr(a), 0))
	case "mkdir":
		return result(syscall.Syscall(syscall.SYS_MKDIR, uintptr(p), uintptr(a), 0))
	case "unlink":
		return result(syscall.Syscall(syscall.SYS_UNLINK, uintptr(p), 0, 0))
	case "rmdir":
		return result(syscall.Syscall(syscall.SYS_RMDIR, uintptr(p), 0, 0))
	case "rename":
		return result(syscall.Syscall(syscall.SYS_RENAME, uintptr(p), uintptr(q), 0))
	case "exit":
		os.Exit(a)
	case "munmap":
		return result(syscall.Syscall(syscall.SYS_MUNMAP, uintptr(p), uintptr(a), 0))
	case "madvise_free":
		return result(syscall.Syscall(syscall.SYS_MADVISE, uintptr(p), uintptr(a), syscall.MADV_DONTNEED))
	case "madvise_huge":
		const hugePages = 14
		return result(syscall.Syscall(syscall.SYS_MADVISE, uintptr(p), uintptr(a), hugePages))
	case "clock_wall":
		return int(time.Now().UnixNano())
	case "clock_mono":
		var ts syscall.Timespec
		const monotonic = 1
		if r := result(syscall.Syscall(syscall.SYS_CLOCK_GETTIME, monotonic, uintptr(unsafe.Pointer(&ts)), 0)); r < 0 {
			return r
		}
		return int(ts.Nano())
	case "nanosleep":
		time.Sleep(time.Duration(a))
		return 0
	case "random_bytes":
		const getrandom = 318
		return result(syscall.Syscall(getrandom, uintptr(p), uintptr(a), 0))
	case "argc":
		return len(os.Args)
	}
	panic("raw/host: no function " + name)
}

func memory(name string, a int) unsafe.Pointer {
	switch name {
	case "mmap":
		p, _, errno := syscall.Syscall6(syscall.SYS_MMAP, 0, uintptr(a), syscall.PROT_READ|syscall.PROT_WRITE,
			syscall.MAP_ANON|syscall.MAP_PRIVATE|syscall.MAP_NORESERVE, ^uintptr(0), 0)
		if errno != 0 {
			return nil
		}
		return raw.Pointer(p)
	case "argv":
		return raw.PathBytes(os.Args[a])
	case "envp":
		if env := os.Environ(); a < len(env) {
			return raw.PathBytes(env[a])
		}
		return nil
	}
	panic("raw/host: no function " + name)
}
