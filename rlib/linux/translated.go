//go:build rgo

package linux

import (
	"os"
	"unsafe"

	"rgo/runtime/raw"
)

// This file makes the calls in translated programs.

// CanFork tells whether Fork leaves a child that works.
const CanFork = true

const (
	sysRead, sysWrite, sysOpen, sysClose, sysStat, sysFstat, sysLstat, sysSeek = 0, 1, 2, 3, 4, 5, 6, 8

	sysDup2, sysFork, sysExecve, sysExitGroup, sysFcntl, sysGetcwd, sysChdir, sysRename, sysMkdir, sysRmdir, sysUnlink = 33, 57, 59, 231, 72, 79, 80, 82, 83, 84, 87

	sysUmask, sysSetuid, sysSetgid, sysSetpgid, sysSetsid, sysSetgroups, sysGetdents, sysCloseRange = 95, 105, 106, 109, 112, 116, 217, 436

	notThere = -38
)

func address(b []byte) unsafe.Pointer {
	if b == nil {
		return nil
	}
	return unsafe.Pointer(unsafe.SliceData(b))
}

// Call makes a system call.
func Call(number int, buffers Buffers, args ...int) int {
	var a [6]int
	copy(a[:], args)
	p, q := address(buffers[0]), address(buffers[1])
	all := [6]unsafe.Pointer{p, q, address(buffers[2]), address(buffers[3]), address(buffers[4]), address(buffers[5])}
	r := call(number, &all, &buffers, &a)
	if r != notThere {
		return r
	}
	// The evaluator of graphs makes these calls only.
	switch number {
	case sysRead:
		return raw.Read(a[0], q, a[2])
	case sysWrite:
		return raw.Write(a[0], q, a[2])
	case sysOpen:
		return raw.Open(p, a[1], a[2])
	case sysClose:
		return raw.Close(a[0])
	case sysStat:
		return raw.Stat(p, q)
	case sysFstat:
		return raw.Fstat(a[0], q)
	case sysLstat:
		return raw.Lstat(p, q)
	case sysSeek:
		return raw.Seek(a[0], a[1], a[2])
	case sysGetcwd:
		return raw.Getcwd(p, a[1])
	case sysRename:
		return raw.Rename(p, q)
	case sysMkdir:
		return raw.Mkdir(p, a[1])
	case sysRmdir:
		return raw.Rmdir(p)
	case sysUnlink:
		return raw.Unlink(p)
	case sysGetdents:
		return raw.Getdents(a[0], q, a[2])
	}
	return r
}

// Fork makes a copy of this process. It has the thread that runs, and no others.
func Fork() int {
	r := Int(sysFork)
	if r == 0 {
		forked()
	}
	return r
}

// pointers is an array of C strings, as execve takes it.
func pointers(texts []string) []unsafe.Pointer {
	list := make([]unsafe.Pointer, len(texts)+1)
	for i, s := range texts {
		list[i] = raw.PathBytes(s)
	}
	return list
}

// Exec replaces the program of this process; it returns on failure only.
func Exec(path string, argv, env []string) int {
	a, e := pointers(argv), pointers(env)
	return raw.Syscall(sysExecve, raw.PathBytes(path), unsafe.Pointer(unsafe.SliceData(a)), unsafe.Pointer(unsafe.SliceData(e)), nil, nil, nil,
		0, 0, 0, 0, 0, 0)
}

