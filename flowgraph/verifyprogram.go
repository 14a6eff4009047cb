package flowgraph

// This file checks whole programs:
//
//	P1  Names of graphs, of globals and of statics are unique; every listed graph is listed once.
//	P2  Entry, Roots, and every graph that an operation, constant or static mentions are listed in Graphs. Graphs
//	    without a body exist only at the flow stages.
//	P3  Layouts stand at the index of their ID; layouts that operations and statics use are listed. Offsets of
//	    references are ascending, aligned and inside.
//	P4  Data, relocations and references of statics are inside; relocations are ascending and do not overlap.
//	P5  Objects have as many leaves as their type, or none.
//	P6  Entry takes nothing and returns nothing.

import (
	"fmt"

	"rgo/rtyper/lltype"
)

// VerifyProgram checks p and all its graphs, and returns all faults.
func VerifyProgram(p *Program) []error {
	v := &programVerifier{p: p, graphs: map[*Graph]bool{}, layouts: map[*lltype.Layout]bool{}, statics: map[*Static]bool{}}
	v.tables()
	for _, g := range p.Graphs {
		v.faults = append(v.faults, Verify(p, g)...)
		v.mentions(g)
	}
	v.memory()
	return v.faults
}

type programVerifier struct {
	p       *Program
	faults  []error
	graphs  map[*Graph]bool
	layouts map[*lltype.Layout]bool
	statics map[*Static]bool
}

func (v *programVerifier) fault(rule int, format string, args ...any) {
	v.faults = append(v.faults, fmt.Errorf("program: %s [P%d]", fmt.Sprintf(format, args...), rule))
}

func (v *programVerifier) tables() {
	names := map[string]bool{}
	for _, g := range v.p.Graphs {
		if v.graphs[g] || names[g.Name] {
			v.fault(1, "graph %s twice", g.Name)
		}
		v.graphs[g], names[g.Name] = true, true
	}
	globals := map[string]bool{}
	for _, o := range v.p.Globals {
		if globals[o.Name] {
			v.fault(1, "global %s twice", o.Name)
		}
		globals[o.Name] = true
	}
	statics := map[string]bool{}
	for _, s := range v.p.Statics {
		if statics[s.Name] {
			v.fault(1, "static %s twice", s.Name)
		}
		statics[s.Name], v.statics[s] = true, true
	}
	for i, l := range v.p.Layouts {
		switch {
		case l == nil && i == 0:
		case l == nil || l.ID != uint32(i):
			v.fault(3, "no layout with ID %d at its place", i)
		default:
			v.layouts[l] = true
			v.offsets(l, l.Refs, l.Size)
			v.offsets(l, l.Elem, l.Stride)
		}
	}
	if e := v.p.Entry; e != nil {
		v.graph(e, "entry")
		if len(e.Params)+len(e.Results)+len(e.Captures) > 0 {
			v.fault(6, "entry %s has parameters or results", e.Name)
		}
	}
	for _, r := range v.p.Roots {
		v.graph(r, "root")
	}
}

func (v *programVerifier) offsets(l *lltype.Layout, offsets []int64, size int64) {
	last := int64(-8)
	for _, off := range offsets {
		if off < last+8 || off%8 != 0 || off+8 > size {
			v.fault(3, "layout %s: reference at %d", l.Name, off)
		}
		last = off
	}
}

// graph checks that g is listed and has a body if it needs one.
func (v *programVerifier) graph(g *Graph, from string) {
	if g == nil {
		v.fault(2, "%s mentions no graph", from)
		return
	}
	if !v.graphs[g] {
		v.fault(2, "graph %s, mentioned in %s, is not listed", g.Name, from)
		v.graphs[g] = true // once is enough
	}
	if !g.Built() && v.p.Stage.Low() {
		v.fault(2, "graph %s, mentioned in %s, has no body", g.Name, from)
	}
}

func (v *programVerifier) static(s *Static, from string) {
	if !v.statics[s] {
		v.fault(2, "static %s, mentioned in %s, is not listed", s.Name, from)
		v.statics[s] = true
	}
}

func (v *programVerifier) layout(l *lltype.Layout, from string) {
	if !v.layouts[l] {
		v.fault(3, "layout %s, used in %s, is not listed", l.Name, from)
		v.layouts[l] = true
	}
}

func (v *programVerifier) mentions(g *Graph) {
	operand := func(a *Value) {
		if c, ok := (*a).(*Const); ok && c != nil {
			switch val := c.Val.(type) {
			case *Graph:
				v.graph(val, g.Name)
			case StaticRef:
				v.static(val.Static, g.Name)
			}
		}
	}
	for _, b := range g.Blocks {
		for _, o := range b.Ops {
			switch a := o.Aux.(type) {
			case *Graph:
				v.graph(a, g.Name)
			case *lltype.Layout:
				v.layout(a, g.Name)
			}
		}
		b.Operands(operand)
	}
}

func (v *programVerifier) memory() {
	for _, o := range v.p.Globals {
		if o.Leaves != nil && len(o.Leaves) != NumLeaves(o.Type) {
			v.fault(5, "global %s has %d leaves, its type %d", o.Name, len(o.Leaves), NumLeaves(o.Type))
		}
	}
	for _, s := range v.p.Statics {
		if s.Layout != nil {
			v.layout(s.Layout, s.Name)
		}
		if int64(len(s.Data)) > s.Size || s.Align <= 0 || s.Align&(s.Align-1) != 0 {
			v.fault(4, "static %s: %d bytes of data, size %d, alignment %d", s.Name, len(s.Data), s.Size, s.Align)
		}
		end := int64(0)
		for _, r := range s.Relocs {
			if r.Off < end || r.Off+8 > s.Size || r.Off%8 != 0 {
				v.fault(4, "static %s: relocation at %d", s.Name, r.Off)
			}
			end = r.Off + 8
			switch {
			case r.Graph != nil:
				v.graph(r.Graph, s.Name)
			case r.Static != nil:
				v.static(r.Static, s.Name)
			default:
				v.fault(4, "static %s: relocation at %d to nothing", s.Name, r.Off)
			}
		}
	}
}
