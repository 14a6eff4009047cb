package translator

// This file runs passes that work on single graphs. Those that follow each other are run on one graph after the other: nobody
// waits for the largest graph but once, and each graph is in the processor's cache only once.

import (
	"sync/atomic"
	"time"

	"rgo/flowgraph"
)

// together returns how many passes at the start of todo are run at once.
func (s *Session) together(todo []Pass) int {
	n := 1
	// What is verified, printed or counted after each pass has to be there after each.
	if s.Options.VerifyStages && s.Options.Dump == "" && !s.Options.Stats && todo[0].each != nil {
		for n < len(todo) && todo[n].each != nil && todo[n].Out == todo[0].Out {
			n++
		}
	}
	return n
}

// runEach runs passes that work on single graphs. It returns for each which graphs it changed, and its share of the time.
func (s *Session) runEach(passes []Pass) (changed [][]*flowgraph.Graph, shares []float64, err error) {
	each := make([]graphPass, len(passes))
	for k := range passes {
		if each[k], err = passes[k].each(s); err != nil {
			return nil, nil, s.blame(&passes[k], err)
		}
	}
	graphs := flowgraph.LargestFirst(s.Prog.Graphs)
	did, errs := make([][]bool, len(passes)), make([][]error, len(passes))
	for k := range passes {
		did[k], errs[k] = make([]bool, len(graphs)), make([]error, len(graphs))
	}
	spent := make([]atomic.Int64, len(passes))
	flowgraph.Parallel(len(graphs), func(i int) {
		began := time.Now()
		for k, pass := range each {
			if pass == nil {
				continue
			}
			if did[k][i], errs[k][i] = pass(graphs[i]); errs[k][i] != nil {
				return
			}
			now := time.Now()
			spent[k].Add(int64(now.Sub(began)))
			began = now
		}
	})
	changed, shares = make([][]*flowgraph.Graph, len(passes)), make([]float64, len(passes))
	sum := int64(1)
	for k := range passes {
		for i, g := range graphs {
			if errs[k][i] != nil {
				return nil, nil, s.blame(&passes[k], errs[k][i])
			}
			if did[k][i] {
				changed[k] = append(changed[k], g)
			}
		}
		sum += spent[k].Load()
	}
	for k := range shares {
		shares[k] = float64(spent[k].Load()) / float64(sum)
	}
	return changed, shares, nil
}
