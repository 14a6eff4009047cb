package rtyper

// This file lowers append(s, x, y), the way programs push on a stack: the front end puts x and y into a new array and
// appends a slice of that. Nobody else sees the array, so the elements go straight behind those of s.

import (
	"go/types"
	"strings"

	"rgo/flowgraph"
	"rgo/rtyper/lltype"
)

// maxAppended is how many elements are stored one by one.
const maxAppended = 8

// An appendSite is a call of append with known elements.
type appendSite struct {
	grow   *flowgraph.Graph
	elem   types.Type
	values []value // flow values
}

// appends is what a flow block holds of them.
type appends struct {
	sites map[*flowgraph.Op]*appendSite // by call
	parts map[*flowgraph.Op]bool        // operations that make and fill the arrays
}

// isAppend reports whether g is an instance of the runtime's append, or of that for one element.
func isAppend(g *flowgraph.Graph) bool {
	return strings.HasPrefix(g.Name, "rgo/runtime/slices.Ops[") && (strings.HasSuffix(g.Name, "].Append") || isAppendOne(g))
}

func isAppendOne(g *flowgraph.Graph) bool { return strings.HasSuffix(g.Name, "].AppendOne") }

// findGrow notes the function that an instance of append calls if there is no room.
func (t *typer) findGrow(g *flowgraph.Graph) {
	if !isAppend(g) {
		return
	}
	for _, b := range g.Blocks {
		for _, op := range b.Ops {
			if callee, ok := op.Aux.(*flowgraph.Graph); ok && strings.HasPrefix(callee.Name, "rgo/runtime/slices.grow[") {
				t.grow[g] = callee
			}
		}
	}
}

// A use is an operand of operation number at of the block; op is nil for those of exits.
type use struct {
	op  *flowgraph.Op
	arg int
	at  int
}

// findAppends looks for calls of append with known elements in a flow block.
func (t *typer) findAppends(b *block) *appends {
	found := &appends{}
	for _, op := range b.Ops {
		if g, ok := op.Aux.(*flowgraph.Graph); ok && op.Kind == flowgraph.OpCall && t.grow[g] != nil {
			found.sites = map[*flowgraph.Op]*appendSite{}
			break
		}
	}
	if found.sites == nil {
		return found
	}
	found.parts = map[*flowgraph.Op]bool{}
	defs := map[*flowgraph.Var]*flowgraph.Op{}
	uses := map[*flowgraph.Var][]use{}
	for at, op := range b.Ops {
		for _, r := range op.Results {
			defs[r] = op
		}
		for i, a := range op.Args {
			if v, ok := a.(*flowgraph.Var); ok {
				uses[v] = append(uses[v], use{op, i, at})
			}
		}
	}
	for _, l := range b.Exits {
		for i, a := range l.Args {
			if v, ok := a.(*flowgraph.Var); ok {
				uses[v] = append(uses[v], use{nil, i, len(b.Ops)})
			}
		}
	}
	for _, op := range b.Ops {
		if g, ok := op.Aux.(*flowgraph.Graph); ok && op.Kind == flowgraph.OpCall && t.grow[g] != nil {
			if site, parts := t.appendSite(op, defs, uses); site != nil {
				site.grow = t.grow[g]
				found.sites[op] = site
				for _, p := range parts {
					found.parts[p] = true
				}
			}
		}
	}
	return found
}

// appendSite returns the elements that call appends, and the operations that make the slice of them; nil if it is not as
// simple as that.
func (t *typer) appendSite(call *flowgraph.Op, defs map[*flowgraph.Var]*flowgraph.Op, uses map[*flowgraph.Var][]use) (*appendSite, []*flowgraph.Op) {
	if x := call.Args[len(call.Args)-1]; isAppendOne(call.Aux.(*flowgraph.Graph)) {
		if r := t.reprOf(x.Type()); r.Memory || r.Size == 0 {
			return nil, nil
		}
		return &appendSite{elem: flowType(x), values: []value{x}}, nil
	}
	last, ok := call.Args[len(call.Args)-1].(*flowgraph.Var)
	if !ok || len(uses[last]) != 1 || defs[last] == nil || defs[last].Kind != flowgraph.OpSlice {
		return nil, nil
	}
	slice := defs[last]
	array, ok := slice.Args[0].(*flowgraph.Var)
	if !ok || defs[array] == nil || defs[array].Kind != flowgraph.OpNew {
		return nil, nil
	}
	typ, ok := defs[array].Aux.(types.Type).Underlying().(*types.Array)
	if !ok || typ.Len() < 1 || typ.Len() > maxAppended {
		return nil, nil
	}
	n := typ.Len()
	if r := t.repr(typ.Elem()); r.Memory || r.Size == 0 {
		return nil, nil
	}
	for i, want := range []int64{0, n, n} {
		if k, ok := constInt(slice.Args[i+1]); !ok || k != want {
			return nil, nil
		}
	}
	site := &appendSite{elem: typ.Elem(), values: make([]value, n)}
	parts := []*flowgraph.Op{defs[array], slice}
	for _, u := range uses[array] {
		if u.op == slice {
			continue
		}
		if u.op == nil || u.op.Kind != flowgraph.OpIndexAddr {
			return nil, nil
		}
		i, ok := constInt(u.op.Args[1])
		address := u.op.Result()
		if !ok || i < 0 || i >= n || site.values[i] != nil || len(uses[address]) != 1 {
			return nil, nil
		}
		store := uses[address][0]
		if store.op == nil || store.op.Kind != flowgraph.OpStore || store.arg != 0 || store.at > uses[last][0].at {
			return nil, nil
		}
		site.values[i] = store.op.Args[1]
		parts = append(parts, u.op, store.op)
	}
	for _, v := range site.values {
		if v == nil {
			return nil, nil
		}
	}
	return site, parts
}

// skipPart passes over an operation of an appendSite. An element gets its variables where it was to be stored: later,
// memory that it comes from may have changed.
func (l *lowering) skipPart(op *flowgraph.Op) {
	if op.Kind == flowgraph.OpStore {
		l.values(op.Args[1])
	}
}

// appendElements lowers the call of an appendSite.
func (l *lowering) appendElements(op *flowgraph.Op, site *appendSite) {
	s := l.values(op.Args[len(op.Args)-2])
	data, n, capacity := s[0], s[1], s[2]
	elem := l.t.repr(site.elem)
	total := l.sum(n, l.t.int(int64(len(site.values))))
	slow, join := l.newBlock(), l.newBlock(lltype.Ref, lltype.Int64)
	l.branch(l.notAbove(total, capacity),
		&flowgraph.Link{Target: join, Args: []value{data, capacity}, Weight: likely},
		&flowgraph.Link{Target: slow, Weight: unlikely})
	l.cur = slow
	grown := l.call(site.grow, []value{data, n, capacity, total}, []flowgraph.Type{lltype.Ref, lltype.Int64, lltype.Int64})
	l.jump(join, grown[0], grown[2])
	l.cur = join
	data, capacity = join.Args[0], join.Args[1]
	at := l.element(l.dataOf(op.Result(), data, elem), n, elem)
	for i, v := range site.values {
		l.store(elem, at.plus(int64(i)*elem.stride()), l.values(v))
	}
	l.set(op.Result(), data, total, capacity)
}
