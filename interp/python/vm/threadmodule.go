package vm

import (
	"rgo/rlib/linux"
	"rgo/rlib/thread"
)

// This file is the module _thread. Where there are no threads (package
// rgo/rlib/thread) locks only count, and starting a thread is refused.

// Lock is a lock, or a recursive one.
type Lock struct {
	weakHolder
	bias      thread.Bias
	waiting   thread.Queue
	recursive bool
	count     int
	owner     int // ident of the thread that holds it
}

// Class returns the class of the lock.
//
//rgo:parallel
func (l *Lock) Class() *Type {
	if l.recursive {
		return RLockType
	}
	return LockType
}

// Classes of locks.
var (
	LockType       = newBuiltinType("lock", ObjectType, final)
	RLockType      = newBuiltinType("RLock", ObjectType, 0)
	localType      = newBuiltinType("_local", ObjectType, heapDict)
	exceptArgsType = newRecordType("_thread._ExceptHookArgs", 4, "exc_type", "exc_value", "exc_traceback", "thread")
)

// timeoutMax is the longest time that a lock can be waited for, in seconds.
const timeoutMax = 9223372036.0

// lockArgs reads the arguments of acquire.
//
//rgo:parallel
func (t *Thread) lockArgs(args []Object) (block bool, timeout float64, ok bool) {
	if block, ok = t.truthArg(args[1], true); !ok {
		return
	}
	timeout = -1
	if args[2] != nil {
		if timeout, ok = t.floatValue(args[2]); !ok {
			return
		}
	}
	switch {
	case !block && args[2] != nil && timeout != -1:
		t.valueError("can't specify a timeout for a non-blocking call")
		return block, timeout, false
	case timeout < 0 && timeout != -1:
		t.valueError("timeout value must be a non-negative number")
		return block, timeout, false
	case timeout > timeoutMax:
		t.raise(OverflowError, "timeout value is too large")
		return block, timeout, false
	}
	return block, timeout, true
}

//rgo:parallel
func lockAcquire(t *Thread, args []Object) Object {
	l := payloadOf(args[0]).(*Lock)
	block, timeout, ok := t.lockArgs(args)
	if !ok {
		return nil
	}
	locked := l.bias.Lock()
	got := l.count == 0 || l.recursive && l.owner == t.ident()
	if got {
		l.count++
		l.owner = t.ident()
	}
	l.bias.Unlock(locked)
	if got {
		return True
	}
	if !block {
		return False
	}
	if thread.Enabled && thread.Count() > 1 {
		got, ok := t.waitLock(l, timeout)
		if !ok {
			return nil
		}
		return boolOf(got)
	}
	if timeout >= 0 {
		t.sleep(timeout)
		return False
	}
	return t.raise(RuntimeError, "deadlock: this lock is held, and no other thread can release it")
}

//rgo:parallel
func lockRelease(t *Thread, args []Object) Object {
	l := payloadOf(args[0]).(*Lock)
	wake := false
	locked := l.bias.Lock()
	held := l.count > 0 && (!l.recursive || l.owner == t.ident())
	if held {
		if l.count--; l.count == 0 {
			l.owner = 0
			wake = thread.Enabled && l.waiting.IsAwaited()
		}
	}
	l.bias.Unlock(locked)
	if !held {
		if l.recursive {
			return t.raise(RuntimeError, "cannot release un-acquired lock")
		}
		return t.raise(RuntimeError, "release unlocked lock")
	}
	if wake {
		l.wake()
	}
	return None
}

//rgo:parallel
func lockExit(t *Thread, args []Object) Object { return lockRelease(t, args[:1]) }

// describe is repr of o, which is the lock or carries it.
func (l *Lock) describe(t *Thread, o Object) string {
	state, owner := "unlocked", 0
	if l.count > 0 {
		state, owner = "locked", l.owner
	}
	held := ""
	if l.recursive {
		held = " owner=" + intText(intOf(owner)) + " count=" + intText(intOf(l.count))
	}
	return "<" + state + " " + o.Class().fullName() + " object" + held + " at " + t.address(o) + ">"
}

func lockText(t *Thread, args []Object) Object {
	return NewStr(payloadOf(args[0]).(*Lock).describe(t, args[0]))
}

