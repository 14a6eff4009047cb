// Package compile turns a Python syntax tree into code objects.
//
// What comes in: a module as package parser made it. What goes out: the
// module's code.Code, with those of its functions and classes among the
// constants; or one SyntaxError. The compiler folds constant
// expressions in the tree, builds the symbol table, then for each scope emits instructions
// into basic blocks, improves them, and lays them out. What then holds is
// what package code promises. The code is CPython 3.11's, instruction for
// instruction, so that CPython is the oracle of the tests.
package compile

import (
	"rgo/interp/python/ast"
	"rgo/interp/python/code"
	"rgo/interp/python/parser"
	"rgo/interp/python/symtable"
)

// Options are the choices of compile().
type Options struct {
	Flags    code.Flags // future flags inherited from the caller
	Optimize int        // 1 drops asserts, 2 docstrings too
}

// unitKind is the kind of a unit.
type unitKind uint8

const (
	moduleUnit unitKind = iota
	classUnit
	functionUnit
	asyncFunctionUnit
	lambdaUnit
	comprehensionUnit
)

// stackGuide is how many values a display may put on the stack; larger ones
// are built step by step.
const stackGuide = 30

// unit is a scope that is being compiled.
type unit struct {
	kind         unitKind
	scope        *symtable.Scope
	name         string
	qualName     string
	private      string // the class whose name mangles private names
	argCount     int
	posOnlyCount int
	kwOnlyCount  int
	firstLine    int
	names        nameTable
	varNames     nameTable
	cellVars     nameTable
	freeVars     nameTable // indexes start after those of cellVars
	consts       constTable
	entry        *block
	current      *block
	blocks       []*block // all, in the order they were made
	frames       []frame
	at           code.Position // the place that instructions come from
}

// compiler is the state of one compilation.
type compiler struct {
	fileName    string
	module      *ast.Module
	table       *symtable.Table
	options     Options
	flags       code.Flags // future flags in force
	futureLine  int32      // last line of the future imports
	interactive bool
	u           *unit
	stack       []*unit // the units around u
	err         *parser.SyntaxError
	depth       int
}

// Module compiles a module. Mode is that of the module, to whose warnings it
// appends its own.
func Module(module *ast.Module, fileName string, options Options) (*code.Code, *parser.SyntaxError) {
	future, err := symtable.Future(module, fileName)
	if err != nil {
		return nil, err
	}
	c := &compiler{fileName: fileName, module: module, options: options, flags: options.Flags&code.FutureMask | future}
	f := &folder{optimize: options.Optimize, futureAnnotations: c.flags&code.FutureAnnotations != 0}
	f.module(module)
	if c.table, err = symtable.Build(module, fileName, c.flags); err != nil {
		return nil, err
	}
	c.futureLine = lastFutureLine(module)
	c.enter("<module>", moduleUnit, 0, 1)
	addNone := true
	switch module.Mode {
	case ast.Eval:
		c.expr(module.Expr)
		addNone = false
	case ast.Single:
		if hasAnnotations(module.Body) {
			c.u.at.Line = 1
			c.op(code.SetupAnnotations)
		}
		c.interactive = true
		c.stmts(module.Body)
	default:
		c.body(module.Body)
	}
	result := c.leave(addNone)
	if c.err != nil {
		return nil, c.err
	}
	return result, nil
}

// lastFutureLine is the line of the last future import at the head of a module.
func lastFutureLine(module *ast.Module) int32 {
	last := int32(-1)
	for i, s := range module.Body {
		if _, ok := ast.IsDocstring(s); ok && i == 0 {
			continue
		}
		from, ok := s.(*ast.ImportFrom)
		if !ok || from.Module != "__future__" || from.Level != 0 {
			break
		}
		last = from.Line
	}
	return last
}

// fail records the first error, at the current place.
func (c *compiler) fail(message string) {
	if c.err == nil {
		at := c.u.at
		c.err = parser.NewError(parser.Syntax, message, c.fileName, nil, int(at.Line), int(at.Col), int(at.EndLine), int(at.EndCol))
	}
}

// nest counts a level of nodes and tells whether to go on.
func (c *compiler) nest() bool {
	c.depth++
	if c.depth > symtable.MaxDepth && c.err == nil {
		c.err = &parser.SyntaxError{Kind: parser.Recursion, FileName: c.fileName,
			Message: "maximum recursion depth exceeded during compilation"}
	}
	return c.err == nil
}

