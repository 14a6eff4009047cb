package vm

import (
	"math"
	"strconv"

	"rgo/rlib/linux"
	"rgo/rlib/thread"
)

// This file is the module time: clocks. Calendars are in timezone.go and
// strftime.go.

// Numbers of clocks.
const (
	clockRealtime, clockMonotonic, clockProcess, clockThread = 0, 1, 2, 3
)

// clocks are the clocks by name, and how get_clock_info describes them.
var clocks = []struct {
	name           string
	id             int
	implementation string
	monotonic      bool
	adjustable     bool
}{
	{"time", clockRealtime, "clock_gettime(CLOCK_REALTIME)", false, true},
	{"monotonic", clockMonotonic, "clock_gettime(CLOCK_MONOTONIC)", true, false},
	{"perf_counter", clockMonotonic, "clock_gettime(CLOCK_MONOTONIC)", true, false},
	{"process_time", clockProcess, "clock_gettime(CLOCK_PROCESS_CPUTIME_ID)", true, false},
	{"thread_time", clockThread, "clock_gettime(CLOCK_THREAD_CPUTIME_ID)", true, false},
}

// readClock returns nanoseconds, or a negative errno.
//
//rgo:parallel
func readClock(call, id int) (ns int64, errno int) {
	b := make([]byte, 16)
	if r := linux.Call(call, linux.Buffers{1: b}, id); r < 0 {
		return 0, r
	}
	return int64(linux.Word(b, 0, 8))*1e9 + int64(linux.Word(b, 8, 8)), 0
}

// seconds makes a float of nanoseconds.
//
//rgo:parallel
func seconds(ns int64) Object {
	whole := ns / 1e9
	return newFloat(float64(whole) + float64(ns-whole*1e9)/1e9)
}

// clockFunction makes a function on a clock whose number it gets.
//
//rgo:parallel
func clockFunction(name string, call int, asFloat bool) method {
	return method{name, 1, 1, func(t *Thread, args []Object) Object {
		id, ok := t.cInt(args[0])
		if !ok {
			return nil
		}
		ns, r := readClock(call, id)
		if r < 0 {
			return t.errno(r)
		}
		if asFloat {
			return seconds(ns)
		}
		return newInt(ns)
	}, ""}
}

// sleep waits for a number of seconds; false if a signal handler raised.
func (t *Thread) sleep(duration float64) bool {
	if thread.Enabled && thread.Count() > 1 && !t.isMain() {
		thread.Sleep(int64(duration * 1e9))
		return true
	}
	end, _ := readClock(sysClockGettime, clockMonotonic)
	end += int64(duration * 1e9)
	for {
		now, _ := readClock(sysClockGettime, clockMonotonic)
		rest := end - now
		if rest <= 0 {
			return true
		}
		if thread.Enabled && thread.Count() > 1 {
			thread.SleepOrSignal(rest)
		} else {
			linux.Sleep(rest)
		}
		if linux.SignalsCame() && !t.runSignals() {
			return false
		}
	}
}

var structTimeType = newRecordType("time.struct_time", 9, "tm_year", "tm_mon", "tm_mday", "tm_hour", "tm_min", "tm_sec", "tm_wday",
	"tm_yday", "tm_isdst", "tm_zone", "tm_gmtoff")

func init() {
	finishRecord(structTimeType)
	builtinModules["time"] = makeTime
}

