package vm

import (
	"os"
	"strconv"

	"rgo/rlib/linux"
)

// This file is the functions of module posix on processes and the system.

// Record classes of os.
var (
	timesResultType  = newRecordType("posix.times_result", 5, "user", "system", "children_user", "children_system", "elapsed")
	unameResultType  = newRecordType("posix.uname_result", 5, "sysname", "nodename", "release", "version", "machine")
	schedParamType   = newRecordType("posix.sched_param", 1, "sched_priority")
	waitidResultType = newRecordType("posix.waitid_result", 5, "si_pid", "si_uid", "si_signo", "si_status", "si_code")
	rusageType       = newRecordType("resource.struct_rusage", 16, "ru_utime", "ru_stime", "ru_maxrss", "ru_ixrss", "ru_idrss",
		"ru_isrss", "ru_minflt", "ru_majflt", "ru_nswap", "ru_inblock", "ru_oublock", "ru_msgsnd", "ru_msgrcv", "ru_nsignals",
		"ru_nvcsw", "ru_nivcsw")
)

func init() {
	for _, c := range []*Type{timesResultType, unameResultType, schedParamType, waitidResultType, rusageType} {
		finishRecord(c)
	}
}

// environment is the environment of the process when it started.
func (t *Thread) environment() []string { return os.Environ() }

// statusFunction makes a function of a wait status.
func statusFunction(name string, f func(status int) Object) method {
	return method{name, 1, 1, func(t *Thread, args []Object) Object {
		status, ok := t.cInt(args[0])
		if !ok {
			return nil
		}
		return f(status)
	}, "status"}
}

// exitCode is what waitstatus_to_exitcode returns.
func exitCode(status int) (int, bool) {
	switch {
	case status&0x7f == 0:
		return status >> 8 & 0xff, true
	case status&0xff != 0x7f:
		return -(status & 0x7f), true
	}
	return 0, false
}

// wait4 waits for a child.
func (t *Thread) wait4(pid, options int) (got, status int, usage []byte) {
	b := make([]byte, 4)
	usage = make([]byte, 144)
	got = t.retry(func() int { return linux.Call(sysWait4, linux.Buffers{1: b, 3: usage}, pid, 0, options) })
	return got, int(int32(linux.Word(b, 0, 4))), usage
}

// usageObject decodes a struct rusage.
func usageObject(b []byte) Object {
	seconds := func(at int) Object {
		return newFloat(float64(linux.Word(b, at, 8)) + 1e-6*float64(linux.Word(b, at+8, 8)))
	}
	items := []Object{seconds(0), seconds(16)}
	for i := range 14 {
		items = append(items, newUint(linux.Word(b, 32+8*i, 8)))
	}
	return makeRecord(rusageType, items...)
}

// idsFunction makes getresuid and getresgid.
func idsFunction(name string, number int) method {
	return method{name, 0, 0, func(t *Thread, args []Object) Object {
		a, b, c := make([]byte, 4), make([]byte, 4), make([]byte, 4)
		if r := linux.Call(number, linux.Buffers{a, b, c}); r < 0 {
			return t.errno(r)
		}
		return tupleOf(newUint(linux.Word(a, 0, 4)), newUint(linux.Word(b, 0, 4)), newUint(linux.Word(c, 0, 4)))
	}, ""}
}

// idCall makes a function that sets ids of users or groups, which are unsigned
// numbers of 32 bits or -1.
func idCall(name string, n, number int) method {
	return method{name, n, n, func(t *Thread, args []Object) Object {
		list := make([]int, len(args))
		for i, o := range args {
			id, ok := t.idArg(o)
			if !ok {
				return nil
			}
			list[i] = id
		}
		return t.done(linux.Int(number, list...))
	}, ""}
}

// idArg converts the id of a user or group.
func (t *Thread) idArg(o Object) (int, bool) {
	if !hasIndex(o) {
		t.typeError("uid should be integer, not " + o.Class().name)
		return 0, false
	}
	i := t.indexObject(o)
	if i == nil {
		return 0, false
	}
	n, ok := smallValue(i)
	switch {
	case ok && n >= -1 && n < 1<<32:
		return int(n), true
	case bigValue(i).Sign() < 0:
		t.raise(OverflowError, "uid is less than minimum")
	default:
		t.raise(OverflowError, "uid is greater than maximum")
	}
	return 0, false
}

