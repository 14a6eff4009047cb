package inspect

// This file reads an executable that the translator made: which function lies where, which line of the source each
// instruction comes from (DWARF, if it was made with --debug on), and the instructions themselves.

import (
	"debug/dwarf"
	"debug/elf"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"sort"
	"strings"

	"golang.org/x/arch/x86/x86asm"
)

// A Symbol is a function or a piece of data of an executable.
type Symbol struct {
	Name string
	Addr uint64
	Size uint64
	Code bool
}

// A Binary is an executable.
type Binary struct {
	Path     string
	Symbols  []Symbol // by address
	Sections []Section
	text     []byte
	textAddr uint64
	lines    []lineRow // by address
}

// A Section is a part of the file.
type Section struct {
	Name string
	Size uint64
}

type lineRow struct {
	addr uint64
	pos  string // "" behind the end of a sequence
}

// OpenBinary reads the executable at path.
func OpenBinary(path string) (*Binary, error) {
	f, err := elf.Open(path)
	if err != nil {
		var bad *elf.FormatError
		if errors.As(err, &bad) {
			return nil, fmt.Errorf("%s is no executable of Linux", path)
		}
		return nil, err
	}
	defer f.Close()
	if f.Machine != elf.EM_X86_64 {
		return nil, fmt.Errorf("%s is not for x86-64", path)
	}
	b := &Binary{Path: path}
	for _, s := range f.Sections {
		if s.Flags&elf.SHF_ALLOC != 0 && s.Type != elf.SHT_NOBITS {
			b.Sections = append(b.Sections, Section{s.Name, s.Size})
		}
	}
	section := f.Section(".text")
	if section == nil {
		return nil, fmt.Errorf("%s has no code", path)
	}
	b.textAddr = section.Addr
	if b.text, err = section.Data(); err != nil {
		return nil, err
	}
	symbols, err := f.Symbols()
	if err != nil {
		return nil, fmt.Errorf("%s has no symbols: was it stripped?", path)
	}
	for _, s := range symbols {
		kind := elf.ST_TYPE(s.Info)
		if (kind == elf.STT_FUNC || kind == elf.STT_OBJECT || kind == elf.STT_NOTYPE) && s.Size > 0 {
			b.Symbols = append(b.Symbols, Symbol{s.Name, s.Value, s.Size, kind == elf.STT_FUNC})
		}
	}
	sort.Slice(b.Symbols, func(i, j int) bool { return b.Symbols[i].Addr < b.Symbols[j].Addr })
	if d, err := f.DWARF(); err == nil {
		b.readLines(d)
	}
	return b, nil
}

// readLines reads the tables of lines of all units.
func (b *Binary) readLines(d *dwarf.Data) {
	r := d.Reader()
	for {
		unit, err := r.Next()
		if err != nil || unit == nil {
			break
		}
		r.SkipChildren()
		if unit.Tag != dwarf.TagCompileUnit {
			continue
		}
		dir, _ := unit.Val(dwarf.AttrCompDir).(string)
		lines, err := d.LineReader(unit)
		if err != nil || lines == nil {
			continue
		}
		var e dwarf.LineEntry
		for {
			if err := lines.Next(&e); err != nil {
				if !errors.Is(err, io.EOF) {
					b.lines = nil
				}
				break
			}
			pos := ""
			if !e.EndSequence && e.File != nil && e.Line > 0 {
				pos = fmt.Sprintf("%s:%d", displayed(e.File.Name, dir), e.Line)
				if e.Column > 0 {
					pos += fmt.Sprintf(":%d", e.Column)
				}
			}
			b.lines = append(b.lines, lineRow{e.Address, pos})
		}
	}
	sort.SliceStable(b.lines, func(i, j int) bool { return b.lines[i].addr < b.lines[j].addr })
}

// displayed turns the path of a file in debug information into the name that positions have.
func displayed(name, dir string) string {
	if rel, ok := strings.CutPrefix(name, strings.TrimSuffix(dir, "/")+"/"); ok && dir != "" {
		return rel
	}
	return name
}

// HasLines reports whether the executable knows lines of the source.
func (b *Binary) HasLines() bool { return len(b.lines) > 0 }

// line returns the position that the instruction at addr comes from, or "".
func (b *Binary) line(addr uint64) string {
	i := sort.Search(len(b.lines), func(i int) bool { return b.lines[i].addr > addr })
	if i == 0 {
		return ""
	}
	return b.lines[i-1].pos
}

// symbolAt returns the function at addr, or nil.
func (b *Binary) symbolAt(addr uint64) *Symbol {
	i := sort.Search(len(b.Symbols), func(i int) bool { return b.Symbols[i].Addr > addr })
	for i--; i >= 0; i-- {
		if s := &b.Symbols[i]; s.Code {
			if addr < s.Addr+s.Size {
				return s
			}
			return nil
		}
	}
	return nil
}

// A decoded instruction; err is set if the bytes are none.
type decoded struct {
	inst x86asm.Inst
	addr uint64
	err  error
}

