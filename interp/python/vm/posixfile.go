package vm

import "rgo/rlib/linux"

// This file is the functions of module posix on open files.

// ints converts arguments to C ints; ok is false with an exception pending.
func (t *Thread) ints(args []Object) ([]int, bool) {
	list := make([]int, len(args))
	for i, o := range args {
		n, ok := t.cLong(o)
		if !ok {
			return nil, false
		}
		list[i] = n
	}
	return list, true
}

// intCall makes a function that passes integers to a system call.
func intCall(name string, n, number int, wantResult bool) method {
	return method{name, n, n, func(t *Thread, args []Object) Object {
		list, ok := t.ints(args)
		if !ok {
			return nil
		}
		r := t.retry(func() int { return linux.Int(number, list...) })
		if wantResult {
			return t.number(r)
		}
		return t.done(r)
	}, ""}
}

// fdFlags says which of fcntl's flags a function is for; it is the absence of the bit that the function tells.
type fdFlags struct{ get, set, bit int }

var (
	descriptorFlags = fdFlags{1, 2, 1}     // F_GETFD, F_SETFD, FD_CLOEXEC
	statusFlags     = fdFlags{3, 4, 0x800} // F_GETFL, F_SETFL, O_NONBLOCK
)

// getFlag makes a function that tells whether a flag of a descriptor is off.
func getFlag(name string, f fdFlags) method {
	return method{name, 1, 1, func(t *Thread, args []Object) Object {
		fd, ok := t.cInt(args[0])
		if !ok {
			return nil
		}
		r := linux.Int(sysFcntl, fd, f.get, 0)
		if r < 0 {
			return t.errno(r)
		}
		return boolOf(r&f.bit == 0)
	}, ""}
}

// setFlag makes a function that switches a flag of a descriptor off, or on.
func setFlag(name string, f fdFlags) method {
	return method{name, 2, 2, func(t *Thread, args []Object) Object {
		list, ok := t.ints(args)
		if !ok {
			return nil
		}
		r := linux.Int(sysFcntl, list[0], f.get, 0)
		if r < 0 {
			return t.errno(r)
		}
		flags := r &^ f.bit
		if list[1] == 0 {
			flags |= f.bit
		}
		return t.done(linux.Int(sysFcntl, list[0], f.set, flags))
	}, ""}
}

// readBytes reads at most n bytes.
func readBytes(number, fd, n, at int) ([]byte, int) {
	b := make([]byte, n)
	r := 0
	if n == 0 {
		r = linux.Call(number, linux.Buffers{1: []byte{0}}, fd, 0, 0, at)
		return nil, r
	}
	r = linux.Call(number, linux.Buffers{1: b}, fd, 0, n, at)
	if r < 0 {
		return nil, r
	}
	return b[:r], r
}

// writeBytes writes b.
func writeBytes(number, fd int, b []byte, at int) int {
	if len(b) == 0 {
		return linux.Call(number, linux.Buffers{1: []byte{0}}, fd, 0, 0, at)
	}
	return linux.Call(number, linux.Buffers{1: b}, fd, 0, len(b), at)
}

// dirFd converts the argument dir_fd.
func (t *Thread) dirFd(o Object) (int, bool) {
	if o == nil || o == None {
		return atFdcwd, true
	}
	if !t.hasIndex(o) {
		t.typeError("argument should be integer or None, not " + o.Class().name)
		return 0, false
	}
	return t.cInt(o)
}

// truthArg converts an optional flag.
//
//rgo:parallel
func (t *Thread) truthArg(o Object, missing bool) (bool, bool) {
	if o == nil {
		return missing, true
	}
	return t.truth(o)
}

