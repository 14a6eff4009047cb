package build

// This file writes types for keptgraphs.go, as text from which another translation makes an identical type. Named types are named by
// package; so those that are declared inside functions, and what is made of type parameters, cannot be written.

import (
	"encoding/binary"
	"fmt"
	"go/types"
)

// The first byte of a type.
const (
	typeBasic     = 'b' // kind
	typeUniverse  = 'u' // name: one that has another name for a basic type, or error
	typeNamed     = 'n' // package, name, number of type arguments, these
	typePointer   = '*'
	typeSlice     = '['
	typeArray     = 'a'
	typeMap       = 'm'
	typeChan      = 'c'
	typeStruct    = 's'
	typeSignature = 'f'
	typeInterface = 'i'
)

// A typeCoder writes one type.
type typeCoder struct {
	p    *program
	buf  []byte
	bad  bool                     // it cannot be written
	seen func(pkg *types.Package) // told of the packages of named types; may be nil
}

// typeText returns the text of t; ok is false if there is none.
func (p *program) typeText(t types.Type) (text string, ok bool) {
	k := p.keeping
	k.mu.Lock()
	defer k.mu.Unlock()
	text, known := k.texts[t]
	if !known {
		w := typeCoder{p: p}
		w.write(t)
		if !w.bad {
			text = string(w.buf)
		}
		k.texts[t] = text
	}
	return text, text != ""
}

func (w *typeCoder) number(n int) { w.buf = binary.AppendUvarint(w.buf, uint64(n)) }

func (w *typeCoder) str(s string) {
	w.number(len(s))
	w.buf = append(w.buf, s...)
}

func (w *typeCoder) pkg(p *types.Package) {
	if p == nil {
		w.str("")
		return
	}
	if w.p.packages[p] == nil {
		w.bad = true
	}
	w.str(p.Path())
}

func (w *typeCoder) write(t types.Type) {
	switch t := t.(type) {
	case *types.Basic:
		if t != types.Typ[t.Kind()] {
			w.buf = append(w.buf, typeUniverse)
			w.str(t.Name())
			return
		}
		w.buf = append(w.buf, typeBasic, byte(t.Kind()))
	case *types.Alias:
		if t.TypeArgs().Len() > 0 || !w.named(t.Obj(), nil) {
			w.write(types.Unalias(t))
		}
	case *types.Named:
		if !w.named(t.Obj(), t.TypeArgs()) {
			w.bad = true
		}
	case *types.Pointer:
		w.buf = append(w.buf, typePointer)
		w.write(t.Elem())
	case *types.Slice:
		w.buf = append(w.buf, typeSlice)
		w.write(t.Elem())
	case *types.Array:
		w.buf = append(w.buf, typeArray)
		w.buf = binary.AppendUvarint(w.buf, uint64(t.Len()))
		w.write(t.Elem())
	case *types.Map:
		w.buf = append(w.buf, typeMap)
		w.write(t.Key())
		w.write(t.Elem())
	case *types.Chan:
		w.buf = append(w.buf, typeChan, byte(t.Dir()))
		w.write(t.Elem())
	case *types.Struct:
		w.buf = append(w.buf, typeStruct)
		w.number(t.NumFields())
		for i := range t.NumFields() {
			f := t.Field(i)
			w.flag(f.Embedded())
			w.pkg(f.Pkg())
			w.str(f.Name())
			w.str(t.Tag(i))
			w.write(f.Type())
		}
	case *types.Signature:
		w.buf = append(w.buf, typeSignature)
		w.signature(t)
	case *types.Interface:
		w.buf = append(w.buf, typeInterface)
		w.number(t.NumExplicitMethods())
		for i := range t.NumExplicitMethods() {
			m := t.ExplicitMethod(i)
			w.pkg(m.Pkg())
			w.str(m.Name())
			w.signature(m.Signature())
		}
		w.number(t.NumEmbeddeds())
		for i := range t.NumEmbeddeds() {
			w.write(t.EmbeddedType(i))
		}
	default:
		w.bad = true
	}
}

func (w *typeCoder) flag(b bool) {
	if b {
		w.buf = append(w.buf, 1)
	} else {
		w.buf = append(w.buf, 0)
	}
}

// named writes a declared type and reports whether it did.
func (w *typeCoder) named(obj *types.TypeName, args *types.TypeList) bool {
	if obj.Pkg() == nil {
		w.buf = append(w.buf, typeUniverse)
		w.str(obj.Name())
		return true
	}
	if obj.Parent() != obj.Pkg().Scope() || w.p.packages[obj.Pkg()] == nil {
		return false
	}
	if w.seen != nil {
		w.seen(obj.Pkg())
	}
	w.buf = append(w.buf, typeNamed)
	w.str(obj.Pkg().Path())
	w.str(obj.Name())
	w.number(args.Len())
	for a := range args.Types() {
		w.write(a)
	}
	return true
}

