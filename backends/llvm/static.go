package llvm

// This file emits static data: a packed struct of header, plain bytes and addresses.

import (
	"encoding/binary"
	"strconv"
	"strings"

	"github.com/llir/llvm/ir"
	"github.com/llir/llvm/ir/enum"

	"rgo/flowgraph"
	"rgo/rtyper/lltype"
)

// A place says where a static lies: in a global variable that has its header in front.
type place struct {
	name   string // of the global variable, as a reference
	header int64  // bytes in front of the data
	size   int64  // bytes of the data
	align  int64
}

// placeOf lays out s.
func placeOf(s *flowgraph.Static, name string) place {
	p := place{name: name, size: max(s.Size, int64(len(s.Data))), align: max(s.Align, 1)}
	if s.Layout != nil {
		p.header = lltype.HeaderSize
		if s.Layout.Variable() {
			p.header = lltype.ArrayHeader
		}
		p.align = max(p.align, 8)
		p.header = (p.header + p.align - 1) / p.align * p.align
	}
	if p.size == 0 {
		// An address of its own.
		p.size = p.align
	}
	return p
}

// Sections of static data. Their names are C identifiers, so that the linker defines where each starts and ends. What is
// all zero goes to the usual place for that, which takes no space in the file.
const (
	sectionConstants = "rgo_const" // read-only
	sectionData      = "rgo_data"
)

// mostConstantZeros is how many zeros may lie in the file so that LLVM knows that they are constant.
const mostConstantZeros = 1024

// staticAddress returns the address of the byte at offset of s.
func (m *module) staticAddress(s *flowgraph.Static, offset int64) operand {
	p, ok := m.program.places[s]
	if !ok {
		panic(&fault{&flowgraph.Graph{Name: "?"}, s.Pos, "static " + s.Name + " is not in the program's list"})
	}
	if !m.statics[s] {
		m.statics[s] = true
		if !m.program.whole {
			m.declareStatic(s, p)
		}
	}
	return operand{ptr{}, addressOf(p.name, p.header+offset)}
}

// addressOf returns the constant expression for the byte at offset behind a global.
func addressOf(name string, offset int64) string {
	if offset == 0 {
		return name
	}
	return "getelementptr (i8, ptr " + name + ", i64 " + strconv.FormatInt(offset, 10) + ")"
}

// declareStatic refers to a static that another module defines.
func (m *module) declareStatic(s *flowgraph.Static, p place) {
	m.global(s, p, operand{shape("[" + strconv.FormatInt(p.header+p.size, 10) + " x i8]"), ""})
}

// global adds the global variable of s, a declaration if init has no text.
func (m *module) global(s *flowgraph.Static, p place, init operand) {
	g := &ir.Global{ContentType: init.typ, Immutable: s.ReadOnly, Align: ir.Align(p.align), Visibility: enum.VisibilityHidden}
	g.SetName(m.program.symbols[s])
	switch {
	case init.name == "":
		g.Linkage = enum.LinkageExternal
	default:
		g.Init = init
		switch {
		case init.name == "zeroinitializer" && (p.size > mostConstantZeros || !s.ReadOnly):
			g.Immutable = false
		case s.ReadOnly:
			g.Section = sectionConstants
		default:
			g.Section = sectionData
		}
		if m.program.whole {
			g.Linkage, g.Visibility = enum.LinkageInternal, enum.VisibilityNone
		}
	}
	m.ir.Globals = append(m.ir.Globals, g)
}

// globalReference returns how IR refers to the global called name.
func globalReference(name string) string {
	g := &ir.Global{}
	g.SetName(name)
	return g.Ident()
}

// addData defines all statics of the program, and the function that start-up code calls.
func (m *module) addData() (err error) {
	defer catchFault(&err)
	for _, s := range m.program.Statics {
		m.statics[s] = true
	}
	var late []*flowgraph.Static
	for _, s := range m.program.Statics {
		p := m.program.places[s]
		if headerAtStart(s) {
			late = append(late, s)
			m.global(s, p, operand{shape("[" + strconv.FormatInt(p.header+p.size, 10) + " x i8]"), "zeroinitializer"})
			continue
		}
		m.global(s, p, m.initial(s))
	}
	m.lateHeaders(late)
	m.entryPoint("rgo_program", m.program.Entry)
	if m.program.parallel {
		m.entryPoint("rgo_help", findHelp(m.program.Program))
	}
	return nil
}

