package llvm

// This file emits source positions, so that debuggers and profilers show lines of the Go program.

import (
	"fmt"

	"github.com/llir/llvm/ir"
	"github.com/llir/llvm/ir/metadata"

	"rgo/flowgraph"
)

// debugInfo holds the metadata of a module, by what it describes: references.
type debugInfo struct {
	m         *module
	unit      string
	signature string
	files     map[string]string
	scopes    map[scopeKey]string // parts of a function that come from another file
	locations map[locationKey]string
}

type scopeKey struct{ subprogram, file string }

type locationKey struct {
	scope        string
	line, column int
}

func newDebugInfo(m *module) *debugInfo {
	d := &debugInfo{m: m, files: map[string]string{}, scopes: map[scopeKey]string{}, locations: map[locationKey]string{}}
	// A unit has one language of DWARF's list; Go's makes debuggers show Go names as they are.
	d.unit = m.metadata(fmt.Sprintf(
		`distinct !DICompileUnit(language: DW_LANG_Go, file: %s, producer: "rgo", isOptimized: true, runtimeVersion: 0, emissionKind: FullDebug)`,
		d.file(m.ir.SourceFilename)))
	d.signature = m.metadata("!DISubroutineType(types: " + m.tuple("null") + ")")
	m.ir.NamedMetadataDefs["llvm.dbg.cu"] = &metadata.NamedDef{Name: "llvm.dbg.cu", Nodes: []metadata.Node{reference(d.unit)}}
	flags := []metadata.Node{
		reference(m.tuple("i32 2", `!"Debug Info Version"`, "i32 3")),
		reference(m.tuple("i32 7", `!"Dwarf Version"`, "i32 4")),
	}
	m.ir.NamedMetadataDefs["llvm.module.flags"] = &metadata.NamedDef{Name: "llvm.module.flags", Nodes: flags}
	return d
}

func (d *debugInfo) file(name string) string {
	if ref := d.files[name]; ref != "" {
		return ref
	}
	ref := d.m.metadata(fmt.Sprintf("!DIFile(filename: %s, directory: %s)", quote(name), quote(d.m.program.sourceDir)))
	d.files[name] = ref
	return ref
}

// quote writes text as LLVM does: what is not plain ASCII as two hex digits.
func quote(text string) string {
	b := []byte{'"'}
	for i := 0; i < len(text); i++ {
		if c := text[i]; c < ' ' || c > '~' || c == '"' || c == '\\' {
			b = fmt.Appendf(b, "\\%02X", c)
		} else {
			b = append(b, c)
		}
	}
	return string(append(b, '"'))
}

// debugFunction describes f's graph, if positions are wanted.
func (m *module) debugFunction(f *function) {
	d := m.debug
	if d == nil {
		return
	}
	file := d.file(f.g.Pos.File)
	text := fmt.Sprintf("distinct !DISubprogram(name: %s, linkageName: %s, scope: %s, file: %s, line: %d, type: %s, scopeLine: %d, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: %s)",
		quote(f.g.Name), quote(m.program.names[f.g]), file, file, f.g.Pos.Line, d.signature, f.g.Pos.Line, d.unit)
	f.subprogram = m.metadata(text)
	f.fn.Metadata = append(f.fn.Metadata, &metadata.Attachment{Name: "dbg", Node: reference(f.subprogram)})
	f.setPosition(f.g.Pos)
}

// setPosition sets the position of the instructions that follow. Unknown positions become that of the function: a call
// must have one.
func (f *function) setPosition(pos flowgraph.Pos) {
	d := f.m.debug
	if d == nil || f.subprogram == "" {
		return
	}
	if pos.Line == 0 {
		pos = f.g.Pos
	}
	scope := f.subprogram
	if pos.File != f.g.Pos.File {
		key := scopeKey{scope, pos.File}
		if d.scopes[key] == "" {
			d.scopes[key] = f.m.metadata(fmt.Sprintf("!DILexicalBlockFile(scope: %s, file: %s, discriminator: 0)", scope, d.file(pos.File)))
		}
		scope = d.scopes[key]
	}
	key := locationKey{scope, pos.Line, pos.Col}
	ref := d.locations[key]
	if ref == "" {
		ref = f.m.metadata(fmt.Sprintf("!DILocation(line: %d, column: %d, scope: %s)", pos.Line, min(pos.Col, 65535), scope))
		d.locations[key] = ref
	}
	f.location, f.at = ref, ", !dbg "+ref
}

// debugAttachment returns the current position as an attachment of a branch.
func (f *function) debugAttachment() ir.Metadata {
	if f.location == "" {
		return nil
	}
	return ir.Metadata{{Name: "dbg", Node: reference(f.location)}}
}
