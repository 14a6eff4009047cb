package flowgraph

// This file prints whole programs: what the graphs refer to comes before them.
//
//	program flow
//	entry rgo.entry
//	root runtime.PanicIndex
//	type main.T struct{x int}
//	method (*main.T) String() string
//	global main.t: main.T = {5}  // t.go:3:5
//	object o1: [3]int = {1, 2, 3}
//	layout 1 main.T size 16 refs [8] stride 0 elem [] dyn "main.T"
//	static main.t layout main.T size 16 align 8 readonly data "\x05" relocs {8: $main.t+0}
//	graph ...
//
// The content of an object is its list of leaves; "_" is a zero leaf and "_*7" seven of them.

import (
	"bufio"
	"bytes"
	"fmt"
	"go/types"
	"io"
	"sort"
	"strconv"
	"strings"

	"rgo/rtyper/lltype"
)

// String returns the text form of p.
func (p *Program) String() string {
	var b strings.Builder
	PrintProgram(&b, p)
	return b.String()
}

// PrintProgram writes the text form of prog to w: every graph, and all types and memory that they mention.
func PrintProgram(w io.Writer, prog *Program) error {
	p := newPrinter(w)
	p.str("program ", prog.Stage.String(), "\n")
	if prog.Entry != nil {
		p.str("entry ", quoteName(prog.Entry.Name), "\n")
	}
	for _, r := range prog.Roots {
		p.str("root ", quoteName(r.Name), "\n")
	}
	// The graphs are printed first, into memory, because that finds the types and objects.
	var body bytes.Buffer
	out := p.w
	p.w.Flush()
	p.w.Reset(&body)
	objects := collectObjects(prog)
	p.layouts(prog.Layouts)
	for _, s := range prog.Statics {
		p.static(s)
	}
	for _, o := range objects {
		p.object(o)
	}
	for _, g := range prog.Graphs {
		p.str("\n")
		p.graph(g, nil)
	}
	for i, g := range unlisted(prog, objects) {
		if i == 0 {
			p.str("\n")
		}
		p.header("declare ", &Graph{Name: g.Name, Params: g.Params, Captures: g.Captures, Results: g.Results, Attr: g.Attr, Doc: g.Doc, Pos: g.Pos})
	}
	p.w.Flush()
	out.Reset(w)
	p.types()
	if err := p.w.Flush(); err != nil {
		return err
	}
	_, err := w.Write(body.Bytes())
	return err
}

// types declares every named type that has been mentioned. Printing a declaration can mention more.
func (p *printer) types() {
	lines := map[string]string{}
	var buf bytes.Buffer
	save := p.w
	for i := 0; i < len(p.names.order); i++ {
		t := p.names.order[i]
		if t.Obj().Pkg() == nil {
			continue // error
		}
		buf.Reset()
		p.w = bufio.NewWriter(&buf)
		name := p.names.namedText(t)
		p.str("type ", name, " ", p.typ(t.Underlying()), "\n")
		for m := range t.NumMethods() {
			p.method(name, t.Method(m))
		}
		p.w.Flush()
		lines[name] = buf.String()
	}
	p.w = save
	names := make([]string, 0, len(lines))
	for n := range lines {
		names = append(names, n)
	}
	sort.Strings(names)
	for _, n := range names {
		p.str(lines[n])
	}
}

func (p *printer) method(recv string, m *types.Func) {
	sig := m.Type().(*types.Signature)
	if sig.TypeParams().Len() > 0 {
		return // generic methods have no text of their own
	}
	p.str("method (")
	if r := sig.Recv(); r != nil {
		if _, ok := types.Unalias(r.Type()).(*types.Pointer); ok {
			p.str("*")
		}
	}
	p.str(recv, ") ", m.Name(), strings.TrimPrefix(p.typ(signatureOnly(sig)), "func"), "\n")
}

// signatureOnly returns sig without its receiver.
func signatureOnly(sig *types.Signature) *types.Signature {
	return types.NewSignatureType(nil, nil, nil, sig.Params(), sig.Results(), sig.Variadic())
}

// collectObjects returns every object that graphs, or objects that they mention, point to. Until the annotator has
// found out which graphs matter, it returns all globals too.
func collectObjects(prog *Program) []*Object {
	var list []*Object
	seen := map[*Object]bool{}
	add := func(o *Object) {
		if o != nil && !seen[o] {
			seen[o] = true
			list = append(list, o)
		}
	}
	if prog.Stage == Flow {
		for _, o := range prog.Globals {
			add(o)
		}
	}
	operand := func(v Value) {
		if c, ok := v.(*Const); ok {
			eachPointer(c.Val, add)
		}
	}
	for _, g := range prog.Graphs {
		for _, b := range g.Blocks {
			for _, o := range b.Ops {
				for _, a := range o.Args {
					operand(a)
				}
			}
			for _, l := range b.Exits {
				for _, a := range l.Args {
					operand(a)
				}
			}
		}
	}
	for i := 0; i < len(list); i++ {
		for _, leaf := range list[i].Leaves {
			eachPointer(leaf, add)
		}
	}
	return list
}

