package golang

// This file places static data. Its addresses are known when the program is printed: the binary maps one range at a fixed
// place below 2 GiB, where an address fits into the immediate operand of an instruction, and copies the image there.

import (
	"encoding/binary"
	"fmt"
	"slices"
	"strings"

	"rgo/flowgraph"
	"rgo/rtyper/lltype"
)

// Static data starts at imageBase and ends below imageEnd.
const (
	imageBase = 0x4000_0000
	imageEnd  = 0x7ff0_0000
	pageSize  = 4096
)

// An image is the static data of a program.
type image struct {
	address map[*flowgraph.Static]int64
	names   map[*flowgraph.Static]string // Go constants, for those that code mentions
	symbols map[*flowgraph.Static]string
	bytes   []byte // content, without the zeros at the end
	writes  int64  // offset in the image from where it is written to
	size    int64
}

// placeStatics gives every static an address: data that is never written first, then the rest, then what starts as zero.
func (p *program) placeStatics() error {
	m := &image{address: map[*flowgraph.Static]int64{}, names: map[*flowgraph.Static]string{}, symbols: flowgraph.Symbols(p.Statics)}
	p.image = m
	var readOnly, written, zero []*flowgraph.Static
	for _, s := range p.Statics {
		switch {
		case s.ReadOnly:
			readOnly = append(readOnly, s)
		case !isZero(s):
			written = append(written, s)
		default:
			zero = append(zero, s)
		}
	}
	at := align(m.placeReadOnly(readOnly, imageBase), pageSize)
	m.writes = at - imageBase
	for _, list := range [][]*flowgraph.Static{written, zero} {
		for _, s := range list {
			at = m.place(s, at)
		}
	}
	if at > imageEnd {
		return fmt.Errorf("static data of the program does not fit below address %#x", int64(imageEnd))
	}
	m.size = align(at, pageSize) - imageBase
	return nil
}

// place puts s at the first address from at on and returns where it ends.
func (m *image) place(s *flowgraph.Static, at int64) int64 {
	at = align(at+headerSize(s), max(s.Align, 8))
	m.address[s] = at
	return at + max(s.Size, 1)
}

// Read-only data up to maxStrewn bytes is strewn over places of grain bytes.
const (
	grain     = 16
	maxStrewn = 1 << 12
)

// placeReadOnly places data that is never written from address at on and returns where it ends. Most of it is strings and
// other constants of single functions, which come and go with the text of those. So their places are hashes of what they
// contain, in a range whose size is a power of two: most addresses are the same after a change of the program, and with
// them the text of the functions that mention them. The range is mostly empty: in one that is half full every new string
// moves another, in one that is a quarter full every second does.
func (m *image) placeReadOnly(list []*flowgraph.Static, at int64) int64 {
	if len(list) == 0 {
		return at
	}
	list = slices.SortedFunc(slices.Values(list), func(a, b *flowgraph.Static) int { return strings.Compare(m.symbols[a], m.symbols[b]) })
	size := func(s *flowgraph.Static) int64 {
		return align(align(headerSize(s), max(s.Align, 8))+max(s.Size, 1), grain)
	}
	total := int64(0)
	for _, s := range list {
		if size(s) <= maxStrewn {
			total += size(s)
		}
	}
	places := int64(pageSize / grain)
	for places < total*3/grain {
		places *= 2
	}
	places += maxStrewn / grain // so that what begins near the end fits
	used := make([]bool, places)
	free := func(from, n int64) bool {
		return from > 0 && from+n <= places && !slices.Contains(used[from:from+n], true)
	}
	end := at + places*grain
	for _, s := range list {
		n := size(s) / grain
		if size(s) > maxStrewn || max(s.Align, 8) > grain {
			continue
		}
		// Nothing lies at the very start, so that an end never equals a start.
		i, tries := int64(hashName(m.symbols[s]))%(places-maxStrewn/grain), int64(0)
		for ; tries < places && !free(i, n); tries++ {
			i = (i + 1) % places
		}
		if tries == places {
			continue
		}
		for k := range n {
			used[i+k] = true
		}
		m.place(s, at+i*grain)
	}
	for _, s := range list {
		if _, ok := m.address[s]; !ok {
			end = m.place(s, end)
		}
	}
	return end
}

func headerSize(s *flowgraph.Static) int64 {
	switch {
	case s.Layout == nil:
		return 0
	case s.Layout.Variable():
		return lltype.ArrayHeader
	}
	return lltype.HeaderSize
}

func align(n, to int64) int64 { return (n + to - 1) / to * to }

func isZero(s *flowgraph.Static) bool {
	if s.Layout != nil || len(s.Relocs) > 0 {
		return false
	}
	for _, b := range s.Data {
		if b != 0 {
			return false
		}
	}
	return true
}

// fillImage writes the content, with addresses of data and code.
func (p *program) fillImage() error {
	m := p.image
	m.bytes = make([]byte, m.size)
	for _, s := range p.Statics {
		at := m.address[s] - imageBase
		if s.Layout != nil {
			binary.LittleEndian.PutUint64(m.bytes[at+lltype.HeaderOffset:], s.Header())
			if s.Layout.Variable() {
				binary.LittleEndian.PutUint64(m.bytes[at+lltype.LengthOffset:], uint64(s.Len))
			}
		}
		copy(m.bytes[at:at+s.Size], s.Data)
		for _, r := range s.Relocs {
			var value int64
			switch {
			case r.Static != nil:
				target, ok := m.address[r.Static]
				if !ok {
					return fmt.Errorf("internal error: static %s refers to %s, which is not part of the program", s.Name, r.Static.Name)
				}
				value = target + r.Addend
			case r.Graph != nil:
				value = p.codes.number(r.Graph) + r.Addend
			}
			binary.LittleEndian.PutUint64(m.bytes[at+r.Off:], uint64(value))
		}
	}
	end := len(m.bytes)
	for end > 0 && m.bytes[end-1] == 0 {
		end--
	}
	m.bytes = m.bytes[:end]
	return nil
}

// nameStatic gives s a Go constant, because code mentions it.
func (p *program) nameStatic(s *flowgraph.Static) {
	if _, ok := p.image.names[s]; !ok {
		p.image.names[s] = p.namer.global("s_", p.image.symbols[s])
	}
}

func (m *image) name(s *flowgraph.Static) string { return m.names[s] }
