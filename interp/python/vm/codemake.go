package vm

import (
	"slices"
	"strconv"

	"rgo/interp/python/code"
)

// This file makes code objects of their parts, as programs that change code
// give them: the class code called, and replace(). Their instructions are in
// CPython's form (codeassemble.go). Code that the verifier finds fault with
// can be looked at; calling it is a ValueError.

// codeParts is what a code object is made of. The three texts are in CPython's form.
type codeParts struct {
	argCount, posOnly, kwOnly, nlocals, stackSize, flags, firstLine int
	names, varNames, freeVars, cellVars                             []string
	consts                                                          []Object
	instrs, lines, handlers                                         string
	fileName, name, qualname                                        *Str
}

// madeCode is what code objects have that a program has made.
type madeCode struct {
	lines   string // co_linetable as it was given
	units   int    // how many units of co_code it covers
	fault   string // why the code cannot be run
	foreign bool   // some constants are objects that no compiler makes
}

// codeFields are the parameters of the class code, in their order.
var codeFields = []string{"argcount", "posonlyargcount", "kwonlyargcount", "nlocals", "stacksize", "flags", "code", "consts", "names",
	"varnames", "filename", "name", "qualname", "firstlineno", "linetable", "exceptiontable", "freevars", "cellvars"}

func init() {
	CodeType.setNew(func(t *Thread, args []Object, kwNames []*Str) Object {
		args = args[1:]
		if len(kwNames) > 0 {
			return t.typeError("code() takes no keyword arguments")
		}
		if len(args) < 16 || len(args) > len(codeFields) {
			limit := "at least 16"
			if len(args) > len(codeFields) {
				limit = "at most 18"
			}
			return t.typeError("code expected " + limit + " arguments, got " + strconv.Itoa(len(args)))
		}
		p := &codeParts{}
		for i, v := range args {
			if !p.set(t, "code() argument "+strconv.Itoa(i+1), codeFields[i], v) {
				return nil
			}
		}
		return p.build(t)
	})
}

// replaceCode is replace(**changes).
func replaceCode(t *Thread, args []Object, kwNames []*Str) Object {
	c := args[0].(*Code)
	if len(args)-len(kwNames) != 1 {
		return t.typeError("replace() takes no positional arguments")
	}
	if !c.shown(t) {
		return nil
	}
	p := c.parts()
	for i, k := range kwNames {
		if len(k.s) < 4 || k.s[:3] != "co_" || !slices.Contains(codeFields, k.s[3:]) {
			return t.typeError("'" + k.s + "' is an invalid keyword argument for replace()")
		}
		if !p.set(t, "replace() argument '"+k.s+"'", k.s[3:], args[1+i]) {
			return nil
		}
	}
	return p.build(t)
}

// parts takes a code object apart.
func (c *Code) parts() *codeParts {
	src := c.src
	return &codeParts{
		argCount: src.ArgCount, posOnly: src.PosOnlyCount, kwOnly: src.KwOnlyCount, nlocals: len(src.VarNames),
		stackSize: src.StackSize, flags: int(src.Flags), firstLine: src.FirstLine,
		names: src.Names, varNames: src.VarNames, freeVars: src.FreeVars, cellVars: src.CellVars, consts: c.consts,
		instrs: string(c.codeBytes()), lines: string(c.lineTable()), handlers: string(c.exceptionBytes()),
		fileName: NewStr(src.FileName), name: c.name, qualname: c.qualname,
	}
}

// set stores a part; what names it in errors.
func (p *codeParts) set(t *Thread, what, field string, v Object) bool {
	switch field {
	case "argcount":
		return t.codeNumber(field, v, &p.argCount)
	case "posonlyargcount":
		return t.codeNumber(field, v, &p.posOnly)
	case "kwonlyargcount":
		return t.codeNumber(field, v, &p.kwOnly)
	case "nlocals":
		return t.codeNumber(field, v, &p.nlocals)
	case "stacksize":
		return t.codeNumber(field, v, &p.stackSize)
	case "flags":
		return t.codeNumber(field, v, &p.flags)
	case "firstlineno":
		return t.codeNumber(field, v, &p.firstLine)
	case "code":
		return t.codeText(what, v, &p.instrs)
	case "linetable":
		return t.codeText(what, v, &p.lines)
	case "exceptiontable":
		return t.codeText(what, v, &p.handlers)
	case "names":
		return t.codeNames(what, v, &p.names)
	case "varnames":
		return t.codeNames(what, v, &p.varNames)
	case "freevars":
		return t.codeNames(what, v, &p.freeVars)
	case "cellvars":
		return t.codeNames(what, v, &p.cellVars)
	case "filename":
		return t.codeName(what, v, &p.fileName)
	case "name":
		return t.codeName(what, v, &p.name)
	case "qualname":
		return t.codeName(what, v, &p.qualname)
	}
	items, ok := v.(*Tuple)
	if !ok {
		t.typeError(what + " must be tuple, not " + v.Class().name)
		return false
	}
	p.consts = items.items
	return true
}