var posixProcessFunctions = []method{
	intCall("getpid", 0, sysGetpid, true),
	intCall("getppid", 0, sysGetppid, true),
	intCall("getuid", 0, sysGetuid, true),
	intCall("geteuid", 0, sysGeteuid, true),
	intCall("getgid", 0, sysGetgid, true),
	intCall("getegid", 0, sysGetegid, true),
	intCall("getpgid", 1, sysGetpgid, true),
	intCall("getpgrp", 0, sysGetpgrp, true),
	intCall("getsid", 1, sysGetsid, true),
	intCall("setsid", 0, sysSetsid, false),
	intCall("setpgid", 2, sysSetpgid, false),
	idCall("setuid", 1, sysSetuid),
	idCall("setgid", 1, sysSetgid),
	idCall("setreuid", 2, sysSetreuid),
	idCall("setregid", 2, sysSetregid),
	idCall("setresuid", 3, sysSetresuid),
	idCall("setresgid", 3, sysSetresgid),
	{"kill", 2, 2, func(t *Thread, args []Object) Object {
		list, ok := t.ints(args)
		if !ok {
			return nil
		}
		if list[0] == linux.Int(sysGetpid) {
			t.faultSelf(list[1])
		}
		r := linux.Int(sysKill, list...)
		if r >= 0 && list[0] == linux.Int(sysGetpid) {
			linux.SettleSignal(list[1])
			if !t.runSignals() {
				return nil
			}
		}
		return t.done(r)
	}, ""},
	intCall("setpriority", 3, sysSetpriority, false),
	intCall("sched_yield", 0, sysSchedYield, false),
	idsFunction("getresuid", sysGetresuid),
	idsFunction("getresgid", sysGetresgid),
	{"setpgrp", 0, 0, func(t *Thread, args []Object) Object { return t.done(linux.Int(sysSetpgid, 0, 0)) }, ""},
	{"seteuid", 1, 1, func(t *Thread, args []Object) Object {
		id, ok := t.idArg(args[0])
		if !ok {
			return nil
		}
		return t.done(linux.Int(sysSetresuid, -1, id, -1))
	}, ""},
	{"setegid", 1, 1, func(t *Thread, args []Object) Object {
		id, ok := t.idArg(args[0])
		if !ok {
			return nil
		}
		return t.done(linux.Int(sysSetresgid, -1, id, -1))
	}, ""},
	{"killpg", 2, 2, func(t *Thread, args []Object) Object {
		list, ok := t.ints(args)
		if !ok {
			return nil
		}
		return t.done(linux.Int(sysKill, -list[0], list[1]))
	}, ""},
	{"getpriority", 2, 2, func(t *Thread, args []Object) Object {
		list, ok := t.ints(args)
		if !ok {
			return nil
		}
		r := linux.Int(sysGetpriority, list[0], list[1])
		if r < 0 {
			return t.errno(r)
		}
		return intOf(20 - r)
	}, "which,who"},
	{"nice", 1, 1, func(t *Thread, args []Object) Object {
		n, ok := t.cInt(args[0])
		if !ok {
			return nil
		}
		level := 20 - linux.Int(sysGetpriority, 0, 0) + n
		if r := linux.Int(sysSetpriority, 0, 0, level); r < 0 {
			return t.errno(r)
		}
		return intOf(20 - linux.Int(sysGetpriority, 0, 0))
	}, ""},
	{"getgroups", 0, 0, func(t *Thread, args []Object) Object {
		b := make([]byte, 4*65536)
		r := linux.Call(sysGetgroups, linux.Buffers{1: b}, 65536)
		if r < 0 {
			return t.errno(r)
		}
		items := make([]Object, r)
		for i := range items {
			items[i] = newUint(linux.Word(b, 4*i, 4))
		}
		return newList(items)
	}, ""},
	{"setgroups", 1, 1, func(t *Thread, args []Object) Object {
		items, ok := t.collect(args[0])
		if !ok {
			return nil
		}
		list, ok := t.ints(items)
		if !ok {
			return nil
		}
		b := make([]byte, 4*len(list)+4)
		for i, g := range list {
			linux.PutWord(b, 4*i, 4, uint64(g))
		}
		return t.done(linux.Call(sysSetgroups, linux.Buffers{1: b}, len(list)))
	}, ""},
	{"getlogin", 0, 0, func(t *Thread, args []Object) Object { return t.errno(-25) }, ""},
	{"_exit", 1, 1, func(t *Thread, args []Object) Object {
		status, ok := t.cInt(args[0])
		if !ok {
			return nil
		}
		os.Exit(status & 0xff)
		return None
	}, "status"},
	{"abort", 0, 0, func(t *Thread, args []Object) Object {
		t.dieOf(6)
		os.Exit(134)
		return None
	}, ""},
	{"waitpid", 2, 2, func(t *Thread, args []Object) Object {
		list, ok := t.ints(args)
		if !ok {
			return nil
		}
		t.flushBeforeWait()
		pid, status, _ := t.wait4(list[0], list[1])
		if pid < 0 {
			return t.errno(pid)
		}
		return tupleOf(intOf(pid), intOf(status))
	}, ""},
	{"wait", 0, 0, func(t *Thread, args []Object) Object {
		pid, status, _ := t.wait4(-1, 0)
		if pid < 0 {
			return t.errno(pid)
		}
		return tupleOf(intOf(pid), intOf(status))
	}, ""},
	{"wait3", 1, 1, func(t *Thread, args []Object) Object {
		options, ok := t.cInt(args[0])
		if !ok {
			return nil
		}
		pid, status, usage := t.wait4(-1, options)
		if pid < 0 {
			return t.errno(pid)
		}
		return tupleOf(intOf(pid), intOf(status), usageObject(usage))
	}, "options"},
	{"wait4", 2, 2, func(t *Thread, args []Object) Object {
		list, ok := t.ints(args)
		if !ok {
			return nil
		}
		pid, status, usage := t.wait4(list[0], list[1])
		if pid < 0 {
			return t.errno(pid)
		}
		return tupleOf(intOf(pid), intOf(status), usageObject(usage))
	}, "pid,options"},
	{"waitid", 3, 3, func(t *Thread, args []Object) Object {
		list, ok := t.ints(args)
		if !ok {
			return nil
		}
		b := make([]byte, 128)
		if r := linux.Call(sysWaitid, linux.Buffers{2: b}, list[0], list[1], 0, list[2], 0); r < 0 {
			return t.errno(r)
		}
		word := func(at int) Object { return intOf(int(int32(linux.Word(b, at, 4)))) }
		if linux.Word(b, 12, 4) == 0 {
			return None
		}
		return makeRecord(waitidResultType, word(12), word(16), word(0), word(24), word(8))
	}, ""},
	{"pidfd_open", 1, 2, func(t *Thread, args []Object) Object {
		pid, ok := t.cInt(args[0])
		if !ok {
			return nil
		}
		flags := 0
		if args[1] != nil {
			if flags, ok = t.cInt(args[1]); !ok {
				return nil
			}
		}
		return t.number(linux.Int(sysPidfdOpen, pid, flags))
	}, "pid,flags"},
	{"waitstatus_to_exitcode", 1, 1, func(t *Thread, args []Object) Object {
		status, ok := t.cInt(args[0])
		if !ok {
			return nil
		}
		n, ok := exitCode(status)
		if !ok {
			return t.valueError("process stopped by delivery of signal " + strconv.Itoa(status>>8&0xff))
		}
		return intOf(n)
	}, "status"},
	statusFunction("WIFEXITED", func(s int) Object { return boolOf(s&0x7f == 0) }),
	statusFunction("WEXITSTATUS", func(s int) Object { return intOf(s >> 8 & 0xff) }),
	statusFunction("WIFSIGNALED", func(s int) Object { return boolOf(s&0x7f != 0 && s&0x7f != 0x7f) }),
	statusFunction("WTERMSIG", func(s int) Object { return intOf(s & 0x7f) }),
	statusFunction("WIFSTOPPED", func(s int) Object { return boolOf(s&0xff == 0x7f) }),
	statusFunction("WSTOPSIG", func(s int) Object { return intOf(s >> 8 & 0xff) }),
	statusFunction("WIFCONTINUED", func(s int) Object { return boolOf(s == 0xffff) }),
	statusFunction("WCOREDUMP", func(s int) Object { return boolOf(s&0x80 != 0) }),
	{"times", 0, 0, func(t *Thread, args []Object) Object {
		b := make([]byte, 32)
		r := linux.Call(sysTimes, linux.Buffers{b})
		if r < 0 {
			return t.errno(r)
		}
		items := make([]Object, 5)
		for i := range 4 {
			items[i] = newFloat(float64(linux.Word(b, 8*i, 8)) / 100)
		}
		items[4] = newFloat(float64(r) / 100)
		return makeRecord(timesResultType, items...)
	}, ""},
	{"uname", 0, 0, func(t *Thread, args []Object) Object {
		b := make([]byte, 65*6)
		if r := linux.Call(sysUname, linux.Buffers{b}); r < 0 {
			return t.errno(r)
		}
		items := make([]Object, 5)
		for i := range items {
			end := 65 * i
			for b[end] != 0 {
				end++
			}
			items[i] = fsDecode(string(b[65*i : end]))
		}
		return makeRecord(unameResultType, items...)
	}, ""},
	{"urandom", 1, 1, func(t *Thread, args []Object) Object {
		n, ok := t.cLong(args[0])
		if !ok {
			return nil
		}
		if n < 0 {
			return t.valueError("negative argument not allowed")
		}
		b, r := randomBytes(n, 0)
		if r < 0 {
			return t.errno(r)
		}
		return &Bytes{string(b)}
	}, ""},
	{"getrandom", 1, 2, func(t *Thread, args []Object) Object {
		list, ok := t.ints(args[:1])
		if !ok {
			return nil
		}
		flags := 0
		if args[1] != nil {
			if flags, ok = t.cInt(args[1]); !ok {
				return nil
			}
		}
		if list[0] < 0 {
			return t.errno(-22)
		}
		b, r := randomBytes(list[0], flags)
		if r < 0 {
			return t.errno(r)
		}
		return &Bytes{string(b)}
	}, "size,flags"},
	{"cpu_count", 0, 0, func(t *Thread, args []Object) Object {
		if n := onlineProcessors(); n > 0 {
			return intOf(n)
		}
		return None
	}, ""},
	{"sched_getaffinity", 1, 1, func(t *Thread, args []Object) Object {
		pid, ok := t.cInt(args[0])
		if !ok {
			return nil
		}
		b := make([]byte, 128)
		r := linux.Call(sysSchedGetaffinity, linux.Buffers{2: b}, pid, len(b))
		if r < 0 {
			return t.errno(r)
		}
		s := &Set{}
		for i := range 8 * r {
			if b[i/8]>>(i%8)&1 != 0 {
				s.addObject(t, intOf(i))
			}
		}
		return s
	}, ""},
	{"getloadavg", 0, 0, func(t *Thread, args []Object) Object {
		b := make([]byte, 112)
		if r := linux.Call(sysSysinfo, linux.Buffers{b}); r < 0 {
			return t.errno(r)
		}
		items := make([]Object, 3)
		for i := range items {
			items[i] = newFloat(float64(linux.Word(b, 8+8*i, 8)) / 65536)
		}
		return newTuple(items)
	}, ""},
	{"putenv", 2, 2, func(t *Thread, args []Object) Object {
		name, ok := t.filePath(args[0], "putenv", "name", 0)
		if !ok {
			return nil
		}
		value, ok := t.filePath(args[1], "putenv", "value", 0)
		if !ok {
			return nil
		}
		for i := 0; i < len(name.text); i++ {
			if name.text[i] == '=' {
				return t.valueError("illegal environment variable name")
			}
		}
		if os.Setenv(name.text, value.text) != nil {
			return t.errno(-22)
		}
		return None
	}, ""},
	{"unsetenv", 1, 1, func(t *Thread, args []Object) Object {
		name, ok := t.filePath(args[0], "unsetenv", "name", 0)
		if !ok {
			return nil
		}
		if name.text == "" {
			return t.errno(-22)
		}
		for i := 0; i < len(name.text); i++ {
			if name.text[i] == '=' {
				return t.errno(-22)
			}
		}
		os.Unsetenv(name.text)
		return None
	}, ""},
	{"execv", 2, 2, func(t *Thread, args []Object) Object { return t.exec(args[0], args[1], nil) }, ""},
	{"execve", 3, 3, func(t *Thread, args []Object) Object { return t.exec(args[0], args[1], args[2]) }, "path,argv,env"},
	{"system", 1, 1, func(t *Thread, args []Object) Object {
		p, ok := t.filePath(args[0], "system", "command", 0)
		if !ok {
			return nil
		}
		t.flushBeforeWait()
		pid, errno := linux.ForkExec(&linux.Child{Paths: []string{"/bin/sh"}, Argv: []string{"sh", "-c", p.text}, Files: [3]int{-1, -1, -1},
			Group: -1, Uid: -1, Gid: -1, Umask: -1}, nil)
		if pid < 0 {
			return t.errno(-errno)
		}
		_, status, _ := t.wait4(pid, 0)
		return intOf(status)
	}, "command"},
	{"sysconf", 1, 1, func(t *Thread, args []Object) Object {
		n, ok := t.configName(args[0], sysconfNames)
		if !ok {
			return nil
		}
		for _, row := range sysconfValues {
			if row.number == n {
				if row.compute != nil {
					return intOf(row.compute())
				}
				return intOf(row.value)
			}
		}
		return intOf(-1)
	}, ""},
	{"confstr", 1, 1, func(t *Thread, args []Object) Object {
		n, ok := t.configName(args[0], confstrNames)
		if !ok {
			return nil
		}
		for _, row := range confstrValues {
			if row.number == n {
				return newASCII(row.value)
			}
		}
		return None
	}, ""},
	{"pathconf", 2, 2, func(t *Thread, args []Object) Object {
		p, ok := t.filePath(args[0], "pathconf", "path", allowFd)
		if !ok {
			return nil
		}
		return t.pathconf(&p, args[1])
	}, "path,name"},
	{"fpathconf", 2, 2, func(t *Thread, args []Object) Object {
		fd, ok := t.cInt(args[0])
		if !ok {
			return nil
		}
		return t.pathconf(&filePath{isFd: true, fd: fd}, args[1])
	}, "fd,name"},
	{"register_at_fork", 0, 3, func(t *Thread, args []Object) Object {
		for i, o := range args {
			if o != nil && o != None {
				t.interp.atFork[i] = append(t.interp.atFork[i], o)
			}
		}
		return None
	}, "before,after_in_child,after_in_parent"},
	{"fork", 0, 0, func(t *Thread, args []Object) Object {
		t.runForkHooks(0, true)
		pid := linux.Fork()
		if pid == 0 {
			t.forked()
			t.runForkHooks(1, false)
		} else {
			t.runForkHooks(2, false)
		}
		return t.number(pid)
	}, ""},
}

