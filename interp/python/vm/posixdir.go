package vm

import (
	"rgo/rlib/linux"
)

// This file is the functions of module posix on names in directories.

// dirEntry is what a directory says about one name.
type dirEntry struct {
	name string
	kind byte // DT_...
	ino  uint64
}

// Kinds of entries.
const (
	kindUnknown, kindDir, kindFile, kindLink = 0, 4, 8, 10
)

// readDirectory lists an open directory; . and .. are left out.
func readDirectory(fd int) ([]dirEntry, int) {
	var list []dirEntry
	b := make([]byte, 1<<15)
	for {
		n := linux.Call(sysGetdents, linux.Buffers{1: b}, fd, 0, len(b))
		if n <= 0 {
			return list, n
		}
		for at := 0; at < n; {
			size := int(linux.Word(b, at+16, 2))
			end := at + 19
			for end < n && b[end] != 0 {
				end++
			}
			if name := string(b[at+19 : end]); name != "." && name != ".." {
				list = append(list, dirEntry{name, b[at+18], linux.Word(b, at, 8)})
			}
			at += size
		}
	}
}

// listDirectory lists a directory by path or descriptor.
func listDirectory(p *filePath) ([]dirEntry, int) {
	const directory = 0x10000
	if p.isFd {
		fd := linux.Int(sysFcntl, p.fd, 1030, 0) // a copy, since reading moves the offset
		if fd < 0 {
			return nil, fd
		}
		linux.Int(sysSeek, fd, 0, 0)
		list, r := readDirectory(fd)
		linux.Int(sysClose, fd)
		return list, r
	}
	fd := openFile(atFdcwd, p.text, directory, 0)
	if fd < 0 {
		return nil, fd
	}
	list, r := readDirectory(fd)
	linux.Int(sysClose, fd)
	return list, r
}

// at makes a function of a path and integers on an ...at system call.
// extra are constant arguments behind them.
func pathCall(name, params string, ints, number int, extra ...int) method {
	return method{name, 1 + ints, len(paramNames(params)), func(t *Thread, args []Object) Object {
		p, ok := t.filePath(args[0], name, "path", 0)
		if !ok {
			return nil
		}
		list, ok := t.ints(args[1 : 1+ints])
		if !ok {
			return nil
		}
		dir := atFdcwd
		if len(args) > 1+ints {
			if dir, ok = t.dirFd(args[len(args)-1]); !ok {
				return nil
			}
		}
		all := append([]int{dir, 0}, list...)
		all = append(all, extra...)
		return t.done(linux.Call(number, linux.Buffers{1: linux.CString(p.text)}, all...), p.object)
	}, params}
}

// twoPaths reads the arguments of rename, link and the like.
func (t *Thread) twoPaths(args []Object, fn string) (a, b filePath, from, to int, ok bool) {
	if a, ok = t.filePath(args[0], fn, "src", 0); !ok {
		return
	}
	if b, ok = t.filePath(args[1], fn, "dst", 0); !ok {
		return
	}
	if from, ok = t.dirFd(args[2]); !ok {
		return
	}
	to, ok = t.dirFd(args[3])
	return
}

func posixRename(name string) method {
	return method{name, 2, 4, func(t *Thread, args []Object) Object {
		a, b, from, to, ok := t.twoPaths(args, name)
		if !ok {
			return nil
		}
		r := linux.Call(sysRenameat, linux.Buffers{1: linux.CString(a.text), 3: linux.CString(b.text)}, from, 0, to, 0)
		return t.done(r, a.object, b.object)
	}, "src,dst,src_dir_fd,dst_dir_fd"}
}