// signature writes a function type without its receiver, which is no part of its identity.
func (w *typeCoder) signature(t *types.Signature) {
	if t.TypeParams().Len() > 0 {
		w.bad = true
	}
	w.flag(t.Variadic())
	for _, list := range [...]*types.Tuple{t.Params(), t.Results()} {
		w.number(list.Len())
		for v := range list.Variables() {
			w.write(v.Type())
		}
	}
}

// A typeDecoder reads one type. What is wrong panics with an error.
type typeDecoder struct {
	p    *program
	text string
	at   int
}

// typeOfText returns the type that has the text. p.keeping.mu is held.
func (p *program) typeOfText(text string) types.Type {
	if t := p.keeping.types[text]; t != nil {
		return t
	}
	d := typeDecoder{p: p, text: text}
	t := d.read()
	p.keeping.types[text] = t
	return t
}

func (d *typeDecoder) number() int {
	n, size := uvarint(d.text[d.at:])
	d.at += size
	return n
}

// uvarint is binary.Uvarint of a string.
func uvarint(s string) (n, size int) {
	shift := 0
	for i := range len(s) {
		n |= int(s[i]&127) << shift
		if s[i] < 128 {
			return n, i + 1
		}
		shift += 7
	}
	panic(errDamaged)
}

func (d *typeDecoder) str() string {
	n := d.number()
	s := d.text[d.at : d.at+n]
	d.at += n
	return s
}

func (d *typeDecoder) byte() byte {
	d.at++
	return d.text[d.at-1]
}

func (d *typeDecoder) pkg() *types.Package {
	path := d.str()
	if path == "" {
		return nil
	}
	return d.p.typesOf(path)
}

// typesOf returns the package of a path.
func (p *program) typesOf(path string) *types.Package {
	if pkg := p.paths[path]; pkg != nil {
		return pkg.Types
	}
	panic(fmt.Errorf("%w: no package %s", errDamaged, path))
}

// lookup returns what a package declares.
func (p *program) lookup(path, name string) types.Object {
	if obj := p.typesOf(path).Scope().Lookup(name); obj != nil {
		return obj
	}
	panic(fmt.Errorf("%w: nothing called %s in package %s", errDamaged, name, path))
}

func (d *typeDecoder) read() types.Type {
	switch c := d.byte(); c {
	case typeBasic:
		return types.Typ[d.byte()]
	case typeUniverse:
		return types.Universe.Lookup(d.str()).Type()
	case typeNamed:
		start := d.at - 1
		path := d.str()
		t := d.p.lookup(path, d.str()).Type()
		args := make([]types.Type, d.number())
		if len(args) == 0 {
			return t
		}
		for i := range args {
			args[i] = d.read()
		}
		text := d.text[start:d.at]
		if known := d.p.keeping.types[text]; known != nil {
			return known // the fewer there are of one type, the less is found out about it again
		}
		t = d.p.instance(t, args...)
		d.p.keeping.types[text] = t
		return t
	case typePointer:
		return types.NewPointer(d.read())
	case typeSlice:
		return types.NewSlice(d.read())
	case typeArray:
		n := d.number()
		return types.NewArray(d.read(), int64(n))
	case typeMap:
		key := d.read()
		return types.NewMap(key, d.read())
	case typeChan:
		dir := types.ChanDir(d.byte())
		return types.NewChan(dir, d.read())
	case typeStruct:
		fields := make([]*types.Var, d.number())
		tags := make([]string, len(fields))
		for i := range fields {
			embedded := d.byte() != 0
			pkg := d.pkg()
			name := d.str()
			tags[i] = d.str()
			fields[i] = types.NewField(0, pkg, name, d.read(), embedded)
		}
		return types.NewStruct(fields, tags)
	case typeSignature:
		return d.signature()
	case typeInterface:
		methods := make([]*types.Func, d.number())
		for i := range methods {
			pkg := d.pkg()
			name := d.str()
			methods[i] = types.NewFunc(0, pkg, name, d.signature())
		}
		embedded := make([]types.Type, d.number())
		for i := range embedded {
			embedded[i] = d.read()
		}
		return types.NewInterfaceType(methods, embedded).Complete()
	}
	panic(errDamaged)
}

func (d *typeDecoder) signature() *types.Signature {
	variadic := d.byte() != 0
	var lists [2]*types.Tuple
	for i := range lists {
		vars := make([]*types.Var, d.number())
		for k := range vars {
			vars[k] = types.NewParam(0, nil, "", d.read())
		}
		lists[i] = types.NewTuple(vars...)
	}
	return types.NewSignatureType(nil, nil, nil, lists[0], lists[1], variadic)
}