// runForkHooks calls what register_at_fork was given.
func (t *Thread) runForkHooks(which int, reverse bool) {
	hooks := t.interp.atFork[which]
	for i := range hooks {
		h := hooks[i]
		if reverse {
			h = hooks[len(hooks)-1-i]
		}
		if t.call0(h) == nil {
			t.writeUnraisable(h)
		}
	}
}

// exec is execv and execve.
func (t *Thread) exec(path, argv, env Object) Object {
	fn := "execve"
	if env == nil {
		fn = "execv"
	}
	p, ok := t.filePath(path, fn, "path", 0)
	if !ok {
		return nil
	}
	if _, isSeq := sequenceItems(payloadOf(argv)); !isSeq {
		return t.typeError(fn + "() arg 2 must be a tuple or list")
	}
	words, ok := t.pathList(argv, fn)
	if !ok {
		return nil
	}
	if len(words) == 0 {
		return t.valueError(fn + "() arg 2 must not be empty")
	}
	if words[0] == "" {
		return t.valueError(fn + "() arg 2 first element cannot be empty")
	}
	list := os.Environ()
	if env != nil {
		if list, ok = t.environmentList(env); !ok {
			return nil
		}
	}
	t.flushAll()
	return t.errno(linux.Exec(p.text, words, list), p.object)
}

