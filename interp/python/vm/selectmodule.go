package vm

import (
	"math"

	"rgo/rlib/linux"
)

// This file is the module select: select, poll and epoll.

// pollObject is what select.poll returns: descriptors in the order they came.
type pollObject struct {
	fds    []int
	events map[int]int
	busy   bool
}

// epollObject is select.epoll.
type epollObject struct {
	fd int // -1 when closed
}

// Classes of module select.
var (
	pollType  = newBuiltinType("poll", ObjectType, final)
	epollType = newBuiltinType("epoll", ObjectType, 0)
)

// Class returns select.poll.
func (*pollObject) Class() *Type { return pollType }

// Class returns select.epoll.
func (*epollObject) Class() *Type { return epollType }

var selectConstants = []posixConstant{
	{"POLLIN", 1}, {"POLLPRI", 2}, {"POLLOUT", 4}, {"POLLERR", 8}, {"POLLHUP", 16}, {"POLLNVAL", 32}, {"POLLRDNORM", 64},
	{"POLLRDBAND", 128}, {"POLLWRNORM", 256}, {"POLLWRBAND", 512}, {"POLLMSG", 1024}, {"POLLRDHUP", 0x2000}, {"PIPE_BUF", 4096},
	{"EPOLLIN", 1}, {"EPOLLPRI", 2}, {"EPOLLOUT", 4}, {"EPOLLERR", 8}, {"EPOLLHUP", 16}, {"EPOLLRDNORM", 64}, {"EPOLLRDBAND", 128},
	{"EPOLLWRNORM", 256}, {"EPOLLWRBAND", 512}, {"EPOLLMSG", 1024}, {"EPOLLRDHUP", 0x2000}, {"EPOLLET", 1 << 31},
	{"EPOLLONESHOT", 1 << 30}, {"EPOLLEXCLUSIVE", 1 << 28}, {"EPOLL_CLOEXEC", closeOnExec},
}

// pollCall waits for events; entries are (fd, events, revents) of 8 bytes.
// timeout is in nanoseconds, negative for ever. It returns how many came.
func (t *Thread) pollCall(entries []byte, timeout int64) (int, bool) {
	deadline := int64(0)
	if timeout >= 0 {
		now, _ := readClock(sysClockGettime, clockMonotonic)
		deadline = now + timeout
	}
	for {
		buffers := linux.Buffers{entries}
		if len(entries) == 0 {
			buffers[0] = make([]byte, 8)
		}
		if timeout >= 0 {
			b := make([]byte, 16)
			linux.PutWord(b, 0, 8, uint64(timeout/1e9))
			linux.PutWord(b, 8, 8, uint64(timeout%1e9))
			buffers[2] = b
		}
		r := linux.Call(sysPpoll, buffers, 0, len(entries)/8, 0, 0, 8)
		if r >= 0 {
			return r, true
		}
		if r != -4 {
			t.errno(r)
			return 0, false
		}
		if !t.runSignals() {
			return 0, false
		}
		if timeout >= 0 {
			now, _ := readClock(sysClockGettime, clockMonotonic)
			timeout = max(deadline-now, 0)
		}
	}
}

// selectCall is select.select, by poll.
func selectCall(t *Thread, args []Object) Object {
	timeout := int64(-1)
	if len(args) > 3 && args[3] != None {
		v, ok := t.floatValue(args[3])
		if !ok {
			if t.catch(TypeError) {
				t.typeError("timeout must be a float or None")
			}
			return nil
		}
		switch {
		case math.IsNaN(v):
			return t.valueError("Invalid value NaN (not a number)")
		case v < 0:
			return t.valueError("timeout must be non-negative")
		case v > 9e9:
			return t.raise(OverflowError, "timestamp too large to convert to C _PyTime_t")
		}
		timeout = int64(math.Ceil(v * 1e9))
	}
	const (
		readable = 1 | 8 | 16 | 64 | 128
		writable = 4 | 8 | 256 | 512
		urgent   = 2
	)
	masks := [3]int{readable, writable, urgent}
	ask := [3]int{1, 4, 2}
	var objects [3][]Object
	var fds [3][]int
	var entries []byte
	for i := range 3 {
		items, ok := t.collect(args[i])
		if !ok {
			if t.catch(TypeError) {
				t.typeError("arguments 1-3 must be sequences")
			}
			return nil
		}
		for _, o := range items {
			fd, ok := t.fdArg(o)
			if !ok {
				return nil
			}
			if fd >= 1024 {
				return t.valueError("filedescriptor out of range in select()")
			}
			objects[i] = append(objects[i], o)
			fds[i] = append(fds[i], fd)
			b := make([]byte, 8)
			linux.PutWord(b, 0, 4, uint64(fd))
			linux.PutWord(b, 4, 2, uint64(ask[i]))
			entries = append(entries, b...)
		}
	}
	if _, ok := t.pollCall(entries, timeout); !ok {
		return nil
	}
	results := make([]Object, 3)
	at := 0
	for i := range 3 {
		var ready []Object
		for _, o := range objects[i] {
			got := int(linux.Word(entries, at+6, 2))
			if got&32 != 0 {
				return t.errno(-9)
			}
			if got&masks[i] != 0 {
				ready = append(ready, o)
			}
			at += 8
		}
		results[i] = newList(ready)
	}
	return newTuple(results)
}

