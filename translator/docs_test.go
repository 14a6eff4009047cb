package translator

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rgo/flowgraph"
	"rgo/flowgraph/build"
	"rgo/transform"
)

var update = flag.Bool("update", false, "write the pages of docs that come from tables")

// pages are made from the tables in the code.
var pages = map[string]func() string{
	"pipeline.md":   pipelinePage,
	"operations.md": operationsPage,
	"subset.md":     subsetPage,
}

func TestPages(t *testing.T) {
	for name, make := range pages {
		path := filepath.Join("..", "docs", name)
		want := make()
		if *update {
			if err := os.WriteFile(path, []byte(want), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		if got, err := os.ReadFile(path); err != nil || string(got) != want {
			t.Errorf("%s is not what the tables say: run go test ./translator -update (%v)", path, err)
		}
	}
}

func pipelinePage() string {
	var b strings.Builder
	b.WriteString(`# The pipeline

This page comes from the pass table in translator/passes.go and the option table in translator/options.go.

A program goes through five stages: flow (graphs with Go's types), annotated (the same with facts), rtyped (low-level types,
explicit memory and checks), optimized, lowered (collector, roots and stack checks explicit: what a backend takes). The
verifier checks every graph that a pass changed, at the end of each stage; if one is broken, it looks after each pass to tell
which it was. ` + "`--dump FUNC`" + ` prints a graph after each pass that changed it, ` + "`--stats`" + ` what
each pass did.

| pass | from | to | needs | -O | why |
|---|---|---|---|---|---|
`)
	for _, p := range Passes() {
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %d | %s |\n", p.Name, p.In, p.Out, p.Needs, p.Level, p.Why)
	}
	b.WriteString("\nThen the backend: llvm prints LLVM IR in parts, which clang compiles in parallel and a cache keeps by content; go prints\nGo packages and runs the go command.\n\n## Options\n\n| option | values, default first | planned | what |\n|---|---|---|---|\n")
	for _, o := range optionTable {
		fmt.Fprintf(&b, "| --%s | %s | %s | %s |\n", o.name, strings.Join(o.values, ", "), strings.Join(o.planned, ", "), o.doc)
	}
	b.WriteString("\n")
	for _, r := range rules {
		fmt.Fprintf(&b, "- `--%s %s` needs `--%s %s`: %s.\n", r.option, r.value, r.needs, r.toBe, r.because)
	}
	b.WriteString("\n## Collectors\n\nThe table is in transform/collectors.go.\n\n| collector | what | backends | roots | moves objects | write barriers |\n|---|---|---|---|---|---|\n")
	yes := map[bool]string{true: "yes"}
	for _, name := range collectors(true) {
		c := transform.FindCollector(name)
		barriers := yes[c.Barriers]
		if c.OnlyFree {
			barriers = "with `--threads free`"
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s | %s |\n", name, c.What, strings.Join(c.Backends, ", "), strings.Join(c.Roots, ", "), yes[c.Moving], barriers)
	}
	return b.String()
}

func operationsPage() string {
	var b strings.Builder
	b.WriteString("# Operations\n\nThis page comes from the table in flowgraph/ops.go. Stage: *any*, *flow* (up to annotated) or *low* (from rtyped on).\n\n| operation | operands and results | fixed | stage | effects | what |\n|---|---|---|---|---|---|\n")
	stages := map[flowgraph.StageSet]string{flowgraph.FlowOnly: "flow", flowgraph.LowOnly: "low", flowgraph.AnyStage: "any"}
	aux := map[flowgraph.AuxKind]string{flowgraph.AuxType: "type", flowgraph.AuxGraph: "graph", flowgraph.AuxInt: "number", flowgraph.AuxName: "name", flowgraph.AuxMethod: "method", flowgraph.AuxSig: "signature", flowgraph.AuxLayout: "layout", flowgraph.AuxOptName: "name"}
	effects := []struct {
		bit  flowgraph.Effects
		name string
	}{{flowgraph.Panics, "panics"}, {flowgraph.Allocs, "allocates"}, {flowgraph.Reads, "reads"}, {flowgraph.Writes, "writes"}, {flowgraph.Calls, "calls"}, {flowgraph.IO, "visible"}}
	for k := flowgraph.OpInvalid + 1; k < flowgraph.NumOps; k++ {
		info := k.Info()
		var list []string
		for _, e := range effects {
			if info.Effects&e.bit != 0 {
				list = append(list, e.name)
			}
		}
		fmt.Fprintf(&b, "| `%s` | `%s` | %s | %s | %s | %s |\n", info.Name, info.Sig, aux[info.Aux], stages[info.Stages], strings.Join(list, ", "), strings.ReplaceAll(info.Doc, "|", "\\|"))
	}
	return b.String()
}

func subsetPage() string {
	var b strings.Builder
	b.WriteString("# What is in the subset\n\nGo 1.26, all of the language and the standard packages that translate, except what this page lists. `rgo check` reports every place at\nonce. This page comes from the tables in flowgraph/build/supported.go and codes.go; a test compiles each example.\n")
	always, threaded := build.Packages()
	fmt.Fprintf(&b, "\n## Standard packages\n\n%s. With threads also %s. What of them needs reflection, the call stack or other processes is missing, and refused by name; printing and scanning with fmt is all there.\n",
		strings.Join(always, ", "), strings.Join(threaded, ", "))
	for _, c := range build.Codes() {
		fmt.Fprintf(&b, "\n## %s: %s\n\n%s\n", c.Code, c.Title, c.Why)
		if c.Hint != "" {
			fmt.Fprintf(&b, "\nInstead: %s.\n", c.Hint)
		}
		if c.Example != "" {
			fmt.Fprintf(&b, "\n```go\n%s\n```\n", strings.TrimSpace(c.Example))
		}
	}
	return b.String()
}