// pathList converts a sequence of paths.
func (t *Thread) pathList(o Object, fn string) ([]string, bool) {
	items, ok := t.collect(o)
	if !ok {
		return nil, false
	}
	list := make([]string, len(items))
	for i, x := range items {
		p, ok := t.filePath(x, fn, "path", 0)
		if !ok {
			return nil, false
		}
		list[i] = p.text
	}
	return list, true
}

// environmentList converts a mapping to NAME=VALUE.
func (t *Thread) environmentList(o Object) ([]string, bool) {
	d := NewDict()
	if !t.updateDict(d, o) {
		return nil, false
	}
	var list []string
	for _, e := range d.entries {
		if e.key == nil {
			continue
		}
		k, ok := t.filePath(e.key, "execve", "env", 0)
		if !ok {
			return nil, false
		}
		v, ok := t.filePath(e.value, "execve", "env", 0)
		if !ok {
			return nil, false
		}
		for i := 0; i < len(k.text); i++ {
			if k.text[i] == '=' {
				t.valueError("illegal environment variable name")
				return nil, false
			}
		}
		list = append(list, k.text+"="+v.text)
	}
	return list, true
}

// randomBytes asks the system for randomness.
func randomBytes(n, flags int) ([]byte, int) {
	b := make([]byte, n)
	for got := 0; got < n; {
		part := b[got:]
		r := linux.Call(sysGetrandom, linux.Buffers{part}, 0, min(len(part), 256), flags)
		if r < 0 {
			return nil, r
		}
		got += r
	}
	return b, n
}

