package vm

import (
	"os"
	"slices"

	"rgo/rlib/gc"
	"rgo/rlib/thread"
)

// This file starts threads, and waits for locks. One thread runs at a time, and
// goes on until it waits, sleeps or ends.

// newThreadType makes a class of a module that is there only where threads are;
// else there is none, and nothing that would ask for it.
func newThreadType(name string, base *Type, flags typeFlags) *Type {
	if !thread.Enabled {
		return nil
	}
	if flags == heapDict && base.isSubtype(BaseExceptionType) {
		return newExceptionType(name, base)
	}
	return newBuiltinType(name, base, flags)
}

// ident is threading.get_ident().
//
//rgo:parallel
func (t *Thread) ident() int {
	if !thread.Enabled {
		return mainThreadID
	}
	return mainThreadID + t.started<<12
}

// isMain tells whether this is the main thread, which runs the handlers of signals.
//
//rgo:parallel
func (t *Thread) isMain() bool { return t.started == t.interp.mainThread }

// forked makes the only thread of a copy of the process its main one.
func (t *Thread) forked() {
	in := t.interp
	in.mainThread = t.started
	in.running = []*Thread{t}
	in.threads = 0
	if t.caches != sharedCaches {
		in.cachesTaken = 1 << t.caches
	}
}

const (
	pieceSlots  = 128 // of the value stack that a thread starts with
	firstPieces = 16  // pieces made at first; each time twice as many as the last
	mostPieces  = 256
)

// newThread makes the state of another thread or greenlet.
func (t *Thread) newThread() *Thread {
	in := t.interp
	if len(in.pieces) == 0 {
		made := min(max(2*in.piecesMade, firstPieces), mostPieces)
		all := gc.Stack[Object](pieceSlots * made)
		for i := range made {
			in.pieces = append(in.pieces, all[i*pieceSlots:(i+1)*pieceSlots:(i+1)*pieceSlots])
		}
		in.piecesMade = made
	}
	n := len(in.pieces)
	u := &Thread{interp: in, handling: &handlingState{}, started: t.started, caches: sharedCaches}
	u.stack = in.pieces[n-1]
	in.pieces = in.pieces[:n-1]
	return u
}

// end gives back the value stack of a thread whose function has returned.
func (t *Thread) end() {
	if len(t.stack) == pieceSlots {
		clear(t.stack)
		t.interp.pieces = append(t.interp.pieces, t.stack)
	}
	t.stack = nil
}

// startThread is _thread.start_new_thread(function, args, kwargs).
func startThread(t *Thread, args []Object) Object {
	if !isCallable(args[0]) {
		return t.typeError("first arg must be callable")
	}
	values := tuplePayload(args[1])
	if values == nil {
		return t.typeError("2nd arg must be a tuple")
	}
	list := append([]Object{}, values.items...)
	var names []*Str
	if len(args) > 2 && args[2] != nil {
		d, ok := payloadOf(args[2]).(*Dict)
		if !ok {
			return t.typeError("optional 3rd arg must be a dictionary")
		}
		for _, e := range d.entries {
			if e.key == nil {
				continue
			}
			name := strOf(e.key)
			if name == nil {
				return t.typeError("keywords must be strings")
			}
			names = append(names, name)
			list = append(list, e.value)
		}
	}
	if !thread.Enabled {
		return t.raise(RuntimeError, "can't start new thread")
	}
	u := t.newThread()
	t.interp.lastThread++
	u.started = t.interp.lastThread
	u.takeCaches()
	t.interp.threads++
	t.interp.running = append(t.interp.running, u)
	fn := args[0]
	thread.Start(func() { u.main(fn, list, names) })
	return intOf(u.ident())
}

// main runs a thread.
func (t *Thread) main(fn Object, args []Object, names []*Str) {
	if t.call(fn, args, names) == nil {
		if t.exc.cls.isSubtype(SystemExit) {
			t.exc = nil
		} else {
			t.writeUnraisableIn("Exception ignored in thread started by", fn)
		}
	}
	if t.isMain() {
		os.Exit(0) // nothing is left of this copy of the process
	}
	t.interp.threads--
	t.interp.threadsEnded = true
	t.interp.running = slices.DeleteFunc(t.interp.running, func(u *Thread) bool { return u == t })
	t.giveCaches()
	t.dropLocals()
	if l := t.sentinel; l != nil && l.count > 0 {
		l.release(0)
	}
	t.end()
}

// waitLock waits until l is free and takes it. A negative timeout has no end. ok is false if the handler of a signal raised.
func (t *Thread) waitLock(l *Lock, timeout float64) (got, ok bool) {
	limit, end := int64(-1), int64(0)
	if timeout >= 0 {
		limit = int64(timeout * 1e9)
		now, _ := readClock(sysClockGettime, clockMonotonic)
		end = now + limit
	}
	for {
		if l.count == 0 { // it may have become free before this thread was alone
			l.count, l.owner = 1, t.ident()
			return true, true
		}
		how := 0
		if t.isMain() { // signals are for the main thread
			how = l.waiting.WaitOrSignal(limit)
		} else {
			how = l.waiting.Wait(limit)
		}
		switch {
		case how == thread.Late:
			return false, true
		case how == thread.Interrupted && !t.runSignals():
			return false, false
		}
		if timeout >= 0 {
			now, _ := readClock(sysClockGettime, clockMonotonic)
			limit = max(0, end-now)
		}
	}
}

// release sets the count of l. If it becomes free, the thread that has waited longest looks whether it still is when it
// is its turn.
func (l *Lock) release(count int) {
	l.count = count
	if count > 0 {
		return
	}
	l.owner = 0
	if thread.Enabled {
		l.wake()
	}
}

// wake lets the thread go on that has waited longest. It is no marked function: only who is alone may change who waits.
func (l *Lock) wake() { l.waiting.Wake() }