// disassemble returns the instructions of s. callee translates symbols to names of functions.
func (b *Binary) disassemble(s *Symbol, callee func(symbol string) string) []Line {
	if s.Addr < b.textAddr || s.Addr+s.Size > b.textAddr+uint64(len(b.text)) {
		return nil
	}
	code := b.text[s.Addr-b.textAddr:][:s.Size]
	var list []decoded
	targets := map[uint64]bool{}
	for at := uint64(0); at < s.Size; {
		inst, err := x86asm.Decode(code[at:], 64)
		if err != nil || inst.Len == 0 {
			inst.Len = 1
			if err == nil {
				err = errors.New("no instruction")
			}
		}
		d := decoded{inst, s.Addr + at, err}
		if to, ok := d.target(); ok && d.inside(s, to) {
			targets[to] = true
		}
		list = append(list, d)
		at += uint64(inst.Len)
	}
	lines := []Line{{Text: s.Name + ":", Label: true}}
	lookup := func(addr uint64) (string, uint64) {
		if addr >= s.Addr && addr < s.Addr+s.Size && targets[addr] {
			return fmt.Sprintf("L%x", addr-s.Addr), addr
		}
		if t := b.symbolAt(addr); t != nil {
			return t.Name, t.Addr
		}
		return "", 0
	}
	for _, d := range list {
		if targets[d.addr] {
			lines = append(lines, Line{Text: fmt.Sprintf("L%x:", d.addr-s.Addr), Label: true})
		}
		l := Line{Addr: fmt.Sprintf("%x", d.addr), Pos: b.line(d.addr)}
		if d.err != nil {
			l.Text = fmt.Sprintf("    .byte 0x%02x", code[d.addr-s.Addr])
		} else {
			l.Text = "    " + x86asm.IntelSyntax(d.inst, d.addr, lookup)
			if to, ok := d.target(); ok && !d.inside(s, to) {
				if t := b.symbolAt(to); t != nil && t.Addr == to {
					l.Callee = callee(t.Name)
				}
			}
		}
		lines = append(lines, l)
	}
	return lines
}

// target returns where a jump or call goes.
func (d *decoded) target() (uint64, bool) {
	if d.err != nil || len(d.inst.Args) == 0 {
		return 0, false
	}
	rel, ok := d.inst.Args[0].(x86asm.Rel)
	return d.addr + uint64(d.inst.Len) + uint64(int64(rel)), ok
}

// inside reports whether d, an instruction of s, jumps inside of s. A call of the start of s is one of the function.
func (d *decoded) inside(s *Symbol, to uint64) bool {
	return to >= s.Addr && to < s.Addr+s.Size && !(to == s.Addr && d.inst.Op == x86asm.CALL)
}

// SetBinary makes machine code and sizes come from the executable at path.
func (p *Program) SetBinary(path string) error {
	b, err := OpenBinary(path)
	if err != nil {
		return err
	}
	if _, err := p.printers(); err != nil {
		return err
	}
	known := 0
	for i := range b.Symbols {
		if b.Symbols[i].Code && p.functionOf(b.Symbols[i].Name) != "" {
			known++
		}
	}
	if known == 0 {
		return fmt.Errorf("%s was not made from this program: it has none of its functions", filepath.Base(path))
	}
	p.binary = b
	return nil
}

// HasBinary reports whether there is an executable to look at.
func (p *Program) HasBinary() bool { return p.binary != nil }

// functionOf returns the function that a symbol of the executable belongs to, or "": compilers split functions and name
// the parts after them.
func (p *Program) functionOf(symbol string) string {
	names := p.code.names
	if n := names[symbol]; n != "" {
		return n
	}
	if p.code.golang != nil {
		return names[strings.TrimPrefix(symbol, "main.")]
	}
	for i := len(symbol) - 1; i > 0; i-- {
		if symbol[i] == '.' {
			if n := names[symbol[:i]]; n != "" && splitSuffix(symbol[i+1:]) {
				return n
			}
		}
	}
	return ""
}

// splitSuffix reports whether s is what LLVM appends to the name of a part of a function.
func splitSuffix(s string) bool {
	for _, known := range [...]string{"cold", "llvm", "specialized", "part", "constprop", "isra"} {
		if s == known || strings.HasPrefix(s, known+".") {
			return true
		}
	}
	return false
}

// symbolsOf returns the parts of a function in the executable.
func (p *Program) symbolsOf(name string) []*Symbol {
	var list []*Symbol
	for i := range p.binary.Symbols {
		if s := &p.binary.Symbols[i]; s.Code && p.functionOf(s.Name) == name {
			list = append(list, s)
		}
	}
	return list
}

// fromBinary returns the machine code of a function in the executable.
func (p *Program) fromBinary(name string) (*Listing, error) {
	l := &Listing{Language: "asm", Note: "from " + filepath.Base(p.binary.Path), Lines: []Line{}}
	if !p.binary.HasLines() {
		l.Note += ", which knows no lines: translate with --debug on"
	}
	for _, s := range p.symbolsOf(name) {
		l.Lines = append(l.Lines, p.binary.disassemble(s, p.functionOf)...)
	}
	if len(l.Lines) == 0 {
		return nil, fmt.Errorf("%s is not in %s: the compiler has inlined every call of it", name, filepath.Base(p.binary.Path))
	}
	if g := p.Graph(name, p.Stage); g != nil {
		l.Lines = p.owned(g, l.Lines)
	}
	if p.profile != nil {
		for i := range l.Lines {
			l.Lines[i].Samples = p.profile.at(l.Lines[i].Addr)
		}
		l.Note += ", with samples"
	}
	return l, nil
}
