package vm

import "rgo/rlib/thread"

// This file is the module stackless: what programs see of tasklets and channels.

func taskletOf(o Object) *Tasklet { return payloadOf(o).(*Tasklet) }

func channelOf(o Object) *Channel { return payloadOf(o).(*Channel) }

// setUp is tasklet(*args, **kwargs): the call that the tasklet makes when it runs.
func setUp(t *Thread, args []Object, names []*Str) Object {
	x := taskletOf(args[0])
	if x.fn == nil {
		return t.typeError("the tasklet was not bound to a function")
	}
	if x.call != nil && !x.ended {
		return t.raise(RuntimeError, "tasklet is already bound to a frame")
	}
	x.call = &greenletCall{append([]Object{}, args[1:]...), names}
	x.co, x.ended = nil, false
	t.tasklets().insert(x)
	return args[0]
}

// exceptionArgs makes the exception of (class, *args).
func (t *Thread) exceptionArgs(args []Object) *Instance {
	if e := exceptionOf(args[0]); e != nil {
		return e
	}
	return t.makeException(args[0], tupleOf(args[1:]...))
}

func taskletFlag(f func(t *Thread, x *Tasklet) bool) func(t *Thread, o Object) Object {
	return func(t *Thread, o Object) Object { return boolOf(f(t, taskletOf(o))) }
}

func initTasklet() {
	TaskletType.setNew(func(t *Thread, args []Object, kwNames []*Str) Object {
		x := &Tasklet{}
		x.self = wrapNew(args[0].(*Type), TaskletType, x)
		if len(args) > 1 && args[1] != None {
			x.fn = args[1]
			if !isCallable(x.fn) {
				return t.typeError("tasklet function must be a callable")
			}
		}
		return x.self
	})
	TaskletType.addRaw([]rawMethod{{"__call__", setUp}, {"setup", setUp}})
	TaskletType.addMethods([]method{
		{"bind", 1, 1, func(t *Thread, args []Object) Object {
			taskletOf(args[0]).fn = args[1]
			return args[0]
		}, ""},
		{"insert", 0, 0, func(t *Thread, args []Object) Object {
			x := taskletOf(args[0])
			switch {
			case x.wait != nil:
				return t.raise(RuntimeError, "You cannot run a blocked tasklet")
			case x.ended || x.call == nil && x.co == nil:
				return t.raise(RuntimeError, "You cannot run an unbound(dead) tasklet")
			}
			t.tasklets().insert(x)
			return args[0]
		}, ""},
		{"remove", 0, 0, func(t *Thread, args []Object) Object {
			t.tasklets().remove(taskletOf(args[0]))
			return args[0]
		}, ""},
		{"kill", 0, 0, func(t *Thread, args []Object) Object {
			return t.throwTasklet(taskletOf(args[0]), newException(taskletExit))
		}, ""},
		{"raise_exception", 1, -1, func(t *Thread, args []Object) Object {
			e := t.exceptionArgs(args[1:])
			if e == nil {
				return nil
			}
			return t.throwTasklet(taskletOf(args[0]), e)
		}, ""},
		{"run", 0, 0, func(t *Thread, args []Object) Object {
			x, s := taskletOf(args[0]), t.tasklets()
			if x == s.current {
				return None
			}
			s.remove(x)
			return t.handOver(s, x)
		}, ""},
	})
	TaskletType.addGetSets([]getset{
		{"alive", taskletFlag(func(t *Thread, x *Tasklet) bool {
			return !x.ended && (x.co != nil || x.call != nil)
		}), nil},
		{"blocked", taskletFlag(func(t *Thread, x *Tasklet) bool { return x.wait != nil }), nil},
		{"scheduled", taskletFlag(func(t *Thread, x *Tasklet) bool {
			return x.queued || x.wait != nil || x == t.tasklets().current
		}), nil},
		{"is_current", taskletFlag(func(t *Thread, x *Tasklet) bool { return x == t.tasklets().current }), nil},
		{"is_main", taskletFlag(func(t *Thread, x *Tasklet) bool { return x == t.tasklets().main }), nil},
		{"paused", taskletFlag(func(t *Thread, x *Tasklet) bool {
			return !x.ended && (x.co != nil || x.call != nil) && !x.queued && x.wait == nil && x != t.tasklets().current
		}), nil},
	})
}

