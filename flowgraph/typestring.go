package flowgraph

// This file writes types, so that identical types have one text, whatever aliases the source has for them: as Go's runtime
// does in panic texts, and with full paths, for names. Which of several identical types a program is asked for first
// depends on how fast its processors are, so nothing that is written may depend on how types are spelled.

import (
	"go/types"
	"slices"
	"strconv"
	"strings"
)

// RuntimeTypeString returns the text of t that Go's runtime has for it, which is that of reflect.Type too: "*main.T",
// "struct { x int }", "interface {}", "main.G[example.com/m.T]": package names instead of paths, but for type arguments,
// which are part of link names.
func RuntimeTypeString(t types.Type) string {
	var w typeWriter
	w.write(t)
	return w.String()
}

// TypeName returns the text of t in which packages are what path returns for them: "*example.com/m.T".
func TypeName(t types.Type, path func(*types.Package) string) string {
	w := typeWriter{path: path, full: true}
	w.write(t)
	return w.String()
}

// TypeArgs returns the text of type arguments behind the name of what they instantiate, such as "[int,example.com/m.T]".
func TypeArgs(args []types.Type, path func(*types.Package) string) string {
	w := typeWriter{path: path}
	w.writeArgs(args)
	return w.String()
}

// A typeWriter collects the text of a type.
type typeWriter struct {
	strings.Builder
	path func(*types.Package) string // what paths in full are; nil: those of the packages
	full bool                        // paths are written in full, as in type arguments
}

// qualify writes what stands in front of a name of package p.
func (w *typeWriter) qualify(p *types.Package) {
	switch {
	case p == nil:
	case w.full && w.path != nil:
		w.WriteString(w.path(p) + ".")
	case w.full:
		w.WriteString(p.Path() + ".")
	default:
		w.WriteString(p.Name() + ".")
	}
}

func (w *typeWriter) write(t types.Type) {
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
		w.writeArgs(slices.Collect(t.TypeArgs().Types()))
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

func (w *typeWriter) writeArgs(args []types.Type) {
	if len(args) == 0 {
		return
	}
	outer := w.full
	w.full = true
	for i, arg := range args {
		w.WriteByte("[,"[min(i, 1)])
		w.write(arg)
	}
	w.WriteByte(']')
	w.full = outer
}

func (w *typeWriter) writeChan(t *types.Chan) {
	w.WriteString([]string{"chan ", "chan<- ", "<-chan "}[t.Dir()])
	if e, ok := types.Unalias(t.Elem()).(*types.Chan); ok && t.Dir() == types.SendRecv && e.Dir() == types.RecvOnly {
		w.WriteByte('(')
		w.write(e)
		w.WriteByte(')')
		return
	}
	w.write(t.Elem())
}

func (w *typeWriter) writeStruct(t *types.Struct) {
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
			if w.full && !f.Exported() {
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

func (w *typeWriter) writeSignature(t *types.Signature) {
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

func (w *typeWriter) writeInterface(t *types.Interface) {
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