// makeTime makes the module time.
//
//rgo:parallel
func makeTime(t *Thread) *Module {
	m := newModule("time")
	m.set("struct_time", structTimeType)
	m.set("_STRUCT_TM_ITEMS", newInt(11))
	for i, name := range []string{"REALTIME", "MONOTONIC", "PROCESS_CPUTIME_ID", "THREAD_CPUTIME_ID", "MONOTONIC_RAW", "", "", "BOOTTIME", "", "", "", "TAI"} {
		if name != "" {
			m.set("CLOCK_"+name, intOf(i))
		}
	}
	for _, c := range clocks {
		m.addFunctions([]method{
			{c.name, 0, 0, func(t *Thread, args []Object) Object {
				ns, r := readClock(sysClockGettime, c.id)
				if r < 0 {
					return t.errno(r)
				}
				return seconds(ns)
			}, ""},
			{c.name + "_ns", 0, 0, func(t *Thread, args []Object) Object {
				ns, r := readClock(sysClockGettime, c.id)
				if r < 0 {
					return t.errno(r)
				}
				return newInt(ns)
			}, ""},
		})
	}
	m.addFunctions(timeFunctions)
	t.setZone(m)
	return m
}

//rgo:parallel
var timeFunctions = []method{
	clockFunction("clock_gettime", sysClockGettime, true),
	clockFunction("clock_gettime_ns", sysClockGettime, false),
	clockFunction("clock_getres", sysClockGetres, true),
	{"clock_settime", 2, 2, func(t *Thread, args []Object) Object {
		id, ok := t.cInt(args[0])
		if !ok {
			return nil
		}
		ns, ok := t.clockTime(args[1])
		if !ok {
			return nil
		}
		return t.setClock(id, ns)
	}, ""},
	{"clock_settime_ns", 2, 2, func(t *Thread, args []Object) Object {
		list, ok := t.ints(args)
		if !ok {
			return nil
		}
		return t.setClock(list[0], int64(list[1]))
	}, ""},
	{"pthread_getcpuclockid", 1, 1, func(t *Thread, args []Object) Object { return newInt(clockThread) }, ""},
	{"sleep", 1, 1, func(t *Thread, args []Object) Object {
		v, ok := t.floatValue(args[0])
		if !ok {
			return nil
		}
		switch {
		case math.IsNaN(v):
			return t.valueError("Invalid value NaN (not a number)")
		case v < 0:
			return t.valueError("sleep length must be non-negative")
		case v > 9e9:
			return t.raise(OverflowError, "timestamp too large to convert to C _PyTime_t")
		}
		if !t.sleep(v) {
			return nil
		}
		return None
	}, ""},
	{"get_clock_info", 1, 1, func(t *Thread, args []Object) Object {
		s := strOf(args[0])
		if s == nil {
			return t.typeError("get_clock_info() argument 1 must be str, not " + args[0].Class().name)
		}
		for _, c := range clocks {
			if c.name == s.s {
				ns, _ := readClock(sysClockGetres, c.id)
				o := newInstance(simpleNamespaceType, nil)
				o.setSlot(intern("implementation"), newASCII(c.implementation))
				o.setSlot(intern("monotonic"), boolOf(c.monotonic))
				o.setSlot(intern("adjustable"), boolOf(c.adjustable))
				o.setSlot(intern("resolution"), seconds(ns))
				return o
			}
		}
		return t.valueError("unknown clock")
	}, ""},
	{"gmtime", 0, 1, func(t *Thread, args []Object) Object {
		at, ok := t.timeArg(args)
		if !ok {
			return nil
		}
		return makeTimeTuple(at, "UTC", 0, false)
	}, ""},
	{"localtime", 0, 1, func(t *Thread, args []Object) Object {
		at, ok := t.timeArg(args)
		if !ok {
			return nil
		}
		name, offset, dst := t.zoneAt(at)
		return makeTimeTuple(at, name, offset, dst)
	}, ""},
	{"mktime", 1, 1, func(t *Thread, args []Object) Object {
		b, ok := t.brokenTime(args[0], "mktime")
		if !ok {
			return nil
		}
		at, ok := t.localSeconds(b)
		if !ok {
			return t.raise(OverflowError, "mktime argument out of range")
		}
		return newFloat(float64(at))
	}, ""},
	{"asctime", 0, 1, func(t *Thread, args []Object) Object {
		b, ok := t.brokenArg(args, 0, "asctime")
		if !ok {
			return nil
		}
		return newASCII(b.asctime())
	}, ""},
	{"ctime", 0, 1, func(t *Thread, args []Object) Object {
		at, ok := t.timeArg(args)
		if !ok {
			return nil
		}
		b := t.localBroken(at)
		return newASCII(b.asctime())
	}, ""},
	{"strftime", 1, 2, func(t *Thread, args []Object) Object {
		s := strOf(args[0])
		if s == nil {
			return t.typeError("strftime() argument 1 must be str, not " + args[0].Class().name)
		}
		b, ok := t.brokenArg(args, 1, "strftime")
		if !ok {
			return nil
		}
		for i := 0; i < len(s.s); i++ {
			if s.s[i] == 0 {
				return t.valueError("embedded null character")
			}
		}
		return NewStr(t.strftime(s.s, b))
	}, ""},
	{"strptime", 1, 2, func(t *Thread, args []Object) Object {
		m := t.importPath("_strptime")
		if m == nil {
			return nil
		}
		return t.callAttr(m, intern("_strptime_time"), args...)
	}, ""},
	{"tzset", 0, 0, func(t *Thread, args []Object) Object {
		t.interp.zone = nil
		if m, ok := t.interp.modules.getStr(intern("time")).(*Module); ok {
			t.setZone(m)
		}
		return None
	}, ""},
}

