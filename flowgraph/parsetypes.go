package flowgraph

// This file holds the scanner of one line and the parsing of types.

import (
	"fmt"
	"go/types"
	"strconv"
	"strings"

	"rgo/rtyper/lltype"
)

// A scanner reads one line from left to right. Its methods stop with a syntaxError.
type scanner struct {
	p    *textParser
	text string
	i    int
	pkg  *types.Package // of unexported names
}

func (s *scanner) fail(format string, args ...any) {
	panic(syntaxError{fmt.Sprintf(format, args...)})
}

func (s *scanner) space() {
	for s.i < len(s.text) && (s.text[s.i] == ' ' || s.text[s.i] == '\t') {
		s.i++
	}
}

func (s *scanner) rest() string {
	s.space()
	return s.text[s.i:]
}

func (s *scanner) end() {
	if r := s.rest(); r != "" && !strings.HasPrefix(r, "//") {
		s.fail("unexpected %q", clip(r))
	}
}

func clip(s string) string {
	if len(s) > 20 {
		return s[:20] + "..."
	}
	return s
}

// accept skips tok if it is next.
func (s *scanner) accept(tok string) bool {
	if strings.HasPrefix(s.rest(), tok) {
		s.i += len(tok)
		return true
	}
	return false
}

func (s *scanner) want(tok string) {
	if !s.accept(tok) {
		s.fail("expected %q, found %q", tok, clip(s.rest()))
	}
}

func (s *scanner) peekWord() string {
	r := s.rest()
	n := 0
	for n < len(r) && (isWordChar(r[n]) || r[n] >= 0x80) {
		n++
	}
	return r[:n]
}

// word reads an identifier.
func (s *scanner) word() string {
	w := s.peekWord()
	if w == "" {
		s.fail("expected a word, found %q", clip(s.rest()))
	}
	s.i += len(w)
	return w
}

// acceptWord skips the word w if it is next.
func (s *scanner) acceptWord(w string) bool {
	if s.peekWord() == w {
		s.i += len(w)
		return true
	}
	return false
}

func (s *scanner) keyword(w string) {
	if !s.acceptWord(w) {
		s.fail("expected %q, found %q", w, clip(s.rest()))
	}
}

// name reads a name, quoted or not.
func (s *scanner) name() string {
	r := s.rest()
	if strings.HasPrefix(r, `"`) {
		return s.quoted()
	}
	n := scanName(r)
	if n == 0 {
		s.fail("expected a name, found %q", clip(r))
	}
	s.i += n
	return r[:n]
}

func (s *scanner) quoted() string {
	q, err := strconv.QuotedPrefix(s.rest())
	if err != nil || q[0] == '\'' {
		s.fail("expected a quoted string, found %q", clip(s.rest()))
	}
	s.i += len(q)
	text, _ := strconv.Unquote(q)
	return text
}

func (s *scanner) numberText() string {
	r := s.rest()
	n := 0
	if strings.HasPrefix(r, "-") {
		n++
	}
	for n < len(r) && '0' <= r[n] && r[n] <= '9' {
		n++
	}
	return r[:n]
}

func (s *scanner) int() int64 {
	text := s.numberText()
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		s.fail("expected an integer, found %q", clip(s.rest()))
	}
	s.i += len(text)
	return n
}

func (s *scanner) ints() []int64 {
	var list []int64
	s.want("[")
	for !s.accept("]") {
		list = append(list, s.int())
	}
	return list
}

func (s *scanner) attrs() GraphAttr {
	var a GraphAttr
	for !s.accept("}") {
		w := s.word()
		bit := GraphAttr(0)
		for _, n := range attrNames {
			if n.name == w {
				bit = n.bit
			}
		}
		if bit == 0 {
			s.fail("unknown attribute %q", w)
		}
		a |= bit
		s.accept(",")
	}
	return a
}

// paramList reads "a_1: T, b_2: U" up to close, or bare types if there are no variables.
func (s *scanner) paramList(close string, named bool, vars *[]*Var) []Type {
	var ts []Type
	for !s.accept(close) {
		var v *Var
		if named {
			v = s.newVar()
			s.want(":")
			*vars = append(*vars, v)
		}
		t := s.typ()
		if named {
			v.Typ = t
		}
		ts = append(ts, t)
		if !s.accept(",") && !strings.HasPrefix(s.rest(), close) {
			s.fail("expected %q, found %q", close, clip(s.rest()))
		}
	}
	return ts
}

// skipHeader goes to the tail of a graph's header, which has been parsed once.
func (s *scanner) skipHeader(named bool) {
	var vars []*Var
	s.want("(")
	s.paramList(")", named, &vars)
	if s.acceptWord("captures") {
		s.want("(")
		s.paramList(")", named, &vars)
	}
	s.results(s.typ)
	if s.accept("{") {
		s.attrs()
	}
}

