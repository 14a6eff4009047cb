// Package analyzer is the subset check of package build as a go/analysis analyzer, for go vet -vettool and editors.
//
// What comes in is one type-checked package; what goes out is a diagnostic for each place outside of the subset, with
// the same codes and words as `rgo check`. Faults that show only when graphs are built, in what is reachable, are not
// found here. The flag -threads names the threading model that the program is meant for: with another one than none,
// goroutines and channels are part of the subset.
package analyzer

import (
	"go/ast"
	"strings"

	"golang.org/x/tools/go/analysis"

	"rgo/flowgraph/build"
)

// Analyzer reports what the translator would refuse. Test files are left out: they are never translated.
var Analyzer = &analysis.Analyzer{
	Name: "rgosubset",
	Doc:  "report what is outside of the subset of Go that rgo translates",
	Run:  run,
}

// threads is the name of the flag.
const threads = "threads"

func init() {
	Analyzer.Flags.String(threads, "none", "the threading model that the program is translated with")
}

func run(pass *analysis.Pass) (any, error) {
	var files []*ast.File
	for _, f := range pass.Files {
		if !strings.HasSuffix(pass.Fset.Position(f.Pos()).Filename, "_test.go") {
			files = append(files, f)
		}
	}
	for _, f := range build.CheckSyntax(files, pass.TypesInfo, pass.TypesSizes, pass.Analyzer.Flags.Lookup(threads).Value.String()) {
		msg := f.Msg + " [" + f.Code + "]"
		if f.Hint != "" {
			msg += "; hint: " + f.Hint
		}
		pass.Report(analysis.Diagnostic{Pos: f.Pos, Category: f.Code, Message: msg})
	}
	return nil, nil
}
