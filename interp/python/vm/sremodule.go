package vm

import (
	"slices"
	"strconv"
	"strings"

	"rgo/interp/python/sre"
	"rgo/rlib/thread"
)

// This file is the module _sre and pattern objects. Package sre matches;
// srematch.go has match objects, sresub.go what goes over all matches.

//rgo:parallel
func init() {
	builtinModules["_sre"] = makeSRE
	PatternType.module = newASCII("re")
	PatternType.flags |= weakrefs
	PatternType.addMethods(patternMethods)
	PatternType.addClassMethods([]method{{"__class_getitem__", 1, 1, makeAlias, ""}})
	PatternType.addGetSets([]getset{
		{"pattern", func(t *Thread, o Object) Object { return o.(*Pattern).pattern }, nil},
		{"flags", func(t *Thread, o Object) Object { return intOf(o.(*Pattern).flags) }, nil},
		{"groups", func(t *Thread, o Object) Object { return intOf(o.(*Pattern).groups) }, nil},
		{"groupindex", func(t *Thread, o Object) Object { return &MappingProxy{o.(*Pattern).groupIndex} }, nil},
	})
	ScannerType.module = newASCII("_sre")
	ScannerType.addGetSets([]getset{{"pattern", func(t *Thread, o Object) Object { return o.(*Scanner).pattern }, nil}})
	ScannerType.addMethods([]method{
		{"match", 0, 0, func(t *Thread, args []Object) Object { return args[0].(*Scanner).step(false) }, ""},
		{"search", 0, 0, scannerSearch, ""},
	})
	scannerSearchMethod = ScannerType.dict.get(intern("search"))
}

// Pattern is a compiled regular expression.
type Pattern struct {
	weakHolder
	program    *sre.Program
	pattern    Object // str, bytes or None
	flags      int
	groups     int
	groupIndex *Dict  // group numbers by name
	indexGroup *Tuple // names by number
	isBytes    bool
}

// Class returns re.Pattern.
//
//rgo:parallel
func (*Pattern) Class() *Type { return PatternType }

// Types of the module.
var (
	PatternType = newBuiltinType("Pattern", ObjectType, final|byTable)
	ScannerType = newBuiltinType("SRE_Scanner", ObjectType, final)
)

// makeSRE makes the module.
func makeSRE(t *Thread) *Module {
	m := newModule("_sre")
	m.set("MAGIC", newInt(sre.Magic))
	m.set("CODESIZE", newInt(sre.CodeSize))
	m.set("MAXREPEAT", newInt(sre.MaxRepeat))
	m.set("MAXGROUPS", newInt(sre.MaxGroups))
	m.set("copyright", newASCII(" SRE "+strconv.Itoa(sre.Magic)+" "))
	character := func(fn func(r rune) Object) BuiltinFunc {
		return func(t *Thread, args []Object) Object {
			i, ok := t.index(args[0])
			if !ok {
				return nil
			}
			return fn(rune(i))
		}
	}
	m.addFunctions([]method{
		{"compile", 6, 6, sreCompile, "pattern,flags,code,groups,groupindex,indexgroup"},
		{"getcodesize", 0, 0, func(t *Thread, args []Object) Object { return newInt(sre.CodeSize) }, ""},
		{"ascii_iscased", 1, 1, character(func(r rune) Object { return boolOf(sre.IsCasedASCII(r)) }), ""},
		{"unicode_iscased", 1, 1, character(func(r rune) Object { return boolOf(sre.IsCased(r)) }), ""},
		{"ascii_tolower", 1, 1, character(func(r rune) Object { return newInt(int64(sre.LowerASCII(r))) }), ""},
		{"unicode_tolower", 1, 1, character(func(r rune) Object { return newInt(int64(sre.Lower(r))) }), ""},
	})
	return m
}