var posixFileFunctions = []method{
	{"open", 2, 4, func(t *Thread, args []Object) Object {
		p, ok := t.filePath(args[0], "open", "path", 0)
		if !ok {
			return nil
		}
		flags, ok := t.cInt(args[1])
		if !ok {
			return nil
		}
		mode := 0o777
		if args[2] != nil {
			if mode, ok = t.cInt(args[2]); !ok {
				return nil
			}
		}
		dir, ok := t.dirFd(args[3])
		if !ok || !t.audit("open", p.object, None, intOf(flags)) {
			return nil
		}
		r := openFile(dir, p.text, flags, mode)
		return t.number(r, p.object)
	}, "path,flags,mode,dir_fd"},
	{"close", 1, 1, func(t *Thread, args []Object) Object {
		fd, ok := t.cInt(args[0])
		if !ok {
			return nil
		}
		return t.done(linux.Int(sysClose, fd))
	}, "fd"},
	{"closerange", 2, 2, func(t *Thread, args []Object) Object {
		list, ok := t.ints(args)
		if !ok {
			return nil
		}
		for fd := list[0]; fd < list[1]; fd++ {
			linux.Int(sysClose, fd)
		}
		return None
	}, ""},
	{"read", 2, 2, func(t *Thread, args []Object) Object {
		list, ok := t.ints(args)
		if !ok {
			return nil
		}
		if list[1] < 0 {
			return t.errno(-22)
		}
		var b []byte
		r := t.retry(func() (r int) {
			b, r = readBytes(sysRead, list[0], list[1], 0)
			return r
		})
		if r < 0 {
			return t.errno(r)
		}
		return &Bytes{string(b)}
	}, ""},
	{"pread", 3, 3, func(t *Thread, args []Object) Object {
		list, ok := t.ints(args)
		if !ok {
			return nil
		}
		if list[1] < 0 {
			return t.errno(-22)
		}
		b, r := readBytes(sysPread, list[0], list[1], list[2])
		if r < 0 {
			return t.errno(r)
		}
		return &Bytes{string(b)}
	}, ""},
	{"write", 2, 2, func(t *Thread, args []Object) Object {
		fd, ok := t.cInt(args[0])
		if !ok {
			return nil
		}
		b, ok := t.bytesLike(args[1])
		if !ok {
			return nil
		}
		n := t.retry(func() int { return writeBytes(sysWrite, fd, []byte(b), 0) })
		if n >= 0 && n < len(b) && !t.runSignals() { // which may have ended the call
			return nil
		}
		return t.number(n)
	}, ""},
	{"pwrite", 3, 3, func(t *Thread, args []Object) Object {
		fd, ok := t.cInt(args[0])
		if !ok {
			return nil
		}
		b, ok := t.bytesLike(args[1])
		if !ok {
			return nil
		}
		at, ok := t.cLong(args[2])
		if !ok {
			return nil
		}
		return t.number(writeBytes(sysPwrite, fd, []byte(b), at))
	}, ""},
	{"readv", 2, 2, func(t *Thread, args []Object) Object {
		fd, ok := t.cInt(args[0])
		if !ok {
			return nil
		}
		buffers, ok := t.collect(args[1])
		if !ok {
			return nil
		}
		total := 0
		for _, o := range buffers {
			b, release, ok := t.writable(o)
			if !ok {
				return nil
			}
			got, r := readBytes(sysRead, fd, len(b), 0)
			if r < 0 {
				release()
				return t.errno(r)
			}
			copy(b, got)
			release()
			total += r
			if r < len(b) {
				break
			}
		}
		return intOf(total)
	}, ""},
	{"writev", 2, 2, func(t *Thread, args []Object) Object {
		fd, ok := t.cInt(args[0])
		if !ok {
			return nil
		}
		buffers, ok := t.collect(args[1])
		if !ok {
			return nil
		}
		var all []byte
		for _, o := range buffers {
			b, ok := t.bytesLike(o)
			if !ok {
				return nil
			}
			all = append(all, b...)
		}
		return t.number(writeBytes(sysWrite, fd, all, 0))
	}, ""},
	intCall("lseek", 3, sysSeek, true),
	intCall("fsync", 1, sysFsync, false),
	intCall("fdatasync", 1, sysFdatasync, false),
	intCall("sync", 0, sysSync, false),
	intCall("ftruncate", 2, sysFtruncate, false),
	intCall("posix_fallocate", 3, sysFallocate, false),
	intCall("posix_fadvise", 4, sysFadvise, false),
	{"dup", 1, 1, func(t *Thread, args []Object) Object {
		fd, ok := t.cInt(args[0])
		if !ok {
			return nil
		}
		const dupCloseOnExec = 1030
		return t.number(linux.Int(sysFcntl, fd, dupCloseOnExec, 0))
	}, ""},
	{"dup2", 2, 3, func(t *Thread, args []Object) Object {
		list, ok := t.ints(args[:2])
		if !ok {
			return nil
		}
		inheritable, ok := t.truthArg(args[2], true)
		if !ok {
			return nil
		}
		if list[0] == list[1] || inheritable {
			return t.number(linux.Int(sysDup2, list[0], list[1]))
		}
		return t.number(linux.Int(sysDup3, list[0], list[1], closeOnExec))
	}, "fd,fd2,inheritable"},
	{"pipe", 0, 0, func(t *Thread, args []Object) Object { return t.pipe(closeOnExec) }, ""},
	{"pipe2", 1, 1, func(t *Thread, args []Object) Object {
		flags, ok := t.cInt(args[0])
		if !ok {
			return nil
		}
		return t.pipe(flags)
	}, ""},
	{"isatty", 1, 1, func(t *Thread, args []Object) Object {
		fd, ok := t.cInt(args[0])
		if !ok {
			return nil
		}
		return boolOf(isTerminal(fd))
	}, ""},
	getFlag("get_inheritable", descriptorFlags), setFlag("set_inheritable", descriptorFlags),
	getFlag("get_blocking", statusFlags), setFlag("set_blocking", statusFlags),
	{"lockf", 3, 3, func(t *Thread, args []Object) Object {
		list, ok := t.ints(args)
		if !ok {
			return nil
		}
		return t.done(lockFile(list[0], list[1], list[2]))
	}, ""},
	{"sendfile", 4, 4, func(t *Thread, args []Object) Object {
		list, ok := t.ints(append(append([]Object{}, args[:2]...), args[3]))
		if !ok {
			return nil
		}
		if args[2] == None {
			return t.number(linux.Int(sysSendfile, list[0], list[1], 0, list[2]))
		}
		at, ok := t.cLong(args[2])
		if !ok {
			return nil
		}
		offset := make([]byte, 8)
		linux.PutWord(offset, 0, 8, uint64(at))
		return t.number(linux.Call(sysSendfile, linux.Buffers{2: offset}, list[0], list[1], 0, list[2]))
	}, "out_fd,in_fd,offset,count"},
	{"copy_file_range", 3, 5, func(t *Thread, args []Object) Object {
		list, buffers, ok := t.copyRange(args)
		if !ok {
			return nil
		}
		return t.number(linux.Call(sysCopyFileRange, buffers, list[0], 0, list[1], 0, list[2], 0))
	}, "src,dst,count,offset_src,offset_dst"},
	{"memfd_create", 1, 2, func(t *Thread, args []Object) Object {
		p, ok := t.filePath(args[0], "memfd_create", "name", 0)
		if !ok {
			return nil
		}
		flags := 1
		if args[1] != nil {
			if flags, ok = t.cInt(args[1]); !ok {
				return nil
			}
		}
		return t.number(linux.Path(sysMemfd, p.text, flags))
	}, "name,flags"},
	{"eventfd", 1, 2, func(t *Thread, args []Object) Object {
		value, ok := t.cLong(args[0])
		if !ok {
			return nil
		}
		flags := closeOnExec
		if args[1] != nil {
			if flags, ok = t.cInt(args[1]); !ok {
				return nil
			}
		}
		return t.number(linux.Int(sysEventfd2, value, flags))
	}, "initval,flags"},
	{"eventfd_read", 1, 1, func(t *Thread, args []Object) Object {
		fd, ok := t.cInt(args[0])
		if !ok {
			return nil
		}
		b, r := readBytes(sysRead, fd, 8, 0)
		if r < 0 {
			return t.errno(r)
		}
		return newUint(linux.Word(b, 0, 8))
	}, "fd"},
	{"eventfd_write", 2, 2, func(t *Thread, args []Object) Object {
		fd, ok := t.cInt(args[0])
		if !ok {
			return nil
		}
		n, ok := t.unsignedLong(args[1])
		if !ok {
			return nil
		}
		b := make([]byte, 8)
		linux.PutWord(b, 0, 8, n)
		r := writeBytes(sysWrite, fd, b, 0)
		return t.done(r)
	}, "fd,value"},
	{"device_encoding", 1, 1, func(t *Thread, args []Object) Object {
		fd, ok := t.cInt(args[0])
		if !ok {
			return nil
		}
		if !isTerminal(fd) {
			return None
		}
		return newASCII("UTF-8")
	}, "fd"},
	{"tcgetpgrp", 1, 1, func(t *Thread, args []Object) Object {
		fd, ok := t.cInt(args[0])
		if !ok {
			return nil
		}
		b := make([]byte, 4)
		if r := linux.Call(sysIoctl, linux.Buffers{2: b}, fd, getGroup); r < 0 {
			return t.errno(r)
		}
		return intOf(int(linux.Word(b, 0, 4)))
	}, ""},
	{"tcsetpgrp", 2, 2, func(t *Thread, args []Object) Object {
		list, ok := t.ints(args)
		if !ok {
			return nil
		}
		b := make([]byte, 4)
		linux.PutWord(b, 0, 4, uint64(list[1]))
		return t.done(linux.Call(sysIoctl, linux.Buffers{2: b}, list[0], setGroup))
	}, ""},
	{"splice", 3, 6, func(t *Thread, args []Object) Object {
		list, buffers, ok := t.copyRange(args)
		if !ok {
			return nil
		}
		flags := 0
		if args[5] != nil {
			if flags, ok = t.cInt(args[5]); !ok {
				return nil
			}
		}
		return t.number(t.retry(func() int { return linux.Call(sysSplice, buffers, list[0], 0, list[1], 0, list[2], flags) }))
	}, "src,dst,count,offset_src,offset_dst,flags"},
	{"ttyname", 1, 1, func(t *Thread, args []Object) Object {
		fd, ok := t.cInt(args[0])
		if !ok {
			return nil
		}
		if r := terminalStatus(fd); r < 0 {
			return t.errno(r)
		}
		s, r := readLink(atFdcwd, "/proc/self/fd/"+intText(intOf(fd)))
		if r < 0 {
			return t.errno(r)
		}
		return fsDecode(s)
	}, ""},
	{"get_terminal_size", 0, 1, func(t *Thread, args []Object) Object {
		fd := 1
		if len(args) > 0 {
			var ok bool
			if fd, ok = t.cInt(args[0]); !ok {
				return nil
			}
		}
		const windowSize = 0x5413
		b := make([]byte, 8)
		if r := linux.Call(sysIoctl, linux.Buffers{2: b}, fd, windowSize); r < 0 {
			return t.errno(r)
		}
		return makeRecord(terminalSizeType, intOf(int(linux.Word(b, 2, 2))), intOf(int(linux.Word(b, 0, 2))))
	}, ""},
	{"openpty", 0, 0, func(t *Thread, args []Object) Object {
		const unlock, number = 0x40045431, 0x80045430
		master := openFile(atFdcwd, "/dev/ptmx", 0x102|closeOnExec, 0)
		if master < 0 {
			return t.errno(master)
		}
		b := make([]byte, 4)
		if r := linux.Call(sysIoctl, linux.Buffers{2: b}, master, unlock); r < 0 {
			return t.errno(r)
		}
		if r := linux.Call(sysIoctl, linux.Buffers{2: b}, master, number); r < 0 {
			return t.errno(r)
		}
		slave := openFile(atFdcwd, "/dev/pts/"+intText(intOf(int(linux.Word(b, 0, 4)))), 0x102|closeOnExec, 0)
		if slave < 0 {
			return t.errno(slave)
		}
		return tupleOf(intOf(master), intOf(slave))
	}, ""},
	{"ctermid", 0, 0, func(t *Thread, args []Object) Object { return newASCII("/dev/tty") }, ""},
}

