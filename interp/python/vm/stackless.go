package vm

import "rgo/rlib/thread"

// This file is tasklets of the module stackless: coroutines with a scheduler of
// their own. Runnable tasklets stand in a queue; the one that runs goes on until
// it calls schedule(), waits at a channel, or ends.

// Tasklet is stackless.tasklet.
type Tasklet struct {
	weakHolder
	self    Object // the object that programs see
	fn      Object
	call    *greenletCall
	co      *thread.G
	thread  *Thread
	wait    *Channel  // at which it waits
	value   Object    // to send, or received
	pending *Instance // to send, in place of a value
	failure *Instance // to raise when it goes on
	queued  bool
	ended   bool
	running bool // it is the main tasklet in run()
}

// Class returns tasklet.
func (*Tasklet) Class() *Type { return TaskletType }

// taskletState is the scheduler of a thread.
type taskletState struct {
	current, main *Tasklet
	queue         []*Tasklet
}

var (
	// TaskletType is stackless.tasklet.
	TaskletType = newThreadType("tasklet", ObjectType, heapDict|weakrefs|byTable)

	taskletExit = newThreadType("TaskletExit", SystemExit, heapDict)
)

// tasklets returns the scheduler of the thread, whose own stack is the main tasklet.
func (t *Thread) tasklets() *taskletState {
	if t.scheduler == nil {
		m := &Tasklet{thread: t, co: thread.Current()}
		m.self = m
		t.scheduler = &taskletState{current: m, main: m}
	}
	return t.scheduler
}

// insert puts x at the end of the queue.
func (s *taskletState) insert(x *Tasklet) {
	if !x.queued && !x.ended && x != s.current {
		x.queued = true
		s.queue = append(s.queue, x)
	}
}

// remove takes x out of the queue.
func (s *taskletState) remove(x *Tasklet) {
	for i, y := range s.queue {
		if x == y {
			s.queue = append(s.queue[:i:i], s.queue[i+1:]...)
			break
		}
	}
	x.queued = false
}

// next takes the tasklet that is to run. Where there is none, it is the main one
// if that is in run(), or waits: then it hears of the deadlock.
func (s *taskletState) next() *Tasklet {
	if len(s.queue) > 0 {
		x := s.queue[0]
		s.queue[0] = nil
		s.queue = s.queue[1:]
		x.queued = false
		return x
	}
	m := s.main
	if c := m.wait; c != nil {
		c.forget(m)
		m.failure = newException(RuntimeError, newASCII("Deadlock: the last runnable tasklet cannot be blocked."))
	}
	return m
}

// goOn runs x, and returns in the tasklet that runs now when it is its turn again: false if an exception has been put
// there.
func (t *Thread) goOn(x *Tasklet) bool {
	s := t.tasklets()
	me := s.current
	if x != me {
		s.current = x
		if x.co == nil {
			t.startTasklet(x)
		}
		x.co.Switch()
	}
	if e := me.failure; e != nil {
		me.failure = nil
		t.raiseInstance(e)
		return false
	}
	return true
}

// startTasklet makes the coroutine of x.
func (t *Thread) startTasklet(x *Tasklet) {
	u := t.newThread()
	u.scheduler = t.scheduler
	x.thread = u
	x.co = thread.New(func() *thread.G {
		s := u.scheduler
		e := x.failure
		x.failure = nil
		if e == nil && u.call(x.fn, x.call.args, x.call.names) == nil {
			e = u.take()
		}
		x.ended = true
		u.end()
		next := s.main
		if e != nil && !e.cls.isSubtype(taskletExit) { // the main tasklet gets it
			s.remove(next)
			if c := next.wait; c != nil {
				c.forget(next)
			}
			next.failure = e
		} else {
			next = s.next()
		}
		s.current = next
		if next.co == nil {
			u.startTasklet(next)
		}
		return next.co
	})
}

