package golang

// This file places static data. Its addresses are known when the program is printed: the binary maps one range at a fixed
// place below 2 GiB, where an address fits into the immediate operand of an instruction, and copies the image there.

import (
	"encoding/binary"
	"fmt"
	"sort"
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
	names   map[*flowgraph.Static]string
	used    []*flowgraph.Static // those that code mentions
	bytes   []byte              // content, without the zeros at the end
	writes  int64               // offset in the image from where it is written to
	size    int64
}

// placeStatics gives every static an address: data that is never written first, then the rest, then what starts as zero.
func (p *program) placeStatics() error {
	m := &image{address: map[*flowgraph.Static]int64{}, names: map[*flowgraph.Static]string{}}
	p.image = m
	rank := func(s *flowgraph.Static) int {
		switch {
		case s.ReadOnly:
			return 0
		case !isZero(s):
			return 1
		}
		return 2
	}
	order := append([]*flowgraph.Static(nil), p.Statics...)
	sort.SliceStable(order, func(i, j int) bool { return rank(order[i]) < rank(order[j]) })
	at := int64(imageBase)
	last := 0
	for i, s := range order {
		if r := rank(s); r != last {
			if last == 0 {
				at = align(at, pageSize)
				m.writes = at - imageBase
			}
			last = r
		}
		if i == 0 {
			at += 16 // nothing lies at the very start, so that an end never equals a start
		}
		at += headerSize(s)
		at = align(at, max(s.Align, 8))
		m.address[s] = at
		at += max(s.Size, 1)
		if at > imageEnd {
			return fmt.Errorf("static data of the program does not fit below address %#x", int64(imageEnd))
		}
	}
	if last == 0 {
		m.writes = align(at, pageSize) - imageBase
	}
	m.size = align(at, pageSize) - imageBase
	return nil
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
	if _, ok := p.image.names[s]; ok {
		return
	}
	p.image.names[s] = p.namer.global("s_", s.Name)
	p.image.used = append(p.image.used, s)
}

func (m *image) name(s *flowgraph.Static) string { return m.names[s] }

// constants prints the addresses that code mentions.
func (m *image) constants() []byte {
	var b strings.Builder
	b.WriteString("package main\n\n// Addresses of static data.\nconst (\n")
	for _, s := range m.used {
		fmt.Fprintf(&b, "%s uintptr = %#x\n", m.names[s], m.address[s])
	}
	b.WriteString(")\n")
	return []byte(b.String())
}
