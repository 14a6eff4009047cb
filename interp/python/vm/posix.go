package vm

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// This file starts the module posix: paths as arguments, errors, the module
// itself. Its functions are in posixfile.go, posixdir.go, posixstat.go and
// posixprocess.go, its constants in posixtables.go.

// A filePath is the argument that names a file: text, bytes, or a descriptor.
type filePath struct {
	text    string // as the system takes it
	object  Object // as the program gave it
	isBytes bool
	isFd    bool
	none    bool
	fd      int
}

// name returns the object for file names that come from the system, of the
// same kind as the argument.
func (p *filePath) name(s string) Object {
	if p.isBytes {
		return &Bytes{s}
	}
	return fsDecode(s)
}

// fsDecode makes a str of a file name: bytes that are not UTF-8 become lone
// surrogates.
func fsDecode(s string) *Str {
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 {
			return NewStr(escapeBytes(s))
		}
	}
	return newASCII(s)
}

// escapeBytes replaces what is not UTF-8 by surrogates, in this VM's encoding.
func escapeBytes(s string) string {
	var b []byte
	for i := 0; i < len(s); {
		if s[i] < 0x80 {
			b = append(b, s[i])
			i++
			continue
		}
		if n := validUTF8(s[i:]); n > 0 {
			b = append(b, s[i:i+n]...)
			i += n
			continue
		}
		b = appendRune(b, 0xDC00+rune(s[i]))
		i++
	}
	return string(b)
}

// fsEncode is the name of a file as the system takes it.
func (t *Thread) fsEncode(s *Str) (string, bool) {
	if s.isASCII() {
		return s.s, true
	}
	b := t.encode(s, newASCII("utf-8"), newASCII("surrogateescape"))
	if b == nil {
		return "", false
	}
	return b.s, true
}

// pathKinds are what else than a path an argument may be.
type pathKinds uint8

const (
	allowFd pathKinds = 1 << iota
	allowNone
)

// filePath converts an argument. fn and arg are for error messages.
func (t *Thread) filePath(o Object, fn, arg string, kinds pathKinds) (p filePath, ok bool) {
	p.object = o
	if o == nil || o == None && kinds&allowNone != 0 {
		p.none, p.object, p.text = true, nil, "."
		return p, true
	}
	value := o
	if strOf(o) == nil {
		if _, isBytes := payloadOf(o).(*Bytes); !isBytes {
			if kinds&allowFd != 0 && t.hasIndex(o) {
				n, ok := t.cInt(o)
				p.fd, p.isFd = n, true
				return p, ok
			}
			m := o.Class().lookup(intern("__fspath__"))
			if m == nil && isBytesLike(o) {
				if !t.warn(DeprecationWarning, fn+": "+arg+" should be "+pathKindsText(kinds)+", not "+o.Class().name, 1) {
					return p, false
				}
				text, _, fine := t.bufferText(o)
				p.object, p.text, p.isBytes = &Bytes{text}, text, true
				return p, fine
			}
			if m == nil {
				t.typeError(fn + ": " + arg + " should be " + pathKindsText(kinds) + ", not " + o.Class().name)
				return p, false
			}
			value = t.callMethod(m, o, nil, nil)
			if value == nil {
				return p, false
			}
			p.object = value
		}
	}
	if s := strOf(value); s != nil {
		p.text, ok = t.fsEncode(s)
	} else if b, isBytes := payloadOf(value).(*Bytes); isBytes {
		p.text, p.isBytes, ok = b.s, true, true
	} else {
		t.typeError("expected " + o.Class().name + ".__fspath__() to return str or bytes, not " + value.Class().name)
		return p, false
	}
	if ok && strings.IndexByte(p.text, 0) >= 0 {
		t.valueError(fn + ": embedded null character in " + arg)
		return p, false
	}
	return p, ok
}

// pathKindsText lists what an argument may be.
func pathKindsText(kinds pathKinds) string {
	switch kinds {
	case allowFd | allowNone:
		return "string, bytes, os.PathLike, integer or None"
	case allowFd:
		return "string, bytes, os.PathLike or integer"
	case allowNone:
		return "string, bytes, os.PathLike or None"
	}
	return "string, bytes or os.PathLike"
}

