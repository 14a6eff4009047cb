//go:build !rgo

package linux

import (
	"os"
	"syscall"
	"time"
	"unsafe"

	_ "rgo/runtime/raw/host" // makes the calls
	"rgo/runtime/scheduler"
)

// This file makes the calls under plain Go.

// CanFork tells whether Fork leaves a child that works: not so in a program with Go's runtime.
const CanFork = false

// Call makes a system call.
func Call(number int, buffers Buffers, args ...int) int {
	c := scheduler.Call{Number: number}
	copy(c.Integers[:], args)
	for i, b := range buffers {
		if b != nil {
			c.Pointers[i] = unsafe.Pointer(unsafe.SliceData(b))
		}
	}
	for {
		r := c.Do()
		if r == -int(syscall.EINTR) && !isClose(number) {
			if !watching {
				continue // Go's own signals interrupt calls
			}
			settle(100 * time.Millisecond)
		}
		return r
	}
}

func isClose(number int) bool { return number == syscall.SYS_CLOSE }

// Fork is refused.
func Fork() int { return -int(syscall.ENOSYS) }

// Exec replaces the program of this process; it returns on failure only.
func Exec(path string, argv, env []string) int {
	err := syscall.Exec(path, argv, env)
	if errno, ok := err.(syscall.Errno); ok {
		return -int(errno)
	}
	return -int(syscall.EINVAL)
}

// ForkExec starts a process. fork is false if the failure was the program's, not that of making a process. before runs
// in the child where that is possible; here it is not.
func ForkExec(c *Child, before func() bool) (pid, errno int) {
	if before != nil {
		return -1, int(syscall.ENOSYS)
	}
	env := c.Env
	if env == nil {
		env = os.Environ()
	}
	top := 3
	for _, fd := range c.Keep {
		top = max(top, fd+1)
	}
	files := make([]uintptr, top)
	for i := range files {
		files[i] = ^uintptr(0)
	}
	for i, fd := range c.Files {
		switch {
		case fd >= 0:
			files[i] = uintptr(fd)
		case isOpen(i):
			files[i] = uintptr(i)
		}
	}
	for _, fd := range c.Keep {
		if fd > 2 && isOpen(fd) {
			files[fd] = uintptr(fd)
		}
	}
	if !c.Close {
		for fd := 3; fd < 256; fd++ {
			if flags, _, e := syscall.Syscall(syscall.SYS_FCNTL, uintptr(fd), syscall.F_GETFD, 0); e == 0 && flags&syscall.FD_CLOEXEC == 0 {
				for len(files) <= fd {
					files = append(files, ^uintptr(0))
				}
				files[fd] = uintptr(fd)
			}
		}
	}
	attr := &syscall.ProcAttr{Dir: c.Dir, Env: env, Files: files, Sys: &syscall.SysProcAttr{Setsid: c.Setsid}}
	if c.Group >= 0 {
		attr.Sys.Setpgid, attr.Sys.Pgid = true, c.Group
	}
	if c.Uid >= 0 || c.Gid >= 0 || c.SetGroup {
		credential := &syscall.Credential{Uid: uint32(os.Getuid()), Gid: uint32(os.Getgid()), NoSetGroups: !c.SetGroup}
		if c.Uid >= 0 {
			credential.Uid = uint32(c.Uid)
		}
		if c.Gid >= 0 {
			credential.Gid = uint32(c.Gid)
		}
		for _, g := range c.Groups {
			credential.Groups = append(credential.Groups, uint32(g))
		}
		attr.Sys.Credential = credential
	}
	if c.Umask >= 0 {
		old := syscall.Umask(c.Umask)
		defer syscall.Umask(old)
	}
	for _, path := range c.Paths {
		pid, err := syscall.ForkExec(path, c.Argv, attr)
		if err == nil {
			return pid, 0
		}
		e, ok := err.(syscall.Errno)
		if !ok {
			e = syscall.EINVAL
		}
		if errno == 0 || e != syscall.ENOENT && e != syscall.ENOTDIR {
			errno = int(e)
		}
	}
	return -1, errno
}

func isOpen(fd int) bool {
	_, _, e := syscall.Syscall(syscall.SYS_FCNTL, uintptr(fd), syscall.F_GETFD, 0)
	return e == 0
}
