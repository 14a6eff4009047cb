package compile

import (
	"rgo/interp/python/ast"
	"rgo/interp/python/code"
	"rgo/interp/python/symtable"
)

// This file compiles accesses to names.

// access has the instructions that load, store and delete one sort of name.
type access struct{ load, store, del code.Opcode }

var (
	fastAccess   = access{code.LoadFast, code.StoreFast, code.DeleteFast}
	globalAccess = access{code.LoadGlobal, code.StoreGlobal, code.DeleteGlobal}
	nameAccess   = access{code.LoadName, code.StoreName, code.DeleteName}
	derefAccess  = access{code.LoadDeref, code.StoreDeref, code.DeleteDeref}
)

func (a access) op(ctx ast.Context) code.Opcode {
	switch ctx {
	case ast.Store:
		return a.store
	case ast.Del:
		return a.del
	}
	return a.load
}

// forbidden tells, with an error, whether a name may not be used so.
func (c *compiler) forbidden(name string, ctx ast.Context) bool {
	if name != "__debug__" || ctx == ast.Load {
		return false
	}
	if ctx == ast.Store {
		c.fail("cannot assign to __debug__")
	} else {
		c.fail("cannot delete __debug__")
	}
	return true
}

// name loads, stores or deletes a name.
func (c *compiler) name(name string, ctx ast.Context) {
	if c.forbidden(name, ctx) {
		return
	}
	mangled := c.mangle(name)
	u := c.u
	how, table := nameAccess, &u.names
	switch u.scope.MeaningOf(mangled) {
	case symtable.Free:
		how, table = derefAccess, &u.freeVars
	case symtable.Cell:
		how, table = derefAccess, &u.cellVars
	case symtable.Local:
		if c.inFunction() {
			how, table = fastAccess, &u.varNames
		}
	case symtable.GlobalImplicit:
		if c.inFunction() {
			how = globalAccess
		}
	case symtable.GlobalExplicit:
		how = globalAccess
	}
	op := how.op(ctx)
	if op == code.LoadDeref && u.scope.Kind == symtable.Class {
		op = code.LoadClassderef
	}
	arg := table.add(mangled)
	if op == code.LoadGlobal {
		arg <<= 1
	}
	c.opArg(op, arg)
}

// deref returns the index of a name among cells and free variables.
func (c *compiler) deref(name string) int {
	if c.u.kind == classUnit && name == "__class__" || c.u.scope.MeaningOf(name) == symtable.Cell {
		return c.u.cellVars.find(name)
	}
	return c.u.freeVars.find(name)
}
