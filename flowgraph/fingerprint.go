package flowgraph

// This file tells whether two translations have the same function in hand: what later work on it comes to can then be
// taken from the earlier one.

import (
	"encoding/binary"
	"fmt"
	"math"

	"rgo/rtyper/lltype"
)

// A Fingerprinter writes graphs of stage Lowered as bytes. Graphs that get the same bytes differ in nothing but in positions in the
// source, and in objects that the functions below give the same name.
type Fingerprinter struct {
	Graph  func(g *Graph) string  // names a graph that is mentioned, and what matters of it
	Static func(s *Static) string // the same for static data
	Op     func(op *Op) byte      // what else matters of an operation; nil: nothing
}

// What values and Aux begin with. Zero is what is not there.
const (
	markVar = 1 + iota
	markInt
	markUint
	markFloat
	markGraph
	markStatic
	markString
	markSignature
	markUndef
	markZero
	markBool
)

// Append adds g to b. It fails for what has no bytes: graphs of earlier stages have Go's types, for example.
func (f *Fingerprinter) Append(b []byte, g *Graph) (_ []byte, err error) {
	w := &fingerprint{f, b, nil}
	w.text(g.Name)
	w.uint(uint64(g.Attr))
	w.int(int64(g.NextVar))
	w.int(int64(g.NextBlock))
	w.int(int64(g.Start.ID))
	w.int(int64(g.Return.ID))
	w.int(int64(len(g.Blocks)))
	for _, block := range g.Blocks {
		w.block(block)
	}
	return w.b, w.err
}

// A fingerprint is one graph being written.
type fingerprint struct {
	*Fingerprinter
	b   []byte
	err error
}

func (w *fingerprint) int(n int64)   { w.b = binary.AppendVarint(w.b, n) }
func (w *fingerprint) uint(n uint64) { w.b = binary.AppendUvarint(w.b, n) }
func (w *fingerprint) byte(n byte)   { w.b = append(w.b, n) }

func (w *fingerprint) text(s string) {
	w.uint(uint64(len(s)))
	w.b = append(w.b, s...)
}

func (w *fingerprint) fail(what string, x any) {
	if w.err == nil {
		w.err = fmt.Errorf("%s %T has no fingerprint", what, x)
	}
}

func (w *fingerprint) block(block *Block) {
	w.int(int64(block.ID))
	w.byte(byte(block.Heat))
	w.vars(block.Args)
	w.int(int64(len(block.Ops)))
	for _, op := range block.Ops {
		w.op(op)
	}
	w.value(block.Switch)
	w.int(int64(len(block.Exits)))
	for _, l := range block.Exits {
		w.int(int64(l.Target.ID))
		w.uint(uint64(l.Weight))
		if l.Case != nil {
			w.value(l.Case)
		} else {
			w.byte(0)
		}
		w.values(l.Args)
	}
}

func (w *fingerprint) op(op *Op) {
	w.uint(uint64(op.Kind))
	w.byte(byte(op.Into))
	w.aux(op.Aux)
	w.vars(op.Results)
	w.values(op.Args)
	if w.Op != nil {
		w.byte(w.Op(op))
	}
}

func (w *fingerprint) vars(list []*Var) {
	w.int(int64(len(list)))
	for _, v := range list {
		w.int(int64(v.ID))
		w.text(v.Name)
		w.typ(v.Typ)
	}
}

func (w *fingerprint) typ(t Type) {
	p, ok := t.(lltype.Prim)
	if !ok {
		w.fail("type", t)
	}
	w.byte(byte(p))
}

func (w *fingerprint) types(list []Type) {
	w.int(int64(len(list)))
	for _, t := range list {
		w.typ(t)
	}
}

func (w *fingerprint) values(list []Value) {
	w.int(int64(len(list)))
	for _, v := range list {
		w.value(v)
	}
}

func (w *fingerprint) value(v Value) {
	switch v := v.(type) {
	case nil:
		w.byte(0)
	case *Var:
		w.byte(markVar)
		w.int(int64(v.ID))
	case *Const:
		w.constant(v)
	default:
		w.fail("value", v)
	}
}

func (w *fingerprint) constant(c *Const) {
	switch x := c.Val.(type) {
	case nil:
		w.byte(markZero)
	case bool:
		w.byte(markBool)
		if x {
			w.byte(1)
		} else {
			w.byte(0)
		}
	case int64:
		w.byte(markInt)
		w.int(x)
	case uint64:
		w.byte(markUint)
		w.uint(x)
	case float64:
		w.byte(markFloat)
		w.b = binary.LittleEndian.AppendUint64(w.b, math.Float64bits(x))
	case *Graph:
		w.byte(markGraph)
		w.text(w.Graph(x))
	case StaticRef:
		w.byte(markStatic)
		w.text(w.Static(x.Static))
		w.int(x.Off)
	case Undef:
		w.byte(markUndef)
	default:
		w.fail("constant", x)
	}
	w.typ(c.Typ)
}

func (w *fingerprint) aux(aux any) {
	switch x := aux.(type) {
	case nil:
		w.byte(0)
	case int64:
		w.byte(markInt)
		w.int(x)
	case string:
		w.byte(markString)
		w.text(x)
	case *Graph:
		w.byte(markGraph)
		w.text(w.Graph(x))
	case *Signature:
		w.byte(markSignature)
		w.types(x.Params)
		w.types(x.Results)
	default:
		w.fail("aux", x)
	}
}