// milliseconds reads a timeout of poll: None and negative ones are for ever.
func (t *Thread) milliseconds(args []Object, i int) (int64, bool) {
	if len(args) <= i || args[i] == nil || args[i] == None {
		return -1, true
	}
	v, ok := t.floatValue(args[i])
	if !ok {
		if t.catch(TypeError) {
			t.typeError("timeout must be an integer or None")
		}
		return 0, false
	}
	if v > 1<<31-1 {
		t.raise(OverflowError, "timeout is too large")
		return 0, false
	}
	if v < 0 {
		return -1, true
	}
	return int64(math.Ceil(v * 1e6)), true
}

// eventMask reads an argument of events.
func (t *Thread) eventMask(args []Object, i, missing int, bits int) (int, bool) {
	if len(args) <= i || args[i] == nil {
		return missing, true
	}
	n, ok := t.cLong(args[i])
	if !ok {
		return 0, false
	}
	if n < 0 || n >= 1<<bits {
		if n < 0 {
			t.valueError("value must be positive")
		} else {
			t.raise(OverflowError, "Python int too large for C unsigned short")
		}
		return 0, false
	}
	return n, true
}

// epollControl is epoll_ctl.
func (t *Thread) epollControl(e *epollObject, op int, fdObject Object, events int) Object {
	if e.fd < 0 {
		return t.valueError("I/O operation on closed epoll object")
	}
	fd, ok := t.fdArg(fdObject)
	if !ok {
		return nil
	}
	b := make([]byte, 12)
	linux.PutWord(b, 0, 4, uint64(events))
	linux.PutWord(b, 4, 8, uint64(fd))
	return t.done(linux.Call(sysEpollCtl, linux.Buffers{3: b}, e.fd, op, fd))
}

