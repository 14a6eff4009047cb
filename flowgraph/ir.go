// Package flowgraph is the one intermediate representation of RGo: flow graphs, from the front end to the backends.
//
// The model is RPython's. A Graph is a function: Blocks joined by Links. A Block has input arguments, operations and
// exits. A Variable is local to its block: an operation uses only arguments of its own block and results of earlier
// operations of it (static single information form); what a later block needs, links pass to it. There are no phis.
//
// The same structures serve every stage. What differs is the types and the operations allowed: up to stage
// Annotated, types are go/types types and a variable can hold a struct or a slice; from stage Rtyped on, types are
// lltype.Prim and memory is explicit. The table in ops.go says which operation belongs to which stage.
//
// Invariants are listed in verify.go and checked after every pass.
package flowgraph

import (
	"go/types"
	"strconv"

	"rgo/rtyper/lltype"
)

// Stage is how far a program has come. A pass takes a program from one stage to the same or a later one.
type Stage uint8

// The stages, in order.
const (
	Flow      Stage = iota // from the front end: Go types, checks implicit in operations
	Annotated              // the same graphs, with facts about variables beside them
	Rtyped                 // low-level types, explicit memory, checks and dispatch
	Optimized              // the same form, fewer operations
	Lowered                // panics, collector and threads made explicit: what a backend takes
	numStages
)

var stageNames = [numStages]string{"flow", "annotated", "rtyped", "optimized", "lowered"}

// String returns the name that --stage takes.
func (s Stage) String() string { return stageNames[s] }

// Low reports whether variables have low-level types.
func (s Stage) Low() bool { return s >= Rtyped }

// Type is a go/types type (stages flow and annotated) or an lltype.Prim (later stages).
type Type interface{ String() string }

// Pos is a source position. The zero Pos is unknown.
type Pos struct {
	File      string
	Line, Col int
	// In is the call by whose inlining this position came into the graph; nil for what the function's own source says.
	// It is no part of the text form.
	In *Site
}

// A Site is a call that has been inlined.
type Site struct {
	Callee string // name of the graph
	Pos    Pos    // of the call
}

// Own returns the position in the source of the function itself: of the outermost inlined call that p lies in, or p.
func (p Pos) Own() Pos {
	for p.In != nil {
		p = p.In.Pos
	}
	return p
}

// String returns file:line:col, or "-" for an unknown position.
func (p Pos) String() string {
	if p.Line == 0 {
		return "-"
	}
	return p.File + ":" + strconv.Itoa(p.Line) + ":" + strconv.Itoa(p.Col)
}

// A Program is everything that is translated together.
type Program struct {
	Stage   Stage
	Entry   *Graph   // no parameters, no results; runs main after start-up
	Roots   []*Graph // kept besides Entry: runtime functions that later passes will call
	Graphs  []*Graph // every graph, in a deterministic order; bodies may be unbuilt while Source is set
	Globals []*Object

	// Source builds what is not built yet; nil once the set of graphs is closed, and in parsed programs.
	Source Source

	// Inits holds the package initialisers that have not run yet, each after those of the packages it imports.
	Inits []PackageInit

	// Decisions, if not nil, is told by passes what they decided and why.
	Decisions *Decisions

	// Memory, if not nil, is what passes remember from earlier translations.
	Memory Memory

	// From stage Rtyped on:
	Layouts []*lltype.Layout // index is the type id; entry 0 is nil
	Statics []*Static
}

// A PackageInit is the initialiser of one package. It has the attribute Init, no parameters and no results.
type PackageInit struct {
	Path    string   // "main" for the main package
	Imports []string // paths of the packages it imports, sorted
	Graph   *Graph
}

// Source is the front end as later stages see it: it makes graphs on demand, so that what nobody reaches is never built.
// Methods return the same *Graph for the same request.
type Source interface {
	// Build fills in the body of g if it has none yet.
	Build(g *Graph) error
	// Method returns the graph of method name (of package pkg if unexported, else pkg may be nil) in the method set
	// of the concrete type t, taking the receiver as a value of type t; wrappers for promoted methods are made as
	// needed. deferred asks for the variant that a defer statement calls (see Graph.Deferred). Nil if t has none.
	Method(t types.Type, pkg *types.Package, name string, deferred bool) *Graph
	// Runtime returns the graph of a function of the runtime by its full name, for example "runtime.PanicIndex".
	Runtime(name string) *Graph
	// Ahead begins to build graphs before they are asked for, on other processors, until stop is called. That changes
	// nothing but the time that Build takes.
	Ahead() (stop func())
}

// A Graph is one function.
type Graph struct {
	Name    string // unique in the program: "main.f", "main.(*T).m", "main.f$1", "slices.Sort[int]"
	Pos     Pos
	Start   *Block   // its Args are the parameters; receiver first
	Return  *Block   // no operations, no exits; its Args are the results
	Blocks  []*Block // Start first, Return last, every reachable block once; empty while unbuilt
	Results []Type   // types of the results (also known while unbuilt)
	Params  []Type   // types of the parameters, Captures not included (also known while unbuilt)

	// Captures are the types of a closure's captured values. They are passed as trailing parameters after Params:
	// Start.Args = parameters + captures.
	Captures []Type

	// Deferred is the variant of this graph that a defer statement calls directly: the one in which a call of
	// recover() can see the panic. Nil if the function does not call recover itself (then both are the same).
	Deferred *Graph

	Attr GraphAttr
	Doc  string // origin for people: "package initializer", "method wrapper"

	NextVar   int // for NewVar
	NextBlock int
}

