// Command rgovet reports what is outside of the subset of Go that rgo translates, as a tool of the go command:
//
//	go vet -vettool=$(which rgovet) ./...
//
// `rgo check` finds the same and more, for a whole program.
package main

import (
	"golang.org/x/tools/go/analysis/unitchecker"

	"rgo/flowgraph/build/analyzer"
)

func main() { unitchecker.Main(analyzer.Analyzer) }
