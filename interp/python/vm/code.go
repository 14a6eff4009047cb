package vm

import (
	"math/big"

	"rgo/interp/python/code"
	"rgo/rlib/thread"
)

// This file turns the compiler's code objects into the VM's: constants become
// objects, and names are interned. That is done when a code object is first
// run, or looked into: programs import far more functions than they call. When
// it has run for a while its instructions get inline caches (warm in fuse.go).

// Code is a code object.
type Code struct {
	weakHolder
	src      *code.Code `rgo:"immutable"`
	instrs   []uint32   // this and what follows up to kwNames is there when the code is filled
	fused    []uint32   // what the loop runs: see fuse.go
	cold     int        // above 0 until instructions are fused
	consts   []Object
	names    []*Str
	slots    []*Str // names of the frame's slots
	caches   []*inlineCache
	owner    int                               // whose caches these are, of those that caches are kept for: see owncaches.go
	others   *[sharedCaches + 1][]*inlineCache // those of others, or nil
	kwNames  [][]*Str                          // constants of KW_NAMES
	name     *Str
	qualname *Str
	doc      Object // the docstring, once asked for
	size     int    // slots and stack of a frame; unfilled at first
	nslots   int    `rgo:"immutable"`
	argCount int    `rgo:"immutable"` // positional parameters
	kwOnly   int    `rgo:"immutable"` // keyword-only parameters
	entry    int    // index of the first instruction that does something
	simple   bool   `rgo:"immutable"` // only positional parameters
	flags    code.Flags
	laidOut  *codeLayout // of CPython's form, once asked for
	made     *madeCode   // of code that a program has made
}

// Class returns the type of code objects.
func (*Code) Class() *Type { return CodeType }

// CodeType is the type of code objects.
var CodeType = newBuiltinType("code", ObjectType, final|byTable|weakrefs)

// inlineCache remembers a lookup beside the instruction that did it.
type inlineCache struct {
	kind    cacheKind
	misses  uint8  // attributes that threads together have not found here, up to manyMisses
	shape   *Shape // the instance's shape
	next    *Shape // STORE_ATTR: the shape after adding the attribute
	cls     *Type
	version uint64 // of the class, or of the layout of globals
	second  uint64 // of the layout of builtins
	index   int
	value   Object
	more    *inlineCache // other instances, classes or globals seen at the same place: see remember
}

type cacheKind uint8

const (
	cacheNothing  cacheKind = iota
	cacheSlot               // the attribute is in slot index
	cacheValue              // the attribute is value, found in the class
	cacheProperty           // value is a property's getter, a Python function
	cacheMethod             // value is a method of the class
	cacheAdd                // store adds slot, moving to shape next
	cacheGlobal             // entry index of globals; from here on several are kept where threads run together
	cacheBuiltin            // entry index of builtins
	cacheClass              // value is an attribute of class cls itself
)

// unfilled is the size of a frame of a code object that is not filled. No
// stack has room for it, so that calls notice.
const unfilled = 1 << 40

// loadCode converts a compiled code object, of which the head is enough.
func (t *Thread) loadCode(src *code.Code) *Code {
	return &Code{
		src:      src,
		name:     intern(src.Name),
		qualname: intern(src.QualName),
		size:     unfilled,
		nslots:   src.Slots(),
		argCount: src.ArgCount,
		kwOnly:   src.KwOnlyCount,
		simple:   src.KwOnlyCount == 0 && src.Flags&(code.VarArgs|code.VarKeywords) == 0,
		flags:    src.Flags,
	}
}

// fill makes what running a code object needs. It is false with ValueError if
// what was read of the code is broken.
//
//rgo:noinline
//rgo:cold
func (c *Code) fill(t *Thread) bool {
	if c.size != unfilled {
		return true
	}
	if c.made != nil {
		t.valueError("code: " + c.made.fault)
		return false
	}
	src := c.src
	if !src.Complete() {
		t.valueError("bad marshal data (invalid code object)")
		return false
	}
	c.names = internAll(src.Names)
	c.slots = internAll(src.LocalsPlus)
	consts := make([]Object, len(src.Consts))
	for i, k := range src.Consts {
		consts[i] = t.constant(k)
	}
	if s, ok := c.doc.(*Str); ok {
		consts[0] = s
	}
	c.consts = consts
	c.instrs = src.Instrs
	if !c.findKeywords() {
		t.valueError("bad marshal data (invalid code object)")
		return false
	}
	c.prepare()
	return true
}