// results reads the result types of a header or signature: nothing, a type, or a list in parentheses.
func (s *scanner) results(typ func() Type) []Type {
	if s.accept("(") {
		var ts []Type
		for !s.accept(")") {
			ts = append(ts, typ())
			s.accept(",")
		}
		return ts
	}
	r := s.rest()
	if r == "" || strings.HasPrefix(r, "//") || strings.IndexByte("{}]),;:=", r[0]) >= 0 {
		return nil
	}
	if w := s.peekWord(); w == "deferred" || w == "doc" {
		return nil
	}
	return []Type{typ()}
}

// typ reads a type of the program's stage.
func (s *scanner) typ() Type {
	if s.p.prog.Stage.Low() {
		w := s.word()
		t, ok := lltype.Lookup(w)
		if !ok {
			s.fail("unknown low-level type %q", w)
		}
		return t
	}
	return s.goType()
}

// goType reads a Go type.
func (s *scanner) goType() types.Type {
	r := s.rest()
	switch {
	case s.accept("*"):
		return types.NewPointer(s.goType())
	case s.accept("[]"):
		return types.NewSlice(s.goType())
	case s.accept("["):
		n := s.int()
		if n < 0 {
			s.fail("negative array length")
		}
		s.want("]")
		return types.NewArray(s.goType(), n)
	case s.accept("map["):
		key := s.goType()
		s.want("]")
		return types.NewMap(key, s.goType())
	case s.accept("<-chan ("):
		return s.channel(types.RecvOnly)
	case s.accept("chan<- ("):
		return s.channel(types.SendOnly)
	case s.accept("chan ("):
		return s.channel(types.SendRecv)
	case s.accept("struct{"):
		return s.structType()
	case s.accept("interface{"):
		return s.interfaceType()
	case strings.HasPrefix(r, "func("):
		s.accept("func")
		return s.signature()
	}
	return s.namedType()
}

func (s *scanner) channel(dir types.ChanDir) types.Type {
	t := types.NewChan(dir, s.goType())
	s.want(")")
	return t
}

func (s *scanner) namedType() types.Type {
	name := s.name()
	if t := s.p.named[name]; t != nil {
		return t
	}
	if name == "unsafe.Pointer" {
		return types.Typ[types.UnsafePointer]
	}
	if o, ok := types.Universe.Lookup(name).(*types.TypeName); ok {
		return types.Unalias(o.Type())
	}
	for _, t := range types.Typ {
		if t.Info()&types.IsUntyped != 0 && strings.ReplaceAll(t.Name(), " ", "_") == name {
			return t
		}
	}
	s.fail("unknown type %s", name)
	return nil
}

func (s *scanner) structType() types.Type {
	var fields []*types.Var
	var tags []string
	for !s.accept("}") {
		name, embedded := "", true
		r := s.rest()
		if w := s.peekWord(); w != "" && strings.HasPrefix(r[len(w):], " ") {
			name, embedded = w, false
			s.word()
		}
		t := s.goType()
		if embedded {
			name = embeddedName(t)
		}
		for _, f := range fields {
			if f.Name() == name && name != "_" {
				s.fail("two fields %s", name)
			}
		}
		fields = append(fields, types.NewField(0, s.pkg, name, t, embedded))
		tag := ""
		if strings.HasPrefix(s.rest(), `"`) {
			tag = s.quoted()
		}
		tags = append(tags, tag)
		s.accept(";")
	}
	return types.NewStruct(fields, tags)
}

// embeddedName returns the field name of an embedded field of type t.
func embeddedName(t types.Type) string {
	if p, ok := t.(*types.Pointer); ok {
		t = p.Elem()
	}
	switch t := t.(type) {
	case *types.Named:
		name, _, _ := strings.Cut(t.Obj().Name(), "[")
		return name
	case *types.Basic:
		return t.Name()
	}
	return "_"
}

func (s *scanner) interfaceType() types.Type {
	var methods []*types.Func
	for !s.accept("}") {
		pkg := s.pkg
		if strings.HasPrefix(s.rest(), `"`) {
			pkg = s.p.pkg(s.quoted())
			s.want(".")
		}
		name := s.word()
		methods = append(methods, types.NewFunc(0, pkg, name, s.signature()))
		s.accept(";")
	}
	return types.NewInterfaceType(methods, nil).Complete()
}

// signature reads parameters and results.
func (s *scanner) signature() *types.Signature {
	var params []*types.Var
	variadic := false
	s.want("(")
	for !s.accept(")") {
		var t types.Type
		if variadic {
			s.fail("a parameter after the variadic one")
		}
		if s.accept("...") {
			variadic = true
			t = types.NewSlice(s.goType())
		} else {
			t = s.goType()
		}
		params = append(params, types.NewVar(0, s.pkg, "", t))
		if !s.accept(",") && !strings.HasPrefix(s.rest(), ")") {
			s.fail("expected \")\", found %q", clip(s.rest()))
		}
	}
	var results []*types.Var
	for _, t := range s.results(func() Type { return s.goType() }) {
		results = append(results, types.NewVar(0, s.pkg, "", t.(types.Type)))
	}
	return types.NewSignatureType(nil, nil, nil, types.NewTuple(params...), types.NewTuple(results...), variadic)
}
