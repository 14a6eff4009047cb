package gclog

// This file computes what a log says about a program.

import (
	"math"
	"slices"
	"sort"
	"time"
)

// A Summary is what a log says about a program.
type Summary struct {
	Run         time.Duration // until the program's end, or that of its last collection
	Complete    bool          // the log has its last line
	Kinds       []Pauses      // by kind, in order of first appearance
	All         Pauses
	CPU         []Pauses // the same as Kinds in processor time, empty if that is not known
	Reasons     []Reason
	Allocated   int64 // bytes in all
	PeakHeap    int64 // largest heap in front of a collection, or at the end
	PeakHeld    int64
	PeakLive    int64 // largest heap behind a collection that looked at everything
	Promoted    int64
	Filled      int64 // bytes between old objects that were given to allocation
	Partly      int   // blocks with such bytes behind the last collection
	Fragmented  int   // percent, behind the last collection
	Utilisation []Utilisation
}

// Pauses are the pauses of collections of one kind.
type Pauses struct {
	Kind                    string
	Count                   int
	Total, Median, P99, Max time.Duration
}

// A Reason says how many collections had it.
type Reason struct {
	Name  string
	Count int
}

// A Utilisation is the minimum mutator utilisation for windows of a length: in every stretch of the run that is this long
// the program itself had at least this share of the time. (Cheng and Blelloch, A Parallel, Real-Time Garbage Collector,
// PLDI 2001.)
type Utilisation struct {
	Window time.Duration
	Share  float64
}

// windows are the lengths for which utilisation is computed.
var windows = [...]time.Duration{time.Millisecond, 10 * time.Millisecond, 50 * time.Millisecond, 100 * time.Millisecond, time.Second, 10 * time.Second}

// Summarize computes the summary of l.
func Summarize(l *Log) *Summary {
	s := &Summary{}
	byKind, cpu := map[string][]time.Duration{}, map[string][]time.Duration{}
	known := false
	reasons := map[string]int{}
	var all []time.Duration
	var heap int64 // behind the collection in front
	for _, c := range l.Collections {
		if byKind[c.Kind] == nil {
			s.Kinds = append(s.Kinds, Pauses{Kind: c.Kind})
		}
		if reasons[c.Reason] == 0 {
			s.Reasons = append(s.Reasons, Reason{Name: c.Reason})
		}
		byKind[c.Kind] = append(byKind[c.Kind], c.Pause)
		cpu[c.Kind] = append(cpu[c.Kind], c.CPU)
		known = known || c.CPU > 0
		reasons[c.Reason]++
		all = append(all, c.Pause)
		s.Run = c.Start + c.Pause
		s.Allocated += max(0, c.Before-heap)
		heap = c.After
		s.PeakHeap = max(s.PeakHeap, c.Before)
		s.PeakHeld = max(s.PeakHeld, c.Held)
		if c.Kind != Minor {
			s.PeakLive = max(s.PeakLive, c.After)
		}
		s.Promoted += c.Promoted
		s.Filled += c.Filled
		s.Partly = c.Partly
		s.Fragmented = c.Fragmentation
	}
	if l.End != nil {
		s.Complete = true
		s.Run = max(s.Run, l.End.Time)
		s.Allocated += max(0, l.End.Before-heap)
		s.PeakHeap = max(s.PeakHeap, l.End.Before)
	}
	for i := range s.Kinds {
		kind := s.Kinds[i].Kind
		s.Kinds[i] = named(kind, byKind[kind])
		if known {
			s.CPU = append(s.CPU, named(kind, cpu[kind]))
		}
	}
	for i := range s.Reasons {
		s.Reasons[i].Count = reasons[s.Reasons[i].Name]
	}
	s.All = named("all", all)
	for _, w := range windows {
		if w <= s.Run {
			s.Utilisation = append(s.Utilisation, Utilisation{w, utilisation(l.Collections, s.Run, w)})
		}
	}
	return s
}

// Minor is the kind of collections that look at young objects only.
const Minor = "minor"

// Share is the share of the run that collections took.
func (s *Summary) Share() float64 {
	if s.Run == 0 {
		return 0
	}
	return s.All.Total.Seconds() / s.Run.Seconds()
}

// Rate is how much was allocated in a second of the run, in bytes.
func (s *Summary) Rate() float64 {
	if s.Run == 0 {
		return 0
	}
	return float64(s.Allocated) / s.Run.Seconds()
}

// named is Distribution for collections of a kind.
func named(kind string, list []time.Duration) Pauses {
	p := Distribution(list)
	p.Kind = kind
	return p
}

// Distribution computes the statistics of a list, which it sorts.
func Distribution(list []time.Duration) Pauses {
	p := Pauses{Count: len(list)}
	if len(list) == 0 {
		return p
	}
	slices.Sort(list)
	for _, d := range list {
		p.Total += d
	}
	p.Median = rank(list, 0.5)
	p.P99 = rank(list, 0.99)
	p.Max = list[len(list)-1]
	return p
}

// rank returns the smallest value of a sorted list that is at least as large as a share of them (nearest rank).
func rank(list []time.Duration, share float64) time.Duration {
	i := int(math.Ceil(share*float64(len(list)))) - 1
	return list[max(i, 0)]
}

// utilisation returns the minimum mutator utilisation of a run for a window. The window with the most of pauses in it
// starts where a pause does or ends where one does: moving it away from there gains nothing.
func utilisation(list []Collection, run, window time.Duration) float64 {
	sums := make([]time.Duration, len(list)+1) // of the pauses in front
	for i, c := range list {
		sums[i+1] = sums[i] + c.Pause
	}
	until := func(t time.Duration) time.Duration { // time in pauses up to t
		i := sort.Search(len(list), func(i int) bool { return list[i].Start >= t })
		if i == 0 {
			return 0
		}
		last := list[i-1]
		return sums[i-1] + min(last.Pause, t-last.Start)
	}
	most := time.Duration(0)
	for _, c := range list {
		for _, start := range [2]time.Duration{c.Start, c.Start + c.Pause - window} {
			start = min(max(start, 0), run-window)
			most = max(most, until(start+window)-until(start))
		}
	}
	return 1 - min(1, most.Seconds()/window.Seconds())
}