// openFile opens a file that programs started later do not see.
func openFile(dir int, path string, flags, mode int) int {
	if dir == atFdcwd {
		return linux.Path(sysOpen, path, flags|closeOnExec, mode)
	}
	return linux.Call(sysOpenat, linux.Buffers{1: linux.CString(path)}, dir, 0, flags|closeOnExec, mode)
}

// isTerminal asks for the terminal's attributes.
func isTerminal(fd int) bool { return terminalStatus(fd) == 0 }

// terminalStatus is 0 for a terminal, else a negative errno.
func terminalStatus(fd int) int {
	const attributes = 0x5401
	return linux.Call(sysIoctl, linux.Buffers{2: make([]byte, 64)}, fd, attributes)
}

// copyRange reads what calls that copy between files begin with: two descriptors, a count and two offsets. The list has the
// first three.
func (t *Thread) copyRange(args []Object) (list []int, buffers linux.Buffers, ok bool) {
	if list, ok = t.ints(args[:3]); !ok {
		return nil, buffers, false
	}
	if list[2] < 0 {
		t.valueError("negative value for 'count' not allowed")
		return nil, buffers, false
	}
	buffers, ok = t.offsets(args[3], args[4])
	return list, buffers, ok
}

// offsets are the second and fourth argument of a call that copies between files: places to read at and to write to, or
// none.
func (t *Thread) offsets(from, to Object) (buffers linux.Buffers, ok bool) {
	for i, o := range []Object{from, to} {
		if o == nil || o == None {
			continue
		}
		at, ok := t.cLong(o)
		if !ok {
			return buffers, false
		}
		b := make([]byte, 8)
		linux.PutWord(b, 0, 8, uint64(at))
		buffers[1+2*i] = b
	}
	return buffers, true
}

