package transform

// This file builds the tables that a collector reads, as static data: the layouts of heap objects, and the static objects
// that hold references and can be written to.

import (
	"encoding/binary"
	"slices"

	"rgo/flowgraph"
	"rgo/rtyper/lltype"
)

// layoutEntry is the size of an entry of the layout table: size, stride, number and address of the offsets of references
// in the fixed part, number and address of those in an element; the index is the type id.
const layoutEntry = 48

// wholeEntry is the size of an entry of the table of references to whole objects: two numbers of 32 bits.
const wholeEntry = 8

// tableExterns maps the external functions that are answered here to the tables.
type tableExterns map[string]*flowgraph.Static

func (l *lowering) buildTables() {
	layouts, whole := l.layoutTables()
	tables := tableExterns{"layout_table": layouts, "whole_refs": whole, "static_roots": l.staticRoots()}
	l.each(tables.replace)
}

// replace puts the addresses of tables in the place of the external functions that return them.
func (t tableExterns) replace(g *flowgraph.Graph) bool {
	changed := false
	table := func(op *flowgraph.Op) *flowgraph.Static {
		name, _ := op.Extern()
		return t[name]
	}
	for _, b := range g.Blocks {
		if !slices.ContainsFunc(b.Ops, func(op *flowgraph.Op) bool { return op.Kind == flowgraph.OpExtern && table(op) != nil }) {
			continue
		}
		known := map[*flowgraph.Var]flowgraph.Value{}
		kept := b.Ops[:0]
		for _, op := range b.Ops {
			if s := table(op); s != nil {
				r := op.Results[0]
				known[r] = &flowgraph.Const{Typ: r.Typ, Val: flowgraph.StaticRef{Static: s}}
				continue
			}
			kept = append(kept, op)
		}
		b.Ops = kept
		b.Substitute(known)
		changed = true
	}
	return changed
}

// layoutTables returns the table of layouts, and one that says how many of the references in the fixed part and in an
// element of each never lead into the middle of an object: those come first.
func (l *lowering) layoutTables() (table, whole *flowgraph.Static) {
	offsets := &flowgraph.Static{Name: "rgo.layout_offsets", Align: 8, ReadOnly: true}
	table = &flowgraph.Static{Name: "rgo.layout_table", Align: 8, ReadOnly: true, Size: max(1, int64(len(l.p.Layouts))) * layoutEntry}
	table.Data = make([]byte, table.Size)
	whole = &flowgraph.Static{Name: "rgo.whole_refs", Align: 8, ReadOnly: true, Size: max(1, int64(len(l.p.Layouts))) * wholeEntry}
	whole.Data = make([]byte, whole.Size)
	at := map[string]int64{} // text of a list of offsets to its place
	list := func(field int64, refs []int64) {
		if len(refs) == 0 {
			return
		}
		text := make([]byte, 0, 8*len(refs))
		for _, r := range refs {
			text = binary.LittleEndian.AppendUint64(text, uint64(r))
		}
		place, ok := at[string(text)]
		if !ok {
			place = int64(len(offsets.Data))
			at[string(text)] = place
			offsets.Data = append(offsets.Data, text...)
		}
		binary.LittleEndian.PutUint64(table.Data[field:], uint64(len(refs)))
		table.Relocs = append(table.Relocs, flowgraph.Reloc{Off: field + 8, Static: offsets, Addend: place})
	}
	for id, y := range l.p.Layouts {
		if y == nil {
			continue
		}
		entry := int64(id) * layoutEntry
		binary.LittleEndian.PutUint64(table.Data[entry:], uint64(y.Size))
		binary.LittleEndian.PutUint64(table.Data[entry+8:], uint64(y.Stride))
		list(entry+16, wholeFirst(y.Refs, y.Whole))
		list(entry+32, wholeFirst(y.Elem, y.WholeElem))
		binary.LittleEndian.PutUint32(whole.Data[int64(id)*wholeEntry:], uint32(len(y.Whole)))
		binary.LittleEndian.PutUint32(whole.Data[int64(id)*wholeEntry+4:], uint32(len(y.WholeElem)))
	}
	offsets.Size = max(int64(len(offsets.Data)), 8)
	l.p.Statics = append(l.p.Statics, offsets, table, whole)
	return table, whole
}

// wholeFirst returns refs with those in whole, in the same order, at the front.
func wholeFirst(refs, whole []int64) []int64 {
	list := append(make([]int64, 0, len(refs)), whole...)
	for _, r := range refs {
		if len(whole) > 0 && whole[0] == r {
			whole = whole[1:]
		} else {
			list = append(list, r)
		}
	}
	return list
}

// staticRoots lists writable static objects with references, by their layout; read-only ones can only refer to static
// data, which is never collected.
func (l *lowering) staticRoots() *flowgraph.Static {
	table := &flowgraph.Static{Name: "rgo.static_roots", Align: 8, ReadOnly: true}
	table.Data = make([]byte, 8)
	for _, s := range l.p.Statics {
		if s.ReadOnly || s.Layout == nil || !s.Layout.HasRefs() {
			continue
		}
		table.Relocs = append(table.Relocs, flowgraph.Reloc{Off: int64(len(table.Data)), Static: s})
		table.Data = append(table.Data, make([]byte, lltype.Ref.Size())...)
	}
	binary.LittleEndian.PutUint64(table.Data, uint64(len(table.Relocs)))
	table.Size = int64(len(table.Data))
	l.p.Statics = append(l.p.Statics, table)
	return table
}