// sreCompile is compile(pattern, flags, code, groups, groupindex, indexgroup).
func sreCompile(t *Thread, args []Object) Object {
	p := &Pattern{pattern: args[0]}
	var ok bool
	if p.flags, ok = t.index(args[1]); !ok {
		return nil
	}
	list := listOf(args[2])
	if list == nil {
		return t.typeError("compile() argument 'code' must be list, not " + args[2].Class().name)
	}
	if p.groups, ok = t.index(args[3]); !ok {
		return nil
	}
	if p.groupIndex = dictOf(args[4]); p.groupIndex == nil {
		return t.typeError("compile() argument 'groupindex' must be dict, not " + args[4].Class().name)
	}
	p.groupIndex = p.groupIndex.copy()
	p.groupIndex.bias = thread.Frozen()
	if p.indexGroup, ok = payloadOf(args[5]).(*Tuple); !ok {
		return t.typeError("compile() argument 'indexgroup' must be tuple, not " + args[5].Class().name)
	}
	words := make([]uint32, len(list.items))
	for i, o := range list.items {
		v, ok := smallValue(o)
		if !ok {
			if _, big := payloadOf(o).(*BigInt); !big {
				return t.typeError("an integer is required")
			}
			v = -1
		}
		if v < 0 || v > sre.MaxRepeat {
			return t.raise(OverflowError, "regular expression code size limit exceeded")
		}
		words[i] = uint32(v)
	}
	switch payloadOf(p.pattern).(type) {
	case *Str, *noneObject:
	default:
		if _, ok := bytesText(p.pattern); !ok {
			return t.typeError("expected string or bytes-like object, got '" + p.pattern.Class().name + "'")
		}
		p.isBytes = true
	}
	if p.program = sre.New(words, p.groups); p.program == nil {
		return t.raise(RuntimeError, "invalid SRE code")
	}
	return p
}

// subject is what a pattern is matched against.
type subject struct {
	object Object // the argument
	str    *Str   // nil for bytes
	text   string
	wide   []rune
	n      int
}

// subjectOf takes the argument of a matching function.
//
//rgo:parallel
func (t *Thread) subjectOf(p *Pattern, o Object) (subject, bool) {
	s := subject{object: o}
	if s.str = strOf(o); s.str != nil {
		if p.isBytes {
			t.typeError("cannot use a bytes pattern on a string-like object")
			return s, false
		}
		s.text, s.n = s.str.s, s.str.n
		if !s.str.isASCII() {
			s.wide = s.str.runes()
		}
		return s, true
	}
	text, ok := bytesText(o)
	if !ok {
		b, sound := t.bufferOf(o)
		if b == nil {
			if sound {
				t.typeError("expected string or bytes-like object, got '" + o.Class().name + "'")
			}
			return s, false
		}
		text = string(b.bytes())
	}
	if !p.isBytes && p.pattern != None {
		t.typeError("cannot use a string pattern on a bytes-like object")
		return s, false
	}
	s.text, s.n = text, len(text)
	return s, true
}

// slice returns subject[low:high].
//
//rgo:parallel
func (s *subject) slice(low, high int) Object {
	if s.str != nil {
		return s.str.slice(low, high)
	}
	if low == 0 && high == s.n {
		if b, ok := s.object.(*Bytes); ok {
			return b
		}
	}
	return &Bytes{s.text[low:high]}
}

// matcher prepares matching in o[pos:endpos], which may be nil.
//
//rgo:parallel
func (t *Thread) matcher(p *Pattern, o, pos, endpos Object) (*sre.Matcher, *subject, bool) {
	s, ok := t.subjectOf(p, o)
	if !ok {
		return nil, nil, false
	}
	start, end := 0, s.n
	if pos != nil {
		if start, ok = t.index(pos); !ok {
			return nil, nil, false
		}
		start = max(0, min(start, s.n))
	}
	if endpos != nil {
		if end, ok = t.index(endpos); !ok {
			return nil, nil, false
		}
		end = max(0, min(end, s.n))
	}
	return sre.NewMatcher(p.program, s.text, s.wide, start, end), &s, true
}

// scannerSearchMethod is the method search of scanners.
var scannerSearchMethod Object

// Scanner finds one match after the other.
type Scanner struct {
	bias    thread.Bias
	pattern *Pattern
	m       *sre.Matcher // nil once there are no more
	s       *subject
	pos     int // where the whole search began
}

// Class returns _sre.SRE_Scanner.
//
//rgo:parallel
func (*Scanner) Class() *Type { return ScannerType }

// step returns the next match, or None.
//
//rgo:parallel
func (x *Scanner) step(search bool) Object {
	x.bias.Take()
	m := x.m
	if m == nil {
		return None
	}
	found := false
	if search {
		found = m.Search()
	} else {
		found = m.Match()
	}
	if !found {
		x.m = nil
		return None
	}
	r := newMatch(x.pattern, x.s, m, x.pos)
	m.MustAdvance = m.Pos == m.Start
	m.Start = m.Pos
	return r
}

//rgo:parallel
func scannerSearch(t *Thread, args []Object) Object { return args[0].(*Scanner).step(true) }

//rgo:parallel
func newScanner(t *Thread, args []Object) *Scanner {
	p := args[0].(*Pattern)
	m, s, ok := t.matcher(p, args[1], args[2], args[3])
	if !ok {
		return nil
	}
	return &Scanner{thread.Mine(), p, m, s, m.Start}
}

