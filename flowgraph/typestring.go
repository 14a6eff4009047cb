package flowgraph

// This file writes types as Go's runtime does in panic texts: package names instead of paths, spaces inside of struct
// and interface types.

import (
	"go/types"
	"strconv"
	"strings"
)

// RuntimeTypeString returns the text of t that Go's runtime has for it: "*main.T", "struct { x int }", "interface {}".
func RuntimeTypeString(t types.Type) string {
	var b strings.Builder
	writeRuntimeType(&b, t)
	return b.String()
}

func writeRuntimeType(b *strings.Builder, t types.Type) {
	switch t := t.(type) {
	case *types.Alias:
		writeRuntimeType(b, types.Unalias(t))
	case *types.Basic:
		switch t.Kind() {
		case types.Uint8:
			b.WriteString("uint8")
		case types.Int32:
			b.WriteString("int32")
		case types.UnsafePointer:
			b.WriteString("unsafe.Pointer")
		default:
			b.WriteString(t.Name())
		}
	case *types.Named:
		if pkg := t.Obj().Pkg(); pkg != nil {
			b.WriteString(pkg.Name() + ".")
		}
		b.WriteString(t.Obj().Name())
		writeRuntimeTypeArgs(b, t)
	case *types.Pointer:
		b.WriteByte('*')
		writeRuntimeType(b, t.Elem())
	case *types.Slice:
		b.WriteString("[]")
		writeRuntimeType(b, t.Elem())
	case *types.Array:
		b.WriteString("[" + strconv.FormatInt(t.Len(), 10) + "]")
		writeRuntimeType(b, t.Elem())
	case *types.Map:
		b.WriteString("map[")
		writeRuntimeType(b, t.Key())
		b.WriteByte(']')
		writeRuntimeType(b, t.Elem())
	case *types.Chan:
		writeRuntimeChan(b, t)
	case *types.Struct:
		writeRuntimeStruct(b, t)
	case *types.Signature:
		b.WriteString("func")
		writeRuntimeSignature(b, t)
	case *types.Interface:
		writeRuntimeInterface(b, t)
	default:
		b.WriteString("?")
	}
}

// writeRuntimeTypeArgs writes type arguments, which do carry package paths.
func writeRuntimeTypeArgs(b *strings.Builder, t *types.Named) {
	args := t.TypeArgs()
	if args.Len() == 0 {
		return
	}
	b.WriteByte('[')
	for i := range args.Len() {
		if i > 0 {
			b.WriteByte(',')
		}
		n := newTypeNames()
		b.WriteString(n.str(args.At(i)))
	}
	b.WriteByte(']')
}

func writeRuntimeChan(b *strings.Builder, t *types.Chan) {
	b.WriteString([]string{"chan ", "chan<- ", "<-chan "}[t.Dir()])
	if e, ok := t.Elem().(*types.Chan); ok && t.Dir() != types.SendOnly && e.Dir() == types.RecvOnly {
		b.WriteByte('(')
		writeRuntimeType(b, e)
		b.WriteByte(')')
		return
	}
	writeRuntimeType(b, t.Elem())
}

func writeRuntimeStruct(b *strings.Builder, t *types.Struct) {
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
		writeRuntimeType(b, f.Type())
		if tag := t.Tag(i); tag != "" {
			b.WriteString(" " + strconv.Quote(tag))
		}
	}
	b.WriteString(" }")
}

func writeRuntimeSignature(b *strings.Builder, t *types.Signature) {
	b.WriteByte('(')
	for i := range t.Params().Len() {
		if i > 0 {
			b.WriteString(", ")
		}
		param := t.Params().At(i).Type()
		if s, ok := param.(*types.Slice); ok && t.Variadic() && i == t.Params().Len()-1 {
			b.WriteString("...")
			param = s.Elem()
		}
		writeRuntimeType(b, param)
	}
	b.WriteByte(')')
	n := t.Results().Len()
	if n == 0 {
		return
	}
	b.WriteByte(' ')
	if n > 1 {
		b.WriteByte('(')
	}
	for i := range n {
		if i > 0 {
			b.WriteString(", ")
		}
		writeRuntimeType(b, t.Results().At(i).Type())
	}
	if n > 1 {
		b.WriteByte(')')
	}
}

func writeRuntimeInterface(b *strings.Builder, t *types.Interface) {
	if t.NumMethods() == 0 {
		b.WriteString("interface {}")
		return
	}
	b.WriteString("interface { ")
	for i := range t.NumMethods() {
		if i > 0 {
			b.WriteString("; ")
		}
		m := t.Method(i)
		if !m.Exported() && m.Pkg() != nil {
			b.WriteString(m.Pkg().Path() + ".")
		}
		b.WriteString(m.Name())
		writeRuntimeSignature(b, m.Type().(*types.Signature))
	}
	b.WriteString(" }")
}
