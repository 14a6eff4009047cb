package profile

// This file reads and writes profiles.
//
// The text form, in which profiles are kept:
//
//	rgo profile 1
//	graph ENTRIES SHAPE NAME
//	INDEX SHAPE COUNT COUNT ...
//
// with a line for each branch that ran behind the line of its graph; shapes are hexadecimal. Then follow the numbers of the
// names of graphs that did not run, hexadecimal, in lines that begin with "idle". A raw profile is what a
// program that counts has written:
//
//	rgo raw profile 1
//	graph SHAPE NAME
//	SHAPE EXITS
//	counters N
//
// with a line for each branch of the graph, and then N counters of eight bytes, lowest first: for each graph one of
// entries, and one for each exit of its branches.

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
)

const (
	textMagic = "rgo profile 1"
	rawMagic  = "rgo raw profile 1"
	anyText   = "rgo profile "
	anyRaw    = "rgo raw profile "
)

// Read reads the profile in the file at path.
func Read(path string) (*Profile, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	p, err := Parse(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return p, nil
}

// Parse reads a profile in either form.
func Parse(data []byte) (*Profile, error) {
	first, rest, _ := bytes.Cut(data, []byte("\n"))
	switch magic := string(first); {
	case magic == textMagic:
		return parseText(string(rest))
	case magic == rawMagic:
		return parseRaw(rest)
	case strings.HasPrefix(magic, anyText), strings.HasPrefix(magic, anyRaw):
		return nil, errors.New("this profile is of another version of rgo: make it again with rgo translate --instrument")
	case len(data) == 0:
		return nil, errors.New("an empty file is no profile: did the program that should have written it run to its end?")
	}
	return nil, errors.New("not a profile: its first line is neither that of a program made with --instrument nor that of rgo profile")
}

// A lineError says which line of a profile is wrong.
func lineError(line int, text string) error {
	if len(text) > 60 {
		text = text[:60] + "..."
	}
	return fmt.Errorf("line %d: this does not belong into a profile: %q; the file is damaged", line, text)
}

func parseText(text string) (*Profile, error) {
	p := New()
	var g *Graph
	for i, line := range strings.Split(strings.TrimSuffix(text, "\n"), "\n") {
		bad := func() (*Profile, error) { return nil, lineError(i+2, line) }
		if rest, ok := strings.CutPrefix(line, "graph "); ok {
			words := strings.SplitN(rest, " ", 3)
			if len(words) != 3 || p.Graphs[words[2]] != nil {
				return bad()
			}
			entries, err1 := strconv.ParseUint(words[0], 10, 64)
			shape, err2 := strconv.ParseUint(words[1], 16, 32)
			if err1 != nil || err2 != nil {
				return bad()
			}
			g = &Graph{Name: words[2], Shape: uint32(shape), Entries: entries}
			p.Graphs[g.Name] = g
			continue
		}
		if rest, ok := strings.CutPrefix(line, "idle "); ok {
			for _, w := range strings.Split(rest, " ") {
				n, err := strconv.ParseUint(w, 16, 24)
				if err != nil {
					return bad()
				}
				p.Idle[uint32(n)] = true
			}
			g = nil
			continue
		}
		if line == "" && len(p.Graphs) == 0 {
			continue // nothing ran
		}
		words := strings.Split(line, " ")
		if g == nil || len(words) < 4 {
			return bad()
		}
		index, err1 := strconv.ParseUint(words[0], 10, 31)
		shape, err2 := strconv.ParseUint(words[1], 16, 32)
		if err1 != nil || err2 != nil || len(g.Branches) > 0 && g.Branches[len(g.Branches)-1].Index >= int(index) {
			return bad()
		}
		b := Branch{Index: int(index), Shape: uint32(shape)}
		for _, w := range words[2:] {
			n, err := strconv.ParseUint(w, 10, 64)
			if err != nil {
				return bad()
			}
			b.Counts = append(b.Counts, n)
		}
		g.Branches = append(g.Branches, b)
	}
	return p, nil
}

func parseRaw(data []byte) (*Profile, error) {
	marker := []byte("\ncounters ")
	end := bytes.Index(data, marker)
	if end < 0 {
		return nil, errors.New("this raw profile has no counters: the file is damaged")
	}
	header := string(data[:end])
	number, counters, _ := bytes.Cut(data[end+len(marker):], []byte("\n"))
	n, err := strconv.Atoi(string(number))
	if err != nil || len(counters) != 8*n {
		return nil, fmt.Errorf("this raw profile should end in %s counters and has %d bytes of them: it was not written to its end, or several programs wrote to it", number, len(counters))
	}
	next := func() (c uint64, ok bool) {
		if len(counters) == 0 {
			return 0, false
		}
		c = binary.LittleEndian.Uint64(counters)
		counters = counters[8:]
		return c, true
	}
	p := New()
	var g *Graph
	index := 0
	for i, line := range strings.Split(header, "\n") {
		bad := func() (*Profile, error) { return nil, lineError(i+2, line) }
		if rest, ok := strings.CutPrefix(line, "graph "); ok {
			words := strings.SplitN(rest, " ", 2)
			if len(words) != 2 || p.Graphs[words[1]] != nil {
				return bad()
			}
			shape, err := strconv.ParseUint(words[0], 16, 32)
			entries, ok := next()
			if err != nil || !ok {
				return bad()
			}
			g, index = &Graph{Name: words[1], Shape: uint32(shape), Entries: entries}, 0
			p.Graphs[g.Name] = g
			continue
		}
		first, second, _ := strings.Cut(line, " ")
		shape, err1 := strconv.ParseUint(first, 16, 32)
		exits, err2 := strconv.ParseUint(second, 10, 31)
		if g == nil || err1 != nil || err2 != nil || exits < 2 {
			return bad()
		}
		b := Branch{Index: index, Shape: uint32(shape)}
		ran := false
		for range exits {
			c, ok := next()
			if !ok {
				return bad()
			}
			ran = ran || c > 0
			b.Counts = append(b.Counts, c)
		}
		if ran {
			g.Branches = append(g.Branches, b)
		}
		index++
	}
	if len(counters) > 0 {
		return nil, errors.New("this raw profile has more counters than it describes: the file is damaged")
	}
	for name, g := range p.Graphs {
		if g.Entries == 0 && len(g.Branches) == 0 {
			delete(p.Graphs, name)
			p.Idle[nameNumber(name)] = true
		}
	}
	return p, nil
}

// Text returns the text form: the same for equal profiles.
func (p *Profile) Text() []byte {
	var b bytes.Buffer
	fmt.Fprintln(&b, textMagic)
	for _, g := range p.sorted() {
		fmt.Fprintf(&b, "graph %d %x %s\n", g.Entries, g.Shape, g.Name)
		for _, br := range g.Branches {
			fmt.Fprintf(&b, "%d %x", br.Index, br.Shape)
			for _, c := range br.Counts {
				b.WriteByte(' ')
				b.WriteString(strconv.FormatUint(c, 10))
			}
			b.WriteByte('\n')
		}
	}
	const inLine = 16
	for i, n := range slices.Sorted(maps.Keys(p.Idle)) {
		switch i % inLine {
		case 0:
			fmt.Fprintf(&b, "idle %x", n)
		default:
			fmt.Fprintf(&b, " %x", n)
		}
		if i%inLine == inLine-1 || i == len(p.Idle)-1 {
			b.WriteByte('\n')
		}
	}
	return b.Bytes()
}

// rare is the share of all that happened, one in so many, below which Compact leaves a branch out.
const rare = 10_000_000

// Compact returns p with counts of three significant digits and without what hardly ever ran: as good for every decision,
// and a third of the size as text. What ran does not become what never did.
func (p *Profile) Compact() *Profile {
	least := p.Total() / rare
	q := New()
	for name, g := range p.Graphs {
		h := &Graph{Name: name, Shape: g.Shape, Entries: round(g.Entries)}
		for _, b := range g.Branches {
			c := make([]uint64, len(b.Counts))
			var sum uint64
			for i, n := range b.Counts {
				c[i] = round(n)
				sum += n
			}
			if sum >= least {
				h.Branches = append(h.Branches, Branch{b.Index, b.Shape, c})
			}
		}
		if g.Entries >= least || len(h.Branches) > 0 {
			q.Graphs[name] = h
		} else {
			q.Idle[nameNumber(name)] = true
		}
	}
	maps.Copy(q.Idle, p.Idle)
	return q
}

// round clears all but the three highest decimal digits.
func round(n uint64) uint64 {
	unit := uint64(1)
	for n/unit >= 1000 {
		unit *= 10
	}
	return n / unit * unit
}