var posixDirFunctions = []method{
	{"getcwd", 0, 0, func(t *Thread, args []Object) Object {
		s, r := currentDirectory()
		if r < 0 {
			return t.errno(r)
		}
		return fsDecode(s)
	}, ""},
	{"getcwdb", 0, 0, func(t *Thread, args []Object) Object {
		s, r := currentDirectory()
		if r < 0 {
			return t.errno(r)
		}
		return &Bytes{s}
	}, ""},
	{"chdir", 1, 1, func(t *Thread, args []Object) Object {
		p, ok := t.filePath(args[0], "chdir", "path", allowFd)
		if !ok {
			return nil
		}
		if p.isFd {
			return t.done(linux.Int(sysFchdir, p.fd), p.object)
		}
		return t.done(linux.Path(sysChdir, p.text), p.object)
	}, "path"},
	intCall("fchdir", 1, sysFchdir, false),
	{"listdir", 0, 1, func(t *Thread, args []Object) Object {
		var o Object = None
		if args[0] != nil {
			o = args[0]
		}
		p, ok := t.filePath(o, "listdir", "path", allowFd|allowNone)
		if !ok {
			return nil
		}
		list, r := listDirectory(&p)
		if r < 0 {
			return t.errno(r, p.object)
		}
		items := make([]Object, len(list))
		for i := range list {
			items[i] = p.name(list[i].name)
		}
		return newList(items)
	}, "path"},
	{"scandir", 0, 1, func(t *Thread, args []Object) Object {
		var o Object = None
		if args[0] != nil {
			o = args[0]
		}
		p, ok := t.filePath(o, "scandir", "path", allowFd|allowNone)
		if !ok {
			return nil
		}
		list, r := listDirectory(&p)
		if r < 0 {
			return t.errno(r, p.object)
		}
		return &scandirIterator{path: p, list: list}
	}, "path"},
	{"mkdir", 1, 3, func(t *Thread, args []Object) Object {
		p, ok := t.filePath(args[0], "mkdir", "path", 0)
		if !ok {
			return nil
		}
		mode := 0o777
		if args[1] != nil {
			if mode, ok = t.cInt(args[1]); !ok {
				return nil
			}
		}
		dir, ok := t.dirFd(args[2])
		if !ok {
			return nil
		}
		return t.done(linux.Call(sysMkdirat, linux.Buffers{1: linux.CString(p.text)}, dir, 0, mode), p.object)
	}, "path,mode,dir_fd"},
	pathCall("rmdir", "path,dir_fd", 0, sysUnlinkat, atRemoveDir),
	pathCall("unlink", "path,dir_fd", 0, sysUnlinkat, 0),
	pathCall("remove", "path,dir_fd", 0, sysUnlinkat, 0),
	{"mkfifo", 1, 3, func(t *Thread, args []Object) Object {
		p, ok := t.filePath(args[0], "mkfifo", "path", 0)
		if !ok {
			return nil
		}
		mode := 0o666
		if args[1] != nil {
			if mode, ok = t.cInt(args[1]); !ok {
				return nil
			}
		}
		dir, ok := t.dirFd(args[2])
		if !ok {
			return nil
		}
		return t.done(linux.Call(sysMknodat, linux.Buffers{1: linux.CString(p.text)}, dir, 0, mode|0o10000, 0), p.object)
	}, "path,mode,dir_fd"},
	{"mknod", 1, 4, func(t *Thread, args []Object) Object {
		p, ok := t.filePath(args[0], "mknod", "path", 0)
		if !ok {
			return nil
		}
		mode, device := 0o600, 0
		if args[1] != nil {
			if mode, ok = t.cInt(args[1]); !ok {
				return nil
			}
		}
		if args[2] != nil {
			if device, ok = t.cLong(args[2]); !ok {
				return nil
			}
		}
		dir, ok := t.dirFd(args[3])
		if !ok {
			return nil
		}
		return t.done(linux.Call(sysMknodat, linux.Buffers{1: linux.CString(p.text)}, dir, 0, mode, device), p.object)
	}, "path,mode,device,dir_fd"},
	posixRename("rename"),
	posixRename("replace"),
	{"link", 2, 5, func(t *Thread, args []Object) Object {
		a, b, from, to, ok := t.twoPaths(args, "link")
		if !ok {
			return nil
		}
		follow, ok := t.truthArg(args[4], true)
		if !ok {
			return nil
		}
		flags := 0
		if follow && args[4] != nil {
			flags = 0x400
		}
		r := linux.Call(sysLinkat, linux.Buffers{1: linux.CString(a.text), 3: linux.CString(b.text)}, from, 0, to, 0, flags)
		return t.done(r, a.object, b.object)
	}, "src,dst,src_dir_fd,dst_dir_fd,follow_symlinks"},
	{"symlink", 2, 4, func(t *Thread, args []Object) Object {
		a, ok := t.filePath(args[0], "symlink", "src", 0)
		if !ok {
			return nil
		}
		b, ok := t.filePath(args[1], "symlink", "dst", 0)
		if !ok {
			return nil
		}
		dir, ok := t.dirFd(args[3])
		if !ok {
			return nil
		}
		r := linux.Call(sysSymlinkat, linux.Buffers{0: linux.CString(a.text), 2: linux.CString(b.text)}, 0, dir, 0)
		return t.done(r, a.object, b.object)
	}, "src,dst,target_is_directory,dir_fd"},
	{"readlink", 1, 2, func(t *Thread, args []Object) Object {
		p, ok := t.filePath(args[0], "readlink", "path", 0)
		if !ok {
			return nil
		}
		dir, ok := t.dirFd(args[1])
		if !ok {
			return nil
		}
		s, r := readLink(dir, p.text)
		if r < 0 {
			return t.errno(r, p.object)
		}
		return p.name(s)
	}, "path,dir_fd"},
	{"truncate", 2, 2, func(t *Thread, args []Object) Object {
		p, ok := t.filePath(args[0], "truncate", "path", allowFd)
		if !ok {
			return nil
		}
		n, ok := t.cLong(args[1])
		if !ok {
			return nil
		}
		if p.isFd {
			return t.done(linux.Int(sysFtruncate, p.fd, n), p.object)
		}
		return t.done(linux.Path(sysTruncate, p.text, n), p.object)
	}, "path,length"},
	{"getxattr", 2, 3, func(t *Thread, args []Object) Object {
		p, name, number, ok := t.attributeArgs("getxattr", args, 2, sysGetxattr)
		if !ok {
			return nil
		}
		b := make([]byte, 1<<16)
		r := linux.Call(number, p.first(name, b), p.fd, 0, 0, len(b))
		if r < 0 {
			return t.errno(r, p.object)
		}
		return &Bytes{string(b[:r])}
	}, "path,attribute,follow_symlinks"},
	{"setxattr", 3, 5, func(t *Thread, args []Object) Object {
		p, name, number, ok := t.attributeArgs("setxattr", args, 4, sysSetxattr)
		if !ok {
			return nil
		}
		value, ok := t.bytesLike(args[2])
		if !ok {
			return nil
		}
		flags := 0
		if args[3] != nil {
			if flags, ok = t.cInt(args[3]); !ok {
				return nil
			}
		}
		return t.done(linux.Call(number, p.first(name, []byte(value+"\x00")), p.fd, 0, 0, len(value), flags), p.object)
	}, "path,attribute,value,flags,follow_symlinks"},
	{"removexattr", 2, 3, func(t *Thread, args []Object) Object {
		p, name, number, ok := t.attributeArgs("removexattr", args, 2, sysRemovexattr)
		if !ok {
			return nil
		}
		return t.done(linux.Call(number, p.first(name, nil), p.fd), p.object)
	}, "path,attribute,follow_symlinks"},
	{"listxattr", 0, 2, func(t *Thread, args []Object) Object {
		o := args[0]
		if o == nil {
			o = None
		}
		p, ok := t.filePath(o, "listxattr", "path", allowFd|allowNone)
		if !ok {
			return nil
		}
		follow, ok := t.truthArg(args[1], true)
		if !ok {
			return nil
		}
		number := sysListxattr
		if p.isFd {
			number = sysFlistxattr
		} else if !follow {
			number = sysLlistxattr
		}
		b := make([]byte, 1<<16)
		buffers := linux.Buffers{1: b}
		if !p.isFd {
			buffers[0] = linux.CString(p.text)
		}
		r := linux.Call(number, buffers, p.fd, 0, len(b))
		if r < 0 {
			return t.errno(r, p.object)
		}
		var items []Object
		start := 0
		for i := 0; i < r; i++ {
			if b[i] == 0 {
				items = append(items, fsDecode(string(b[start:i])))
				start = i + 1
			}
		}
		return newList(items)
	}, "path,follow_symlinks"},
}

