package build

// This file writes what is kept of the graphs of a program.

import (
	"crypto/sha256"
	"encoding/binary"
	"os"
	"path/filepath"
	"slices"
)

// keep writes the body that t has built as bytes, if it is to be kept. Later passes change it.
func (t *task) keep() {
	p, r := t.program, t.home
	if p.keeping == nil || r == nil || r.kept != nil && len(r.kept.graphs) > 0 {
		return
	}
	p.locked(func() *named {
		p.framesOf(r)
		return nil
	})
	var inline []*named
	for _, m := range t.mentions {
		if m.inline && m.parent == t.graph {
			inline = append(inline, m.named)
		}
	}
	code, ok := p.encode(r, t.body, t.mentions, inline)
	p.mu.Lock()
	defer p.mu.Unlock()
	t.code = code
	r.bad = r.bad || !ok || !p.keepHead(t.named)
	for _, m := range t.mentions {
		if m.home == r {
			r.bad = r.bad || !p.keepHead(m.named)
		}
	}
}

// keepHead writes what is known of n without its body. p.mu is held.
func (p *program) keepHead(n *named) bool {
	if n.head != nil {
		return true
	}
	var ok bool
	n.head, ok = p.encodeHead(n)
	return ok
}

// Keep returns what writes the graphs that have been built, for the next translation of a program like this one. No more graphs are asked
// for. A file that cannot be written is no error.
func (l *Loaded) Keep() (write func()) {
	p := l.program
	if p == nil || p.keeping == nil {
		return func() {}
	}
	w := keptWriter{p: p, k: p.keeping}
	w.finish()
	return func() {
		if w.changed() {
			w.save()
		}
	}
}

// A keptWriter writes the file of a program.
type keptWriter struct {
	p       *program
	k       *keeping
	fresh   []*record // with new graphs, in order
	known   []*record // without, in order
	strings numbering
	names   numbering // that functions depend on
	moved   []int     // the number that a string of the old file has now, plus 1
}

// finish builds what is missing for records to be whole, and finds those that can be kept.
func (w *keptWriter) finish() {
	k := w.k
	need := map[*record]bool{}
	var work []*record
	want := func(r *record) {
		if r != nil && !need[r] && (r.kept == nil || len(r.kept.graphs) == 0) {
			need[r] = true
			work = append(work, r)
		}
	}
	for _, id := range sortedKeys(k.records) {
		if r := k.records[id]; slices.ContainsFunc(r.graphs, func(n *named) bool { return n != nil && n.code != nil }) {
			want(r)
		}
	}
	for len(work) > 0 {
		r := work[0]
		work = work[1:]
		if r.graphs[0] == nil && !r.instance {
			w.p.locked(func() *named { return w.p.namedGraph(w.p.ssaOf(r.fn), false) })
		}
		for i := 0; i < len(r.graphs); i++ { // there come to be more
			n := r.graphs[i]
			if n == nil || n.inline {
				continue
			}
			w.p.mu.Lock()
			t := w.p.tasks[n.graph]
			w.p.mu.Unlock()
			if t != nil {
				t.run()
				r.bad = r.bad || t.err != nil
			}
			if n.code == nil {
				r.bad = true
				continue
			}
			for _, m := range n.code.mentions {
				if m.home != nil && m.home.instance {
					want(m.home)
				}
			}
		}
	}
	for r := range need {
		r.bad = r.bad || r.graphs[0] == nil || slices.ContainsFunc(r.graphs, func(n *named) bool { return n != nil && n.head == nil })
	}
	for again := true; again; { // what mentions something that cannot be kept cannot be kept
		again = false
		for r := range need {
			if !r.bad && slices.ContainsFunc(r.graphs, func(n *named) bool { return n != nil && n.code != nil && !w.resolvable(r, n.code) }) {
				r.bad, again = true, true
			}
		}
	}
	for r := range need {
		if !r.bad {
			w.fresh = append(w.fresh, r)
		}
	}
	slices.SortFunc(w.fresh, byRecordID)
	w.findKnown(need)
}

func byRecordID(a, b *record) int {
	if a.id < b.id {
		return -1
	}
	return 1
}

// resolvable reports whether another translation can find everything that a body mentions.
func (w *keptWriter) resolvable(r *record, code *bodyCode) bool {
	for _, m := range code.mentions {
		switch h := m.home; {
		case m.object != nil, h == r:
		case h == nil:
			if m.wraps == nil || m.deferred {
				return false
			}
			if _, ok := w.p.typeText(m.wraps.Signature.Recv().Type()); !ok {
				return false
			}
		case h.graphs[0] != m.named && (len(h.graphs) < 2 || h.graphs[1] != m.named):
			return false // inside of another function
		case h.instance && h.bad:
			return false
		}
	}
	return true
}

