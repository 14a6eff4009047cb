package flowgraph

// This file says what a control block of a stack consists of: words in memory that the collector does not manage, by which
// a collector, a backend and the evaluator know of the stacks of goroutines. The backends' support code takes the numbers from
// here; packages runtime/raw and backends/golang/_support/rt, which cannot, are compared to it by a test.

// Offsets of the words, in bytes. Those of a stack that runs are out of date, and its pointer is 0.
const (
	BlockPointer   = 8 * iota // lowest address in use; registers have been saved above it
	BlockInnermost            // the innermost try
	BlockLimit                // lowest address for a call to begin at
	BlockShadow               // first free slot of its shadow stack
	BlockBase                 // lowest slot of its shadow stack
	BlockTop                  // end of the machine stack
	BlockNext                 // the next control block, or 0
	BlockPrevious             // the one before, or 0
	BlockRan                  // 1 if it has run since a collector looked at it
)

// BlockWords returns the words by name.
func BlockWords() map[string]int {
	return map[string]int{"Pointer": BlockPointer, "Innermost": BlockInnermost, "Limit": BlockLimit, "Shadow": BlockShadow, "Base": BlockBase,
		"Top": BlockTop, "Next": BlockNext, "Previous": BlockPrevious, "Ran": BlockRan}
}