func init() {
	LockType.module, RLockType.module, localType.module = newASCII("_thread"), newASCII("_thread"), newASCII("_thread")
	finishRecord(exceptArgsType)
	for _, c := range []*Type{LockType, RLockType} {
		c.addMethods([]method{
			{"acquire", 0, 2, lockAcquire, "blocking,timeout"},
			{"release", 0, 0, lockRelease, ""},
			{"__enter__", 0, 2, lockAcquire, "blocking,timeout"},
			{"__exit__", 0, 3, lockExit, ""},
			{"__repr__", 0, 0, lockText, ""},
			{"_at_fork_reinit", 0, 0, func(t *Thread, args []Object) Object {
				payloadOf(args[0]).(*Lock).count = 0
				return None
			}, ""},
		})
	}
	LockType.addMethods([]method{
		{"locked", 0, 0, func(t *Thread, args []Object) Object { return boolOf(args[0].(*Lock).count > 0) }, ""},
		{"locked_lock", 0, 0, func(t *Thread, args []Object) Object { return boolOf(args[0].(*Lock).count > 0) }, ""},
		{"acquire_lock", 0, 2, lockAcquire, "blocking,timeout"},
		{"release_lock", 0, 0, lockRelease, ""},
	})
	RLockType.setNew(func(t *Thread, args []Object, kwNames []*Str) Object {
		return wrapNew(args[0].(*Type), RLockType, &Lock{recursive: true})
	})
	RLockType.addMethods([]method{
		{"_is_owned", 0, 0, func(t *Thread, args []Object) Object {
			l := payloadOf(args[0]).(*Lock)
			return boolOf(l.count > 0 && l.owner == t.ident())
		}, ""},
		{"_release_save", 0, 0, func(t *Thread, args []Object) Object {
			l := payloadOf(args[0]).(*Lock)
			if l.count == 0 {
				return t.raise(RuntimeError, "cannot release un-acquired lock")
			}
			n := l.count
			l.release(0)
			return tupleOf(intOf(n), intOf(t.ident()))
		}, ""},
		{"_acquire_restore", 1, 1, func(t *Thread, args []Object) Object {
			p := tuplePayload(args[1])
			if p == nil || len(p.items) != 2 {
				return t.typeError("_acquire_restore() argument must be a tuple of two ints")
			}
			n, ok := t.cLong(p.items[0])
			if !ok {
				return nil
			}
			l := payloadOf(args[0]).(*Lock)
			for thread.Enabled && l.count > 0 {
				if got, ok := t.waitLock(l, -1); got {
					break
				} else if !ok {
					t.exc = nil // the lock has to be taken whatever happens
				}
			}
			l.count, l.owner = n, t.ident()
			return None
		}, ""},
	})
	builtinModules["_thread"] = makeThreadModule
}

// threadCount is _thread._count. Who counts threads wants to see that those that
// have ended are gone, so what they left is collected first.
func threadCount(t *Thread, args []Object) Object {
	if t.interp.threadsEnded {
		t.interp.threadsEnded = false
		t.collectGarbage()
	}
	return intOf(t.interp.threads)
}

//rgo:parallel
func newLock(t *Thread, args []Object) Object { return &Lock{} }

//rgo:parallel
func getIdent(t *Thread, args []Object) Object { return intOf(t.ident()) }

// nativeID is _thread.get_native_id. No thread has a thread of the system for
// itself; so this counts from the process's number, which is that of the main
// thread on Linux.
func nativeID(t *Thread, args []Object) Object { return intOf(linux.Int(sysGetpid) + t.started) }

// makeThreadModule makes the module _thread.
func makeThreadModule(t *Thread) *Module {
	m := newModule("_thread")
	m.set("error", RuntimeError)
	m.set("LockType", LockType)
	m.set("RLock", RLockType)
	m.set("_local", localType)
	m.set("_ExceptHookArgs", exceptArgsType)
	m.set("TIMEOUT_MAX", newFloat(timeoutMax))
	m.addFunctions([]method{
		{"allocate_lock", 0, 0, newLock, ""},
		{"allocate", 0, 0, newLock, ""},
		{"_set_sentinel", 0, 0, func(t *Thread, args []Object) Object {
			t.sentinel = &Lock{}
			return t.sentinel
		}, ""},
		{"get_ident", 0, 0, getIdent, ""},
		{"get_native_id", 0, 0, nativeID, ""},
		{"_count", 0, 0, threadCount, ""},
		{"start_new_thread", 2, 3, startThread, ""},
		{"start_new", 2, 3, startThread, ""},
		{"exit", 0, 0, func(t *Thread, args []Object) Object { return t.raiseInstance(newException(SystemExit)) }, ""},
		{"exit_thread", 0, 0, func(t *Thread, args []Object) Object { return t.raiseInstance(newException(SystemExit)) }, ""},
		{"interrupt_main", 0, 1, func(t *Thread, args []Object) Object {
			number := 2
			if args[0] != nil {
				var ok bool
				if number, ok = t.cInt(args[0]); !ok {
					return nil
				}
			}
			return t.tripSignal(number)
		}, "signum"},
		{"stack_size", 0, 1, func(t *Thread, args []Object) Object {
			old := t.interp.threadStack
			if len(args) > 0 {
				n, ok := t.cLong(args[0])
				if !ok {
					return nil
				}
				if n < 0 {
					return t.valueError("size must be 0 or a positive value")
				}
				if n != 0 && n < 32768 {
					return t.valueError("size not valid: " + intText(intOf(n)) + " bytes")
				}
				t.interp.threadStack = n
			}
			return intOf(old)
		}, ""},
		{"_excepthook", 1, 1, func(t *Thread, args []Object) Object {
			p := tuplePayload(args[0])
			if p == nil || len(p.items) < 4 {
				return t.typeError("_thread.excepthook argument type must be ExceptHookArgs")
			}
			if p.items[0] == Object(SystemExit) {
				return None
			}
			name := intText(intOf(t.ident()))
			if p.items[3] != None {
				if v := t.getAttr(p.items[3], intern("name")); v != nil {
					name = t.displayText(v)
				}
				t.exc = nil
			}
			text := "Exception in thread " + name + ":\n"
			if e := exceptionOf(p.items[1]); e != nil {
				t.interp.lines = map[string][]string{}
				text += t.formatException(e)
			}
			if t.interp.sys.dict.getStr(intern("stderr")) != None {
				t.writeError(text)
			} else if file, ok := t.findAttr(p.items[3], intern("_stderr")); ok && file != nil && file != None {
				t.callAttr(file, nameWrite, NewStr(text)) // what was sys.stderr when the thread began
			}
			t.exc = nil
			return None
		}, ""},
	})
	return m
}