// schedule lets the others run; with stay, the current tasklet is runnable.
func (t *Thread) schedule(stay bool) bool {
	s := t.tasklets()
	if stay {
		if len(s.queue) == 0 {
			return true
		}
		me := s.current
		next := s.next()
		s.current = next // so that insert takes me
		s.insert(me)
		s.current = me
		return t.goOn(next)
	}
	return t.goOn(s.next())
}

// taskletRun is stackless.run().
func taskletRun(t *Thread, args []Object) Object {
	s := t.tasklets()
	if s.current != s.main {
		return t.raise(RuntimeError, "run() must be run from the main tasklet.")
	}
	for len(s.queue) > 0 {
		s.main.running = true
		ok := t.goOn(s.next())
		s.main.running = false
		if !ok {
			return nil
		}
	}
	return None
}

// throwTasklet raises e in x at once.
func (t *Thread) throwTasklet(x *Tasklet, e *Instance) Object {
	s := t.tasklets()
	me := s.current
	switch {
	case x == me:
		return t.raiseInstance(e)
	case x.ended || x.co == nil && x.call == nil:
		return None
	}
	s.remove(x)
	if x.wait != nil {
		x.wait.forget(x)
	}
	x.failure = e
	return t.handOver(s, x)
}

// handOver lets x run now; the current tasklet comes right behind it.
func (t *Thread) handOver(s *taskletState, x *Tasklet) Object {
	me := s.current
	s.current = x
	s.insert(me)
	s.current = me
	return none(t.goOn(x))
}

// Channel is stackless.channel.
type Channel struct {
	weakHolder
	queue   []*Tasklet // that wait
	sending bool       // they are senders
	closing bool
}

// Class returns channel.
func (*Channel) Class() *Type { return ChannelType }

// ChannelType is stackless.channel.
var ChannelType = newThreadType("channel", ObjectType, heapDict|weakrefs|byTable)

// forget takes x out of the queue.
func (c *Channel) forget(x *Tasklet) {
	for i, y := range c.queue {
		if x == y {
			c.queue = append(c.queue[:i:i], c.queue[i+1:]...)
			break
		}
	}
	x.wait = nil
}

// first takes the tasklet that has waited longest.
func (c *Channel) first() *Tasklet {
	x := c.queue[0]
	c.queue = c.queue[1:]
	x.wait = nil
	return x
}

// block lets the current tasklet wait at c.
func (t *Thread) block(c *Channel, sending bool) bool {
	s := t.tasklets()
	me := s.current
	if c.closing {
		t.raise(ValueError, "Send/receive operation on a closed channel")
		return false
	}
	if len(s.queue) == 0 && (me == s.main || s.main.wait == nil && !s.main.running) {
		t.raise(RuntimeError, "Deadlock: the last runnable tasklet cannot be blocked.")
		return false
	}
	c.sending = sending
	c.queue = append(c.queue, me)
	me.wait = c
	return t.schedule(false)
}

// sendTo hands v, or exception e, to a receiver, which runs at once.
func (t *Thread) sendTo(c *Channel, v Object, e *Instance) Object {
	s := t.tasklets()
	me := s.current
	if len(c.queue) == 0 || c.sending {
		me.value = v
		me.pending = e
		if !t.block(c, true) {
			return nil
		}
		return None
	}
	r := c.first()
	r.value, r.failure = v, e
	s.current = r
	s.insert(me)
	s.current = me
	if !t.goOn(r) {
		return nil
	}
	return None
}

// receiveFrom takes a value from a sender, which becomes runnable.
func (t *Thread) receiveFrom(c *Channel) Object {
	s := t.tasklets()
	me := s.current
	if len(c.queue) == 0 || !c.sending {
		if !t.block(c, false) {
			return nil
		}
		v := me.value
		me.value = nil
		return v
	}
	x := c.first()
	v, e := x.value, x.pending
	x.value, x.pending = nil, nil
	s.insert(x)
	if e != nil {
		return t.raiseInstance(e)
	}
	return v
}
