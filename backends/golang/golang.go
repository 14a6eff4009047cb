// Package golang is the Go backend: it prints a translated program as Go packages and compiles them with the go command.
//
// In comes a program at stage Lowered: low-level graphs, layouts and static data. Out goes a package main without
// dependencies besides the standard library, and the packages it consists of: one function a graph, an image of the
// static data, tables of functions that are called through their address, and the fixed support files. What then holds: references are uintptr
// values that point to memory mapped outside of Go's heap, so Go's collector, write barriers and bounds checks play no
// part; the collector is the one that the gc transform built in, which finds its roots on a shadow stack in raw memory.
//
// The printer gives Go's compiler what it compiles well: block arguments that only pass values around are gone, single
// uses are folded into expressions, addresses have the form of one addressing mode, blocks with one predecessor are
// nested in ifs and cases, and everything else is a label at the top level. Loops are labels, too: all turns of a for
// statement come together in a block in front of its head, which moves variables to other registers once more.
package golang

import (
	"fmt"
	"strings"
	"sync"

	"rgo/backends/parts"
	"rgo/flowgraph"
)

// Lines says how the printed Go refers to the source of the program.
type Lines uint8

// The ways.
const (
	NoLines        Lines = iota
	LineComments         // a comment wherever the source line changes
	LineDirectives       // directives, so that panics, profiles and debuggers show the source
)

// Options of the backend.
type Options struct {
	Output string // path of the binary to make
	EmitGo string // directory to print the Go package to; "" prints it to a temporary directory
	Lines  Lines
	Keep   bool // keep the temporary directory
	Debug  bool // with debug information

	NoBuild bool // print only

	idleFlags string // of the Go compiler for what did not run in a profile; "" chooses

	PartWeight int // how much goes into one package, in the units of package parts; 0 chooses

	Finish *Finish // what is left to do for each function, or nil

	// Kept holds printed parts of earlier translations. Key is what their text depends on besides the functions in them: the
	// translator and what it was asked for.
	Kept parts.Store
	Key  string
}

// A Finish is the work on single graphs that a program comes without, so that it need not be done for functions whose text is
// known.
type Finish struct {
	Graph func(g *flowgraph.Graph) error // does it; for several graphs at the same time
	Of    func(g *flowgraph.Graph) byte  // what it depends on besides the graph itself, and what that mentions
	Op    func(op *flowgraph.Op) byte    // the same for an operation; nil: nothing
}

// A Report says what Build did.
type Report struct {
	Dir       string // of the Go package, if it was kept
	Functions int
	GoBytes   int64 // size of the Go source
	NewBytes  int64 // of that, in parts that do not come from earlier translations
	DataBytes int64 // size of the image of static data
}

// A program is a flowgraph.Program being printed.
type program struct {
	*flowgraph.Program
	options Options
	names   map[*flowgraph.Graph]string
	tries   map[*flowgraph.Graph]string
	refs    map[*flowgraph.Graph]*refs
	whole   bool    // one package
	parts   []*part // if not
	image   *image
	codes   *codes
	namer   namer

	newBytes int64 // of the parts that have been printed

	mu     sync.Mutex
	faults []fault
}

// A fault is something that the backend cannot print.
type fault struct {
	pos     flowgraph.Pos
	message string
}

// A file is one file of the package.
type file struct {
	name string
	text []byte
}

// fault reports that an operation cannot be printed; all of them are reported together at the end.
func (p *program) fault(pos flowgraph.Pos, message string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.faults = append(p.faults, fault{pos, message})
}

// newProgram names everything and places static data.
func newProgram(source *flowgraph.Program, options Options) (*program, error) {
	p := &program{Program: source, options: options, names: map[*flowgraph.Graph]string{}, tries: map[*flowgraph.Graph]string{},
		refs: map[*flowgraph.Graph]*refs{}, codes: newCodes(), namer: namer{map[string]bool{}}}
	if err := p.placeStatics(); err != nil {
		return nil, err
	}
	if err := p.findNames(); err != nil {
		return nil, err
	}
	return p, p.fillImage()
}

// printProgram returns the files of the packages.
func printProgram(source *flowgraph.Program, options Options) (files []file, report Report, err error) {
	if source.Stage != flowgraph.Lowered {
		return nil, report, fmt.Errorf("internal error: the Go backend needs a program at stage lowered, not %s", source.Stage)
	}
	p, err := newProgram(source, options)
	if err != nil {
		return nil, report, err
	}
	p.divide()
	files, err = p.collect()
	if err != nil {
		return nil, report, err
	}
	report.Functions, report.NewBytes = len(p.Graphs), p.newBytes
	report.DataBytes = p.image.size
	for _, f := range files {
		report.GoBytes += int64(len(f.text))
	}
	return files, report, nil
}

func (p *program) faultError() error {
	var b strings.Builder
	for i, f := range p.faults {
		if i > 0 {
			b.WriteByte('\n')
		}
		fmt.Fprintf(&b, "%s: %s [GOB001]", f.pos, f.message)
	}
	return fmt.Errorf("%s", b.String())
}

// printTry prints a function that calls g and stops an unwinding.
func (p *program) printTry(g *flowgraph.Graph) []byte {
	var b strings.Builder
	params, names, results := make([]string, len(g.Start.Args)), make([]string, len(g.Start.Args)), ""
	for i, v := range g.Start.Args {
		names[i] = fmt.Sprintf("p%d", i)
		params[i] = names[i] + " " + goType(v.Typ)
	}
	assigned := make([]string, len(g.Return.Args))
	for i, v := range g.Return.Args {
		assigned[i] = fmt.Sprintf("r%d", i)
		results += ", " + assigned[i] + " " + goType(v.Typ)
	}
	fmt.Fprintf(&b, "// %s calls %s and reports whether it returned.\n", p.tries[g], p.names[g])
	fmt.Fprintf(&b, "func %s(%s) (ok bool%s) {\n", p.tries[g], strings.Join(params, ", "), results)
	b.WriteString("\tdefer Catch(ShadowTop, SideTop)\n\t")
	if len(assigned) > 0 {
		b.WriteString(strings.Join(assigned, ", ") + " = ")
	}
	fmt.Fprintf(&b, "%s(%s)\n\tok = true\n\treturn\n}\n\n", p.names[g], strings.Join(names, ", "))
	return []byte(b.String())
}
