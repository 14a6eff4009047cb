// Package symtable finds out what every name in a Python module means.
//
// What comes in: a syntax tree. What goes out: a Table with one Scope for the
// module and for each class, function, lambda and comprehension; the tree's
// nodes have the number of their scope. What then holds: every name of a scope is
// local, a cell, free, or global, and the errors that concern scopes (a
// nonlocal without a binding, a duplicate parameter, ...) are found. As in
// CPython 3.11 comprehensions are functions.
package symtable

import (
	"rgo/interp/python/ast"
	"rgo/interp/python/code"
	"rgo/interp/python/parser"
)

// Kind is the kind of a scope.
type Kind uint8

// The kinds. Annotation scopes stand for annotations that are not evaluated.
const (
	Module Kind = iota
	Class
	Function
	Annotation
)

// Use tells how a scope uses a name.
type Use uint16

// The uses.
const (
	DefGlobal    Use = 1 << iota // global statement
	DefLocal                     // assigned to
	DefParam                     // parameter
	DefNonlocal                  // nonlocal statement
	Used                         // read
	_                            //
	DefFreeClass                 // free variable of a method that the class assigns to
	DefImport                    // bound by import
	DefAnnotated                 // annotated
	DefIteration                 // iteration variable of a comprehension
)

const defBound = DefLocal | DefParam | DefImport

// Meaning is where a name lives.
type Meaning uint8

// The meanings.
const (
	Unknown Meaning = iota
	Local
	GlobalExplicit
	GlobalImplicit
	Free
	Cell
)

// Symbol is a name in a scope.
type Symbol struct {
	Name    string // mangled
	Use     Use
	Meaning Meaning
}

// ComprehensionKind tells what kind of comprehension a scope is.
type ComprehensionKind uint8

// The kinds of comprehensions.
const (
	NoComprehension ComprehensionKind = iota
	ListComprehension
	DictComprehension
	SetComprehension
	GeneratorExpression
)

// Scope is one block of names.
type Scope struct {
	Kind              Kind
	Name              string
	Line              int32 // 1-based, of the statement or expression; 0 for the module
	Nested            bool  // inside a function
	Generator         bool
	Coroutine         bool
	Comprehension     ComprehensionKind
	VarArgs           bool
	VarKeywords       bool
	ReturnsValue      bool
	NeedsClassClosure bool     // a method needs the cell __class__
	Params            []string // mangled, in the order of the slots
	Symbols           []Symbol // in the order of first use
	Children          []*Scope

	index          map[string]int
	iterTarget     bool // visiting the target of a comprehension
	iterExpression int  // visiting iterables of comprehensions
	directives     []directive
}

// directive is a global or nonlocal statement about a name.
type directive struct {
	name string
	span ast.Span
}

// Table has all scopes of a module; the module's own is the first.
type Table struct {
	Scopes []*Scope
	Flags  code.Flags // future flags
}

// Lookup returns the symbol of a mangled name, or nil.
func (s *Scope) Lookup(name string) *Symbol {
	if i, ok := s.index[name]; ok {
		return &s.Symbols[i]
	}
	return nil
}

// MeaningOf tells where a mangled name lives.
func (s *Scope) MeaningOf(name string) Meaning {
	if symbol := s.Lookup(name); symbol != nil {
		return symbol.Meaning
	}
	return Unknown
}

// builder makes a Table.
type builder struct {
	fileName string
	table    *Table
	stack    []*Scope
	current  *Scope
	private  string // the class whose name mangles private names
	err      *parser.SyntaxError
	depth    int
}

// MaxDepth bounds the nesting of nodes.
const MaxDepth = 3000

// Build makes the table of a module. flags are future flags in force from
// outside.
func Build(module *ast.Module, fileName string, flags code.Flags) (*Table, *parser.SyntaxError) {
	b := &builder{fileName: fileName, table: &Table{Flags: flags}}
	b.enter("top", Module, ast.Span{})
	b.stmts(module.Body)
	if module.Mode == ast.Eval {
		b.expr(module.Expr)
	}
	if b.err == nil {
		b.analyze()
	}
	return b.table, b.err
}