func (t *Thread) setClock(id int, ns int64) Object {
	b := make([]byte, 16)
	whole := floorDivide(ns, 1e9)
	linux.PutWord(b, 0, 8, uint64(whole))
	linux.PutWord(b, 8, 8, uint64(ns-whole*1e9))
	return t.done(linux.Call(sysClockSettime, linux.Buffers{1: b}, id))
}

// timeArg reads an optional time in seconds since 1970.
//
//rgo:parallel
func (t *Thread) timeArg(args []Object) (int64, bool) {
	if len(args) == 0 || args[0] == None {
		ns, _ := readClock(sysClockGettime, clockRealtime)
		return floorDivide(ns, 1e9), true
	}
	if f, ok := payloadOf(args[0]).(Float); ok {
		if math.IsNaN(f.v) {
			t.valueError("Invalid value NaN (not a number)")
			return 0, false
		}
		v := math.Floor(f.v)
		if v >= 9.2233720368547758e18 || v < -9.2233720368547758e18 {
			t.raise(OverflowError, "timestamp out of range for platform time_t")
			return 0, false
		}
		return t.yearFits(int64(v))
	}
	n, ok := t.cLong(args[0])
	if !ok {
		if t.catch(OverflowError) {
			t.raise(OverflowError, "timestamp out of range for platform time_t")
		}
		return 0, false
	}
	return t.yearFits(int64(n))
}

// yearFits checks that the year is a C int.
//
//rgo:parallel
func (t *Thread) yearFits(at int64) (int64, bool) {
	const most = (1<<31 - 1) * 31556952
	if at > most || at < -most {
		t.errno(-75)
		return 0, false
	}
	return at, true
}

// makeTimeTuple makes a struct_time.
//
//rgo:parallel
func makeTimeTuple(at int64, zone string, offset int, dst bool) Object {
	b := breakTime(at + int64(offset))
	flag := 0
	if dst {
		flag = 1
	}
	return makeRecord(structTimeType, intOf(b.year), intOf(b.month), intOf(b.day), intOf(b.hour), intOf(b.minute), intOf(b.second),
		intOf(b.weekday), intOf(b.yearday), intOf(flag), NewStr(zone), intOf(offset))
}

// pad writes n with at least width characters.
//
//rgo:parallel
func pad(n, width int, fill byte) string {
	s := strconv.Itoa(max(n, -n))
	for len(s) < width {
		s = string(rune(fill)) + s
	}
	if n < 0 {
		s = "-" + s
	}
	return s
}
