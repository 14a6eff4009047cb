package flowgraph

// This file writes types as Go's runtime does in panic texts: package names instead of paths, spaces inside of struct
// and interface types. Type arguments are part of link names: in them paths stand in full, also in front of fields.

import (
	"go/types"
	"strconv"
	"strings"
)

// RuntimeTypeString returns the text of t that Go's runtime has for it, which is that of reflect.Type too: "*main.T",
// "struct { x int }", "interface {}", "main.G[example.com/m.T]".
func RuntimeTypeString(t types.Type) string {
	var w runtimeTypeWriter
	w.write(t)
	return w.String()
}

// A runtimeTypeWriter collects the text of a type.
type runtimeTypeWriter struct {
	strings.Builder
	inArgs bool // in type arguments
}

// qualify writes what stands in front of a name of package p.
func (w *runtimeTypeWriter) qualify(p *types.Package) {
	switch {
	case p == nil:
	case w.inArgs:
		w.WriteString(p.Path() + ".")
	default:
		w.WriteString(p.Name() + ".")
	}
}

func (w *runtimeTypeWriter) write(t types.Type) {
	switch t := types.Unalias(t).(type) {
	case *types.Basic:
		if t.Kind() == types.UnsafePointer {
			w.WriteString("unsafe.Pointer")
		} else {
			w.WriteString(types.Typ[t.Kind()].Name()) // not byte or rune
		}
	case *types.Named:
		w.qualify(t.Obj().Pkg())
		w.WriteString(t.Obj().Name())
		w.writeArgs(t.TypeArgs())
	case *types.Pointer:
		w.WriteByte('*')
		w.write(t.Elem())
	case *types.Slice:
		w.WriteString("[]")
		w.write(t.Elem())
	case *types.Array:
		w.WriteString("[" + strconv.FormatInt(t.Len(), 10) + "]")
		w.write(t.Elem())
	case *types.Map:
		w.WriteString("map[")
		w.write(t.Key())
		w.WriteByte(']')
		w.write(t.Elem())
	case *types.Chan:
		w.writeChan(t)
	case *types.Struct:
		w.writeStruct(t)
	case *types.Signature:
		w.WriteString("func")
		w.writeSignature(t)
	case *types.Interface:
		w.writeInterface(t)
	default:
		w.WriteString("?")
	}
}

func (w *runtimeTypeWriter) writeArgs(args *types.TypeList) {
	if args.Len() == 0 {
		return
	}
	outer := w.inArgs
	w.inArgs = true
	for i := range args.Len() {
		w.WriteByte("[,"[min(i, 1)])
		w.write(args.At(i))
	}
	w.WriteByte(']')
	w.inArgs = outer
}

func (w *runtimeTypeWriter) writeChan(t *types.Chan) {
	w.WriteString([]string{"chan ", "chan<- ", "<-chan "}[t.Dir()])
	if e, ok := types.Unalias(t.Elem()).(*types.Chan); ok && t.Dir() == types.SendRecv && e.Dir() == types.RecvOnly {
		w.WriteByte('(')
		w.write(e)
		w.WriteByte(')')
		return
	}
	w.write(t.Elem())
}

func (w *runtimeTypeWriter) writeStruct(t *types.Struct) {
	if t.NumFields() == 0 {
		w.WriteString("struct {}")
		return
	}
	w.WriteString("struct { ")
	for i := range t.NumFields() {
		if i > 0 {
			w.WriteString("; ")
		}
		f := t.Field(i)
		if !f.Embedded() {
			if w.inArgs && !f.Exported() {
				w.qualify(f.Pkg())
			}
			w.WriteString(f.Name() + " ")
		}
		w.write(f.Type())
		if tag := t.Tag(i); tag != "" {
			w.WriteString(" " + strconv.Quote(tag))
		}
	}
	w.WriteString(" }")
}

func (w *runtimeTypeWriter) writeSignature(t *types.Signature) {
	w.WriteByte('(')
	for i := range t.Params().Len() {
		if i > 0 {
			w.WriteString(", ")
		}
		param := t.Params().At(i).Type()
		if s, ok := param.(*types.Slice); ok && t.Variadic() && i == t.Params().Len()-1 {
			w.WriteString("...")
			param = s.Elem()
		}
		w.write(param)
	}
	w.WriteByte(')')
	n := t.Results().Len()
	if n == 0 {
		return
	}
	w.WriteByte(' ')
	if n > 1 {
		w.WriteByte('(')
	}
	for i := range n {
		if i > 0 {
			w.WriteString(", ")
		}
		w.write(t.Results().At(i).Type())
	}
	if n > 1 {
		w.WriteByte(')')
	}
}

func (w *runtimeTypeWriter) writeInterface(t *types.Interface) {
	if t.NumMethods() == 0 {
		w.WriteString("interface {}")
		return
	}
	w.WriteString("interface { ")
	for i := range t.NumMethods() {
		if i > 0 {
			w.WriteString("; ")
		}
		m := t.Method(i)
		if !m.Exported() {
			w.qualify(m.Pkg())
		}
		w.WriteString(m.Name())
		w.writeSignature(m.Type().(*types.Signature))
	}
	w.WriteString(" }")
}
