package build

// This file is the file that graphs are kept in:
//
//	magic, checksum of the rest, key
//	all strings, which are numbered from here on
//	the packages and what their functions depend on; the names that functions depend on, with the digests of both
//	records: what they depend on, then for each graph its head and its body, as bodyCode
//
// A file that is damaged, or of another translator, counts as none.

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"go/types"
	"os"
	"slices"

	"rgo/flowgraph"
)

const keptMagic = "rgo graphs 2\n"

// A keptFile is what a file says.
type keptFile struct {
	size    int // bytes
	strings []string
	bases   map[string]digest // of packages, by path: what their text depends on
	full    map[string]digest // and, besides, their types
	names   []string          // that functions depend on
	digests []digest          // of these
	records []keptRecord
}

// A keptRecord is a record in a file. Numbers are those of strings.
type keptRecord struct {
	file      *keptFile
	id        string
	origin    string // the function, or the generic one
	key       digest
	recovers  bool
	instance  bool
	always    bool  // is to be built always
	stub      []int // see stubs.go; nil: none
	packages  []int
	names     []int // numbers in keptFile.names
	instances []int // the instances that its graphs mention
	graphs    []keptGraph

	holds   bool
	stubbed bool // the type checker gets to see a stub of the function
}

// Flags of records.
const (
	flagRecovers = 1 << iota
	flagInstance
	flagAlways
)

// A keptGraph is a graph in a file. Without code its body is part of another one's.
type keptGraph struct{ headCode, code []byte }

// readKept reads a file, nil if there is none.
func readKept(where Graphs) (f *keptFile) {
	text, err := os.ReadFile(where.File)
	if err != nil || !bytes.HasPrefix(text, []byte(keptMagic)) {
		return nil
	}
	text = text[len(keptMagic):]
	if len(text) < sha256.Size {
		return nil
	}
	if sum := sha256.Sum256(text[sha256.Size:]); !bytes.Equal(sum[:], text[:sha256.Size]) {
		return nil
	}
	defer func() {
		if recover() != nil { // it has been written by something else
			f = nil
		}
	}()
	r := keptReader{text[sha256.Size:]}
	if string(r.bytes()) != where.Key {
		return nil
	}
	f = &keptFile{size: len(text), bases: map[string]digest{}, full: map[string]digest{}, strings: make([]string, r.number())}
	all := string(r.bytes())
	for i := range f.strings {
		n := r.number()
		f.strings[i], all = all[:n], all[n:]
	}
	for range r.number() {
		path := f.strings[r.number()]
		f.bases[path] = r.digest()
		f.full[path] = r.digest()
	}
	f.names = make([]string, r.number())
	f.digests = make([]digest, len(f.names))
	for i := range f.names {
		f.names[i], f.digests[i] = f.strings[r.number()], r.digest()
	}
	f.records = make([]keptRecord, r.number())
	for i := range f.records {
		k := &f.records[i]
		k.file, k.id, k.origin = f, f.strings[r.number()], f.strings[r.number()]
		k.key = r.digest()
		flags := r.number()
		k.recovers, k.instance, k.always = flags&flagRecovers != 0, flags&flagInstance != 0, flags&flagAlways != 0
		k.packages, k.names, k.instances, k.stub = r.numbers(), r.numbers(), r.numbers(), r.numbers()
		k.graphs = make([]keptGraph, r.number())
		for j := range k.graphs {
			k.graphs[j].headCode = r.bytes()
			k.graphs[j].code = r.bytes()
			if len(k.graphs[j].code) == 0 {
				k.graphs[j].code = nil
			}
		}
	}
	return f
}

// A keptReader reads numbers and bytes.
type keptReader struct{ data []byte }

func (r *keptReader) number() int {
	n, size := binary.Uvarint(r.data)
	if size <= 0 {
		panic(errDamaged)
	}
	r.data = r.data[size:]
	return int(n)
}

func (r *keptReader) numbers() []int {
	n := r.number()
	if n == 0 {
		return nil
	}
	list := make([]int, n)
	for i := range list {
		list[i] = r.number()
	}
	return list
}

func (r *keptReader) bytes() []byte {
	n := r.number()
	b := r.data[:n:n]
	r.data = r.data[n:]
	return b
}

func (r *keptReader) digest() (d digest) {
	copy(d[:], r.data[:len(d)])
	r.data = r.data[len(d):]
	return d
}

// same reports whether something that functions depend on is what it was.
func (f *keptFile) same(name string, names map[string]digest) bool {
	i := slices.Index(f.names, name)
	return i >= 0 && f.digests[i] == names[name]
}

