package vm

import (
	"math"

	"rgo/rlib/linux"
)

// This file is the functions of module posix on the attributes of files.

// fileStatus is a struct stat.
type fileStatus struct {
	mode, ino, dev, nlink, uid, gid, size, rdev, blksize, blocks uint64
	times                                                        [3]int64 // accessed, modified, changed: nanoseconds
}

// Record classes of os.
var (
	statResultType = newRecordType("os.stat_result", 10, "st_mode", "st_ino", "st_dev", "st_nlink", "st_uid", "st_gid", "st_size",
		"", "", "", "st_atime", "st_mtime", "st_ctime", "st_atime_ns", "st_mtime_ns", "st_ctime_ns", "st_blksize", "st_blocks", "st_rdev")
	statvfsResultType = newRecordType("os.statvfs_result", 10, "f_bsize", "f_frsize", "f_blocks", "f_bfree", "f_bavail", "f_files",
		"f_ffree", "f_favail", "f_flag", "f_namemax", "f_fsid")
	terminalSizeType = newRecordType("os.terminal_size", 2, "columns", "lines")
)

// decodeStatus reads a struct stat of amd64.
func decodeStatus(b []byte) *fileStatus {
	owner := linux.Word(b, 24, 8)
	st := &fileStatus{dev: linux.Word(b, 0, 8), ino: linux.Word(b, 8, 8), nlink: linux.Word(b, 16, 8), mode: owner & 0xffffffff,
		uid: owner >> 32, gid: linux.Word(b, 32, 4), rdev: linux.Word(b, 40, 8), size: linux.Word(b, 48, 8),
		blksize: linux.Word(b, 56, 8), blocks: linux.Word(b, 64, 8)}
	for i := range st.times {
		st.times[i] = int64(linux.Word(b, 72+16*i, 8))*1e9 + int64(linux.Word(b, 80+16*i, 8))
	}
	return st
}

// object is the stat_result.
func (st *fileStatus) object() Object {
	items := []Object{newUint(st.mode), newUint(st.ino), newUint(st.dev), newUint(st.nlink), newUint(st.uid), newUint(st.gid),
		newInt(int64(st.size))}
	for _, ns := range st.times {
		items = append(items, newInt(floorDivide(ns, 1e9)))
	}
	for _, ns := range st.times {
		items = append(items, newFloat(float64(floorDivide(ns, 1e9))+1e-9*float64(ns-1e9*floorDivide(ns, 1e9))))
	}
	for _, ns := range st.times {
		items = append(items, newInt(ns))
	}
	items = append(items, newUint(st.blksize), newUint(st.blocks), newUint(st.rdev))
	return makeRecord(statResultType, items...)
}

