package vm

import "rgo/rlib/gc"

// This file calls __del__ and the callbacks of weak references, and closes
// generators that nobody will resume any more. The collector
// only notes what has died; code of the program runs at safe points: where a
// function begins, at the end of a loop's round, and in gc.collect.

// finalizers is what the collector has found since the last safe point. It is
// one for the process, as the collector is.
var finalizers finalizerState

type finalizerState struct {
	watched bool         // there has been an instance with __del__, or such a generator
	dying   []*Instance  // instances whose __del__ is due
	files   []*Instance  // the same, those of _io's classes
	closing []*Generator // generators that are to be closed
	refs    bool         // callbacks of weak references may be due
	running bool         // these things are being called
}

// watch has the __del__ of a new instance called when it dies.
func (s *finalizerState) watch(i *Instance) {
	s.watched = true
	gc.Finalize(i, instanceDies)
}

func instanceDies(i *Instance) {
	if fileRank(i) != notAFile {
		finalizers.files = append(finalizers.files, i)
	} else {
		finalizers.dying = append(finalizers.dying, i)
	}
	finalizers.refs = true
}

// watchGenerator has a new generator closed when it dies, so that its finally
// clauses run, and its with statements end; or, if it is a coroutine that has
// never run, complained about.
func (s *finalizerState) watchGenerator(g *Generator) {
	s.watched = true
	gc.Finalize(g, generatorDies)
}

func generatorDies(g *Generator) {
	if g.frame != nil && (g.started || g.kind == coroutine) {
		finalizers.closing = append(finalizers.closing, g)
	}
}

// referentDies is called when something has died that was referenced weakly,
// with a callback.
func referentDies() { finalizers.refs = true }

// due reports whether runFinalizers has something to do.
func (s *finalizerState) due() bool {
	return s.refs || len(s.dying)+len(s.files)+len(s.closing) > 0 || gc.Waiting()
}

// updateFinalizes sets whether instances of the class have a __del__.
func (c *Type) updateFinalizes() {
	c.flags &^= finalizes
	for _, k := range c.mro {
		if k.isUser() && k.dict.get(nameDel) != nil || k == IOBaseType && c != BytesIOType && c != StringIOType {
			c.flags |= finalizes
			return
		}
	}
}

// runFinalizers calls what is due. The pending exception, if any, stays.
func (t *Thread) runFinalizers() {
	s := &finalizers
	if s.running {
		return
	}
	s.running = true
	exc := t.exc
	t.exc = nil
	gc.Run()
	s.dying = outerFirst(s.dying)
	for len(s.dying) > 0 {
		i := s.dying[0]
		s.dying = s.dying[1:]
		t.callDel(i)
	}
	s.dying = nil
	for len(s.closing) > 0 {
		g := s.closing[0]
		s.closing = s.closing[1:]
		t.closeDying(g)
	}
	s.closing = nil
	if files := s.files; len(files) > 0 {
		s.files = nil
		t.closeFiles(files)
	}
	if s.refs {
		s.refs = false
		t.runWeakCallbacks()
	}
	t.exc = exc
	s.running = false
}

func (t *Thread) callDel(i *Instance) {
	m := i.cls.lookup(nameDel)
	if m == nil {
		return
	}
	if t.callMethod(m, i, nil, nil) == nil {
		t.writeUnraisable(m)
	}
}

// closeDying closes a generator, or has the event loop do so for an
// asynchronous one.
func (t *Thread) closeDying(g *Generator) {
	if !g.started && g.frame != nil {
		t.warnUnawaited(g)
	}
	var r Object
	if g.kind == asyncGenerator && g.finalizer != nil && !g.asyncClosed {
		r = t.call1(g.finalizer, g)
	} else {
		r = t.closeGenerator(g)
	}
	if r == nil {
		t.writeUnraisable(g)
	}
}

// warnUnawaited warns of a coroutine that nobody has awaited, in the way of the
// module warnings if the program has imported that.
func (t *Thread) warnUnawaited(g *Generator) {
	if warn := t.warningsAttr("_warn_unawaited_coroutine"); warn != nil {
		if t.call1(warn, g) == nil {
			t.writeUnraisable(g)
		}
	} else if !t.warn(RuntimeWarning, "coroutine '"+g.qualname.s+"' was never awaited", 1) {
		t.writeUnraisable(g)
	}
}

// finalizeAll calls the __del__ of all instances that are left, and closes all
// generators, at the end of the program.
func (t *Thread) finalizeAll() {
	if !finalizers.watched {
		return
	}
	gc.FinalizeAll()
	t.runFinalizers()
}
