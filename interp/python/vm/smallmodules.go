package vm

import (
	"os"
	"slices"
	"strconv"
	"strings"

	"rgo/rlib/linux"
)

// This file is small modules close to the system: fcntl, pwd, grp, resource,
// _stat, _locale, _testinternalcapi.

func init() {
	builtinModules["fcntl"] = makeFcntl
	builtinModules["pwd"] = makePwd
	builtinModules["grp"] = makeGrp
	builtinModules["resource"] = makeResource
	builtinModules["_locale"] = makeLocale
	builtinModules["_testinternalcapi"] = func(t *Thread) *Module {
		m := newModule("_testinternalcapi")
		m.set("SIZEOF_PYGC_HEAD", newInt(16))
		m.addFunctions([]method{
			{"get_config", 0, 0, func(t *Thread, args []Object) Object {
				d := NewDict()
				d.setStr(intern("code_debug_ranges"), newInt(1))
				return d
			}, ""},
			{"get_configs", 0, 0, func(t *Thread, args []Object) Object {
				d, inner := NewDict(), NewDict()
				inner.setStr(intern("code_debug_ranges"), newInt(1))
				d.setStr(intern("config"), inner)
				return d
			}, ""},
			{"get_recursion_depth", 0, 0, func(t *Thread, args []Object) Object { return intOf(t.depth) }, ""},
		})
		return m
	}
}

var fcntlConstants = []posixConstant{
	{"F_DUPFD", 0}, {"F_GETFD", 1}, {"F_SETFD", 2}, {"F_GETFL", 3}, {"F_SETFL", 4}, {"F_GETLK", 5}, {"F_SETLK", 6}, {"F_SETLKW", 7},
	{"F_SETOWN", 8}, {"F_GETOWN", 9}, {"F_SETSIG", 10}, {"F_GETSIG", 11}, {"F_RDLCK", 0}, {"F_WRLCK", 1}, {"F_UNLCK", 2},
	{"F_DUPFD_CLOEXEC", 1030}, {"F_SETPIPE_SZ", 1031}, {"F_GETPIPE_SZ", 1032}, {"F_ADD_SEALS", 1033}, {"F_GET_SEALS", 1034},
	{"F_SETLEASE", 1024}, {"F_GETLEASE", 1025}, {"F_NOTIFY", 1026}, {"F_OFD_GETLK", 36}, {"F_OFD_SETLK", 37}, {"F_OFD_SETLKW", 38},
	{"F_GETLK64", 5}, {"F_SETLK64", 6}, {"F_SETLKW64", 7}, {"F_EXLCK", 4}, {"F_SHLCK", 8},
	{"FD_CLOEXEC", 1}, {"FASYNC", 0x2000}, {"LOCK_SH", 1}, {"LOCK_EX", 2}, {"LOCK_NB", 4}, {"LOCK_UN", 8}, {"LOCK_MAND", 32},
	{"LOCK_READ", 64}, {"LOCK_WRITE", 128}, {"LOCK_RW", 192}, {"F_SEAL_SEAL", 1}, {"F_SEAL_SHRINK", 2}, {"F_SEAL_GROW", 4},
	{"F_SEAL_WRITE", 8}, {"DN_ACCESS", 1}, {"DN_MODIFY", 2}, {"DN_CREATE", 4}, {"DN_DELETE", 8}, {"DN_RENAME", 16}, {"DN_ATTRIB", 32},
	{"DN_MULTISHOT", 1 << 31},
}

