package llvm

// This file makes one LLVM module: the graphs of one part, and declarations of everything they use.

import (
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"github.com/llir/llvm/ir"
	"github.com/llir/llvm/ir/enum"
	"github.com/llir/llvm/ir/metadata"
	"github.com/llir/llvm/ir/types"
	"github.com/llir/llvm/ir/value"

	"rgo/flowgraph"
	"rgo/rtyper/lltype"
)

// A program is what all modules know of the program being compiled. It does not change while they are made, so that
// they can be made in parallel.
type program struct {
	*flowgraph.Program
	debug     bool
	sourceDir string // with debug: what file names are relative to
	whole     bool   // everything is in one module
	parallel  bool   // goroutines run at the same time
	typeIDs   int64  // type ids are below this
	names     map[*flowgraph.Graph]string
	places    map[*flowgraph.Static]place
	symbols   map[*flowgraph.Static]string
	tables    map[string]*flowgraph.Static // extern name → static that it is the address of
	// allocators are the entry points of the collector: they return integers in Go and fresh addresses in LLVM.
	allocators map[*flowgraph.Graph]bool
	// considerate graphs keep the registers of their callers, except for the results: the slow paths of the collector,
	// which are called from the middle of fast code.
	considerate map[*flowgraph.Graph]bool
	copied      map[*flowgraph.Graph]bool // small enough to be copied into modules that call them
}

// A module is an LLVM module being made.
type module struct {
	program *program
	ir      *ir.Module

	functions  map[*flowgraph.Graph]*ir.Func
	own        map[*flowgraph.Graph]bool // defined here
	wanted     []*flowgraph.Graph        // to be copied here from other modules
	declared   map[string]string         // external functions and variables: name → reference
	statics    map[*flowgraph.Static]bool
	boxes      map[*flowgraph.Graph]types.Type // of trampolines
	attributes map[string]*ir.AttrGroupDef
	tuples     map[string]string // metadata by content: reference
	debug      *debugInfo
}

func newModule(p *program) *module {
	m := &module{
		program:    p,
		ir:         ir.NewModule(),
		functions:  map[*flowgraph.Graph]*ir.Func{},
		own:        map[*flowgraph.Graph]bool{},
		declared:   map[string]string{},
		statics:    map[*flowgraph.Static]bool{},
		boxes:      map[*flowgraph.Graph]types.Type{},
		attributes: map[string]*ir.AttrGroupDef{},
		tuples:     map[string]string{},
	}
	// Not the number of the part: it can change where the content does not.
	m.ir.SourceFilename = "rgo"
	return m
}

// addGraphs emits graphs and, as copies, the small functions of other modules that they call.
func (m *module) addGraphs(graphs []*flowgraph.Graph) (err error) {
	defer catchFault(&err)
	if m.program.debug {
		m.debug = newDebugInfo(m)
	}
	for _, g := range graphs {
		m.own[g] = true
	}
	for _, g := range graphs {
		m.function(g)
		m.emitFunction(g, m.functions[g])
	}
	for len(m.wanted) > 0 {
		g := m.wanted[0]
		m.wanted = m.wanted[1:]
		m.emitFunction(g, m.functions[g])
	}
	return nil
}

// writeTo writes the module as text.
func (m *module) writeTo(w io.Writer) error {
	_, err := m.ir.WriteTo(w)
	return err
}

// function returns a reference to the function of g, declaring it if this is its first use.
func (m *module) function(g *flowgraph.Graph) string {
	if fn := m.functions[g]; fn != nil {
		return fn.Ident()
	}
	if !g.Built() {
		panic(&fault{g, g.Pos, "has no body"})
	}
	fn := &ir.Func{Params: m.parameters(g), CallingConv: m.program.convention(g), UnnamedAddr: enum.UnnamedAddrUnnamedAddr}
	fn.SetName(m.program.names[g])
	fn.Sig = types.NewFunc(resultType(g.Results))
	fn.FuncAttrs = []ir.FuncAttribute{m.attributeGroup(graphAttributes(g))}
	if m.program.allocators[g] {
		fn.Sig.RetType = ptr{}
		fn.ReturnAttrs = []ir.ReturnAttribute{enum.ReturnAttrNoAlias, enum.ReturnAttrNonNull}
	}
	fn.Visibility = enum.VisibilityHidden
	switch {
	case m.own[g] && m.program.whole:
		fn.Linkage, fn.Visibility = enum.LinkageInternal, enum.VisibilityNone
	case m.own[g]:
	case m.program.copied[g] && len(m.own) > 0:
		fn.Linkage = enum.LinkageAvailableExternally
		m.wanted = append(m.wanted, g)
	}
	m.functions[g] = fn
	m.ir.Funcs = append(m.ir.Funcs, fn)
	return fn.Ident()
}

