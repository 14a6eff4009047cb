package linux

import "os"

// This file copies processes and starts programs in them.

const (
	sysRead, sysWrite, sysClose = 0, 1, 3

	sysDup2, sysFork, sysExecve, sysExitGroup, sysFcntl, sysChdir = 33, 57, 59, 231, 72, 80

	sysUmask, sysSetuid, sysSetgid, sysSetpgid, sysSetsid, sysSetgroups, sysCloseRange = 95, 105, 106, 109, 112, 116, 436
)

// Fork makes a copy of this process. It has the thread that runs, and no others; Go's runtime has its own there, where it is in the
// program.
func Fork() int {
	r := copyProcess()
	if r == 0 {
		forked()
	}
	return r
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

// closeOthers has the program begin without what is above 2 and not kept; report closes itself.
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
			closeAtExec(next, 1<<31-1)
			return
		}
		if low > next {
			closeAtExec(next, low-1)
		}
		next = low + 1
	}
}

// closeAtExec has descriptors first to last be closed when the program begins. Not at once, for some may be those of Go's runtime.
func closeAtExec(first, last int) {
	const atExec = 4
	if Int(sysCloseRange, first, last, atExec) < 0 {
		Int(sysCloseRange, first, last, 0) // before Linux 5.11
	}
}