func init() {
	pollType.module, epollType.module = newASCII("select"), newASCII("select")
	const usual = 1 | 2 | 4
	pollType.addMethods([]method{
		{"register", 1, 2, func(t *Thread, args []Object) Object {
			p := args[0].(*pollObject)
			fd, ok := t.fdArg(args[1])
			if !ok {
				return nil
			}
			events, ok := t.eventMask(args, 2, usual, 16)
			if !ok {
				return nil
			}
			if _, known := p.events[fd]; !known {
				p.fds = append(p.fds, fd)
			}
			p.events[fd] = events
			return None
		}, ""},
		{"modify", 2, 2, func(t *Thread, args []Object) Object {
			p := args[0].(*pollObject)
			fd, ok := t.fdArg(args[1])
			if !ok {
				return nil
			}
			events, ok := t.eventMask(args, 2, usual, 16)
			if !ok {
				return nil
			}
			if _, known := p.events[fd]; !known {
				return t.errno(-2)
			}
			p.events[fd] = events
			return None
		}, ""},
		{"unregister", 1, 1, func(t *Thread, args []Object) Object {
			p := args[0].(*pollObject)
			fd, ok := t.fdArg(args[1])
			if !ok {
				return nil
			}
			if _, known := p.events[fd]; !known {
				return t.keyError(intOf(fd))
			}
			delete(p.events, fd)
			for i, x := range p.fds {
				if x == fd {
					p.fds = append(p.fds[:i:i], p.fds[i+1:]...)
					break
				}
			}
			return None
		}, ""},
		{"poll", 0, 1, func(t *Thread, args []Object) Object {
			p := args[0].(*pollObject)
			timeout, ok := t.milliseconds(args, 1)
			if !ok {
				return nil
			}
			if p.busy {
				return t.raise(RuntimeError, "concurrent poll() invocation")
			}
			entries := make([]byte, 8*len(p.fds))
			for i, fd := range p.fds {
				linux.PutWord(entries, 8*i, 4, uint64(fd))
				linux.PutWord(entries, 8*i+4, 2, uint64(p.events[fd]))
			}
			p.busy = true
			_, ok = t.pollCall(entries, timeout)
			p.busy = false
			if !ok {
				return nil
			}
			var items []Object
			for at := 0; at < len(entries); at += 8 {
				if got := linux.Word(entries, at+6, 2); got != 0 {
					items = append(items, tupleOf(intOf(int(linux.Word(entries, at, 4))), intOf(int(got))))
				}
			}
			return newList(items)
		}, ""},
	})
	epollType.setNew(func(t *Thread, args []Object, kwNames []*Str) Object {
		fd := linux.Int(sysEpollCreate1, closeOnExec)
		if fd < 0 {
			return t.errno(fd)
		}
		return wrapNew(args[0].(*Type), epollType, &epollObject{fd})
	})
	of := func(o Object) *epollObject { return payloadOf(o).(*epollObject) }
	closeIt := func(t *Thread, args []Object) Object {
		e := of(args[0])
		if e.fd >= 0 {
			fd := e.fd
			e.fd = -1
			if r := linux.Int(sysClose, fd); r < 0 {
				return t.errno(r)
			}
		}
		return None
	}
	epollType.addClassMethods([]method{{"fromfd", 1, 1, func(t *Thread, args []Object) Object {
		fd, ok := t.cInt(args[1])
		if !ok {
			return nil
		}
		return wrapNew(args[0].(*Type), epollType, &epollObject{fd})
	}, ""}})
	epollType.addGetSets([]getset{{"closed", func(t *Thread, o Object) Object { return boolOf(of(o).fd < 0) }, nil}})
	epollType.addMethods([]method{
		{"close", 0, 0, closeIt, ""},
		{"__enter__", 0, 0, func(t *Thread, args []Object) Object {
			if of(args[0]).fd < 0 {
				return t.valueError("I/O operation on closed epoll object")
			}
			return args[0]
		}, ""},
		{"__exit__", 0, 3, func(t *Thread, args []Object) Object { return closeIt(t, args) }, ""},
		{"fileno", 0, 0, func(t *Thread, args []Object) Object {
			if of(args[0]).fd < 0 {
				return t.valueError("I/O operation on closed epoll object")
			}
			return intOf(of(args[0]).fd)
		}, ""},
		{"register", 1, 2, func(t *Thread, args []Object) Object {
			events, ok := t.eventMask(args, 2, usual, 32)
			if !ok {
				return nil
			}
			return t.epollControl(of(args[0]), 1, args[1], events)
		}, "fd,eventmask"},
		{"modify", 2, 2, func(t *Thread, args []Object) Object {
			events, ok := t.eventMask(args, 2, usual, 32)
			if !ok {
				return nil
			}
			return t.epollControl(of(args[0]), 3, args[1], events)
		}, "fd,eventmask"},
		{"unregister", 1, 1, func(t *Thread, args []Object) Object { return t.epollControl(of(args[0]), 2, args[1], 0) }, "fd"},
		{"poll", 0, 2, func(t *Thread, args []Object) Object {
			e := of(args[0])
			if e.fd < 0 {
				return t.valueError("I/O operation on closed epoll object")
			}
			timeout := -1
			if args[1] != nil && args[1] != None {
				v, ok := t.floatValue(args[1])
				if !ok {
					return nil
				}
				if v >= 0 {
					timeout = int(math.Ceil(v * 1000))
				}
			}
			most := -1
			if args[2] != nil {
				var ok bool
				if most, ok = t.cInt(args[2]); !ok {
					return nil
				}
			}
			if most == -1 {
				most = 1023
			}
			if most <= 0 {
				return t.valueError("maxevents must be greater than 0, got " + intText(intOf(most)))
			}
			b := make([]byte, 12*most)
			for {
				r := linux.Call(sysEpollWait, linux.Buffers{1: b}, e.fd, 0, most, timeout)
				if r == -4 {
					if !t.runSignals() {
						return nil
					}
					continue
				}
				if r < 0 {
					return t.errno(r)
				}
				items := make([]Object, r)
				for i := range items {
					items[i] = tupleOf(intOf(int(linux.Word(b, 12*i+4, 4))), intOf(int(linux.Word(b, 12*i, 4))))
				}
				return newList(items)
			}
		}, "timeout,maxevents"},
	})
	builtinModules["select"] = func(t *Thread) *Module {
		m := newModule("select")
		m.set("error", OSError)
		for _, row := range selectConstants {
			m.set(row.name, intOf(row.value))
		}
		m.set("epoll", epollType)
		m.addFunctions([]method{
			{"select", 3, 4, selectCall, ""},
			{"poll", 0, 0, func(t *Thread, args []Object) Object { return &pollObject{events: map[int]int{}} }, ""},
		})
		return m
	}
}