// first is the memory arguments of a call on extended attributes.
func (p *filePath) first(name string, value []byte) linux.Buffers {
	buffers := linux.Buffers{1: linux.CString(name), 2: value}
	if !p.isFd {
		buffers[0] = linux.CString(p.text)
	}
	return buffers
}

// attributeArgs reads the arguments of functions on extended attributes. The
// calls for paths, links and descriptors have numbers in a row.
func (t *Thread) attributeArgs(fn string, args []Object, follow, number int) (p filePath, name string, call int, ok bool) {
	if p, ok = t.filePath(args[0], fn, "path", allowFd); !ok {
		return
	}
	a, ok := t.filePath(args[1], fn, "attribute", 0)
	if !ok {
		return
	}
	links, ok := t.truthArg(args[follow], true)
	switch {
	case p.isFd:
		number += 2
	case !links:
		number++
	}
	return p, a.text, number, ok
}

// currentDirectory is getcwd.
func currentDirectory() (string, int) {
	b := make([]byte, 4096)
	r := linux.Call(sysGetcwd, linux.Buffers{b}, 0, len(b))
	if r <= 0 {
		return "", r
	}
	return string(b[:r-1]), r
}

// scandirIterator is what os.scandir returns.
type scandirIterator struct {
	path filePath
	list []dirEntry
	next int
}

// Class returns ScandirIterator.
func (*scandirIterator) Class() *Type { return scandirType }

// Next returns the next entry.
func (s *scandirIterator) Next(t *Thread) Object {
	if s.next >= len(s.list) {
		return nil
	}
	e := &DirEntry{dir: &s.path, entry: s.list[s.next]}
	s.next++
	return e
}

// DirEntry is os.DirEntry.
type DirEntry struct {
	dir       *filePath
	entry     dirEntry
	stat      Object // cached results
	lstat     Object
	pathValue Object
}

