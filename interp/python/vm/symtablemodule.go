package vm

import (
	"rgo/interp/python/symtable"
)

// This file is the module _symtable: the scopes of a source text and their names.

// scopeEntry is what Python sees of a scope.
type scopeEntry struct {
	scope    *symtable.Scope
	symbols  *Dict
	children *List
}

// Class returns the type of entries.
func (*scopeEntry) Class() *Type { return scopeEntryType }

var scopeEntryType = newBuiltinType("symtable entry", ObjectType, final|byTable)

// meaningShift is where the meaning of a name begins in the number that stands for it; the uses are below.
const meaningShift = 11

// The numbers of kinds of scopes.
var scopeKinds = [...]int{symtable.Function: 0, symtable.Class: 1, symtable.Module: 2}

func init() {
	uses := func(u symtable.Use) Object { return intOf(int(u)) }
	meaning := func(m symtable.Meaning) Object { return intOf(int(m)) }
	builtinModules["_symtable"] = func(t *Thread) *Module {
		m := newModule("_symtable")
		m.addFunctions([]method{{"symtable", 3, 3, symtableOf, ""}})
		for _, c := range []struct {
			name  string
			value Object
		}{
			{"USE", uses(symtable.Used)},
			{"DEF_GLOBAL", uses(symtable.DefGlobal)},
			{"DEF_NONLOCAL", uses(symtable.DefNonlocal)},
			{"DEF_LOCAL", uses(symtable.DefLocal)},
			{"DEF_PARAM", uses(symtable.DefParam)},
			{"DEF_FREE", intOf(1 << 5)}, // in no number: the meaning says it
			{"DEF_FREE_CLASS", uses(symtable.DefFreeClass)},
			{"DEF_IMPORT", uses(symtable.DefImport)},
			{"DEF_BOUND", uses(symtable.DefLocal | symtable.DefParam | symtable.DefImport)},
			{"DEF_ANNOT", uses(symtable.DefAnnotated)},
			{"TYPE_FUNCTION", intOf(scopeKinds[symtable.Function])},
			{"TYPE_CLASS", intOf(scopeKinds[symtable.Class])},
			{"TYPE_MODULE", intOf(scopeKinds[symtable.Module])},
			{"LOCAL", meaning(symtable.Local)},
			{"GLOBAL_EXPLICIT", meaning(symtable.GlobalExplicit)},
			{"GLOBAL_IMPLICIT", meaning(symtable.GlobalImplicit)},
			{"FREE", meaning(symtable.Free)},
			{"CELL", meaning(symtable.Cell)},
			{"SCOPE_OFF", intOf(meaningShift)},
			{"SCOPE_MASK", intOf(15)},
		} {
			m.set(c.name, c.value)
		}
		return m
	}
	scopeEntryType.addGetSets([]getset{
		{"id", func(t *Thread, o Object) Object { return intOf(t.identity(o)) }, nil},
		{"name", func(t *Thread, o Object) Object { return NewStr(o.(*scopeEntry).scope.Name) }, nil},
		{"symbols", func(t *Thread, o Object) Object { return o.(*scopeEntry).symbols }, nil},
		{"varnames", func(t *Thread, o Object) Object {
			names := newList(nil)
			for _, name := range o.(*scopeEntry).scope.Params {
				names.items = append(names.items, intern(name))
			}
			return names
		}, nil},
		{"children", func(t *Thread, o Object) Object { return o.(*scopeEntry).children }, nil},
		{"nested", func(t *Thread, o Object) Object {
			if o.(*scopeEntry).scope.Nested {
				return intOf(1)
			}
			return intOf(0)
		}, nil},
		{"type", func(t *Thread, o Object) Object { return intOf(scopeKinds[o.(*scopeEntry).scope.Kind]) }, nil},
		{"lineno", func(t *Thread, o Object) Object { return intOf(int(o.(*scopeEntry).scope.Line)) }, nil},
	})
	scopeEntryType.addMethods([]method{{"__repr__", 0, 0, func(t *Thread, args []Object) Object {
		e := args[0].(*scopeEntry)
		return NewStr("<symtable entry " + e.scope.Name + "(" + intText(intOf(t.identity(e))) + "), line " + intText(intOf(int(e.scope.Line))) + ">")
	}, ""}})
}

// symtableOf is _symtable.symtable(source, filename, mode).
func symtableOf(t *Thread, args []Object) Object {
	source, ok := t.sourceBytes(args[0], "symtable() arg 1 must be a string or bytes object")
	if !ok {
		return nil
	}
	file := t.sourceFile(args[1])
	if file == nil {
		return nil
	}
	mode := strOf(args[2])
	if mode == nil {
		return t.typeError("symtable() argument 3 must be str, not " + args[2].Class().name)
	}
	kind, ok := compileModes[mode.s]
	if !ok {
		return t.valueError("symtable() arg 3 must be 'exec' or 'eval' or 'single'")
	}
	tree, fault := t.parseGiven(args[0], source, file.s, t.parseOptions(kind))
	if !t.parsedWell(tree, fault, source, file.s) {
		return nil
	}
	flags, fault := symtable.Future(tree, file.s)
	if fault != nil {
		t.syntaxError(fault)
		return nil
	}
	table, fault := symtable.Build(tree, file.s, flags)
	if fault != nil {
		t.syntaxError(fault)
		return nil
	}
	return newScopeEntry(table.Scopes[0])
}

// newScopeEntry returns the entry of a scope, with those of the scopes in it.
func newScopeEntry(s *symtable.Scope) *scopeEntry {
	e := &scopeEntry{s, newDictSize(len(s.Symbols)), newList(nil)}
	for _, symbol := range s.Symbols {
		e.symbols.setStr(intern(symbol.Name), intOf(int(symbol.Use)|int(symbol.Meaning)<<meaningShift))
	}
	for _, child := range s.Children {
		e.children.items = append(e.children.items, newScopeEntry(child))
	}
	return e
}