func initChannel() {
	ChannelType.setNew(func(t *Thread, args []Object, kwNames []*Str) Object {
		return wrapNew(args[0].(*Type), ChannelType, &Channel{})
	})
	ChannelType.addMethods([]method{
		{"send", 1, 1, func(t *Thread, args []Object) Object { return t.sendTo(channelOf(args[0]), args[1], nil) }, ""},
		{"receive", 0, 0, func(t *Thread, args []Object) Object { return t.receiveFrom(channelOf(args[0])) }, ""},
		{"send_exception", 1, -1, func(t *Thread, args []Object) Object {
			e := t.exceptionArgs(args[1:])
			if e == nil {
				return nil
			}
			return t.sendTo(channelOf(args[0]), None, e)
		}, ""},
		{"send_sequence", 1, 1, func(t *Thread, args []Object) Object {
			it := t.iter(args[1])
			if it == nil {
				return nil
			}
			n := 0
			for ; ; n++ {
				v := t.next(it)
				if v == nil {
					break
				}
				if t.sendTo(channelOf(args[0]), v, nil) == nil {
					return nil
				}
			}
			if t.exc != nil {
				return nil
			}
			return intOf(n)
		}, ""},
		{"close", 0, 0, func(t *Thread, args []Object) Object {
			channelOf(args[0]).closing = true
			return None
		}, ""},
		{"open", 0, 0, func(t *Thread, args []Object) Object {
			channelOf(args[0]).closing = false
			return None
		}, ""},
		{"__iter__", 0, 0, func(t *Thread, args []Object) Object { return args[0] }, ""},
		{"__next__", 0, 0, func(t *Thread, args []Object) Object {
			c := channelOf(args[0])
			if c.closing && len(c.queue) == 0 {
				return t.raiseInstance(newException(StopIteration))
			}
			return t.receiveFrom(c)
		}, ""},
	})
	ChannelType.addGetSets([]getset{
		{"balance", func(t *Thread, o Object) Object {
			c := channelOf(o)
			if c.sending {
				return intOf(len(c.queue))
			}
			return intOf(-len(c.queue))
		}, nil},
		{"closing", func(t *Thread, o Object) Object { return boolOf(channelOf(o).closing) }, nil},
		{"closed", func(t *Thread, o Object) Object {
			return boolOf(channelOf(o).closing && len(channelOf(o).queue) == 0)
		}, nil},
		{"queue", func(t *Thread, o Object) Object {
			if c := channelOf(o); len(c.queue) > 0 {
				return c.queue[0].self
			}
			return None
		}, nil},
	})
}

func init() {
	if !thread.Enabled {
		return
	}
	for _, c := range []*Type{TaskletType, ChannelType, taskletExit} {
		c.module = newASCII("stackless")
	}
	initTasklet()
	initChannel()
	builtinModules["stackless"] = makeStacklessModule
}

// makeStacklessModule makes the module stackless.
func makeStacklessModule(t *Thread) *Module {
	m := newModule("stackless")
	m.set("tasklet", TaskletType)
	m.set("channel", ChannelType)
	m.set("TaskletExit", taskletExit)
	current := func(t *Thread, args []Object) Object { return t.tasklets().current.self }
	scheduled := func(stay bool) BuiltinFunc {
		return func(t *Thread, args []Object) Object {
			var v Object = t.tasklets().current.self
			if len(args) > 0 && args[0] != nil {
				v = args[0]
			}
			if !t.schedule(stay) {
				return nil
			}
			return v
		}
	}
	m.addFunctions([]method{
		{"run", 0, 0, taskletRun, ""},
		{"schedule", 0, 1, scheduled(true), "retval"},
		{"schedule_remove", 0, 1, scheduled(false), "retval"},
		{"getcurrent", 0, 0, current, ""},
		{"getmain", 0, 0, func(t *Thread, args []Object) Object { return t.tasklets().main.self }, ""},
		{"getruncount", 0, 0, func(t *Thread, args []Object) Object { return intOf(1 + len(t.tasklets().queue)) }, ""},
	})
	return m
}

func (x *Tasklet) callNative(t *Thread, args []Object, kwNames []*Str) Object {
	return setUp(t, append([]Object{x}, args...), kwNames)
}