func makeFcntl(t *Thread) *Module {
	m := newModule("fcntl")
	for _, row := range fcntlConstants {
		m.set(row.name, intOf(row.value))
	}
	control := func(name string, number int) method {
		return method{name, 2, 4, func(t *Thread, args []Object) Object {
			fd, ok := t.fdArg(args[0])
			if !ok {
				return nil
			}
			command, ok := t.cLong(args[1])
			if !ok {
				return nil
			}
			if len(args) < 3 {
				return t.number(linux.Int(number, fd, command, 0))
			}
			if t.hasIndex(args[2]) {
				n, ok := t.cLong(args[2])
				if !ok {
					return nil
				}
				return t.number(linux.Int(number, fd, command, n))
			}
			if number == sysIoctl {
				mutate := true
				if len(args) > 3 {
					if mutate, ok = t.truth(args[3]); !ok {
						return nil
					}
				}
				if _, isBytes := payloadOf(args[2]).(*Bytes); !isBytes && strOf(args[2]) == nil && mutate {
					b, release, ok := t.writable(args[2])
					if !ok {
						return nil
					}
					defer release()
					return t.number(linux.Call(number, linux.Buffers{2: b}, fd, command))
				}
			}
			s := ""
			if x := strOf(args[2]); x != nil {
				s = x.s
			} else if s, ok = t.bytesLike(args[2]); !ok {
				return nil
			}
			if len(s) > 1024 {
				return t.valueError(name + " string arg too long")
			}
			b := append([]byte(s), 0)
			if r := linux.Call(number, linux.Buffers{2: b}, fd, command); r < 0 {
				return t.errno(r)
			}
			return &Bytes{string(b[:len(s)])}
		}, ""}
	}
	m.addFunctions([]method{
		control("fcntl", sysFcntl),
		control("ioctl", sysIoctl),
		{"flock", 2, 2, func(t *Thread, args []Object) Object {
			fd, ok := t.fdArg(args[0])
			if !ok {
				return nil
			}
			op, ok := t.cInt(args[1])
			if !ok {
				return nil
			}
			return t.done(linux.Int(sysFlock, fd, op))
		}, ""},
		{"lockf", 2, 5, func(t *Thread, args []Object) Object {
			fd, ok := t.fdArg(args[0])
			if !ok {
				return nil
			}
			list, ok := t.ints(args[1:])
			if !ok {
				return nil
			}
			kind, call := uint64(0), 7
			switch op := list[0]; {
			case op&8 != 0:
				kind = 2
			case op&1 != 0:
				kind = 0
			case op&2 != 0:
				kind = 1
			default:
				return t.valueError("unrecognized lockf argument")
			}
			if list[0]&4 != 0 {
				call = 6
			}
			b := make([]byte, 32)
			linux.PutWord(b, 0, 2, kind)
			for i, at := range []int{16, 8, 2} {
				if len(list) > 1+i {
					width := 8
					if at == 2 {
						width = 2
					}
					linux.PutWord(b, at, width, uint64(list[1+i]))
				}
			}
			return t.done(linux.Call(sysFcntl, linux.Buffers{2: b}, fd, call))
		}, ""},
	})
	return m
}

var (
	passwdType = newRecordType("pwd.struct_passwd", 7, "pw_name", "pw_passwd", "pw_uid", "pw_gid", "pw_gecos", "pw_dir", "pw_shell")
	groupType  = newRecordType("grp.struct_group", 4, "gr_name", "gr_passwd", "gr_gid", "gr_mem")
	limitType  = rusageType
)

func init() {
	finishRecord(passwdType)
	finishRecord(groupType)
}

// colonFile reads a file such as /etc/passwd: lines of at least n fields.
func colonFile(path string, n int) [][]string {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil
	}
	var rows [][]string
	for _, line := range strings.Split(string(data), "\n") {
		if fields := strings.Split(line, ":"); len(fields) >= n && !strings.HasPrefix(line, "#") {
			rows = append(rows, fields)
		}
	}
	return rows
}

// accountModule makes pwd and grp: rows by name, by id, and all of them.
func accountModule(name, path string, n int, byName, byID, all string, makeRow func(fields []string) Object) *Module {
	m := newModule(name)
	key := func(fields []string) string { return fields[2] }
	m.addFunctions([]method{
		{byName, 1, 1, func(t *Thread, args []Object) Object {
			s := strOf(args[0])
			if s == nil {
				return t.typeError(byName + "() argument must be str, not " + args[0].Class().name)
			}
			if strings.IndexByte(s.s, 0) >= 0 {
				return t.valueError("embedded null byte")
			}
			for _, fields := range colonFile(path, n) {
				if fields[0] == s.s {
					return makeRow(fields)
				}
			}
			return t.keyError(NewStr(byName + "(): name not found: " + t.displayRepr(s)))
		}, "name"},
		{byID, 1, 1, func(t *Thread, args []Object) Object {
			id := t.indexObject(args[0])
			if id == nil {
				return nil
			}
			v, small := smallValue(id)
			if small && v == -1 {
				v = 1<<32 - 1
			}
			want := strconv.FormatInt(v, 10)
			for _, fields := range colonFile(path, n) {
				if small && key(fields) == want {
					return makeRow(fields)
				}
			}
			return t.keyError(NewStr(byID + "(): " + map[string]string{"pwd": "u", "grp": "g"}[name] + "id not found: " + t.displayRepr(id)))
		}, "id"},
		{all, 0, 0, func(t *Thread, args []Object) Object {
			var items []Object
			for _, fields := range colonFile(path, n) {
				items = append(items, makeRow(fields))
			}
			return newList(items)
		}, ""},
	})
	return m
}

