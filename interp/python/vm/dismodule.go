package vm

import (
	"strings"

	"rgo/interp/python/ast"
	"rgo/interp/python/dis"
)

// This file is the module dis.

func init() { builtinModules["_dis"] = makeDis }

// makeDis makes the module.
func makeDis(t *Thread) *Module {
	m := newModule("_dis")
	m.addFunctions([]method{
		{"dis", 1, 1, func(t *Thread, args []Object) Object {
			if !t.disassemble(args[0]) {
				return nil
			}
			return None
		}, ""},
	})
	return m
}

// disassemble prints the code of a function, method, class, code object or
// source text.
func (t *Thread) disassemble(o Object) bool {
	switch x := o.(type) {
	case *Code:
		return t.printText(NewStr(dis.String(x.src)))
	case *Function:
		return t.disassemble(x.code)
	case *BoundMethod:
		return t.disassemble(x.fn)
	case *StaticMethod:
		return t.disassemble(x.fn)
	case *ClassMethod:
		return t.disassemble(x.fn)
	case *Generator:
		return t.disassemble(x.code)
	case *Module:
		return t.disassembleNames(dictTexts(x.dict), func(name *Str) Object { return x.dict.getStr(name) })
	case *Type:
		return t.disassembleNames(strTexts(t.dirOf(x).(*List).items), func(name *Str) Object { return x.dict.get(name) })
	case *Str:
		c := t.compileSource([]byte(x.s), "<dis>", ast.File, 0)
		return c != nil && t.disassemble(c)
	}
	t.typeError("don't know how to disassemble " + o.Class().name + " objects")
	return false
}

// disassembleNames prints the functions and classes of a namespace.
func (t *Thread) disassembleNames(names []string, get func(name *Str) Object) bool {
	for _, name := range names {
		o := get(intern(name))
		switch o.(type) {
		case *Function, *StaticMethod, *ClassMethod, *Code:
		default:
			continue
		}
		if !t.printText(NewStr("Disassembly of "+name+":\n")) || !t.disassemble(o) ||
			!t.printText(NewStr("\n")) {
			return false
		}
	}
	return true
}

// Disassemble prints the code of a program. It returns false with an
// exception pending.
func (t *Thread) Disassemble(source []byte, file string) bool {
	c := t.compileSource(source, file, ast.File, 0)
	if c == nil {
		return false
	}
	return t.printText(NewStr(strings.TrimRight(dis.String(c.src), "\n") + "\n"))
}