// GraphAttr is a set of properties of a graph.
type GraphAttr uint32

// Graph attributes.
const (
	Inline   GraphAttr = 1 << iota // always inline (directive //rgo:inline)
	NoInline                       // never inline (//go:noinline or //rgo:noinline)
	Cold                           // error path: calls to it are unlikely
	NoReturn                       // never returns normally
	Leaf                           // must not allocate or collect (//rgo:nogc): checked by the gc transform
	Init                           // package initializer: runs at translation time
	Together                       // of an interpreter: runs while others of the kind do (//rgo:parallel)
)

// A Block is a straight line of operations.
type Block struct {
	ID    int // unique in the graph; printed as b<ID>
	Args  []*Var
	Ops   []*Op
	Exits []*Link
	// Switch chooses the exit. Nil with one exit: jump. Nil without exits: the return block, or a block whose
	// last operation never returns. Bool: Exits[0] has case true, Exits[1] case false. Integer: each exit has an
	// integer case but the last, which has none and is the default.
	Switch Value
	Pos    Pos  // of the branch
	Heat   Heat // no part of the text form
}

// Heat says how much a block ran in the profile that a translation was given.
type Heat uint8

// The degrees of heat.
const (
	UnknownHeat Heat = iota
	Cool             // not at all, or next to nothing
	Warm
	Hot // one of those where nearly all of the time went
)

// A Link passes control and values from the end of a block to Target.
type Link struct {
	Args   []Value // one for each of Target.Args
	Target *Block
	Case   *Const // see Block.Switch
	Weight uint32 // how likely: 0 unknown; relative to the block's other exits
}

// Value is a *Var or a *Const.
type Value interface {
	Type() Type
	String() string
	isValue()
}

// A Var is defined once: as an argument of a block, or as a result of an operation.
type Var struct {
	ID   int    // unique in the graph
	Name string // source name, or ""; printed with the ID as "name_ID"
	Typ  Type
	Fact int32 // number of the annotator's fact about it; 0 is none
}

// Type returns the type of v.
func (v *Var) Type() Type { return v.Typ }
func (v *Var) isValue()   {}

// String returns the name used in the text form: "x_12" or "v12".
func (v *Var) String() string {
	if v.Name == "" {
		return "v" + strconv.Itoa(v.ID)
	}
	return v.Name + "_" + strconv.Itoa(v.ID)
}

// A Const is a constant operand.
//
// Val is one of
//
//	nil         the zero value of Typ, whatever that is (0, "", nil pointer, zero struct)
//	bool
//	int64       any signed integer type
//	uint64      any unsigned integer type
//	float64     any float type (already rounded to it)
//	complex128  any complex type
//	string      any string type
//	*Graph      a function without captures (flow), or its address (Code)
//	Pointer     address of a global or frozen object, or of a part of it (flow)
//	StaticRef   address of static data (low level: Ref or Addr)
//	Undef       any value will do
//
// Zero scalars may be written either as nil or as the typed zero; NewConst normalises scalars to the typed form.
type Const struct {
	Typ Type
	Val any
}

// Undef is the Val of a constant nobody looks at.
type Undef struct{}

// Type returns the type of c.
func (c *Const) Type() Type { return c.Typ }
func (c *Const) isValue()   {}

// An Op is one operation. Aux holds what is fixed at translation time: see the table in ops.go.
type Op struct {
	Kind    OpKind
	Args    []Value
	Results []*Var
	Aux     any
	Pos     Pos
	Into    Into
}

// Into says what is known about the memory that a mem_store of a Ref or a mem_copy writes to, for write barriers, and where
// an allocation is made.
type Into uint8

const (
	Anywhere Into = iota // nothing; printed as nothing
	Whole                // it belongs to the object that starts where the address, less what ptr_adds added to it, points
	NoRefs               // no Ref is written
	Rooted               // an array that every collection looks at
	InFrame              // of an allocation: in the frame of the call, where nothing refers to it when that ends
)

var intoNames = [...]string{Whole: "whole", NoRefs: "norefs", Rooted: "rooted", InFrame: "inframe"}

// Result returns the only result of o, or nil if it has none.
func (o *Op) Result() *Var {
	if len(o.Results) == 0 {
		return nil
	}
	return o.Results[0]
}

// NewVar returns a new variable of g.
func (g *Graph) NewVar(name string, t Type) *Var {
	g.NextVar++
	return &Var{ID: g.NextVar, Name: name, Typ: t}
}

// NewBlock returns a new block of g with the given arguments. The caller adds it to g.Blocks.
func (g *Graph) NewBlock(args ...*Var) *Block {
	g.NextBlock++
	return &Block{ID: g.NextBlock, Args: args}
}

// Built reports whether g has a body.
func (g *Graph) Built() bool { return len(g.Blocks) > 0 }

// Extern reports whether o calls out of the program, and the name of the function called.
func (o *Op) Extern() (string, bool) {
	name, ok := o.Aux.(string)
	return name, ok && o.Kind == OpExtern
}