// shown fills a code object so that it can be looked into; for that it need not
// be one that can run.
func (c *Code) shown(t *Thread) bool { return c.made != nil || c.fill(t) }

// findKeywords notes the names that KW_NAMES instructions give. It is false if
// a constant that should be a tuple of names is not.
func (c *Code) findKeywords() bool {
	for _, instr := range c.instrs {
		if code.Op(instr) != code.KwNames {
			continue
		}
		if c.kwNames == nil {
			c.kwNames = make([][]*Str, len(c.consts))
		}
		tuple, ok := c.consts[code.Arg(instr)].(*Tuple)
		if !ok {
			return false
		}
		for _, o := range tuple.items {
			if _, ok := o.(*Str); !ok {
				return false
			}
		}
		c.kwNames[code.Arg(instr)] = namesOf(tuple)
	}
	return true
}

// prepare makes what the loop needs beside the instructions, as long as they
// are cold, and lets calls see that all is there.
func (c *Code) prepare() {
	c.fused, c.cold = c.instrs, coldness
	c.caches = coldCaches(len(c.instrs))
	c.size = c.nslots + c.src.StackSize + 2
}

// docstring is the docstring of functions with this code, or None.
//
//rgo:parallel
func (c *Code) docstring() Object {
	if c.doc == nil {
		var doc Object = None
		if c.size != unfilled && c.flags&code.Optimized != 0 && len(c.consts) > 0 {
			if s, ok := c.consts[0].(*Str); ok {
				doc = s
			}
		} else if text, ok := c.src.Doc(); ok {
			doc = NewStr(text)
		}
		c.doc = doc
	}
	return c.doc
}

// noCache stands for the inline caches of code that is cold: it remembers
// nothing.
var noCache = &inlineCache{}

// manyNoCaches serves all code that is not longer.
var manyNoCaches = makeNoCaches(1 << 10)

func makeNoCaches(n int) []*inlineCache {
	caches := make([]*inlineCache, n)
	for i := range caches {
		caches[i] = noCache
	}
	return caches
}

func coldCaches(n int) []*inlineCache {
	if n <= len(manyNoCaches) {
		return manyNoCaches[:n:n]
	}
	return makeNoCaches(n)
}

// makeCaches makes inline caches for the instructions that have one.
func (c *Code) makeCaches() []*inlineCache {
	caches := make([]*inlineCache, len(c.instrs))
	for i, instr := range c.instrs {
		switch code.Op(instr) {
		case code.LoadAttr, code.StoreAttr, code.LoadMethod, code.LoadGlobal, code.LoadName:
			caches[i] = &inlineCache{}
		}
	}
	return caches
}

func internAll(texts []string) []*Str {
	names := make([]*Str, len(texts))
	for i, s := range texts {
		names[i] = intern(s)
	}
	return names
}

func namesOf(tuple *Tuple) []*Str {
	names := make([]*Str, len(tuple.items))
	for i, o := range tuple.items {
		names[i] = internStr(o.(*Str))
	}
	return names
}

// constant converts a constant of the compiler.
func (t *Thread) constant(k code.Const) Object {
	switch k := k.(type) {
	case code.None:
		return None
	case code.Ellipsis:
		return Ellipsis
	case code.Bool:
		return boolOf(bool(k))
	case code.Int:
		return newInt(int64(k))
	case code.BigInt:
		return newBig(new(big.Int).Set(k.Value))
	case code.Float:
		return newFloat(float64(k))
	case code.Complex:
		return &Complex{complex128(k)}
	case code.Str:
		if isName(string(k)) {
			return intern(string(k))
		}
		return NewStr(string(k))
	case code.Bytes:
		return &Bytes{string(k)}
	case code.Tuple:
		items := make([]Object, len(k))
		for i, x := range k {
			items[i] = t.constant(x)
		}
		return newTuple(items)
	case code.FrozenSet:
		s := &FrozenSet{}
		for _, x := range k {
			s.addObject(t, t.constant(x))
		}
		s.bias = thread.Frozen()
		return s
	case *code.Code:
		return t.loadCode(k)
	}
	return None
}

// isName reports whether a constant looks like a name; such are interned.
func isName(s string) bool {
	if len(s) > 64 {
		return false
	}
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c != '_' && (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (c < '0' || c > '9') {
			return false
		}
	}
	return true
}
