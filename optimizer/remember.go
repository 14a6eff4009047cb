package optimizer

// This file takes what inlining makes of a function from an earlier translation.
//
// That depends on the function as it was before, and on the functions that its calls might have been replaced by: of those that
// were not, on their cost and on what else the inliner looks at; of those that were, on their bodies. So a memory keeps under the
// function's name: a digest of it before; which functions the inliner thought of, each with a digest of what it saw of it; and what came out. If
// all of that is as it was, then so is what comes out. Callees have had their turn when a function has its own.

import (
	"crypto/sha256"
	"encoding/binary"
	"slices"
	"strconv"
	"strings"
	"sync"

	"rgo/flowgraph"
	"rgo/rtyper/lltype"
)

// A digest tells contents apart.
type digest [16]byte

func digestOf(b []byte) digest {
	sum := sha256.Sum256(b)
	return digest(sum[:16])
}

// A remembering is an inliner with a memory.
type remembering struct {
	*inliner
	memory  flowgraph.Memory
	coder   flowgraph.Coder
	decoder flowgraph.Decoder
	known   flowgraph.Names
	names   map[*flowgraph.Graph]string // what the coder calls graphs
	bodies  map[*flowgraph.Graph]*body
	room    sync.Pool // *[]byte
}

// A body is a callee after its turn.
type body struct {
	once   sync.Once
	digest digest
	known  bool // digest has been set in the callee's turn
	ok     bool // digest is set
}

// newRemembering returns nil if p remembers nothing.
func newRemembering(n *inliner, p *flowgraph.Program) *remembering {
	if p.Memory == nil || p.Decisions.Wanted() {
		return nil
	}
	r := &remembering{inliner: n, memory: p.Memory, names: make(map[*flowgraph.Graph]string, len(p.Graphs)),
		bodies: make(map[*flowgraph.Graph]*body, len(p.Graphs))}
	r.known.Graphs = make(map[string]*flowgraph.Graph, len(p.Graphs))
	names := make([]string, len(p.Graphs))
	flowgraph.Parallel(len(names), func(i int) { names[i] = graphName(p.Graphs[i]) })
	for i, g := range p.Graphs {
		name := names[i]
		r.names[g], r.known.Graphs[name] = name, g
		r.bodies[g] = &body{}
	}
	layouts := map[*lltype.Layout]string{}
	r.known.Layouts = map[string]*lltype.Layout{}
	for _, l := range p.Layouts {
		if l != nil {
			name := layoutName(l)
			layouts[l], r.known.Layouts[name] = name, l
		}
	}
	statics := staticNames(p, layouts)
	r.known.Statics = make(map[string]*flowgraph.Static, len(p.Statics))
	for s, name := range statics {
		r.known.Statics[name] = s
	}
	r.coder = flowgraph.Coder{
		Graph:  func(g *flowgraph.Graph) string { return r.names[g] },
		Static: func(s *flowgraph.Static) string { return statics[s] },
		Layout: func(l *lltype.Layout) string { return layouts[l] },
	}
	return r
}

// nameOf makes a short name of all that matters of something.
func nameOf(parts ...string) string {
	d := digestOf([]byte(strings.Join(parts, "\x00")))
	return string(d[:])
}

// graphName names g by what a caller can see of it without looking at its body.
func graphName(g *flowgraph.Graph) string {
	b := []byte(g.Name + "\x00")
	b = binary.AppendUvarint(b, uint64(g.Attr))
	if g.Built() {
		for _, list := range [][]*flowgraph.Var{g.Start.Args, g.Return.Args} {
			b = binary.AppendVarint(b, int64(len(list)))
			for _, v := range list {
				b = append(append(b, v.Typ.String()...), 0)
			}
		}
	}
	return nameOf(string(b))
}

func layoutName(l *lltype.Layout) string {
	b := []byte(l.Name + "\x00" + l.DynType + "\x00")
	for _, n := range []int64{int64(l.ID), l.Size, l.Stride} {
		b = binary.AppendVarint(b, n)
	}
	for _, list := range [][]int64{l.Refs, l.Elem, l.Whole, l.WholeElem} {
		b = binary.AppendVarint(b, int64(len(list)))
		for _, n := range list {
			b = binary.AppendVarint(b, n)
		}
	}
	b = strconv.AppendBool(b, l.Immediate)
	return nameOf(string(b))
}

