// Package stats holds the counters that every collector keeps.
package stats

// Counters say how a heap is doing. A collector fills in all that it knows; sizes are in bytes, headers and what
// rounding wastes included.
type Counters struct {
	HeapInUse   uint64 // bytes of objects that were live at the last collection, or allocated since
	HeapSys     uint64 // bytes of memory taken from the system for objects
	Limit       uint64 // bytes that HeapInUse can be at most, or 0 if that is not known
	Allocated   uint64 // bytes allocated so far
	Objects     uint64 // objects allocated so far, or 0 where they are not counted
	Collections uint64 // all of them
	Minor       uint64 // those of them that looked at young objects only
	PauseTotal  uint64 // nanoseconds in collections
	PauseMax    uint64 // nanoseconds in the longest one
}