// findKnown finds the functions of which only that is kept whether they call recover: go/ssa need not see them as long as nobody
// asks for their graphs. Those whose graphs cannot be kept it sees always.
func (w *keptWriter) findKnown(need map[*record]bool) {
	p := w.p
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, pkg := range p.loaded.Packages {
		for _, fn := range append(pkg.keys.functions, pkg.keys.inits) {
			r := w.k.records[fn.id]
			if fn.generic || r == nil && pkg.Origin != User || fn.object != nil && fn.object.Name() == "_" {
				continue
			}
			if r == nil {
				r = &record{id: fn.id, fn: fn, packages: []string{pkg.Path}}
			}
			if need[r] && !r.bad || r.kept != nil && len(r.kept.graphs) > 0 {
				continue
			}
			r.bad = r.bad || r.kept != nil && r.kept.always
			if !r.known() && fn.object != nil {
				r.recovers = p.callsRecover(p.ssaOf(fn))
			}
			w.known = append(w.known, r)
		}
	}
}

// changed reports whether there is anything to write that has not been read.
func (w *keptWriter) changed() bool {
	return w.k.old == nil || len(w.fresh) > 0 || slices.ContainsFunc(w.known, func(r *record) bool { return r.kept == nil || r.bad != r.kept.always })
}

// A numbering gives strings numbers in the order in which they come.
type numbering struct {
	list    []string
	numbers map[string]int
}

func (x *numbering) number(s string) int {
	n, ok := x.numbers[s]
	if !ok {
		if x.numbers == nil {
			x.numbers = map[string]int{}
		}
		n = len(x.list)
		x.numbers[s] = n
		x.list = append(x.list, s)
	}
	return n
}

// number returns the number of a string.
func (w *keptWriter) number(s string) int { return w.strings.number(s) }

// name returns the number of something that functions depend on.
func (w *keptWriter) name(s string) int { return w.names.number(s) }

// move returns the number that string n of the old file has now.
func (w *keptWriter) move(n int) int {
	if w.moved[n] == 0 {
		w.moved[n] = w.number(w.k.old.strings[n]) + 1
	}
	return w.moved[n] - 1
}

// save writes the file.
func (w *keptWriter) save() {
	w.name(allMethods)
	var records []byte
	if w.k.old != nil {
		records = make([]byte, 0, w.k.old.size+w.k.old.size/16) // next to nothing changes
	}
	count := len(w.fresh) + len(w.known)
	for _, r := range w.fresh {
		records = w.record(records, r)
	}
	for _, r := range w.known {
		records = w.knownRecord(records, r)
	}
	if w.k.old != nil {
		w.moved = make([]int, len(w.k.old.strings))
		for i := range w.k.old.records {
			if r := &w.k.old.records[i]; r.holds && len(r.graphs) > 0 {
				records = w.again(records, r)
				count++
			}
		}
	}
	var tables []byte
	packages := w.p.loaded.Packages
	tables = binary.AppendUvarint(tables, uint64(len(packages)))
	for _, p := range packages {
		tables = binary.AppendUvarint(tables, uint64(w.number(p.Path)))
		tables = append(tables, p.keys.base[:]...)
		tables = append(tables, p.keys.full[:]...)
	}
	tables = binary.AppendUvarint(tables, uint64(len(w.names.list)))
	for _, name := range w.names.list {
		d := w.k.names[name]
		tables = binary.AppendUvarint(tables, uint64(w.number(name)))
		tables = append(tables, d[:]...)
	}
	tables = binary.AppendUvarint(tables, uint64(count))

	var head, all, sizes []byte
	head = appendBytes(head, []byte(w.k.where.Key))
	head = binary.AppendUvarint(head, uint64(len(w.strings.list)))
	for _, s := range w.strings.list {
		all = append(all, s...)
		sizes = binary.AppendUvarint(sizes, uint64(len(s)))
	}
	head = append(appendBytes(head, all), sizes...)
	writeKept(w.k.where.File, head, tables, records)
}

func appendBytes(b, text []byte) []byte {
	b = binary.AppendUvarint(b, uint64(len(text)))
	return append(b, text...)
}

// writeKept writes a file, complete or not at all.
func writeKept(file string, texts ...[]byte) {
	tmp, err := os.CreateTemp(filepath.Dir(file), ".rgo-*")
	if err != nil {
		return
	}
	defer os.Remove(tmp.Name())
	sum := sha256.New()
	for _, text := range texts {
		sum.Write(text)
	}
	for _, text := range append([][]byte{[]byte(keptMagic), sum.Sum(nil)}, texts...) {
		if err == nil {
			_, err = tmp.Write(text)
		}
	}
	if e := tmp.Close(); err == nil && e == nil {
		os.Rename(tmp.Name(), file)
	}
}

// begin appends what all records begin with.
func (w *keptWriter) begin(b []byte, id, origin string, key digest, flags int) []byte {
	b = binary.AppendUvarint(b, uint64(w.number(id)))
	b = binary.AppendUvarint(b, uint64(w.number(origin)))
	b = append(b, key[:]...)
	return binary.AppendUvarint(b, uint64(flags))
}