// headerAtStart reports whether s is a big object all of whose content is zero: the file has no place for it, so that
// start-up code writes the header.
func headerAtStart(s *flowgraph.Static) bool {
	const big = 1 << 16
	return s.Layout != nil && s.Size >= big && len(s.Relocs) == 0 && allZero(s.Data)
}

// lateHeaders defines the table from which start-up code writes headers: its length, then the address of each object,
// its header word and its number of elements, or -1 if it has no such word.
func (m *module) lateHeaders(list []*flowgraph.Static) {
	fields := []string{"i64 " + strconv.Itoa(len(list))}
	for _, s := range list {
		n := int64(-1)
		if s.Layout.Variable() {
			n = s.Len
		}
		fields = append(fields, m.staticAddress(s, 0).String(), "i64 "+strconv.FormatUint(s.Header(), 10),
			"i64 "+strconv.FormatInt(n, 10))
	}
	kinds := "i64" + strings.Repeat(", ptr, i64, i64", len(list))
	g := &ir.Global{ContentType: shape("{ " + kinds + " }"), Immutable: true, Align: 8, Visibility: enum.VisibilityHidden}
	g.Init = operand{g.ContentType, "{ " + strings.Join(fields, ", ") + " }"}
	g.SetName("rgo_late_headers")
	m.ir.Globals = append(m.ir.Globals, g)
}

// initial returns the content of s, its header included.
func (m *module) initial(s *flowgraph.Static) operand {
	p := m.program.places[s]
	data := make([]byte, p.header, p.header+int64(len(s.Data)))
	if s.Layout != nil {
		binary.LittleEndian.PutUint64(data[p.header+lltype.HeaderOffset:], s.Header())
		if s.Layout.Variable() {
			binary.LittleEndian.PutUint64(data[p.header+lltype.LengthOffset:], uint64(s.Len))
		}
	}
	data = append(data, s.Data...)
	var t, v strings.Builder
	t.WriteString("<{ ")
	v.WriteString("<{ ")
	add := func(typ, value string) {
		if t.Len() > 3 {
			t.WriteString(", ")
			v.WriteString(", ")
		}
		t.WriteString(typ)
		v.WriteString(typ)
		v.WriteByte(' ')
		v.WriteString(value)
	}
	end := p.header + p.size
	plain := func(from, to int64) {
		// What lies behind data is zero; a big rest is not written out.
		for _, end := range []int64{min(to, int64(len(data))), to} {
			if from < end {
				add("["+strconv.FormatInt(end-from, 10)+" x i8]", bytesText(data, from, end))
				from = end
			}
		}
	}
	at := int64(0)
	for _, r := range s.Relocs {
		plain(at, p.header+r.Off)
		add("ptr", m.relocation(r))
		at = p.header + r.Off + 8
	}
	plain(at, end)
	t.WriteString(" }>")
	v.WriteString(" }>")
	if len(s.Relocs) == 0 && allZero(data) {
		return operand{shape(t.String()), "zeroinitializer"}
	}
	return operand{shape(t.String()), v.String()}
}

// relocation returns the address that belongs at r.
func (m *module) relocation(r flowgraph.Reloc) string {
	if r.Graph != nil {
		return m.function(r.Graph)
	}
	if r.Static == nil {
		return "null"
	}
	return m.staticAddress(r.Static, r.Addend).name
}

func allZero(data []byte) bool {
	for _, b := range data {
		if b != 0 {
			return false
		}
	}
	return true
}

// bytesText returns data[from:to] as a constant. It lies either within data or behind it, where all is zero.
func bytesText(data []byte, from, to int64) string {
	if from >= int64(len(data)) || allZero(data[from:to]) {
		return "zeroinitializer"
	}
	const digits = "0123456789ABCDEF"
	b := make([]byte, 0, to-from+16)
	b = append(b, 'c', '"')
	for _, c := range data[from:to] {
		if c < ' ' || c > '~' || c == '"' || c == '\\' {
			b = append(b, '\\', digits[c>>4], digits[c&15])
		} else {
			b = append(b, c)
		}
	}
	return string(append(b, '"'))
}
