package translator

// This file leaves the last passes, which work on single graphs, to the Go backend: it runs them for the functions that it prints,
// and those are not many if an earlier translation has printed the others.

import (
	"crypto/sha256"
	"encoding/hex"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"rgo/backends/golang"
	"rgo/backends/parts"
	"rgo/flowgraph"
)

// last returns the passes at the end of todo that work on single graphs.
func last(todo []Pass) []Pass {
	i := len(todo)
	for i > 0 && todo[i-1].each != nil {
		i--
	}
	return todo[i:]
}

// A finisher runs the last passes.
type finisher struct {
	session *Session
	prog    *flowgraph.Program
	passes  []Pass
	each    []graphPass
	counts  []count // for each pass
	dumping sync.Mutex
}

// A count says what a pass has done.
type count struct{ nanoseconds, changed, size atomic.Int64 }

// finisher prepares the passes that are left.
func (s *Session) finisher() (*finisher, error) {
	f := &finisher{session: s, prog: s.Prog, passes: s.todo(flowgraph.Lowered)}
	f.each, f.counts = make([]graphPass, len(f.passes)), make([]count, len(f.passes))
	for k := range f.passes {
		var err error
		if f.each[k], err = f.passes[k].each(s); err != nil {
			return nil, s.blame(&f.passes[k], err)
		}
	}
	return f, nil
}

// finish runs the passes on g and verifies what comes out.
func (f *finisher) finish(g *flowgraph.Graph) error {
	began := time.Now()
	for k, pass := range f.each {
		if pass != nil {
			changed, err := pass(g)
			if err != nil {
				return f.session.blame(&f.passes[k], err)
			}
			if changed {
				f.counts[k].changed.Add(1)
				f.dump(k, g)
			}
		}
		f.counts[k].size.Add(int64(g.Size()))
		now := time.Now()
		f.counts[k].nanoseconds.Add(int64(now.Sub(began)))
		began = now
	}
	return f.session.verify(f.prog, &f.passes[len(f.passes)-1], []*flowgraph.Graph{g})
}

func (f *finisher) dump(k int, g *flowgraph.Graph) {
	if f.session.dumps(g) {
		f.dumping.Lock()
		defer f.dumping.Unlock()
		f.session.dumpGraph(&f.passes[k], g)
	}
}

// options tells the Go backend about the passes, and what it may take from earlier translations: nothing if somebody wants to see more
// than the program that comes out.
func (f *finisher) options(o *golang.Options) error {
	s := f.session
	o.Finish = &golang.Finish{Graph: f.finish, Of: s.collects.Of, Op: s.collects.During}
	if s.Options.Dump != "" || s.Options.Stats || o.EmitGo != "" || o.Lines != golang.NoLines {
		return nil
	}
	h := sha256.New()
	if err := s.translator(h); err != nil {
		return err
	}
	o.Key = hex.EncodeToString(h.Sum(nil))
	o.Kept = parts.Store{Dir: cacheDir("printed"), Most: golang.KeptParts}
	return nil
}

// ended notes what the passes have done, as if they had run before the backend, and returns how long they took: their share of the
// time on all processors.
func (f *finisher) ended() (sum time.Duration) {
	s := f.session
	for k, p := range f.passes {
		c := &f.counts[k]
		cpu := time.Duration(c.nanoseconds.Load())
		wall := cpu / time.Duration(runtime.GOMAXPROCS(0))
		s.steps = append(s.steps, Step{Pass: p.Name, Time: wall, CPU: cpu, Graphs: len(f.prog.Graphs), Changed: int(c.changed.Load()), Size: int(c.size.Load())})
		sum += wall
	}
	return sum
}