func floorDivide(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

// statAt is stat or lstat of a path.
func statAt(dir int, path string, follow bool) (*fileStatus, int) {
	b := make([]byte, 144)
	r := 0
	switch {
	case dir != atFdcwd:
		flags := 0
		if !follow {
			flags = atSymlinkNoDrop
		}
		r = linux.Call(sysNewfstatat, linux.Buffers{1: linux.CString(path), 2: b}, dir, 0, 0, flags)
	case follow:
		r = linux.Call(sysStat, linux.Buffers{linux.CString(path), b})
	default:
		r = linux.Call(sysLstat, linux.Buffers{linux.CString(path), b})
	}
	if r < 0 {
		return nil, r
	}
	return decodeStatus(b), 0
}

// fstat is the status of an open file.
func fstat(fd int) (*fileStatus, int) {
	b := make([]byte, 144)
	if r := linux.Call(sysFstat, linux.Buffers{1: b}, fd); r < 0 {
		return nil, r
	}
	return decodeStatus(b), 0
}

// statResult is os.stat and os.lstat.
func (t *Thread) statResult(p *filePath, dir int, follow bool) Object {
	var st *fileStatus
	r := 0
	if p.isFd {
		st, r = fstat(p.fd)
	} else {
		st, r = statAt(dir, p.text, follow)
	}
	if r < 0 {
		return t.errno(r, p.object)
	}
	return st.object()
}

// followArgs reads the usual dir_fd and follow_symlinks.
func (t *Thread) followArgs(fn string, p *filePath, dirArg, followArg Object) (dir int, follow, ok bool) {
	if dir, ok = t.dirFd(dirArg); !ok {
		return
	}
	if follow, ok = t.truthArg(followArg, true); !ok {
		return
	}
	if p.isFd && dir != atFdcwd {
		t.valueError(fn + ": can't specify dir_fd without matching path")
		return dir, follow, false
	}
	if p.isFd && !follow {
		t.valueError(fn + ": cannot use fd and follow_symlinks together")
		return dir, follow, false
	}
	return
}

func noFollow(follow bool) int {
	if follow {
		return 0
	}
	return atSymlinkNoDrop
}

// clockTime converts seconds as an int or float to nanoseconds, rounded down.
func (t *Thread) clockTime(o Object) (int64, bool) {
	if f, ok := payloadOf(o).(Float); ok {
		if math.IsNaN(f.v) {
			t.valueError("Invalid value NaN (not a number)")
			return 0, false
		}
		whole := math.Floor(f.v)
		if whole > 9.2e9 || whole < -9.2e9 {
			t.raise(OverflowError, "timestamp out of range for platform time_t")
			return 0, false
		}
		return int64(whole)*1e9 + int64(math.Floor((f.v-whole)*1e9)), true
	}
	n, ok := t.cLong(o)
	if ok && (n > 9.2e9 || n < -9.2e9) {
		t.raise(OverflowError, "timestamp out of range for platform time_t")
		return 0, false
	}
	return int64(n) * 1e9, ok
}

var posixStatFunctions = []method{
	{"stat", 1, 3, func(t *Thread, args []Object) Object {
		p, ok := t.filePath(args[0], "stat", "path", allowFd)
		if !ok {
			return nil
		}
		dir, follow, ok := t.followArgs("stat", &p, args[1], args[2])
		if !ok {
			return nil
		}
		return t.statResult(&p, dir, follow)
	}, "path,dir_fd,follow_symlinks"},
	{"lstat", 1, 2, func(t *Thread, args []Object) Object {
		p, ok := t.filePath(args[0], "lstat", "path", 0)
		if !ok {
			return nil
		}
		dir, ok := t.dirFd(args[1])
		if !ok {
			return nil
		}
		return t.statResult(&p, dir, false)
	}, "path,dir_fd"},
	{"fstat", 1, 1, func(t *Thread, args []Object) Object {
		fd, ok := t.cInt(args[0])
		if !ok {
			return nil
		}
		return t.statResult(&filePath{isFd: true, fd: fd}, atFdcwd, true)
	}, "fd"},
	{"access", 2, 5, func(t *Thread, args []Object) Object {
		p, ok := t.filePath(args[0], "access", "path", 0)
		if !ok {
			return nil
		}
		mode, ok := t.cInt(args[1])
		if !ok {
			return nil
		}
		dir, ok := t.dirFd(args[2])
		if !ok {
			return nil
		}
		effective, ok := t.truthArg(args[3], false)
		if !ok {
			return nil
		}
		follow, ok := t.truthArg(args[4], true)
		if !ok {
			return nil
		}
		flags := noFollow(follow)
		if effective {
			flags |= 0x200
		}
		const faccessat2 = 439
		r := 0
		if flags != 0 {
			r = linux.Call(faccessat2, linux.Buffers{1: linux.CString(p.text)}, dir, 0, mode, flags)
		} else {
			r = linux.Call(sysFaccessat, linux.Buffers{1: linux.CString(p.text)}, dir, 0, mode)
		}
		return boolOf(r == 0)
	}, "path,mode,dir_fd,effective_ids,follow_symlinks"},
	{"chmod", 2, 4, func(t *Thread, args []Object) Object {
		p, ok := t.filePath(args[0], "chmod", "path", allowFd)
		if !ok {
			return nil
		}
		mode, ok := t.cInt(args[1])
		if !ok {
			return nil
		}
		dir, follow, ok := t.followArgs("chmod", &p, args[2], args[3])
		if !ok {
			return nil
		}
		switch {
		case p.isFd:
			return t.done(linux.Int(sysFchmod, p.fd, mode), p.object)
		case !follow:
			return t.raise(NotImplementedError, "chmod: follow_symlinks unavailable on this platform")
		}
		return t.done(linux.Call(sysFchmodat, linux.Buffers{1: linux.CString(p.text)}, dir, 0, mode), p.object)
	}, "path,mode,dir_fd,follow_symlinks"},
	intCall("fchmod", 2, sysFchmod, false),
	{"chown", 3, 5, func(t *Thread, args []Object) Object {
		p, ok := t.filePath(args[0], "chown", "path", allowFd)
		if !ok {
			return nil
		}
		ids, ok := t.ints(args[1:3])
		if !ok {
			return nil
		}
		dir, follow, ok := t.followArgs("chown", &p, args[3], args[4])
		if !ok {
			return nil
		}
		if p.isFd {
			return t.done(linux.Int(sysFchown, p.fd, ids[0], ids[1]), p.object)
		}
		r := linux.Call(sysFchownat, linux.Buffers{1: linux.CString(p.text)}, dir, 0, ids[0], ids[1], noFollow(follow))
		return t.done(r, p.object)
	}, "path,uid,gid,dir_fd,follow_symlinks"},
	{"lchown", 3, 3, func(t *Thread, args []Object) Object {
		p, ok := t.filePath(args[0], "lchown", "path", 0)
		if !ok {
			return nil
		}
		ids, ok := t.ints(args[1:3])
		if !ok {
			return nil
		}
		return t.done(linux.Path(sysLchown, p.text, ids[0], ids[1]), p.object)
	}, "path,uid,gid"},
	intCall("fchown", 3, sysFchown, false),
	{"utime", 1, 5, posixUtime, "path,times,ns,dir_fd,follow_symlinks"},
	{"statvfs", 1, 1, func(t *Thread, args []Object) Object {
		p, ok := t.filePath(args[0], "statvfs", "path", allowFd)
		if !ok {
			return nil
		}
		return t.statvfs(&p)
	}, "path"},
	{"fstatvfs", 1, 1, func(t *Thread, args []Object) Object {
		fd, ok := t.cInt(args[0])
		if !ok {
			return nil
		}
		return t.statvfs(&filePath{isFd: true, fd: fd})
	}, "fd"},
	{"major", 1, 1, func(t *Thread, args []Object) Object {
		v, ok := t.cLong(args[0])
		if !ok {
			return nil
		}
		return intOf(v>>8&0xfff | v>>32&^0xfff)
	}, ""},
	{"minor", 1, 1, func(t *Thread, args []Object) Object {
		v, ok := t.cLong(args[0])
		if !ok {
			return nil
		}
		return intOf(v&0xff | v>>12&0xffffff00)
	}, ""},
	{"makedev", 2, 2, func(t *Thread, args []Object) Object {
		list, ok := t.ints(args)
		if !ok {
			return nil
		}
		major, minor := list[0], list[1]
		return intOf(minor&0xff | major&0xfff<<8 | minor&^0xff<<12 | major&^0xfff<<32)
	}, ""},
	{"umask", 1, 1, func(t *Thread, args []Object) Object {
		mask, ok := t.cInt(args[0])
		if !ok {
			return nil
		}
		return t.number(linux.Int(sysUmask, mask))
	}, ""},
}

// posixUtime is os.utime.
func posixUtime(t *Thread, args []Object) Object {
	p, ok := t.filePath(args[0], "utime", "path", allowFd)
	if !ok {
		return nil
	}
	dir, follow, ok := t.followArgs("utime", &p, args[3], args[4])
	if !ok {
		return nil
	}
	times, ns := args[1], args[2]
	if times != nil && times != None && ns != nil {
		return t.valueError("utime: you may specify either 'times' or 'ns' but not both")
	}
	var buffer []byte
	if times != nil && times != None || ns != nil {
		source, scale := times, false
		if ns != nil {
			source, scale = ns, true
		}
		pair := tuplePayload(source)
		if pair == nil || len(pair.items) != 2 {
			if scale {
				return t.typeError("utime: 'ns' must be a tuple of two ints")
			}
			return t.typeError("utime: 'times' must be either a tuple of two ints or None")
		}
		buffer = make([]byte, 32)
		for i, o := range pair.items {
			var v int64
			if scale {
				n, ok := t.cLong(o)
				if !ok {
					return nil
				}
				v = int64(n)
			} else if v, ok = t.clockTime(o); !ok {
				return nil
			}
			seconds := floorDivide(v, 1e9)
			linux.PutWord(buffer, 16*i, 8, uint64(seconds))
			linux.PutWord(buffer, 16*i+8, 8, uint64(v-seconds*1e9))
		}
	}
	if p.isFd {
		return t.done(linux.Call(sysUtimensat, linux.Buffers{2: buffer}, p.fd), p.object)
	}
	r := linux.Call(sysUtimensat, linux.Buffers{1: linux.CString(p.text), 2: buffer}, dir, 0, 0, noFollow(follow))
	return t.done(r, p.object)
}

// statvfs describes a file system.
func (t *Thread) statvfs(p *filePath) Object {
	b := make([]byte, 120)
	r := 0
	if p.isFd {
		r = linux.Call(sysFstatfs, linux.Buffers{1: b}, p.fd)
	} else {
		r = linux.Call(sysStatfs, linux.Buffers{linux.CString(p.text), b})
	}
	if r < 0 {
		return t.errno(r, p.object)
	}
	word := func(at int) Object { return newUint(linux.Word(b, at, 8)) }
	const validFlags = 0x20
	return makeRecord(statvfsResultType, word(8), word(72), word(16), word(24), word(32), word(40), word(48), word(48),
		newUint(linux.Word(b, 80, 8)&^validFlags), word(64), word(56))
}

func init() {
	for _, c := range []*Type{statResultType, statvfsResultType, terminalSizeType} {
		finishRecord(c)
	}
}
