package rtyper

// This file decides which loads need not happen at once. A struct or array that is loaded and then only looked at while
// nobody writes to memory stays where it is.

import (
	"go/types"

	"rgo/flowgraph"
)

// blockUses tells where in a flow block variables are used. It looks at the block when it is asked first: most blocks load
// no structs or arrays.
type blockUses struct {
	block  *block
	last   map[*flowgraph.Var]int // number of the last operation that uses it; the exits are len(Ops); nil: not looked yet
	writes []int                  // writes[i]: how many operations before number i may write to memory
	now    int                    // number of the operation being lowered
}

// lastUse returns the number of the last operation that uses v.
func (u *blockUses) lastUse(v *flowgraph.Var) (last int, used bool) {
	if u.last == nil {
		u.look()
	}
	last, used = u.last[v]
	return last, used
}

func (u *blockUses) look() {
	b := u.block
	u.last, u.writes = map[*flowgraph.Var]int{}, make([]int, len(b.Ops)+1)
	note := func(v value, i int) {
		if x, ok := v.(*flowgraph.Var); ok {
			u.last[x] = i
		}
	}
	for i, op := range b.Ops {
		u.writes[i+1] = u.writes[i]
		if op.Kind.Has(flowgraph.Writes | flowgraph.Calls | flowgraph.IO) {
			u.writes[i+1]++
		}
		for _, a := range op.Args {
			note(a, i)
		}
	}
	note(b.Switch, len(b.Ops))
	for _, l := range b.Exits {
		for _, a := range l.Args {
			note(a, len(b.Ops))
		}
	}
}

// quiet reports whether nobody writes to memory from now to the last use of v. The operation that uses v last may
// write: it takes its operands first.
func (u *blockUses) quiet(v *flowgraph.Var) bool {
	last, ok := u.lastUse(v)
	return ok && u.writes[last] == u.writes[u.now+1]
}

// setLoaded gives v the value at address a in memory, which is stable or not.
func (l *lowering) setLoaded(v *flowgraph.Var, a address, stable bool) {
	r := l.t.reprOf(v.Typ)
	switch v.Typ.(types.Type).Underlying().(type) {
	case *types.Struct, *types.Array:
		if _, used := l.uses.lastUse(v); !used {
			l.set(v, l.t.zeros(r)...)
			return
		}
		if !stable && r.Size > 0 && l.uses.quiet(v) {
			l.vals[v.ID] = lowered{defined: true, at: a, pending: true, lazy: true}
			return
		}
	}
	l.set(v, l.load(a.formOf(r), a, stable)...)
}

// inMemory returns the address where the value of v lies, if it lies in memory, and whether that never changes.
func (l *lowering) inMemory(v value) (a address, stable, ok bool) {
	if x, isVar := v.(*flowgraph.Var); isVar {
		if w := l.vals[x.ID]; w.pending && w.lazy {
			return w.at, false, true
		}
	}
	if l.t.reprOf(v.Type()).Memory {
		return somewhere(l.one(v)), true, true
	}
	return address{}, false, false
}

// storeValue stores flow value v, which may still lie in memory.
func (l *lowering) storeValue(a address, v value) {
	r := l.t.reprOf(v.Type())
	if from, stable, ok := l.inMemory(v); ok && !stable && (r.Memory || len(r.Leaves) > 4) {
		l.moveBytes(a, from, r)
		return
	}
	l.store(a.formOf(r), a, l.values(v))
}

// lookAt returns variables that describe v for a helper that only looks at them: a memory value may be given by the
// address of memory that can change later.
func (l *lowering) lookAt(v value) []value {
	if a, _, ok := l.inMemory(v); ok && l.t.reprOf(v.Type()).Memory {
		return []value{l.pointer(a)}
	}
	return l.values(v)
}
