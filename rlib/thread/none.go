//go:build rgo && !rgo_threads

package thread

// This file is for programs that are translated without threads: Enabled is a constant, so what depends on it is gone.

// Enabled says whether there can be threads.
const Enabled = false

// A G is a thread or coroutine.
type G struct{}

// Start starts a thread.
func Start(f func()) { panic("no threads") }

// Yield lets other threads run.
func Yield() {}

// Sleep waits for that many nanoseconds.
func Sleep(nanoseconds int64) {}

// Bind does nothing: there is one thread.
func Bind() {}

// Count returns the number of threads.
func Count() int { return 1 }

// Current returns the thread or coroutine that runs.
func Current() *G { return nil }

// New returns a coroutine.
func New(f func() *G) *G { panic("no threads") }

// Switch goes on with a coroutine.
func (g *G) Switch() {}

// A Queue is a queue of threads that wait.
type Queue struct{}

// How a wait ended.
const (
	Interrupted = -4
	Late        = 0
	Woken       = 1
)

// Wait waits for Wake.
func (q *Queue) Wait(nanoseconds int64) int { return Late }

// WaitOrSignal waits for Wake or a signal.
func (q *Queue) WaitOrSignal(nanoseconds int64) int { return Late }

// SleepOrSignal waits for that many nanoseconds.
func SleepOrSignal(nanoseconds int64) {}

// IsAwaited reports whether a thread waits.
func (q *Queue) IsAwaited() bool { return false }

// Wake lets a waiting thread go on.
func (q *Queue) Wake() bool { return false }