// fail records the first error.
func (b *builder) fail(span ast.Span, message string) {
	if b.err == nil {
		b.err = parser.NewError(parser.Syntax, message, b.fileName, nil, int(span.Line), int(span.Col), int(span.EndLine), int(span.EndCol))
	}
}

// nest counts a level of nodes and tells whether to go on.
func (b *builder) nest() bool {
	b.depth++
	if b.depth > MaxDepth && b.err == nil {
		b.err = &parser.SyntaxError{Kind: parser.Recursion, FileName: b.fileName,
			Message: "maximum recursion depth exceeded during compilation"}
	}
	return b.err == nil
}

// enter opens the scope of what stands at a place, and returns its number.
func (b *builder) enter(name string, kind Kind, at ast.Span) int32 {
	s := &Scope{Name: name, Kind: kind, Line: at.Line, index: map[string]int{}}
	number := int32(-1)
	if parent := b.current; parent != nil {
		s.Nested = parent.Nested || parent.Kind == Function
		s.iterExpression = parent.iterExpression
		if kind != Annotation {
			parent.Children = append(parent.Children, s)
		}
	}
	if kind != Annotation {
		number = int32(len(b.table.Scopes))
		b.table.Scopes = append(b.table.Scopes, s)
	}
	b.stack = append(b.stack, s)
	b.current = s
	return number
}

// exit closes the current scope.
func (b *builder) exit() {
	b.stack = b.stack[:len(b.stack)-1]
	b.current = b.stack[len(b.stack)-1]
}

// Mangle is the name that stands for a private name in a class.
func Mangle(class, name string) string {
	if class == "" || len(name) < 3 || name[0] != '_' || name[1] != '_' || name[len(name)-2:] == "__" {
		return name
	}
	for i := 0; i < len(name); i++ {
		if name[i] == '.' {
			return name
		}
	}
	for len(class) > 0 && class[0] == '_' {
		class = class[1:]
	}
	if class == "" {
		return name
	}
	return "_" + class + name
}

// use is how scope s uses an unmangled name so far.
func (b *builder) use(s *Scope, name string) Use {
	if symbol := s.Lookup(Mangle(b.private, name)); symbol != nil {
		return symbol.Use
	}
	return 0
}

// define adds a use of a name to the current scope.
func (b *builder) define(name string, use Use, span ast.Span) {
	b.defineIn(b.current, name, use, span)
}

func (b *builder) defineIn(s *Scope, name string, use Use, span ast.Span) {
	mangled := Mangle(b.private, name)
	i, ok := s.index[mangled]
	if !ok {
		i = len(s.Symbols)
		s.index[mangled] = i
		s.Symbols = append(s.Symbols, Symbol{Name: mangled})
	}
	symbol := &s.Symbols[i]
	if use&DefParam != 0 && symbol.Use&DefParam != 0 {
		b.fail(span, "duplicate argument '"+name+"' in function definition")
		return
	}
	symbol.Use |= use
	if s.iterTarget {
		if symbol.Use&(DefGlobal|DefNonlocal) != 0 {
			b.fail(span, "comprehension inner loop cannot rebind assignment expression target '"+name+"'")
			return
		}
		symbol.Use |= DefIteration
	}
	if use&DefParam != 0 {
		s.Params = append(s.Params, mangled)
	} else if use&DefGlobal != 0 && s.Kind != Module {
		b.defineGlobal(mangled, use)
	}
}

// defineGlobal notes a global declaration in the scope of the module.
func (b *builder) defineGlobal(mangled string, use Use) {
	module := b.stack[0]
	i, ok := module.index[mangled]
	if !ok {
		i = len(module.Symbols)
		module.index[mangled] = i
		module.Symbols = append(module.Symbols, Symbol{Name: mangled})
	}
	module.Symbols[i].Use |= use
}

// direct notes a global or nonlocal declaration, for errors.
func (b *builder) direct(name string, span ast.Span) {
	b.current.directives = append(b.current.directives, directive{Mangle(b.private, name), span})
}