func decimal(s string) Object {
	n, _ := strconv.Atoi(s)
	return intOf(n)
}

func makePwd(t *Thread) *Module {
	m := accountModule("pwd", "/etc/passwd", 7, "getpwnam", "getpwuid", "getpwall", func(f []string) Object {
		return makeRecord(passwdType, fsDecode(f[0]), fsDecode(f[1]), decimal(f[2]), decimal(f[3]), fsDecode(f[4]), fsDecode(f[5]), fsDecode(f[6]))
	})
	m.set("struct_passwd", passwdType)
	return m
}

func makeGrp(t *Thread) *Module {
	m := accountModule("grp", "/etc/group", 4, "getgrnam", "getgrgid", "getgrall", func(f []string) Object {
		var members []Object
		for _, s := range strings.Split(f[3], ",") {
			if s != "" {
				members = append(members, fsDecode(s))
			}
		}
		return makeRecord(groupType, fsDecode(f[0]), fsDecode(f[1]), decimal(f[2]), newList(members))
	})
	m.set("struct_group", groupType)
	return m
}

func makeResource(t *Thread) *Module {
	m := newModule("resource")
	for i, name := range []string{"CPU", "FSIZE", "DATA", "STACK", "CORE", "RSS", "NPROC", "NOFILE", "MEMLOCK", "AS", "", "SIGPENDING",
		"MSGQUEUE", "NICE", "RTPRIO", "RTTIME"} {
		if name != "" {
			m.set("RLIMIT_"+name, intOf(i))
		}
	}
	m.set("RLIMIT_OFILE", newInt(7))
	m.set("RLIM_INFINITY", newInt(-1))
	m.set("RUSAGE_SELF", newInt(0))
	m.set("RUSAGE_CHILDREN", newInt(-1))
	m.set("RUSAGE_THREAD", newInt(1))
	m.set("error", OSError)
	m.set("struct_rusage", limitType)
	m.addFunctions([]method{
		{"getrusage", 1, 1, func(t *Thread, args []Object) Object {
			who, ok := t.cInt(args[0])
			if !ok {
				return nil
			}
			b := make([]byte, 144)
			if r := linux.Call(sysGetrusage, linux.Buffers{1: b}, who); r < 0 {
				if r == -22 {
					return t.valueError("invalid who parameter")
				}
				return t.errno(r)
			}
			return usageObject(b)
		}, ""},
		{"getpagesize", 0, 0, func(t *Thread, args []Object) Object { return newInt(4096) }, ""},
		{"getrlimit", 1, 1, func(t *Thread, args []Object) Object { return t.limits(0, args[0], nil) }, ""},
		{"setrlimit", 2, 2, func(t *Thread, args []Object) Object {
			if t.limits(0, args[0], args[1]) == nil {
				return nil
			}
			return None
		}, ""},
		{"prlimit", 2, 3, func(t *Thread, args []Object) Object {
			pid, ok := t.cInt(args[0])
			if !ok {
				return nil
			}
			var limits Object
			if len(args) > 2 {
				limits = args[2]
			}
			return t.limits(pid, args[1], limits)
		}, ""},
	})
	return m
}

// limits reads, and may set, a limit of a process.
func (t *Thread) limits(pid int, which, limits Object) Object {
	n, ok := t.cInt(which)
	if !ok {
		return nil
	}
	if n < 0 || n >= 16 {
		return t.valueError("invalid resource specified")
	}
	old := make([]byte, 16)
	buffers := linux.Buffers{3: old}
	if limits != nil {
		items, ok := t.collect(limits)
		if !ok {
			return nil
		}
		if len(items) != 2 {
			return t.valueError("expected a tuple of 2 integers")
		}
		list, ok := t.ints(items)
		if !ok {
			return nil
		}
		b := make([]byte, 16)
		linux.PutWord(b, 0, 8, uint64(list[0]))
		linux.PutWord(b, 8, 8, uint64(list[1]))
		buffers[2] = b
	}
	if r := linux.Call(sysPrlimit, buffers, pid, n); r < 0 {
		switch {
		case r == -22:
			return t.valueError("current limit exceeds maximum limit")
		case r == -1 && limits != nil:
			return t.valueError("not allowed to raise maximum limit")
		}
		return t.errno(r)
	}
	word := func(at int) Object { return newInt(int64(linux.Word(old, at, 8))) }
	return tupleOf(word(0), word(8))
}