// enter opens a unit for a scope of the symbol table.
func (c *compiler) enter(name string, kind unitKind, scope int32, line int) {
	s := c.table.Scopes[scope]
	u := &unit{kind: kind, scope: s, name: name, firstLine: line}
	for _, param := range s.Params {
		u.varNames.add(param)
	}
	for _, cell := range sortedNames(s, func(symbol *symtable.Symbol) bool { return symbol.Meaning == symtable.Cell }) {
		u.cellVars.add(cell)
	}
	if s.NeedsClassClosure {
		u.cellVars.add("__class__")
	}
	u.freeVars.base = u.cellVars.size()
	for _, free := range sortedNames(s, func(symbol *symtable.Symbol) bool {
		return symbol.Meaning == symtable.Free || symbol.Use&symtable.DefFreeClass != 0
	}) {
		u.freeVars.add(free)
	}
	if c.u != nil {
		c.stack = append(c.stack, c.u)
		u.private = c.u.private
	}
	c.u = u
	u.entry = c.newBlock()
	u.current = u.entry
	u.at = code.Position{Line: int32(line), EndLine: int32(line)}
	if kind == moduleUnit {
		u.at.Line = 0
	} else {
		c.setQualName()
	}
	c.opArg(code.Resume, code.ResumeStart)
	if kind == moduleUnit {
		u.at.Line = code.NoLine
	}
}

// leave closes the unit and returns its code.
func (c *compiler) leave(addNone bool) *code.Code {
	var result *code.Code
	if c.err == nil {
		result = c.assemble(addNone)
	}
	c.u = nil
	if n := len(c.stack); n > 0 {
		c.u = c.stack[n-1]
		c.stack = c.stack[:n-1]
	}
	return result
}

// setQualName works out the qualified name of the unit.
func (c *compiler) setQualName() {
	u := c.u
	u.qualName = u.name
	if len(c.stack) < 2 {
		return
	}
	parent := c.stack[len(c.stack)-1]
	switch u.kind {
	case functionUnit, asyncFunctionUnit, classUnit:
		if parent.scope.MeaningOf(symtable.Mangle(parent.private, u.name)) == symtable.GlobalExplicit {
			return
		}
	}
	base := parent.qualName
	switch parent.kind {
	case functionUnit, asyncFunctionUnit, lambdaUnit:
		base += ".<locals>"
	}
	u.qualName = base + "." + u.name
}

// mangle is the name that stands for name in the unit.
func (c *compiler) mangle(name string) string { return symtable.Mangle(c.u.private, name) }

// inFunction tells whether the unit is a function of any kind.
func (c *compiler) inFunction() bool { return c.u.scope.Kind == symtable.Function }

// body compiles the statements of a module or class.
func (c *compiler) body(stmts []ast.Stmt) {
	if c.u.kind == moduleUnit && len(stmts) > 0 {
		c.locate(stmts[0].Range())
	}
	if hasAnnotations(stmts) {
		c.op(code.SetupAnnotations)
	}
	if len(stmts) == 0 {
		return
	}
	if c.options.Optimize < 2 {
		if _, ok := ast.IsDocstring(stmts[0]); ok {
			c.expr(stmts[0].(*ast.ExprStmt).Value)
			c.noLocation()
			c.name("__doc__", ast.Store)
			stmts = stmts[1:]
		}
	}
	c.stmts(stmts)
}

// hasAnnotations tells whether statements annotate a variable.
func hasAnnotations(stmts []ast.Stmt) bool {
	for _, s := range stmts {
		found := false
		switch s := s.(type) {
		case *ast.AnnAssign:
			found = true
		case *ast.For:
			found = hasAnnotations(s.Body) || hasAnnotations(s.Orelse)
		case *ast.While:
			found = hasAnnotations(s.Body) || hasAnnotations(s.Orelse)
		case *ast.If:
			found = hasAnnotations(s.Body) || hasAnnotations(s.Orelse)
		case *ast.With:
			found = hasAnnotations(s.Body)
		case *ast.Match:
			for _, m := range s.Cases {
				found = found || hasAnnotations(m.Body)
			}
		case *ast.Try:
			found = hasAnnotations(s.Body) || hasAnnotations(s.Final) || hasAnnotations(s.Orelse)
			for _, h := range s.Handlers {
				found = found || hasAnnotations(h.Body)
			}
		}
		if found {
			return true
		}
	}
	return false
}
