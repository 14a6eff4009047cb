package golang

// This file divides the program into Go packages, because the Go compiler reads, checks and inlines one package on one
// processor, and keeps what it has made of one package if that is unchanged. Parts call each other without importing each
// other: every function has a linker symbol that does not tell its part, and who calls it declares it without a body. A
// small function is copied into each part that calls it, since nothing is inlined across.

import (
	"bytes"
	"fmt"
	"slices"
	"sort"
	"strings"

	"rgo/backends/parts"
	"rgo/flowgraph"
)

// Weights, as package parts counts them: programs up to wholeWeight are one package. Most of what somebody changes did not run in a profile,
// and a changed build waits for one part: those are smaller, though each costs the compiler some 40 ms.
const (
	wholeWeight = 30000
	partMin     = 3500
	partMax     = 8000
	idleMin     = 2000
	idleMax     = 4500
)

// Prefixes of the names of parts: what did not run in a profile is apart, because it is compiled with less effort.
const (
	partPrefix = "part_"
	idlePrefix = "idle_"
)

// A part is a package of functions.
type part struct {
	name   string
	own    []*flowgraph.Graph
	copies []*flowgraph.Graph // small functions of other parts that functions here call

	declarations []byte // of what they mention and others define
}

// all returns the functions that are printed in x.
func (x *part) all() []*flowgraph.Graph { return slices.Concat(x.own, x.copies) }

// divide makes the parts, or none if the program is small.
func (p *program) divide() {
	sum := 0
	for _, g := range p.Graphs {
		sum += parts.Weight(g)
	}
	if p.options.PartWeight > 0 {
		p.whole = sum <= p.options.PartWeight
	} else {
		p.whole = sum <= wholeWeight
	}
	if p.whole {
		return
	}
	taken := map[string]bool{}
	kinds := map[string][]*flowgraph.Graph{}
	for _, g := range p.Graphs {
		prefix := partPrefix
		if g.Idle() {
			prefix = idlePrefix
		}
		kinds[prefix] = append(kinds[prefix], g)
	}
	for prefix, graphs := range kinds {
		least, most := partMin, partMax
		if prefix == idlePrefix {
			least, most = idleMin, idleMax
		}
		if p.options.PartWeight > 0 {
			least, most = p.options.PartWeight, 2*p.options.PartWeight
		}
		for _, own := range parts.Split(graphs, least, most) {
			x := &part{own: own}
			for n := hashName(own[0].Name); x.name == "" || taken[x.name]; n++ {
				x.name = fmt.Sprintf("%s%08x", prefix, n)
			}
			taken[x.name] = true
			p.parts = append(p.parts, x)
		}
	}
	slices.SortFunc(p.parts, func(a, b *part) int { return strings.Compare(a.name, b.name) })
	flowgraph.Parallel(len(p.parts), func(i int) { p.parts[i].findCopies(p) })
}

// findCopies finds the small functions that are called here, directly or by each other.
func (x *part) findCopies(p *program) {
	here := map[*flowgraph.Graph]bool{}
	for _, g := range x.own {
		here[g] = true
	}
	for queue := slices.Clone(x.own); len(queue) > 0; queue = queue[1:] {
		for _, h := range p.refs[queue[0]].calls {
			if !here[h] && parts.WorthCopying(h) {
				here[h] = true
				x.copies = append(x.copies, h)
				queue = append(queue, h)
			}
		}
	}
	slices.SortFunc(x.copies, func(a, b *flowgraph.Graph) int { return strings.Compare(a.Name, b.Name) })
}

// print returns the files of x. texts are those of its functions.
func (x *part) print(p *program, texts map[*flowgraph.Graph][]byte) []file {
	var b bytes.Buffer
	fmt.Fprintf(&b, fileHeader, x.name)
	b.Write(x.declarations)
	for _, g := range x.own {
		if p.tries[g] != "" {
			b.WriteString(p.linkName(p.tries[g]))
			b.Write(p.printTry(g))
		}
	}
	header := []byte(fmt.Sprintf(fileHeader, x.name))
	var files []file
	add := func(link string, text []byte) {
		if b.Len() > len(header) && b.Len()+len(link)+len(text) > fileSize {
			files = append(files, file{x.fileName(len(files)), bytes.Clone(b.Bytes())})
			b.Reset()
			b.Write(header)
		}
		b.WriteString(link)
		b.Write(text)
	}
	b.Grow(fileSize)
	for _, g := range x.own {
		add(p.linkName(p.names[g]), texts[g])
	}
	for _, g := range x.copies {
		add("", texts[g])
	}
	return append(files, file{x.fileName(len(files)), b.Bytes()})
}

// fileName returns the name of file number i of x.
func (x *part) fileName(i int) string { return fmt.Sprintf("%s/code_%03d.go", x.name, i) }

// printDeclarations declares what the functions of x mention and others define, in order of names.
func (x *part) printDeclarations(p *program, b *bytes.Buffer) {
	here := map[*flowgraph.Graph]bool{}
	all := x.all()
	for _, g := range all {
		here[g] = true
	}
	constants, others := map[string]string{}, map[string]string{}
	for _, g := range all {
		r := p.refs[g]
		for _, s := range r.statics {
			name := p.image.name(s)
			constants[name] = fmt.Sprintf("%s uintptr = %#x\n", name, p.image.address[s])
		}
		for _, h := range r.codes {
			name := p.codes.name(h)
			constants[name] = fmt.Sprintf("%s uintptr = %#x\n", name, p.codes.number(h))
		}
		for _, h := range r.calls {
			if name := p.names[h]; !here[h] && name != "" && others[name] == "" {
				others[name] = string(p.declareFunction(name, h, ""))
			}
		}
		for _, h := range r.tries {
			if name := p.tries[h]; !slices.Contains(x.own, h) && others[name] == "" {
				others[name] = string(p.declareFunction(name, h, "bool"))
			}
		}
	}
	b.WriteString("// Addresses of static data and of functions.\nconst (\n")
	writeSorted(b, constants)
	b.WriteString(")\n\n")
	writeSorted(b, others)
}

func writeSorted(b *bytes.Buffer, texts map[string]string) {
	names := make([]string, 0, len(texts))
	for name := range texts {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		b.WriteString(texts[name])
	}
}

// linkName gives what is called name a symbol that is the same in all packages, if there are several.
func (p *program) linkName(name string) string {
	if p.whole {
		return ""
	}
	return "//go:linkname " + name + " rgo." + name + "\n\n"
}

// declareFunction declares what another package defines: a function with the type of g and one more result in front,
// unless that is "".
func (p *program) declareFunction(name string, g *flowgraph.Graph, first string) []byte {
	results := varTypes(g.Return.Args)
	text := resultList(results)
	if first != "" {
		text = " " + first
		if len(results) > 0 {
			text = " (" + first + ", " + typeList(results) + ")"
		}
	}
	return []byte(strings.TrimSuffix(p.linkName(name), "\n") + "func " + name + "(" + typeList(varTypes(g.Start.Args)) + ")" + text + "\n\n")
}
