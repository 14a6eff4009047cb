package translator

// This file keeps the flow graphs of programs, so that the next translation need not build those of functions that have not changed.

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"rgo/backends/parts"
	"rgo/flowgraph/build"
)

const (
	maxGraphs  = 20       // of how many programs graphs are kept
	leastGraph = 64 << 10 // bytes of source of its own from which a program is worth it
)

// keptGraphs says where the flow graphs of the program are kept: in a file for the program and what its graphs depend on besides.
func (s *Session) keptGraphs() build.Graphs {
	if !s.keeps || s.Shared != nil {
		return build.Graphs{}
	}
	dir := cacheDir("graphs")
	program, err := executable()
	if dir == "" || err != nil {
		return build.Graphs{}
	}
	at, err := filepath.Abs(s.Dir)
	if err != nil {
		return build.Graphs{}
	}
	key := fmt.Sprintf("%sthreads %s\nalso %q\n", program, s.Options.Threads, s.runtimePackages())
	h := sha256.New()
	fmt.Fprintf(h, "%s%q %q\n", key, at, s.Patterns)
	return build.Graphs{File: filepath.Join(dir, hex.EncodeToString(h.Sum(nil))[:32]), Key: key, Least: leastGraph}
}

// keep begins to write the graphs that annotate has asked for.
func (s *Session) keep() {
	loaded := s.Loaded
	s.keeping.Go(func() {
		write := loaded.Keep()
		inBackground()
		write()
	})
}

// endKeeping waits until the graphs are written, and removes those that have not been used for longest. If the translator was at
// fault, those of the program are not used again.
func (s *Session) endKeeping(err error) {
	s.keeping.Wait()
	where := s.keptGraphs()
	if where.File == "" {
		return
	}
	var internal *InternalError
	if errors.As(err, &internal) {
		os.Remove(where.File)
	} else if touch(where.File) {
		parts.Trim(filepath.Dir(where.File), maxGraphs)
	}
}