// graphAttributes returns the function attributes for g.
func graphAttributes(g *flowgraph.Graph) string {
	list := []string{"nounwind"}
	for _, row := range []struct {
		attr flowgraph.GraphAttr
		text string
	}{
		{flowgraph.Inline, "alwaysinline"},
		{flowgraph.NoInline, "noinline"},
		{flowgraph.Cold, "cold"},
		{flowgraph.NoReturn, "noreturn"},
	} {
		if g.Attr&row.attr != 0 {
			list = append(list, row.text)
		}
	}
	if checksStack(g) {
		// Endless recursion has to use up the stack: without this, a tail call could make it an endless loop.
		list = append(list, `"disable-tail-calls"="true"`)
	}
	return strings.Join(list, " ")
}

func checksStack(g *flowgraph.Graph) bool {
	for _, b := range g.Blocks {
		for _, o := range b.Ops {
			if o.Kind == flowgraph.OpStackCheck {
				return true
			}
		}
	}
	return false
}

// An attribute is a function attribute as text.
type attribute string

func (a attribute) String() string { return string(a) }

// IsFuncAttribute marks a as an attribute of functions.
func (attribute) IsFuncAttribute() {}

// attributeGroup returns the group with the given attributes.
func (m *module) attributeGroup(text string) *ir.AttrGroupDef {
	g := m.attributes[text]
	if g == nil {
		g = &ir.AttrGroupDef{ID: int64(len(m.attributes)), FuncAttrs: []ir.FuncAttribute{attribute(text)}}
		m.attributes[text] = g
		m.ir.AttrGroupDefs = append(m.ir.AttrGroupDefs, g)
	}
	return g
}

// What LLVM may assume of functions that are not graphs.
const (
	ordinary       = "nounwind"
	neverReturns   = "nounwind noreturn cold"
	pureComparison = "nounwind willreturn argmemonly readonly" // spelled as versions before 16 do
)

// declare declares a C function or intrinsic and returns a reference to it.
func (m *module) declare(name string, result types.Type, parameters ...types.Type) string {
	return m.declareAs(ordinary, name, result, parameters...)
}

func (m *module) declareAs(attributes, name string, result types.Type, parameters ...types.Type) string {
	if ref := m.declared[name]; ref != "" {
		return ref
	}
	fn := &ir.Func{Sig: types.NewFunc(result)}
	fn.SetName(name)
	for _, t := range parameters {
		fn.Params = append(fn.Params, ir.NewParam("", t))
	}
	fn.FuncAttrs = []ir.FuncAttribute{m.attributeGroup(attributes)}
	m.ir.Funcs = append(m.ir.Funcs, fn)
	m.declared[name] = fn.Ident()
	return fn.Ident()
}

// intrinsic declares an intrinsic with one operand, and a flag behind it if flag is set.
func (m *module) intrinsic(name string, result, operand types.Type, flag bool) string {
	if flag {
		return m.declare(name, result, operand, types.I1)
	}
	return m.declare(name, result, operand)
}

// declareVariable declares a word of the start-up code.
func (m *module) declareVariable(name string) {
	if m.declared[name] != "" {
		return
	}
	g := &ir.Global{ContentType: types.I64, Linkage: enum.LinkageExternal, Visibility: enum.VisibilityHidden, Align: 8}
	g.SetName(name)
	m.ir.Globals = append(m.ir.Globals, g)
	m.declared[name] = g.Ident()
}

// declareRegister declares the intrinsic that reads a machine register.
func (m *module) declareRegister() string {
	return m.declare("llvm.read_register.i64", types.I64, types.Metadata)
}

// stackRegister returns the metadata that names the stack pointer.
func (m *module) stackRegister() string { return m.tuple(`!"` + stackRegister + `"`) }

// tuple returns a reference to the metadata node with the given fields.
func (m *module) tuple(fields ...string) string {
	key := strings.Join(fields, ", ")
	if ref := m.tuples[key]; ref != "" {
		return ref
	}
	ref := m.metadata("!{" + key + "}")
	m.tuples[key] = ref
	return ref
}

// metadata defines a node of metadata and returns a reference to it.
func (m *module) metadata(text string) string {
	n := &node{id: int64(len(m.ir.MetadataDefs)), text: text}
	m.ir.MetadataDefs = append(m.ir.MetadataDefs, n)
	return n.Ident()
}

// A node is a definition of metadata as text.
type node struct {
	id   int64
	text string
}

func (n *node) String() string   { return n.Ident() }
func (n *node) Ident() string    { return "!" + strconv.FormatInt(n.id, 10) }
func (n *node) ID() int64        { return n.id }
func (n *node) SetID(id int64)   { n.id = id }
func (n *node) LLString() string { return n.text }
func (n *node) SetDistinct(bool) {}

// A reference refers to a definition of metadata.
type reference string

func (r reference) Ident() string    { return string(r) }
func (r reference) LLString() string { return string(r) }

