package rtyper

// This file writes types as Go's runtime prints them, which is what messages of panics show.

import (
	"go/types"
	"strconv"
	"strings"
)

// longName returns a text of typ with full package paths: unique for all but local types.
func longName(typ types.Type) string {
	return types.TypeString(typ, func(p *types.Package) string { return p.Path() })
}

// typeText returns the text of typ as the String method of reflect.Type gives it: package names, not paths; no aliases.
func typeText(typ types.Type) string {
	var b strings.Builder
	writeType(&b, typ)
	return b.String()
}

func writeType(b *strings.Builder, typ types.Type) {
	switch t := types.Unalias(typ).(type) {
	case *types.Basic:
		b.WriteString(basicText(t))
	case *types.Named:
		writeNamed(b, t)
	case *types.Pointer:
		b.WriteString("*")
		writeType(b, t.Elem())
	case *types.Slice:
		b.WriteString("[]")
		writeType(b, t.Elem())
	case *types.Array:
		b.WriteString("[" + strconv.FormatInt(t.Len(), 10) + "]")
		writeType(b, t.Elem())
	case *types.Map:
		b.WriteString("map[")
		writeType(b, t.Key())
		b.WriteString("]")
		writeType(b, t.Elem())
	case *types.Chan:
		writeChan(b, t)
	case *types.Signature:
		b.WriteString("func")
		writeSignature(b, t)
	case *types.Struct:
		writeStruct(b, t)
	case *types.Interface:
		writeInterface(b, t)
	default:
		b.WriteString(typ.String())
	}
}

// basicText undoes the aliases byte and rune.
func basicText(t *types.Basic) string {
	if t.Kind() == types.UnsafePointer {
		return "unsafe.Pointer"
	}
	return types.Typ[t.Kind()].Name()
}

func writeNamed(b *strings.Builder, t *types.Named) {
	if p := t.Obj().Pkg(); p != nil {
		b.WriteString(p.Name() + ".")
	}
	b.WriteString(t.Obj().Name())
	for i := range t.TypeArgs().Len() {
		b.WriteString(map[bool]string{true: "[", false: ","}[i == 0])
		// Type arguments stand in link names, which have full paths.
		var arg strings.Builder
		writeType(&arg, t.TypeArgs().At(i))
		text := arg.String()
		if n, ok := types.Unalias(t.TypeArgs().At(i)).(*types.Named); ok && n.Obj().Pkg() != nil && n.TypeArgs().Len() == 0 {
			text = n.Obj().Pkg().Path() + "." + n.Obj().Name()
		}
		b.WriteString(text)
	}
	if t.TypeArgs().Len() > 0 {
		b.WriteString("]")
	}
}

func writeChan(b *strings.Builder, t *types.Chan) {
	switch t.Dir() {
	case types.SendOnly:
		b.WriteString("chan<- ")
	case types.RecvOnly:
		b.WriteString("<-chan ")
	default:
		b.WriteString("chan ")
		if e, ok := types.Unalias(t.Elem()).(*types.Chan); ok && e.Dir() == types.RecvOnly {
			b.WriteString("(")
			writeType(b, e)
			b.WriteString(")")
			return
		}
	}
	writeType(b, t.Elem())
}

func writeSignature(b *strings.Builder, t *types.Signature) {
	b.WriteString("(")
	for i := range t.Params().Len() {
		if i > 0 {
			b.WriteString(", ")
		}
		p := t.Params().At(i).Type()
		if s, ok := p.(*types.Slice); ok && t.Variadic() && i == t.Params().Len()-1 {
			b.WriteString("...")
			p = s.Elem()
		}
		writeType(b, p)
	}
	b.WriteString(")")
	n := t.Results().Len()
	if n == 0 {
		return
	}
	b.WriteString(" ")
	if n > 1 {
		b.WriteString("(")
	}
	for i := range n {
		if i > 0 {
			b.WriteString(", ")
		}
		writeType(b, t.Results().At(i).Type())
	}
	if n > 1 {
		b.WriteString(")")
	}
}

func writeStruct(b *strings.Builder, t *types.Struct) {
	if t.NumFields() == 0 {
		b.WriteString("struct {}")
		return
	}
	b.WriteString("struct { ")
	for i := range t.NumFields() {
		if i > 0 {
			b.WriteString("; ")
		}
		f := t.Field(i)
		if !f.Embedded() {
			b.WriteString(f.Name() + " ")
		}
		writeType(b, f.Type())
		if t.Tag(i) != "" {
			b.WriteString(" " + strconv.Quote(t.Tag(i)))
		}
	}
	b.WriteString(" }")
}

func writeInterface(b *strings.Builder, t *types.Interface) {
	if t.NumMethods() == 0 {
		b.WriteString("interface {}")
		return
	}
	b.WriteString("interface { ")
	for i := range t.NumMethods() { // sorted by name
		if i > 0 {
			b.WriteString("; ")
		}
		m := t.Method(i)
		if !m.Exported() && m.Pkg() != nil {
			b.WriteString(m.Pkg().Name() + ".")
		}
		b.WriteString(m.Name())
		writeSignature(b, m.Type().(*types.Signature))
	}
	b.WriteString(" }")
}