// Class returns DirEntry.
func (*DirEntry) Class() *Type { return DirEntryType }

var (
	scandirType = newBuiltinType("ScandirIterator", ObjectType, final)
	// DirEntryType is os.DirEntry.
	DirEntryType = newBuiltinType("DirEntry", ObjectType, final)
)

func (e *DirEntry) reprText(t *Thread) (string, bool) {
	s, ok := t.repr(e.dir.name(e.entry.name))
	return "<DirEntry " + s + ">", ok
}

// full is the path of the entry.
func (e *DirEntry) full() string {
	if e.dir.isFd {
		return e.entry.name
	}
	if e.dir.text == "" || e.dir.text[len(e.dir.text)-1] == '/' {
		return e.dir.text + e.entry.name
	}
	return e.dir.text + "/" + e.entry.name
}

// path is the attribute path.
func (e *DirEntry) path() Object {
	if e.pathValue == nil {
		full := e.full()
		if e.dir.none {
			full = e.entry.name
			full = "./" + full
		}
		e.pathValue = e.dir.name(full)
	}
	return e.pathValue
}

// status is stat or lstat of the entry: the result or a negative errno.
func (e *DirEntry) status(follow bool) (*fileStatus, int) {
	dir := atFdcwd
	if e.dir.isFd {
		dir = e.dir.fd
	}
	return statAt(dir, e.full(), follow)
}

// isKind tells whether the entry is of a kind, asking the system if needed.
func (t *Thread) entryIs(args []Object, kind byte, mode uint64) Object {
	e := args[0].(*DirEntry)
	follow, ok := t.truthArg(args[1], true)
	if !ok {
		return nil
	}
	if e.entry.kind != kindUnknown && (e.entry.kind != kindLink || !follow) {
		return boolOf(e.entry.kind == kind)
	}
	st, r := e.status(follow)
	if r == -2 {
		return False
	}
	if r < 0 {
		return t.errno(r, e.path())
	}
	return boolOf(st.mode&0o170000 == mode)
}

func init() {
	scandirType.module, DirEntryType.module = newASCII("posix"), newASCII("posix")
	addIteratorMethods(scandirType)
	scandirType.addMethods([]method{
		{"close", 0, 0, func(t *Thread, args []Object) Object {
			s := args[0].(*scandirIterator)
			s.next = len(s.list)
			return None
		}, ""},
		{"__enter__", 0, 0, func(t *Thread, args []Object) Object { return args[0] }, ""},
		{"__exit__", 0, 3, func(t *Thread, args []Object) Object {
			s := args[0].(*scandirIterator)
			s.next = len(s.list)
			return None
		}, ""},
	})
	DirEntryType.addGetSets([]getset{
		{"name", func(t *Thread, o Object) Object { e := o.(*DirEntry); return e.dir.name(e.entry.name) }, nil},
		{"path", func(t *Thread, o Object) Object { return o.(*DirEntry).path() }, nil},
	})
	DirEntryType.addMethods([]method{
		{"is_dir", 0, 1, func(t *Thread, args []Object) Object { return t.entryIs(args, kindDir, 0o40000) }, "follow_symlinks"},
		{"is_file", 0, 1, func(t *Thread, args []Object) Object { return t.entryIs(args, kindFile, 0o100000) }, "follow_symlinks"},
		{"is_symlink", 0, 0, func(t *Thread, args []Object) Object {
			return t.entryIs([]Object{args[0], False}, kindLink, 0o120000)
		}, ""},
		{"stat", 0, 1, func(t *Thread, args []Object) Object {
			e := args[0].(*DirEntry)
			follow, ok := t.truthArg(args[1], true)
			if !ok {
				return nil
			}
			cache := &e.stat
			if !follow || e.entry.kind != kindLink && e.entry.kind != kindUnknown {
				cache = &e.lstat
			}
			if *cache == nil {
				st, r := e.status(follow)
				if r < 0 {
					return t.errno(r, e.path())
				}
				*cache = st.object()
			}
			return *cache
		}, "follow_symlinks"},
		{"inode", 0, 0, func(t *Thread, args []Object) Object { return newUint(args[0].(*DirEntry).entry.ino) }, ""},
		{"__fspath__", 0, 0, func(t *Thread, args []Object) Object { return args[0].(*DirEntry).path() }, ""},
		{"__repr__", 0, 0, func(t *Thread, args []Object) Object {
			e := args[0].(*DirEntry)
			s, ok := t.repr(e.dir.name(e.entry.name))
			if !ok {
				return nil
			}
			return NewStr("<DirEntry " + s + ">")
		}, ""},
	})
	DirEntryType.addClassMethods([]method{{"__class_getitem__", 1, 1, makeAlias, ""}})
}