// check finds the records that hold in the program as it is.
func (f *keptFile) check(packages map[string]*Package, functions map[string]*function, names map[string]digest) {
	changed := make([]bool, len(f.names))
	for i, name := range f.names {
		changed[i] = names[name] != f.digests[i]
	}
	same := map[string]bool{}
	for path, base := range f.bases {
		same[path] = packages[path] != nil && packages[path].keys.base == base
	}
	byID := make(map[string]*keptRecord, len(f.records))
	for i := range f.records {
		r := &f.records[i]
		byID[r.id] = r
		fn := functions[r.origin]
		r.holds = fn != nil && (r.instance || fn.key == r.key || fn.decl == nil) // see checkTypes
		for _, p := range r.packages {
			r.holds = r.holds && same[f.strings[p]]
		}
		for _, n := range r.names {
			r.holds = r.holds && !changed[n]
		}
	}
	for again := true; again; {
		again = false
		for i := range f.records {
			r := &f.records[i]
			for _, id := range r.instances {
				if other := byID[f.strings[id]]; r.holds && (other == nil || !other.holds || len(other.graphs) == 0) {
					r.holds, again = false, true
				}
			}
		}
	}
}

// checkTypes does the same for what depends on types. It returns false if a function of which the type checker has seen a stub is
// among those that do not hold.
func (f *keptFile) checkTypes(packages map[string]*Package, functions map[string]*function) bool {
	other := map[int]bool{}
	for i, path := range f.strings {
		if full, ok := f.full[path]; ok {
			other[i] = packages[path] == nil || packages[path].keys.full != full
		}
	}
	lost := map[string]bool{}
	for i := range f.records {
		r := &f.records[i]
		if !r.holds {
			continue
		}
		fn := functions[r.origin]
		r.holds = r.instance || fn.key == r.key
		for _, p := range r.packages {
			r.holds = r.holds && !other[p]
		}
		if !r.holds && r.instance {
			lost[r.id] = true
		}
		if !r.holds && r.stubbed {
			return false
		}
	}
	for again := len(lost) > 0; again; {
		again = false
		for i := range f.records {
			r := &f.records[i]
			for _, id := range r.instances {
				if r.holds && lost[f.strings[id]] {
					r.holds, again = false, true
					lost[r.id] = true
					if r.stubbed {
						return false
					}
				}
			}
		}
	}
	return true
}

// The kinds of mentions.
const (
	mentionFunction = iota // its identity
	mentionVariant         // the same, for defer statements
	mentionInner           // a graph of the same record: its number
	mentionGlobal          // package, name
	mentionWrapper         // type, package, name
	numMentions
)

// mentionParts says of how many numbers a mention consists.
var mentionParts = [numMentions]int{1, 1, 1, 2, 3}

// A keptCode is a head or a body in a file, with what it mentions.
type keptCode struct {
	types, strings []int
	mentions       [][4]int // the kind first
	data           []byte
}

func readCode(text []byte) (c keptCode) {
	r := keptReader{text}
	c.types, c.strings = r.numbers(), r.numbers()
	c.mentions = make([][4]int, r.number())
	for i := range c.mentions {
		m := &c.mentions[i]
		m[0] = r.number()
		for k := range mentionParts[m[0]] {
			m[1+k] = r.number()
		}
	}
	c.data = r.data
	return c
}

// append appends the text of c to b.
func (c *keptCode) append(b []byte) []byte {
	b = appendNumbers(b, c.types)
	b = appendNumbers(b, c.strings)
	b = binary.AppendUvarint(b, uint64(len(c.mentions)))
	for _, m := range c.mentions {
		for _, n := range m[:1+mentionParts[m[0]]] {
			b = binary.AppendUvarint(b, uint64(n))
		}
	}
	return append(b, c.data...)
}

func appendNumbers(b []byte, list []int) []byte {
	b = binary.AppendUvarint(b, uint64(len(list)))
	for _, n := range list {
		b = binary.AppendUvarint(b, uint64(n))
	}
	return b
}

// head reads what is known of a graph without its body. p.mu and p.keeping.mu are held.
func (g *keptGraph) head(p *program, r *record, n *named) {
	d, _ := p.decoder(r, g.headCode)
	n.base = d.str()
	if i := d.number(); i > 0 {
		n.parent = r.graphs[i-1].graph
	}
	if i := d.number(); i > 0 {
		n.deferred = r.graphs[i-1]
	}
	n.graph.Name = n.base
	n.graph.Doc = d.str()
	n.graph.Attr = flowgraph.GraphAttr(d.number())
	n.graph.Pos = d.headPos()
	for _, list := range [...]*[]flowgraph.Type{&n.graph.Params, &n.graph.Results, &n.graph.Captures} {
		if k := d.number(); k > 0 {
			*list = make([]flowgraph.Type, k)
			for i := range *list {
				(*list)[i] = d.typ()
			}
		}
	}
}

// decoder returns a decoder of a head or a body, without what that mentions. p.keeping.mu is held.
func (p *program) decoder(r *record, text []byte) (*decoder, [][4]int) {
	c := readCode(text)
	f := r.kept.file
	d := &decoder{data: c.data, p: p, rec: r}
	if len(c.types) > 0 {
		d.types = make([]types.Type, len(c.types))
		for i, t := range c.types {
			d.types[i] = p.typeOfText(f.strings[t])
		}
	}
	if len(c.strings) > 0 {
		d.strings = make([]string, len(c.strings))
		for i, s := range c.strings {
			d.strings[i] = f.strings[s]
		}
	}
	return d, c.mentions
}