func (t *Thread) codeNumber(field string, v Object, place *int) bool {
	n, ok := t.index(v)
	if !ok {
		return false
	}
	if n < 0 && field != "firstlineno" {
		t.valueError("code: " + field + " must not be negative")
		return false
	}
	*place = n
	return true
}

func (t *Thread) codeText(what string, v Object, place *string) bool {
	b, ok := v.(*Bytes)
	if !ok {
		t.typeError(what + " must be bytes, not " + v.Class().name)
		return false
	}
	*place = b.s
	return true
}

func (t *Thread) codeName(what string, v Object, place **Str) bool {
	s := strOf(v)
	if s == nil {
		t.typeError(what + " must be str, not " + v.Class().name)
		return false
	}
	*place = s
	return true
}

func (t *Thread) codeNames(what string, v Object, place *[]string) bool {
	items, ok := v.(*Tuple)
	if !ok {
		t.typeError(what + " must be tuple, not " + v.Class().name)
		return false
	}
	list := make([]string, len(items.items))
	for i, o := range items.items {
		s := strOf(o)
		if s == nil {
			t.typeError("name tuples must contain only strings, not '" + o.Class().name + "'")
			return false
		}
		list[i] = s.s
	}
	*place = list
	return true
}

// build makes the code object.
func (p *codeParts) build(t *Thread) Object {
	instrs, layout, fault := assemble(p.instrs)
	if fault != "" {
		return t.valueError("code: " + fault)
	}
	handlers, fault := layout.handlers(p.handlers)
	if fault != "" {
		return t.valueError("code: " + fault)
	}
	if p.nlocals != len(p.varNames) {
		return t.valueError("code: co_nlocals != len(co_varnames)")
	}
	src := &code.Code{
		Name: p.name.s, QualName: p.qualname.s, FileName: p.fileName.s, FirstLine: p.firstLine,
		ArgCount: p.argCount, PosOnlyCount: p.posOnly, KwOnlyCount: p.kwOnly, Flags: code.Flags(p.flags),
		VarNames: p.varNames, CellVars: p.cellVars, FreeVars: p.freeVars, Names: p.names,
		StackSize: p.stackSize, Instrs: instrs, ExceptionTable: handlers, Consts: make([]code.Const, len(p.consts)),
	}
	if p.posOnly > p.argCount {
		return t.valueError("code: posonlyargcount > argcount")
	}
	if src.Arguments() > len(p.varNames) {
		return t.valueError("code: varnames is too small")
	}
	src.SetSlots()
	made := &madeCode{lines: p.lines}
	for i, o := range p.consts {
		src.Consts[i] = constantPart(o)
		made.foreign = made.foreign || src.Consts[i] == nil
	}
	c := &Code{
		src: src, instrs: instrs, consts: slices.Clone(p.consts), name: internStr(p.name), qualname: internStr(p.qualname),
		names: internAll(p.names), slots: internAll(src.LocalsPlus), size: unfilled,
		nslots: len(src.LocalsPlus), argCount: src.ArgCount, kwOnly: src.KwOnlyCount, flags: src.Flags,
		simple: src.KwOnlyCount == 0 && src.Flags&(code.VarArgs|code.VarKeywords) == 0,
	}
	src.Positions, made.units = layout.positions(p.lines, p.firstLine)
	if made.fault = src.Fault(); made.fault == "" && !c.findKeywords() {
		made.fault = "KW_NAMES needs a tuple of strings"
	}
	if made.fault == "" {
		c.prepare()
	}
	c.made = made
	return c
}

// constantPart is a constant as package code has it, for marshal, or nil.
func constantPart(o Object) code.Const {
	if c, ok := o.(*Code); ok {
		return c.src
	}
	k, _ := constantOf(o)
	return k
}
