package flowgraph

// A Memory holds what earlier translations have found out, by name. A translation that finds something there must come to
// what it would have come to without. Methods can be called by several goroutines.
type Memory interface {
	Get(name string) []byte // nil if there is nothing
	Put(name string, text []byte)

	// Body returns the body of a graph that is in what Get returns, if it has been read ahead, and nil the next time.
	Body(name string) *Body
}
