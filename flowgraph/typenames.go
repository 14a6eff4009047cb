package flowgraph

// This file writes Go types. Named types are written with their package path and type arguments, "slices.S[int]"; where
// several types would have the same text (types declared inside functions), all but the first get a suffix "#2".

import (
	"go/types"
	"strconv"
	"strings"
)

// typeNames gives every named type one text.
type typeNames struct {
	text  map[Type]string                 // of any type printed before
	named map[*types.TypeName][]*instance // by declaration
	count map[string]int                  // how many named types share a text
	order []*types.Named                  // in the order of their first mention
}

// An instance is a named type with its text: generic declarations have several.
type instance struct {
	typ  *types.Named
	text string
}

func newTypeNames() *typeNames {
	return &typeNames{
		text:  map[Type]string{},
		named: map[*types.TypeName][]*instance{},
		count: map[string]int{},
	}
}

// str returns the text of t.
func (n *typeNames) str(t Type) string {
	gt, ok := t.(types.Type)
	if !ok {
		if t == nil {
			return "untyped"
		}
		return t.String()
	}
	if s, ok := n.text[t]; ok {
		return s
	}
	var b strings.Builder
	n.write(&b, gt)
	s := b.String()
	n.text[t] = s
	return s
}

func (n *typeNames) write(b *strings.Builder, t types.Type) {
	switch t := t.(type) {
	case *types.Alias:
		n.write(b, types.Unalias(t))
	case *types.Basic:
		n.basic(b, t)
	case *types.Named:
		b.WriteString(n.namedText(t))
	case *types.Pointer:
		b.WriteByte('*')
		n.write(b, t.Elem())
	case *types.Slice:
		b.WriteString("[]")
		n.write(b, t.Elem())
	case *types.Array:
		b.WriteString("[" + strconv.FormatInt(t.Len(), 10) + "]")
		n.write(b, t.Elem())
	case *types.Map:
		b.WriteString("map[")
		n.write(b, t.Key())
		b.WriteByte(']')
		n.write(b, t.Elem())
	case *types.Chan:
		b.WriteString([]string{"chan ", "chan<- ", "<-chan "}[t.Dir()])
		b.WriteByte('(')
		n.write(b, t.Elem())
		b.WriteByte(')')
	case *types.Struct:
		n.structType(b, t)
	case *types.Signature:
		b.WriteString("func")
		n.signature(b, t)
	case *types.Interface:
		n.interfaceType(b, t)
	default:
		b.WriteString("invalid")
	}
}

func (n *typeNames) basic(b *strings.Builder, t *types.Basic) {
	switch t.Kind() {
	case types.UnsafePointer:
		b.WriteString("unsafe.Pointer")
	case types.Invalid:
		b.WriteString("invalid")
	case types.Uint8: // also spelled byte
		b.WriteString("uint8")
	case types.Int32: // also spelled rune
		b.WriteString("int32")
	default:
		b.WriteString(strings.ReplaceAll(t.Name(), " ", "_"))
	}
}

func (n *typeNames) structType(b *strings.Builder, t *types.Struct) {
	b.WriteString("struct{")
	for i := range t.NumFields() {
		if i > 0 {
			b.WriteString("; ")
		}
		f := t.Field(i)
		if !f.Embedded() {
			b.WriteString(f.Name() + " ")
		}
		n.write(b, f.Type())
		if tag := t.Tag(i); tag != "" {
			b.WriteString(" " + strconv.Quote(tag))
		}
	}
	b.WriteByte('}')
}

func (n *typeNames) signature(b *strings.Builder, t *types.Signature) {
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
		n.write(b, param)
	}
	b.WriteByte(')')
	switch t.Results().Len() {
	case 0:
	case 1:
		b.WriteByte(' ')
		n.write(b, t.Results().At(0).Type())
	default:
		b.WriteString(" (")
		for i := range t.Results().Len() {
			if i > 0 {
				b.WriteString(", ")
			}
			n.write(b, t.Results().At(i).Type())
		}
		b.WriteByte(')')
	}
}

func (n *typeNames) interfaceType(b *strings.Builder, t *types.Interface) {
	if t.NumMethods() == 0 && t.IsMethodSet() {
		b.WriteString("any")
		return
	}
	b.WriteString("interface{")
	for i := range t.NumMethods() {
		if i > 0 {
			b.WriteString("; ")
		}
		m := t.Method(i)
		if !m.Exported() && m.Pkg() != nil {
			b.WriteString(strconv.Quote(m.Pkg().Path()) + ".")
		}
		b.WriteString(m.Name())
		n.signature(b, m.Type().(*types.Signature))
	}
	if !t.IsMethodSet() {
		b.WriteString("; constraint")
	}
	b.WriteByte('}')
}

// namedText returns the text of a named type, the same for identical types and different for different ones.
func (n *typeNames) namedText(t *types.Named) string {
	for _, known := range n.named[t.Obj()] {
		if known.typ == t || types.Identical(known.typ, t) {
			return known.text
		}
	}
	var b strings.Builder
	if pkg := t.Obj().Pkg(); pkg != nil {
		b.WriteString(pkg.Path() + ".")
	}
	b.WriteString(t.Obj().Name())
	if args := t.TypeArgs(); args.Len() > 0 {
		b.WriteByte('[')
		for i := range args.Len() {
			if i > 0 {
				b.WriteByte(',')
			}
			n.write(&b, args.At(i))
		}
		b.WriteByte(']')
	}
	text := b.String()
	n.count[text]++
	if c := n.count[text]; c > 1 {
		text += "#" + strconv.Itoa(c)
	}
	n.named[t.Obj()] = append(n.named[t.Obj()], &instance{t, text})
	n.order = append(n.order, t)
	return text
}
