package llvm

import (
	"io"
	"testing"

	"rgo/backends/parts"
)

// BenchmarkEmission measures how fast IR is written.
func BenchmarkEmission(b *testing.B) {
	p := parse(b, manyGraphs(2000))
	bytes := int64(0)
	for range b.N {
		q := newProgram(p, Options{Opt: 2})
		bytes = 0
		for _, part := range parts.Split(p.Graphs, partMin, partMax) {
			m := newModule(q)
			if err := m.addGraphs(part); err != nil {
				b.Fatal(err)
			}
			w := &counter{}
			if err := m.writeTo(w); err != nil {
				b.Fatal(err)
			}
			bytes += w.n
		}
	}
	b.SetBytes(bytes)
}

type counter struct{ n int64 }

func (c *counter) Write(p []byte) (int, error) {
	c.n += int64(len(p))
	return io.Discard.Write(p)
}