// staticNames names statics by what constant folding can see of them: the content of what is only read, and of what that refers to,
// directly or not.
func staticNames(p *flowgraph.Program, layouts map[*lltype.Layout]string) map[*flowgraph.Static]string {
	symbols := flowgraph.Symbols(p.Statics)
	own := make([]string, len(p.Statics))
	flowgraph.Parallel(len(p.Statics), func(i int) { own[i] = contentOf(p.Statics[i], symbols, layouts) })
	contents := make(map[*flowgraph.Static]string, len(p.Statics))
	names := make(map[*flowgraph.Static]string, len(p.Statics))
	var linked []*flowgraph.Static // to others
	for i, s := range p.Statics {
		contents[s] = own[i]
		if len(readOnlyTargets(s)) > 0 {
			linked = append(linked, s)
		} else {
			names[s] = own[i]
		}
	}
	for _, members := range flowgraph.Components(linked, readOnlyTargets) {
		if names[members[0]] != "" {
			continue
		}
		slices.SortFunc(members, func(a, b *flowgraph.Static) int { return strings.Compare(symbols[a], symbols[b]) })
		var all []byte
		for _, s := range members {
			all = append(all, contents[s]...)
			for _, t := range readOnlyTargets(s) {
				all = append(all, names[t]...) // "" for those of members
			}
		}
		for _, s := range members {
			names[s] = nameOf(contents[s], string(all))
		}
	}
	return names
}

// readOnlyTargets returns the read-only data that s refers to, if it is read-only itself.
func readOnlyTargets(s *flowgraph.Static) (list []*flowgraph.Static) {
	if !s.ReadOnly {
		return nil
	}
	for _, r := range s.Relocs {
		if r.Static != nil && r.Static.ReadOnly {
			list = append(list, r.Static)
		}
	}
	return list
}

// contentOf is a digest of what s is called and, if it is read-only, of what is in it.
func contentOf(s *flowgraph.Static, symbols map[*flowgraph.Static]string, layouts map[*lltype.Layout]string) string {
	b := []byte(symbols[s] + "\x00" + layouts[s.Layout])
	for _, n := range []int64{s.Len, s.Size, s.Align} {
		b = binary.AppendVarint(b, n)
	}
	b = strconv.AppendBool(b, s.ReadOnly)
	if s.ReadOnly {
		b = append(binary.AppendVarint(b, int64(len(s.Data))), s.Data...)
		for _, r := range s.Relocs {
			b = binary.AppendVarint(binary.AppendVarint(b, r.Off), r.Addend)
			switch {
			case r.Graph != nil:
				b = append(append(b, r.Graph.Name...), 0)
			case r.Static != nil:
				b = append(append(b, symbols[r.Static]...), 0)
			}
		}
	}
	return nameOf(string(b))
}

// graph does to g what inlining does, and reports whether that changed it.
func (r *remembering) graph(g *flowgraph.Graph) bool {
	if !slices.ContainsFunc(g.Blocks, callsDirectly) {
		return false
	}
	key, ok := r.digest(g)
	if !ok {
		return r.inliner.graph(g, nil)
	}
	pass := "inline "
	if r.marked {
		pass = "inlinegc "
	}
	if did, ok := r.remembered(g, pass+g.Name, key); ok {
		return did
	}
	asked := map[*flowgraph.Graph]bool{}
	did := r.inliner.graph(g, asked)
	r.remember(pass+g.Name, g, key, asked, did)
	return did
}

func callsDirectly(b *flowgraph.Block) bool {
	return slices.ContainsFunc(b.Ops, func(op *flowgraph.Op) bool { return op.Kind == flowgraph.OpCall || op.Kind == flowgraph.OpCallCode })
}

// saw is a digest of what the inliner sees of h when it looks at a call in g, and of its body if it is inlined.
func (r *remembering) saw(g, h *flowgraph.Graph, inlined bool) (digest, bool) {
	b := make([]byte, 0, 64)
	b = append(b, r.names[h]...)
	b = strconv.AppendBool(b, inlined)
	later := r.turns.of[h] >= r.turns.of[g] // so that it may be changing, if it is not g
	b = strconv.AppendBool(strconv.AppendBool(b, h == g), later)
	if h == g || later || !h.Built() || h.Attr&(flowgraph.NoInline|flowgraph.Cold|flowgraph.NoReturn) != 0 {
		return digestOf(b), true
	}
	know := r.about(h)
	b = strconv.AppendBool(b, know.possible)
	b = binary.AppendVarint(b, int64(know.cost))
	b = strconv.AppendBool(b, r.sites[h] == 1 && !r.pinned[h])
	if inlined {
		d, ok := r.body(h)
		if !ok {
			return digest{}, false
		}
		b = append(b, d[:]...)
	}
	return digestOf(b), true
}