// patternMatch makes match, fullmatch and search.
//
//rgo:parallel
func patternMatch(find func(m *sre.Matcher) bool) BuiltinFunc {
	return func(t *Thread, args []Object) Object {
		p := args[0].(*Pattern)
		m, s, ok := t.matcher(p, args[1], args[2], args[3])
		if !ok {
			return nil
		}
		pos := m.Start
		if !find(m) {
			return None
		}
		return newMatch(p, s, m, pos)
	}
}

//rgo:parallel
var patternMethods = []method{
	{"match", 1, 3, patternMatch(func(m *sre.Matcher) bool { return m.Match() }), "string,pos,endpos"},
	{"fullmatch", 1, 3, patternMatch(func(m *sre.Matcher) bool {
		m.MatchAll = true
		return m.Match()
	}), "string,pos,endpos"},
	{"search", 1, 3, patternMatch(func(m *sre.Matcher) bool { return m.Search() }), "string,pos,endpos"},
	{"findall", 1, 3, patternFindAll, "string,pos,endpos"},
	{"finditer", 1, 3, func(t *Thread, args []Object) Object {
		x := newScanner(t, args)
		if x == nil {
			return nil
		}
		return &CallIter{fn: &BoundMethod{fn: scannerSearchMethod, self: x}, sentinel: None}
	}, "string,pos,endpos"},
	{"scanner", 1, 3, func(t *Thread, args []Object) Object {
		if x := newScanner(t, args); x != nil {
			return x
		}
		return nil
	}, "string,pos,endpos"},
	{"split", 1, 2, patternSplit, "string,maxsplit"},
	{"sub", 2, 3, func(t *Thread, args []Object) Object {
		r, _ := t.patternSub(args[0].(*Pattern), args[1], args[2], args[3])
		return r
	}, "repl,string,count"},
	{"subn", 2, 3, func(t *Thread, args []Object) Object {
		r, n := t.patternSub(args[0].(*Pattern), args[1], args[2], args[3])
		if r == nil {
			return nil
		}
		return tupleOf(r, intOf(n))
	}, "repl,string,count"},
	{"__copy__", 0, 0, returnSelf, ""},
	{"__deepcopy__", 1, 1, returnSelf, ""},
	{"__repr__", 0, 0, func(t *Thread, args []Object) Object {
		s, ok := args[0].(*Pattern).reprText(t)
		if !ok {
			return nil
		}
		return NewStr(s)
	}, ""},
	{"__hash__", 0, 0, func(t *Thread, args []Object) Object {
		p := args[0].(*Pattern)
		h, ok := t.hash(p.pattern)
		if !ok {
			return nil
		}
		for _, w := range p.program.Code() {
			h = h*1000003 ^ uint64(w)
		}
		return newInt(int64(h ^ uint64(p.flags)))
	}, ""},
	{"__eq__", 1, 1, func(t *Thread, args []Object) Object { return t.samePattern(args[0], args[1], true) }, ""},
	{"__ne__", 1, 1, func(t *Thread, args []Object) Object { return t.samePattern(args[0], args[1], false) }, ""},
}

// samePattern compares patterns.
//
//rgo:parallel
func (t *Thread) samePattern(a, b Object, want bool) Object {
	x := a.(*Pattern)
	y, ok := b.(*Pattern)
	if !ok {
		return NotImplemented
	}
	same := x == y
	if !same && x.flags == y.flags && x.isBytes == y.isBytes && slices.Equal(x.program.Code(), y.program.Code()) {
		if same, ok = t.equal(x.pattern, y.pattern); !ok {
			return nil
		}
	}
	return boolOf(same == want)
}

// patternFlags are the names of the flags, by bit.
var patternFlags = []string{"TEMPLATE", "IGNORECASE", "LOCALE", "MULTILINE", "DOTALL", "UNICODE", "VERBOSE", "DEBUG", "ASCII"}

const (
	flagLocale  = 1 << 2
	flagUnicode = 1 << 5
	flagASCII   = 1 << 8
)

//rgo:parallel
func (p *Pattern) reprText(t *Thread) (string, bool) {
	text, ok := t.repr(p.pattern)
	if !ok {
		return "", false
	}
	if s := NewStr(text); s.n > 200 {
		text = s.slice(0, 200).s
	}
	flags := p.flags
	if strOf(p.pattern) != nil && flags&(flagLocale|flagUnicode|flagASCII) == flagUnicode {
		flags &^= flagUnicode
	}
	var names []string
	for i, name := range patternFlags {
		if flags&(1<<i) != 0 {
			names = append(names, "re."+name)
			flags &^= 1 << i
		}
	}
	if flags != 0 {
		names = append(names, "0x"+strconv.FormatInt(int64(flags), 16))
	}
	if len(names) > 0 {
		text += ", " + strings.Join(names, "|")
	}
	return "re.compile(" + text + ")", true
}