// The requests of ioctl for the group that a terminal's signals go to.
const (
	getGroup = 0x540F
	setGroup = 0x5410
)

// pipe makes a pipe.
func (t *Thread) pipe(flags int) Object {
	b := make([]byte, 8)
	if r := linux.Call(sysPipe2, linux.Buffers{b}, 0, flags); r < 0 {
		return t.errno(r)
	}
	return tupleOf(intOf(int(linux.Word(b, 0, 4))), intOf(int(linux.Word(b, 4, 4))))
}

// lockFile is lockf of the C library: 0 unlock, 1 lock, 2 try, 3 test.
func lockFile(fd, command, n int) int {
	const getLock, setLock, setLockWait = 5, 6, 7
	b := make([]byte, 32)
	linux.PutWord(b, 2, 2, 1) // from the current position
	linux.PutWord(b, 16, 8, uint64(n))
	kind, call := uint64(1), setLock
	switch command {
	case 0:
		kind = 2
	case 1:
		call = setLockWait
	case 3:
		call = getLock
	}
	linux.PutWord(b, 0, 2, kind)
	r := linux.Call(sysFcntl, linux.Buffers{2: b}, fd, call)
	if r >= 0 && command == 3 && linux.Word(b, 0, 2) != 2 {
		return -13
	}
	return r
}

// readLink reads a symbolic link.
func readLink(dir int, path string) (string, int) {
	b := make([]byte, 4096)
	r := linux.Call(sysReadlinkat, linux.Buffers{1: linux.CString(path), 2: b}, dir, 0, 0, len(b))
	if r < 0 {
		return "", r
	}
	return string(b[:r]), r
}

// unsignedLong converts an int that fits in 64 bits without a sign.
func (t *Thread) unsignedLong(o Object) (uint64, bool) {
	v := t.indexObject(o)
	if v == nil {
		return 0, false
	}
	n := bigValue(v)
	if !n.IsUint64() {
		t.raise(OverflowError, "int too big to convert")
		return 0, false
	}
	return n.Uint64(), true
}