func (r *record) flags() (flags int) {
	if r.recovers {
		flags |= flagRecovers
	}
	if r.instance {
		flags |= flagInstance
	}
	if r.bad {
		flags |= flagAlways
	}
	return flags
}

func (r *record) key() digest {
	if r.instance {
		return digest{}
	}
	return r.fn.key
}

// record appends a record with new graphs.
func (w *keptWriter) record(b []byte, r *record) []byte {
	r.recovers = r.graphs[1] != nil
	b = w.begin(b, r.id, r.fn.id, r.key(), r.flags())
	b = appendNumbers(b, w.numbersOf(r.packages))
	var names, instances []int
	if slices.ContainsFunc(r.packages, func(path string) bool { return w.p.paths[path].Origin == User }) { // else their whole text counts
		for _, name := range r.fn.pkg.dependencies(r.fn) {
			names = append(names, w.name(name))
		}
	}
	b = appendNumbers(b, names)
	seen := map[*record]bool{r: true}
	for _, n := range r.graphs {
		if n == nil || n.code == nil {
			continue
		}
		for _, m := range n.code.mentions {
			if h := m.home; h != nil && h.instance && !seen[h] {
				seen[h] = true
				instances = append(instances, w.number(h.id))
			}
		}
	}
	b = appendNumbers(b, instances)
	b = appendNumbers(b, w.numbersOf(r.fn.pkg.stub(r)))
	b = binary.AppendUvarint(b, uint64(len(r.graphs)))
	for _, n := range r.graphs {
		if n == nil {
			b = append(b, 0, 0)
			continue
		}
		b = appendBytes(b, w.code(r, n.head))
		if n.code == nil {
			b = append(b, 0)
		} else {
			b = appendBytes(b, w.code(r, n.code))
		}
	}
	return b
}

func (w *keptWriter) numbersOf(list []string) []int {
	out := make([]int, len(list))
	for i, s := range list {
		out[i] = w.number(s)
	}
	return out
}

// code returns a head or a body as it is in the file.
func (w *keptWriter) code(r *record, code *bodyCode) []byte {
	c := keptCode{types: w.numbersOf(code.types), strings: w.numbersOf(code.strings), data: code.data}
	for _, m := range code.mentions {
		c.mentions = append(c.mentions, w.mention(r, m))
	}
	return c.append(nil)
}

func (w *keptWriter) mention(r *record, m mention) [4]int {
	switch h := m.home; {
	case m.object != nil:
		return [4]int{mentionGlobal, w.number(w.p.packagePath(m.variable.Pkg())), w.number(m.variable.Name())}
	case h == r && m.named != r.graphs[0] && m.named != r.graphs[1]:
		return [4]int{mentionInner, slices.Index(r.graphs, m.named)}
	case h == nil:
		text, _ := w.p.typeText(m.wraps.Signature.Recv().Type())
		path := ""
		if pkg := m.wraps.Object().Pkg(); pkg != nil {
			path = pkg.Path()
		}
		return [4]int{mentionWrapper, w.number(text), w.number(path), w.number(m.wraps.Name())}
	case m.deferred:
		return [4]int{mentionVariant, w.number(h.id)}
	}
	return [4]int{mentionFunction, w.number(m.home.id)}
}

// knownRecord appends a record without graphs.
func (w *keptWriter) knownRecord(b []byte, r *record) []byte {
	b = w.begin(b, r.id, r.fn.id, r.key(), r.flags())
	b = appendNumbers(b, w.numbersOf([]string{r.fn.pkg.Path}))
	return append(b, 0, 0, 0, 0)
}

// again appends a record of the old file.
func (w *keptWriter) again(b []byte, r *keptRecord) []byte {
	flags := 0
	if r.recovers {
		flags |= flagRecovers
	}
	if r.instance {
		flags |= flagInstance
	}
	b = w.begin(b, r.id, r.origin, r.key, flags)
	b = appendNumbers(b, w.movedAll(r.packages))
	names := make([]int, len(r.names))
	for i, n := range r.names {
		names[i] = w.name(r.file.names[n])
	}
	b = appendNumbers(b, names)
	b = appendNumbers(b, w.movedAll(r.instances))
	b = appendNumbers(b, w.movedAll(r.stub))
	b = binary.AppendUvarint(b, uint64(len(r.graphs)))
	for _, g := range r.graphs {
		for _, text := range [...][]byte{g.headCode, g.code} {
			if len(text) == 0 {
				b = append(b, 0)
				continue
			}
			c := readCode(text)
			c.types, c.strings = w.movedAll(c.types), w.movedAll(c.strings)
			for i := range c.mentions {
				m := &c.mentions[i]
				for k := range mentionParts[m[0]] {
					if m[0] != mentionInner {
						m[1+k] = w.move(m[1+k])
					}
				}
			}
			b = appendBytes(b, c.append(nil))
		}
	}
	return b
}

func (w *keptWriter) movedAll(list []int) []int {
	out := make([]int, len(list))
	for i, n := range list {
		out[i] = w.move(n)
	}
	return out
}