// hasIndex reports whether o can be used as an integer.
//
//rgo:parallel
func (t *Thread) hasIndex(o Object) bool {
	switch payloadOf(o).(type) {
	case Int, *Bool:
		return true
	}
	return o.Class().lookup(intern("__index__")) != nil
}

// cInt converts an argument to a C int.
//
//rgo:parallel
func (t *Thread) cInt(o Object) (int, bool) {
	if _, isFloat := payloadOf(o).(Float); isFloat {
		t.typeError("'float' object cannot be interpreted as an integer")
		return 0, false
	}
	i := t.indexObject(o)
	if i == nil {
		return 0, false
	}
	n, ok := smallValue(i)
	if !ok || n > 1<<31-1 || n < -1<<31 {
		text := "signed integer is greater than maximum"
		if !ok && bigValue(i).Sign() < 0 || ok && n < 0 {
			text = "signed integer is less than minimum"
		}
		if !ok {
			text = "Python int too large to convert to C int"
		}
		t.raise(OverflowError, text)
		return 0, false
	}
	return int(n), true
}

// cLong converts an argument to a C long.
//
//rgo:parallel
func (t *Thread) cLong(o Object) (int, bool) {
	i := t.indexObject(o)
	if i == nil {
		return 0, false
	}
	n, ok := smallValue(i)
	if !ok {
		t.raise(OverflowError, "Python int too large to convert to C long")
		return 0, false
	}
	return int(n), true
}

// errno raises the OSError for the negative result of a call.
func (t *Thread) errno(result int, files ...Object) Object {
	if t.exc != nil && result == -4 {
		return nil // a handler of the signal that interrupted raised
	}
	args := []Object{intOf(-result), newASCII(errnoMessage(-result))}
	if len(files) > 0 && files[0] != nil {
		args = append(args, files[0])
		if len(files) > 1 && files[1] != nil {
			args = append(args, None, files[1])
		}
	}
	e := t.call(OSError, args, nil)
	if e == nil {
		return nil
	}
	return t.raiseInstance(e.(*Instance))
}

// done is the result of a function that returns nothing.
func (t *Thread) done(result int, files ...Object) Object {
	if result < 0 {
		return t.errno(result, files...)
	}
	return None
}

// number is the result of a function that returns an int.
func (t *Thread) number(result int, files ...Object) Object {
	if result < 0 {
		return t.errno(result, files...)
	}
	return intOf(result)
}

// retry makes a call again that a signal interrupted, after the handlers have
// run. If one of them raised, the result is that of the interruption.
func (t *Thread) retry(call func() int) int {
	for {
		if r := call(); !t.again(r) {
			return r
		}
	}
}