// ForkExec starts a process; before runs in the child in front of the program.
func ForkExec(c *Child, before func() bool) (pid, errno int) {
	const pipe2, closeOnExec = 293, 0x80000
	ends := make([]byte, 8)
	if r := Call(pipe2, Buffers{ends}, 0, closeOnExec); r < 0 {
		return -1, -r
	}
	in, out := int(Word(ends, 0, 4)), int(Word(ends, 4, 4))
	env := c.Env
	if env == nil {
		env = os.Environ()
	}
	pid = Fork()
	if pid == 0 {
		e := c.enter(out, before, env)
		b := make([]byte, 4)
		PutWord(b, 0, 4, uint64(e))
		Call(sysWrite, Buffers{1: b}, out, 0, 4)
		Int(sysExitGroup, 255)
	}
	Int(sysClose, out)
	if pid < 0 {
		Int(sysClose, in)
		return -1, -pid
	}
	b := make([]byte, 4)
	n := Call(sysRead, Buffers{1: b}, in, 0, 4)
	for n == -4 {
		n = Call(sysRead, Buffers{1: b}, in, 0, 4)
	}
	Int(sysClose, in)
	if n == 4 {
		const wait4 = 61
		for Int(wait4, pid, 0, 0, 0) == -4 {
		}
		return -1, int(Word(b, 0, 4))
	}
	return pid, 0
}

// enter is the child: it never returns if all goes well, else the errno.
func (c *Child) enter(report int, before func() bool, env []string) int {
	const (
		dupCloseOnExec = 1030 // F_DUPFD_CLOEXEC
		setFlags       = 2    // F_SETFD
	)
	files := c.Files
	for i, fd := range files {
		if fd >= 0 && fd < 3 && fd != i {
			if files[i] = Int(sysFcntl, fd, dupCloseOnExec, 3); files[i] < 0 {
				return -files[i]
			}
		}
	}
	if report < 3 {
		if report = Int(sysFcntl, report, dupCloseOnExec, 3); report < 0 {
			return -report
		}
	}
	for i, fd := range files {
		r := 0
		if fd == i {
			r = Int(sysFcntl, fd, setFlags, 0)
		} else if fd >= 0 {
			r = Int(sysDup2, fd, i)
		}
		if r < 0 {
			return -r
		}
	}
	for _, fd := range c.Keep {
		if fd != report {
			Int(sysFcntl, fd, setFlags, 0)
		}
	}
	if r := c.become(); r < 0 {
		return -r
	}
	if before != nil && !before() {
		return HookFailed
	}
	if c.Close {
		c.closeOthers(report)
	}
	errno := 2
	for i, path := range c.Paths {
		e := -Exec(path, c.Argv, env)
		if i == 0 || e != 2 && e != 20 {
			errno = e
		}
	}
	return errno
}

// become changes directory, session and user.
func (c *Child) become() int {
	if c.Dir != "" {
		if r := Path(sysChdir, c.Dir); r < 0 {
			return r
		}
	}
	if c.Umask >= 0 {
		Int(sysUmask, c.Umask)
	}
	if c.Setsid {
		if r := Int(sysSetsid); r < 0 {
			return r
		}
	}
	if c.Group >= 0 {
		if r := Int(sysSetpgid, 0, c.Group); r < 0 {
			return r
		}
	}
	if c.SetGroup {
		list := make([]byte, 4*len(c.Groups)+1)
		for i, g := range c.Groups {
			PutWord(list, 4*i, 4, uint64(g))
		}
		if r := Call(sysSetgroups, Buffers{1: list}, len(c.Groups)); r < 0 {
			return r
		}
	}
	if c.Gid >= 0 {
		if r := Int(sysSetgid, c.Gid); r < 0 {
			return r
		}
	}
	if c.Uid >= 0 {
		if r := Int(sysSetuid, c.Uid); r < 0 {
			return r
		}
	}
	return 0
}

// closeOthers closes what is above 2 and not kept; report closes itself.
func (c *Child) closeOthers(report int) {
	keep := append([]int{report}, c.Keep...)
	next := 3
	for {
		low := 1 << 30
		for _, fd := range keep {
			if fd >= next && fd < low {
				low = fd
			}
		}
		if low == 1<<30 {
			Int(sysCloseRange, next, 1<<31-1, 0)
			return
		}
		if low > next {
			Int(sysCloseRange, next, low-1, 0)
		}
		next = low + 1
	}
}