// rangeOf returns the attachment that says that a load gives a value from low up to, not including, high.
func (m *module) rangeOf(t string, low, high int64) string {
	return ", !range " + m.tuple(t+" "+strconv.FormatInt(low, 10), t+" "+strconv.FormatInt(high, 10))
}

// weights adds how likely each link is, if any of them says so.
func (m *module) weights(list ir.Metadata, links ...*flowgraph.Link) ir.Metadata {
	known := false
	fields := []string{`!"branch_weights"`}
	for _, l := range links {
		known = known || l.Weight > 0
		fields = append(fields, "i32 "+strconv.FormatUint(uint64(max(l.Weight, 1)), 10))
	}
	if !known {
		return list
	}
	return append(list, &metadata.Attachment{Name: "prof", Node: reference(m.tuple(fields...))})
}

// constant returns the operand for c.
func (m *module) constant(c *flowgraph.Const) operand {
	t := typeOf(c.Typ)
	p := c.Typ.(lltype.Prim)
	text := ""
	switch x := c.Val.(type) {
	case nil:
		switch {
		case p == lltype.Bool:
			text = "false"
		case p.IsInt():
			text = "0"
		case p.IsFloat():
			text = "0.0"
		default:
			text = "null"
		}
	case bool:
		text = strconv.FormatBool(x)
	case int64:
		text = strconv.FormatInt(x, 10)
	case uint64:
		text = strconv.FormatUint(x, 10)
	case float64:
		// The bits of a double also write a float; all of its values are doubles.
		text = fmt.Sprintf("0x%016X", math.Float64bits(x))
	case *flowgraph.Graph:
		text = m.function(x)
	case flowgraph.StaticRef:
		return m.staticAddress(x.Static, x.Off)
	case flowgraph.Undef:
		text = "undef"
	default:
		panic(&fault{&flowgraph.Graph{Name: "?"}, flowgraph.Pos{}, fmt.Sprintf("constant %T of type %s", c.Val, c.Typ)})
	}
	if p.IsPointer() && (text == "0") {
		text = "null"
	}
	return operand{t, text}
}

// trampoline returns a reference to the function that rgo_try calls for g, and the struct it works on: arguments, then
// results.
func (m *module) trampoline(g *flowgraph.Graph) (string, types.Type) {
	name := "try " + m.program.names[g]
	if box := m.boxes[g]; box != nil {
		return m.declared[name], box
	}
	var fields []types.Type
	for _, v := range g.Start.Args {
		fields = append(fields, typeOf(v.Typ))
	}
	for _, r := range g.Results {
		fields = append(fields, typeOf(r))
	}
	box := types.NewStruct(fields...)
	fn := &ir.Func{Sig: types.NewFunc(types.Void), Linkage: enum.LinkageInternal, Params: []*ir.Param{ir.NewParam("box", ptr{})}}
	fn.SetName(name)
	fn.FuncAttrs = []ir.FuncAttribute{m.attributeGroup("nounwind noinline")}
	m.ir.Funcs = append(m.ir.Funcs, fn)
	m.boxes[g], m.declared[name] = box, fn.Ident()

	f := &function{m: m, g: g, fn: fn, block: ir.NewBlock("entry")}
	fn.Blocks = []*ir.Block{f.block}
	frame := operand{ptr{}, "%box"}
	args := make([]string, len(g.Start.Args))
	for i := range args {
		p := f.fieldAddress(box, frame, i)
		args[i] = f.temp(fields[i], "load ", fields[i].String(), ", ", p.String()).String()
	}
	t := resultType(g.Results)
	text := "call " + m.program.convention(g).String() + " " + t.String() + " " + m.function(g) + "(" + strings.Join(args, ", ") + ")"
	if len(g.Results) == 0 {
		f.emit(text)
	} else {
		all := f.temp(t, text)
		for i := range g.Results {
			x := all
			if len(g.Results) > 1 {
				x = f.temp(fields[len(args)+i], "extractvalue ", all.String(), ", ", strconv.Itoa(i))
			}
			f.emit("store ", x.String(), ", ", f.fieldAddress(box, frame, len(args)+i).String())
		}
	}
	f.block.Term = &ir.TermRet{}
	return fn.Ident(), box
}

// entryPoint defines a function that start-up code calls, by C's convention. It calls entry, if that is not nil.
func (m *module) entryPoint(name string, entry *flowgraph.Graph) {
	fn := &ir.Func{Sig: types.NewFunc(types.Void), Visibility: enum.VisibilityHidden}
	fn.SetName(name)
	fn.FuncAttrs = []ir.FuncAttribute{m.attributeGroup("nounwind")}
	block := ir.NewBlock("entry")
	if entry != nil {
		block.Insts = []ir.Instruction{&line{text: "call fastcc void " + m.function(entry) + "()"}}
	}
	block.Term = &ir.TermRet{}
	fn.Blocks = []*ir.Block{block}
	m.ir.Funcs = append(m.ir.Funcs, fn)
}

var _ value.Value = operand{}
