package compile

import (
	"os"
	"testing"

	"rgo/interp/python/parser"
)

// BenchmarkFrontEnd measures lines a second of the parser, and of parser and
// compiler.
func BenchmarkFrontEnd(b *testing.B) {
	src, err := os.ReadFile("/usr/lib/python3.11/_pydecimal.py")
	if err != nil {
		b.Skip("no standard library")
	}
	lines := 0
	for _, c := range src {
		if c == '\n' {
			lines++
		}
	}
	b.Run("parse", func(b *testing.B) {
		for i := 0; i < b.N; i++ {
			if _, err := parser.ParseFile("x.py", src); err != nil {
				b.Fatal(err.Error())
			}
		}
		b.ReportMetric(float64(lines)*float64(b.N)/b.Elapsed().Seconds(), "lines/s")
	})
	b.Run("compile", func(b *testing.B) {
		for i := 0; i < b.N; i++ {
			module, err := parser.ParseFile("x.py", src)
			if err == nil {
				_, err = Module(module, "x.py", Options{})
			}
			if err != nil {
				b.Fatal(err.Error())
			}
		}
		b.ReportMetric(float64(lines)*float64(b.N)/b.Elapsed().Seconds(), "lines/s")
	})
}