// digest returns a digest of g as it is, if it can have one.
func (r *remembering) digest(g *flowgraph.Graph) (d digest, ok bool) {
	room, _ := r.room.Get().(*[]byte)
	if room == nil {
		room = new([]byte)
	}
	b, err := r.coder.Append((*room)[:0], g)
	if err == nil {
		d, ok = digestOf(b), true
	}
	*room = b
	r.room.Put(room)
	return d, ok
}

// body returns a digest of h, which has had its turn.
func (r *remembering) body(h *flowgraph.Graph) (digest, bool) {
	x := r.bodies[h]
	x.once.Do(func() {
		if x.known {
			x.ok = true
			return
		}
		x.digest, x.ok = r.digest(h)
	})
	return x.digest, x.ok
}

// remember keeps what became of g.
func (r *remembering) remember(name string, g *flowgraph.Graph, key digest, asked map[*flowgraph.Graph]bool, did bool) {
	text := append(make([]byte, 0, 1024), key[:]...)
	list := make([]*flowgraph.Graph, 0, len(asked))
	for h := range asked {
		list = append(list, h)
	}
	slices.SortFunc(list, func(a, b *flowgraph.Graph) int { return strings.Compare(a.Name, b.Name) })
	text = binary.AppendUvarint(text, uint64(len(list)))
	for _, h := range list {
		d, ok := r.saw(g, h, asked[h])
		if !ok {
			return
		}
		text = append(text, r.names[h]...)
		text = append(text, byteOf(asked[h]))
		text = append(text, d[:]...)
	}
	text = append(text, byteOf(did))
	if did {
		at := len(text)
		text = append(text, make([]byte, len(digest{}))...)
		var err error
		if text, err = r.coder.Append(text, g); err != nil {
			return
		}
		d := digestOf(text[at+len(digest{}):])
		copy(text[at:], d[:])
		r.bodies[g].digest, r.bodies[g].known = d, true
	}
	r.memory.Put(name, text)
}

// remembered takes what became of g from what is remembered under name, if that holds: the digest of g before is key. It reports whether g
// has been changed, and whether what is remembered holds.
func (r *remembering) remembered(g *flowgraph.Graph, name string, key digest) (did, ok bool) {
	const size = len(digest{})
	text := r.memory.Get(name)
	if len(text) < size || digest(text[:size]) != key {
		return false, false
	}
	text = text[size:]
	n, k := binary.Uvarint(text)
	if k <= 0 || n > uint64(len(text)) {
		return false, false
	}
	text = text[k:]
	for range n {
		if len(text) < 2*size+1 {
			return false, false
		}
		h := r.known.Graphs[string(text[:size])]
		if h == nil {
			return false, false
		}
		if d, ok := r.saw(g, h, text[size] == 1); !ok || d != digest(text[size+1:2*size+1]) {
			return false, false
		}
		text = text[2*size+1:]
	}
	if len(text) == 1 && text[0] == 0 {
		return false, true
	}
	if len(text) < 1+size {
		return false, false
	}
	body := r.memory.Body(name)
	if body == nil {
		body = readBody(&r.decoder, text)
	}
	if body == nil || body.Give(g, &r.known) != nil {
		return false, false
	}
	r.bodies[g].digest, r.bodies[g].known = digest(text[1:1+size]), true
	return true, true
}

// readBody reads the digest and the body at the end of what is remembered of a function, nil if that is damaged.
func readBody(d *flowgraph.Decoder, text []byte) *flowgraph.Body {
	const size = len(digest{})
	if len(text) < 1+size || digestOf(text[1+size:]) != digest(text[1:1+size]) {
		return nil
	}
	body, err := d.Read(text[1+size:])
	if err != nil {
		return nil
	}
	return body
}

// Ahead reads the body in what passes remember under a name, before they ask for it. It returns nil if there is none.
func Ahead(d *flowgraph.Decoder, text []byte) *flowgraph.Body {
	const size = len(digest{})
	if len(text) < size {
		return nil
	}
	n, k := binary.Uvarint(text[size:])
	if k <= 0 || n > uint64(len(text)) || uint64(len(text)-size-k) < n*uint64(2*size+1) {
		return nil
	}
	return readBody(d, text[size+k+int(n)*(2*size+1):])
}

func byteOf(x bool) byte {
	if x {
		return 1
	}
	return 0
}