// Numbers of system calls.
const (
	sysRead, sysWrite, sysOpen, sysClose, sysStat, sysFstat, sysLstat, sysPoll = 0, 1, 2, 3, 4, 5, 6, 7
	sysSeek, sysIoctl, sysPread, sysPwrite, sysReadv, sysWritev, sysAccess     = 8, 16, 17, 18, 19, 20, 21
	sysPipe2, sysSchedYield, sysDup, sysDup2, sysDup3                          = 293, 24, 32, 33, 292
	sysGetpid, sysSendfile, sysExit, sysWait4, sysKill, sysUname, sysFcntl     = 39, 40, 60, 61, 62, 63, 72
	sysFsync, sysFdatasync, sysTruncate, sysFtruncate, sysGetcwd, sysChdir     = 74, 75, 76, 77, 79, 80
	sysFchdir, sysRename, sysMkdir, sysRmdir, sysLink, sysUnlink, sysSymlink   = 81, 82, 83, 84, 86, 87, 88
	sysReadlink, sysChmod, sysFchmod, sysChown, sysFchown, sysLchown, sysUmask = 89, 90, 91, 92, 93, 94, 95
	sysGetuid, sysGetgid, sysSetuid, sysSetgid, sysGeteuid, sysGetegid         = 102, 104, 105, 106, 107, 108
	sysSetpgid, sysGetppid, sysGetpgrp, sysSetsid, sysSetreuid, sysSetregid    = 109, 110, 111, 112, 113, 114
	sysGetgroups, sysSetgroups, sysSetresuid, sysGetresuid, sysSetresgid       = 115, 116, 117, 118, 119
	sysGetresgid, sysGetpgid, sysGetsid, sysMknod, sysStatfs, sysGetpriority   = 120, 121, 124, 133, 137, 140
	sysSetpriority, sysSync, sysGetrandom, sysGetdents, sysTimes               = 141, 162, 318, 217, 100
	sysOpenat, sysMkdirat, sysMknodat, sysFchownat, sysNewfstatat, sysUnlinkat = 257, 258, 259, 260, 262, 263
	sysRenameat, sysLinkat, sysSymlinkat, sysReadlinkat, sysFchmodat           = 264, 265, 266, 267, 268
	sysFaccessat, sysUtimensat, sysFallocate, sysFadvise, sysSchedGetaffinity  = 269, 280, 285, 221, 204
	sysSetxattr, sysLsetxattr, sysFsetxattr, sysGetxattr, sysLgetxattr         = 188, 189, 190, 191, 192
	sysFgetxattr, sysListxattr, sysLlistxattr, sysFlistxattr, sysRemovexattr   = 193, 194, 195, 196, 197
	sysLremovexattr, sysFremovexattr, sysMemfd, sysEventfd2, sysCopyFileRange  = 198, 199, 319, 290, 326
	sysSplice                                                                  = 275
	sysPidfdOpen, sysWaitid, sysFchmodat2, sysFstatfs, sysClockGettime         = 434, 247, 452, 138, 228
	sysClockGetres, sysClockSettime, sysGetrlimit, sysSetrlimit, sysGetrusage  = 229, 227, 97, 160, 98
	sysSelect, sysEpollCreate1, sysEpollCtl, sysEpollWait, sysPpoll            = 23, 291, 233, 232, 271
	sysFlock, sysSysinfo, sysSchedSetaffinity, sysSetregidUnused, sysPrlimit   = 73, 99, 203, 114, 302

	atFdcwd         = -100
	atSymlinkNoDrop = 0x100 // AT_SYMLINK_NOFOLLOW
	atRemoveDir     = 0x200
	atEmptyPath     = 0x1000
	closeOnExec     = 0x80000
)

func init() { builtinModules["posix"] = makePosix }

// posixFunctions are the functions of the module; the other files add theirs.
var posixFunctions = []method{
	{"fspath", 1, 1, posixFSPath, "path"},
	{"strerror", 1, 1, func(t *Thread, args []Object) Object {
		n, ok := t.cInt(args[0])
		if !ok {
			return nil
		}
		return newASCII(errnoMessage(n))
	}, ""},
	{"_path_normpath", 1, 1, posixNormpath, "path"},
}

// posixFSPath is fspath(path).
//
//rgo:parallel
func posixFSPath(t *Thread, args []Object) Object {
	o := args[0]
	if _, isBytes := payloadOf(o).(*Bytes); isBytes || strOf(o) != nil {
		return o
	}
	m := o.Class().lookup(intern("__fspath__"))
	if m == nil {
		return t.typeError("expected str, bytes or os.PathLike object, not " + o.Class().name)
	}
	r := t.callMethod(m, o, nil, nil)
	if r == nil {
		return nil
	}
	if _, isBytes := payloadOf(r).(*Bytes); isBytes || strOf(r) != nil {
		return r
	}
	return t.typeError("expected " + o.Class().name + ".__fspath__() to return str or bytes, not " + r.Class().name)
}