// localeCategories are the categories of setlocale by number.
var localeCategories = []string{"LC_CTYPE", "LC_NUMERIC", "LC_TIME", "LC_COLLATE", "LC_MONETARY", "LC_MESSAGES", "LC_ALL"}

// setLocale sets a category, all of them for the last one. A name of all is
// what setlocale says, too: each category with its name.
func setLocale(set []string, category int, name string) bool {
	all := len(localeCategories) - 1
	if category == all && strings.Contains(name, "=") {
		for _, part := range strings.Split(name, ";") {
			key, value, _ := strings.Cut(part, "=")
			n := slices.Index(localeCategories[:all], key)
			if n >= 0 && !setLocale(set, n, value) {
				return false
			}
		}
		return true
	}
	switch name {
	case "C", "C.UTF-8", "C.utf8":
	case "POSIX":
		name = "C"
	default:
		return false
	}
	for i := range set {
		if i == category || category == all {
			set[i] = name
		}
	}
	return true
}

// makeLocale makes the module _locale, which knows the C locale, with UTF-8 as
// its encoding.
func makeLocale(t *Thread) *Module {
	m := newModule("_locale")
	for i, name := range localeCategories {
		m.set(name, intOf(i))
	}
	m.set("CHAR_MAX", newInt(127))
	failure := newClassOf("Error", ExceptionType, "locale")
	m.set("Error", failure)
	current := "C"
	if l := localeName(); strings.HasPrefix(l, "C.") {
		current = l
	}
	set := make([]string, len(localeCategories))
	for i := range set {
		set[i] = "C"
	}
	set[0] = "C.UTF-8"
	m.addFunctions([]method{
		{"setlocale", 1, 2, func(t *Thread, args []Object) Object {
			n, ok := t.cInt(args[0])
			if !ok {
				return nil
			}
			if n < 0 || n >= len(set) {
				t.raise(failure, "invalid locale category")
				return nil
			}
			if len(args) > 1 && args[1] != None {
				s := strOf(args[1])
				if s == nil {
					return t.typeError("setlocale() argument 2 must be str or None, not " + args[1].Class().name)
				}
				name := s.s
				if name == "" {
					name = current
				}
				if !setLocale(set, n, name) {
					t.raise(failure, "unsupported locale setting")
					return nil
				}
			}
			if n < 6 {
				return newASCII(set[n])
			}
			for _, s := range set[:6] {
				if s != set[0] {
					text := ""
					for i, name := range []string{"LC_CTYPE", "LC_NUMERIC", "LC_TIME", "LC_COLLATE", "LC_MONETARY", "LC_MESSAGES"} {
						text += name + "=" + set[i] + ";"
					}
					return newASCII(text + "LC_PAPER=C;LC_NAME=C;LC_ADDRESS=C;LC_TELEPHONE=C;LC_MEASUREMENT=C;LC_IDENTIFICATION=C")
				}
			}
			return newASCII(set[0])
		}, ""},
		{"localeconv", 0, 0, func(t *Thread, args []Object) Object {
			d := NewDict()
			for _, name := range []string{"decimal_point", "thousands_sep", "int_curr_symbol", "currency_symbol", "mon_decimal_point",
				"mon_thousands_sep", "positive_sign", "negative_sign"} {
				text := ""
				if name == "decimal_point" {
					text = "."
				}
				d.setStr(intern(name), newASCII(text))
			}
			for _, name := range []string{"int_frac_digits", "frac_digits", "p_cs_precedes", "p_sep_by_space", "n_cs_precedes",
				"n_sep_by_space", "p_sign_posn", "n_sign_posn"} {
				d.setStr(intern(name), newInt(127))
			}
			d.setStr(intern("grouping"), newList(nil))
			d.setStr(intern("mon_grouping"), newList(nil))
			return d
		}, ""},
		{"strcoll", 2, 2, func(t *Thread, args []Object) Object {
			a, b := strOf(args[0]), strOf(args[1])
			if a == nil || b == nil {
				return t.typeError("strcoll() arguments must be str")
			}
			return intOf(strings.Compare(a.s, b.s))
		}, ""},
		{"strxfrm", 1, 1, func(t *Thread, args []Object) Object {
			if strOf(args[0]) == nil {
				return t.typeError("strxfrm() argument must be str, not " + args[0].Class().name)
			}
			return args[0]
		}, ""},
		{"getencoding", 0, 0, func(t *Thread, args []Object) Object { return newASCII("UTF-8") }, ""},
		{"nl_langinfo", 1, 1, func(t *Thread, args []Object) Object {
			n, ok := t.cInt(args[0])
			if !ok {
				return nil
			}
			for _, row := range languageInfo {
				if row.number == n {
					return newASCII(row.text)
				}
			}
			return t.valueError("unsupported langinfo constant")
		}, ""},
	})
	for _, row := range languageInfo {
		m.set(row.name, intOf(row.number))
	}
	return m
}