// onlineProcessors counts the processors that this process may use.
func onlineProcessors() int {
	b := make([]byte, 128)
	r := linux.Call(sysSchedGetaffinity, linux.Buffers{2: b}, 0, len(b))
	n := 0
	for i := 0; i < 8*r; i++ {
		n += int(b[i/8] >> (i % 8) & 1)
	}
	return n
}

// physicalPages counts the pages of memory; free ones only if asked.
func physicalPages(free bool) int {
	b := make([]byte, 112)
	if linux.Call(sysSysinfo, linux.Buffers{b}) < 0 {
		return -1
	}
	at := 32
	if free {
		at = 40
	}
	return int(linux.Word(b, at, 8) * linux.Word(b, 104, 4) / 4096)
}

// openLimit is the limit on open files.
func openLimit() int {
	b := make([]byte, 16)
	if linux.Call(sysGetrlimit, linux.Buffers{1: b}, 7) < 0 {
		return -1
	}
	return int(linux.Word(b, 0, 8))
}

// configName converts the name or number of a configuration value.
func (t *Thread) configName(o Object, table []posixConstant) (int, bool) {
	if s := strOf(o); s != nil {
		for _, row := range table {
			if row.name == s.s {
				return row.value, true
			}
		}
		t.valueError("unrecognized configuration name")
		return 0, false
	}
	if !t.hasIndex(o) {
		t.typeError("configuration names must be strings or integers")
		return 0, false
	}
	return t.cInt(o)
}

// pathconf is pathconf and fpathconf.
func (t *Thread) pathconf(p *filePath, name Object) Object {
	n, ok := t.configName(name, pathconfNames)
	if !ok {
		return nil
	}
	r := 0
	if p.isFd {
		_, r = fstat(p.fd)
	} else {
		_, r = statAt(atFdcwd, p.text, true)
	}
	if r < 0 {
		return t.errno(r, p.object)
	}
	for _, row := range pathconfValues {
		if row.number == n {
			return intOf(row.value)
		}
	}
	return intOf(-1)
}