// posixNormpath is os.path.normpath.
//
//rgo:parallel
func posixNormpath(t *Thread, args []Object) Object {
	if x, ok := args[0].(*Str); ok {
		return NewStr(normalPath(x.s))
	}
	p, ok := t.filePath(args[0], "_path_normpath", "path", 0)
	if !ok && t.exc != nil && t.exc.cls == ValueError {
		t.exc = nil // NUL bytes are part of the text
	} else if !ok {
		return nil
	}
	s := ""
	if x := strOf(args[0]); x != nil {
		s = x.s
	} else {
		s, _ = bytesText(args[0])
	}
	r := normalPath(s)
	if p.isBytes {
		return &Bytes{r}
	}
	return NewStr(r)
}

// normalPath is the path without ".", ".." where that can be, and doubled
// slashes.
//
//rgo:parallel
func normalPath(p string) string {
	if p == "" {
		return "."
	}
	lead := ""
	if strings.HasPrefix(p, "/") {
		lead = "/"
		if strings.HasPrefix(p, "//") && !strings.HasPrefix(p, "///") {
			lead = "//"
		}
	}
	var parts []string
	for _, part := range strings.Split(p, "/") {
		switch {
		case part == "" || part == ".":
		case part != ".." || lead == "" && len(parts) == 0 || len(parts) > 0 && parts[len(parts)-1] == "..":
			parts = append(parts, part)
		case len(parts) > 0:
			parts = parts[:len(parts)-1]
		}
	}
	if r := lead + strings.Join(parts, "/"); r != "" {
		return r
	}
	return "."
}

// makePosix makes the module posix.
func makePosix(t *Thread) *Module {
	m := newModule("posix")
	m.addFunctions(posixFunctions)
	m.addFunctions(posixFileFunctions)
	m.addFunctions(posixDirFunctions)
	m.addFunctions(posixStatFunctions)
	m.addFunctions(posixProcessFunctions)
	for _, row := range posixConstants {
		m.set(row.name, intOf(row.value))
	}
	for _, table := range []struct {
		name string
		rows []posixConstant
	}{{"sysconf_names", sysconfNames}, {"pathconf_names", pathconfNames}, {"confstr_names", confstrNames}} {
		d := NewDict()
		for _, row := range table.rows {
			d.setStr(intern(row.name), intOf(row.value))
		}
		m.set(table.name, d)
	}
	m.set("error", OSError)
	names := make([]Object, len(posixHave))
	for i, s := range posixHave {
		names[i] = newASCII(s)
	}
	m.set("_have_functions", newList(names))
	environ := NewDict()
	for _, entry := range t.environment() {
		if i := strings.IndexByte(entry, '='); i > 0 {
			key := &Bytes{entry[:i]}
			if environ.get(t, key) == nil {
				environ.set(t, key, &Bytes{entry[i+1:]})
			}
		}
	}
	m.set("environ", environ)
	m.set("stat_result", statResultType)
	m.set("statvfs_result", statvfsResultType)
	m.set("terminal_size", terminalSizeType)
	m.set("times_result", timesResultType)
	m.set("uname_result", unameResultType)
	m.set("sched_param", schedParamType)
	m.set("waitid_result", waitidResultType)
	m.set("DirEntry", DirEntryType)
	return m
}

// fdArg converts an argument that is a descriptor or has fileno().
func (t *Thread) fdArg(o Object) (int, bool) {
	switch payloadOf(o).(type) {
	case Int, *Bool:
		n, ok := t.cInt(o)
		if ok && n < 0 {
			t.valueError("file descriptor cannot be a negative integer (" + strconv.Itoa(n) + ")")
			return 0, false
		}
		return n, ok
	}
	m, ok := t.findAttr(o, intern("fileno"))
	if !ok {
		return 0, false
	}
	if m == nil {
		t.typeError("argument must be an int, or have a fileno() method.")
		return 0, false
	}
	r := t.call0(m)
	if r == nil {
		return 0, false
	}
	if _, isInt := payloadOf(r).(Int); !isInt {
		t.typeError("fileno() returned a non-integer")
		return 0, false
	}
	return t.fdArg(r)
}

// validUTF8 returns the length of the character that s begins with, 0 if it is
// none.
func validUTF8(s string) int {
	r, n := utf8.DecodeRuneInString(s)
	if r == utf8.RuneError && n <= 1 {
		return 0
	}
	return n
}