// newClassOf makes a class that a builtin module defines and that behaves like
// one of a program.
func newClassOf(name string, base *Type, module string) *Type {
	c := newExceptionType(name, base)
	c.module = newASCII(module)
	return c
}

// languageInfo is nl_langinfo in the C locale.
var languageInfo = []struct {
	name   string
	number int
	text   string
}{
	{"ABDAY_1", 131072, "Sun"},
	{"ABDAY_2", 131073, "Mon"},
	{"ABDAY_3", 131074, "Tue"},
	{"ABDAY_4", 131075, "Wed"},
	{"ABDAY_5", 131076, "Thu"},
	{"ABDAY_6", 131077, "Fri"},
	{"ABDAY_7", 131078, "Sat"},
	{"ABMON_1", 131086, "Jan"},
	{"ABMON_10", 131095, "Oct"},
	{"ABMON_11", 131096, "Nov"},
	{"ABMON_12", 131097, "Dec"},
	{"ABMON_2", 131087, "Feb"},
	{"ABMON_3", 131088, "Mar"},
	{"ABMON_4", 131089, "Apr"},
	{"ABMON_5", 131090, "May"},
	{"ABMON_6", 131091, "Jun"},
	{"ABMON_7", 131092, "Jul"},
	{"ABMON_8", 131093, "Aug"},
	{"ABMON_9", 131094, "Sep"},
	{"ALT_DIGITS", 131119, ""},
	{"AM_STR", 131110, "AM"},
	{"CODESET", 14, "UTF-8"},
	{"CRNCYSTR", 262159, "-"},
	{"DAY_1", 131079, "Sunday"},
	{"DAY_2", 131080, "Monday"},
	{"DAY_3", 131081, "Tuesday"},
	{"DAY_4", 131082, "Wednesday"},
	{"DAY_5", 131083, "Thursday"},
	{"DAY_6", 131084, "Friday"},
	{"DAY_7", 131085, "Saturday"},
	{"D_FMT", 131113, "%m/%d/%y"},
	{"D_T_FMT", 131112, "%a %b %e %H:%M:%S %Y"},
	{"ERA", 131116, ""},
	{"ERA_D_FMT", 131118, ""},
	{"ERA_D_T_FMT", 131120, ""},
	{"ERA_T_FMT", 131121, ""},
	{"MON_1", 131098, "January"},
	{"MON_10", 131107, "October"},
	{"MON_11", 131108, "November"},
	{"MON_12", 131109, "December"},
	{"MON_2", 131099, "February"},
	{"MON_3", 131100, "March"},
	{"MON_4", 131101, "April"},
	{"MON_5", 131102, "May"},
	{"MON_6", 131103, "June"},
	{"MON_7", 131104, "July"},
	{"MON_8", 131105, "August"},
	{"MON_9", 131106, "September"},
	{"NOEXPR", 327681, "^[nN]"},
	{"PM_STR", 131111, "PM"},
	{"RADIXCHAR", 65536, "."},
	{"THOUSEP", 65537, ""},
	{"T_FMT", 131114, "%H:%M:%S"},
	{"T_FMT_AMPM", 131115, "%I:%M:%S %p"},
	{"YESEXPR", 327680, "^[yY]"},
}
