package inspect

// This file adds up what went where: the bytes of the executable by package and function, the seconds of the translation
// by pass.

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"rgo/flowgraph/draw"
	"rgo/translator"
)

// A Share is a part of a whole.
type Share struct {
	Name  string  `json:"name"`
	Size  float64 `json:"size"`
	Parts []Share `json:"parts,omitempty"` // by size
}

// Stats is what went where.
type Stats struct {
	Unit  string  `json:"unit"` // of Code: "bytes", or "operations" if there is no executable
	Code  Share   `json:"code"` // by package and function
	Time  Share   `json:"time"` // seconds by pass
	Total float64 `json:"total"`
}

// Stats adds up. With an executable, bytes of code and data; without one, operations of lowered graphs.
func (p *Program) Stats() (*Stats, error) {
	st := &Stats{Unit: "operations", Time: passTimes(p.Session.Steps())}
	sizes := map[string]float64{}
	if p.binary == nil {
		for name, g := range p.stages[p.Stage] {
			sizes[name] = float64(g.Size())
		}
		st.Code = byPackage("code", sizes)
	} else {
		st.Unit = "bytes"
		st.Code = p.binary.shares(p.functionOf)
	}
	st.Total = st.Code.Size
	return st, nil
}

// shares adds up the bytes of the file: code by package and function, data by kind.
func (b *Binary) shares(functionOf func(string) string) Share {
	code, other := map[string]float64{}, map[string]float64{}
	sum := 0.0
	for i := range b.Symbols {
		s := &b.Symbols[i]
		if !s.Code {
			continue
		}
		sum += float64(s.Size)
		if f := functionOf(s.Name); f != "" {
			code[f] += float64(s.Size)
		} else {
			other["start-up and C library "+s.Name] += float64(s.Size)
		}
	}
	all := Share{Name: "executable", Parts: byPackage("code", code).Parts}
	rest := Share{Name: "start-up code and library"}
	for name, n := range other {
		rest.Parts = append(rest.Parts, Share{Name: strings.TrimPrefix(name, "start-up and C library "), Size: n})
	}
	data := Share{Name: "data"}
	for _, s := range b.Sections {
		switch {
		case s.Name == ".text":
			rest.Parts = append(rest.Parts, Share{Name: "alignment", Size: max(0, float64(s.Size)-sum)})
		case strings.HasPrefix(s.Name, ".debug"):
		default:
			data.Parts = append(data.Parts, Share{Name: s.Name, Size: float64(s.Size)})
		}
	}
	all.Parts = append(all.Parts, rest, data)
	all.total()
	return all
}

// total makes sizes of wholes from those of their parts, and sorts.
func (s *Share) total() {
	if len(s.Parts) > 0 {
		s.Size = 0
	}
	for i := range s.Parts {
		s.Parts[i].total()
		s.Size += s.Parts[i].Size
	}
	slices.SortFunc(s.Parts, func(a, b Share) int { return cmp.Or(cmp.Compare(b.Size, a.Size), cmp.Compare(a.Name, b.Name)) })
}

func byPackage(name string, sizes map[string]float64) Share {
	packages := map[string]*Share{}
	all := Share{Name: name}
	for f, n := range sizes {
		p := packageOf(f)
		if packages[p] == nil {
			packages[p] = &Share{Name: p}
		}
		packages[p].Parts = append(packages[p].Parts, Share{Name: f, Size: n})
	}
	for _, p := range packages {
		all.Parts = append(all.Parts, *p)
	}
	all.total()
	return all
}

// packageOf returns the import path in the name of a function.
func packageOf(name string) string {
	head := name
	if i := strings.IndexByte(head, '['); i >= 0 {
		head = head[:i]
	}
	slash := strings.LastIndexByte(head, '/')
	if dot := strings.IndexByte(head[slash+1:], '.'); dot >= 0 {
		return strings.TrimLeft(head[:slash+1+dot], "(*")
	}
	return "made by the translator"
}

func passTimes(steps []translator.Step) Share {
	s := Share{Name: "translation"}
	for _, step := range steps {
		s.Size += step.Time.Seconds()
		s.Parts = append(s.Parts, Share{Name: step.Pass, Size: step.Time.Seconds()})
	}
	return s
}

// Text writes the tables: packages with their largest functions, passes.
func (st *Stats) Text(w io.Writer, top int) error {
	var b strings.Builder
	percent := func(n, of float64) float64 {
		if of == 0 {
			return 0
		}
		return 100 * n / of
	}
	fmt.Fprintf(&b, "%12s %6s  %s\n", st.Unit, "share", "where")
	for _, p := range st.Code.Parts {
		fmt.Fprintf(&b, "%12.0f %5.1f%%  %s\n", p.Size, percent(p.Size, st.Total), p.Name)
		for i, f := range p.Parts {
			if i == top {
				rest := 0.0
				for _, r := range p.Parts[i:] {
					rest += r.Size
				}
				fmt.Fprintf(&b, "%12.0f %5.1f%%      %d more\n", rest, percent(rest, st.Total), len(p.Parts)-i)
				break
			}
			fmt.Fprintf(&b, "%12.0f %5.1f%%      %s\n", f.Size, percent(f.Size, st.Total), f.Name)
		}
	}
	fmt.Fprintf(&b, "%12.0f         total\n\n", st.Total)
	fmt.Fprintf(&b, "%12s %6s  %s\n", "seconds", "share", "pass")
	for _, p := range st.Time.Parts {
		fmt.Fprintf(&b, "%12.2f %5.1f%%  %s\n", p.Size, percent(p.Size, st.Time.Size), p.Name)
	}
	fmt.Fprintf(&b, "%12.2f         total\n", st.Time.Size)
	_, err := io.WriteString(w, b.String())
	return err
}

// Treemap writes a picture of one of the wholes: "code" or "time".
func (st *Stats) Treemap(w io.Writer, of string, standalone bool) error {
	whole, unit := st.Code, st.Unit
	switch of {
	case "", "code":
	case "time":
		whole, unit = st.Time, "seconds"
	default:
		return &translator.UsageError{Text: fmt.Sprintf("unknown treemap %q: use code or time", of)}
	}
	return draw.Treemap(w, tile(whole), unit, standalone)
}

func tile(s Share) draw.Tile {
	t := draw.Tile{Name: s.Name, Size: s.Size}
	for _, p := range s.Parts {
		t.Parts = append(t.Parts, tile(p))
	}
	return t
}