// unlisted returns the graphs that objects and graphs mention but prog does not list: functions in memory that nobody
// looks at, variants for defer statements that nobody runs.
func unlisted(prog *Program, objects []*Object) []*Graph {
	seen := make(map[*Graph]bool, len(prog.Graphs))
	for _, g := range prog.Graphs {
		seen[g] = true
	}
	var list []*Graph
	var visit func(leaves []any)
	visit = func(leaves []any) {
		for _, l := range leaves {
			switch v := l.(type) {
			case FuncValue:
				if !seen[v.Graph] {
					seen[v.Graph] = true
					list = append(list, v.Graph)
				}
				visit(v.Bound)
			case IfaceValue:
				visit(v.Leaves)
			}
		}
	}
	for _, o := range objects {
		visit(o.Leaves)
	}
	for _, g := range prog.Graphs {
		if d := g.Deferred; d != nil && !seen[d] {
			seen[d] = true
			list = append(list, d)
		}
	}
	return list
}

// eachPointer calls f with every object that a leaf or constant points to directly.
func eachPointer(leaf any, f func(*Object)) {
	switch v := leaf.(type) {
	case Pointer:
		f(v.Obj)
	case SliceValue:
		f(v.Data.Obj)
	case FuncValue:
		for _, l := range v.Bound {
			eachPointer(l, f)
		}
	case IfaceValue:
		for _, l := range v.Leaves {
			eachPointer(l, f)
		}
	}
}

func (p *printer) object(o *Object) {
	word := "object "
	if o.Global {
		word = "global "
	}
	p.str(word, quoteName(o.Name), ": ", p.typ(o.Type))
	if o.Deferred {
		p.str(" deferred")
	}
	if o.Leaves != nil {
		p.str(" = ")
		p.leaves(o.Leaves)
	}
	if o.Pos.Line != 0 {
		p.str("  // ", o.Pos.String())
	}
	p.str("\n")
}

func (p *printer) leaves(leaves []any) {
	p.str("{")
	for i := 0; i < len(leaves); i++ {
		if i > 0 {
			p.str(", ")
		}
		n := i
		for n < len(leaves) && leaves[n] == nil {
			n++
		}
		switch {
		case n > i+1:
			p.str("_*", strconv.Itoa(n-i))
			i = n - 1
		case n == i+1:
			p.str("_")
		default:
			p.leaf(leaves[i])
		}
	}
	p.str("}")
}

func (p *printer) leaf(l any) {
	switch v := l.(type) {
	case SliceValue:
		p.str("slice(")
		if v.Data.Obj == nil {
			p.str("nil")
		} else {
			p.str(leafText(v.Data))
		}
		p.str(", ", strconv.FormatInt(v.Len, 10), ", ", strconv.FormatInt(v.Cap, 10), ")")
	case FuncValue:
		p.str("func(&", quoteName(v.Graph.Name))
		if len(v.Bound) > 0 {
			p.str(", ")
			p.leaves(v.Bound)
		}
		p.str(")")
	case IfaceValue:
		p.str("iface(", p.typ(v.Type), ", ")
		p.leaves(v.Leaves)
		p.str(")")
	default:
		p.str(leafText(l))
	}
}

func (p *printer) layouts(list []*lltype.Layout) {
	for _, l := range list {
		if l == nil {
			continue
		}
		p.str(fmt.Sprintf("layout %d %s size %d refs %d stride %d elem %d", l.ID, quoteName(l.Name), l.Size,
			nonNil(l.Refs), l.Stride, nonNil(l.Elem)))
		if l.DynType != "" {
			p.str(" dyn ", strconv.Quote(l.DynType))
		}
		p.str("\n")
	}
}

func nonNil(s []int64) []int64 {
	if s == nil {
		return []int64{}
	}
	return s
}

func (p *printer) static(s *Static) {
	p.str("static ", quoteName(s.Name))
	if s.Layout != nil {
		p.str(" layout ", quoteName(s.Layout.Name))
		if s.Layout.Variable() {
			p.str(" len ", strconv.FormatInt(s.Len, 10))
		}
	}
	p.str(fmt.Sprintf(" size %d align %d", s.Size, s.Align))
	if s.ReadOnly {
		p.str(" readonly")
	}
	if data := bytes.TrimRight(s.Data, "\x00"); len(data) > 0 {
		p.str(" data ", strconv.Quote(string(data)))
	}
	if len(s.Relocs) > 0 {
		p.str(" relocs {")
		for i, r := range s.Relocs {
			if i > 0 {
				p.str(", ")
			}
			p.str(strconv.FormatInt(r.Off, 10), ": ")
			if r.Graph != nil {
				p.str("&", quoteName(r.Graph.Name))
			} else {
				p.str("$", quoteName(r.Static.Name), offsetText(r.Addend))
			}
		}
		p.str("}")
	}
	if s.Pos.Line != 0 {
		p.str("  // ", s.Pos.String())
	}
	p.str("\n")
}
