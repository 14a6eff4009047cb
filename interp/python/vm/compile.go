package vm

import (
	"strings"

	"rgo/interp/python/ast"
	"rgo/interp/python/code"
	"rgo/interp/python/compile"
	"rgo/interp/python/parser"
)

// This file compiles source text: compile, exec and eval, and SyntaxError.

// compileSource compiles text; nil with SyntaxError if it is wrong.
func (t *Thread) compileSource(source []byte, file string, mode ast.Mode, flags code.Flags) *Code {
	tree, fault := t.parseSource(source, file, t.parseOptions(mode))
	return t.compileParsed(tree, fault, source, file, flags)
}

// parseSource parses bytes, with the codec that they ask for if the parser does not know it.
func (t *Thread) parseSource(source []byte, file string, o parser.Options) (*ast.Module, *parser.SyntaxError) {
	if name := parser.OtherEncoding(source); name != "" {
		if text := strOf(orNone(t.decode(string(source), newASCII(name), nil))); text != nil {
			return o.ParseText(file, text.s)
		}
		t.exc = nil // the parser says that it does not know the encoding
	}
	return o.Parse(file, source)
}

func (t *Thread) parseOptions(mode ast.Mode) parser.Options {
	return parser.Options{Mode: mode, MaxDigits: t.interp.config.MaxDigits}
}

// compileGiven compiles what compile, exec or eval got: text, or bytes.
func (t *Thread) compileGiven(o Object, source []byte, file string, mode ast.Mode, flags code.Flags) *Code {
	tree, fault := t.parseGiven(o, source, file, t.parseOptions(mode))
	return t.compileParsed(tree, fault, source, file, flags)
}

func (t *Thread) parseGiven(given Object, source []byte, file string, o parser.Options) (*ast.Module, *parser.SyntaxError) {
	if strOf(given) != nil {
		return o.ParseText(file, string(source))
	}
	return t.parseSource(source, file, o)
}

// compileParsed compiles a tree, or raises the fault that there was.
func (t *Thread) compileParsed(tree *ast.Module, fault *parser.SyntaxError, source []byte, file string, flags code.Flags) *Code {
	if !t.parsedWell(tree, fault, source, file) {
		return nil
	}
	text := source
	if strings.HasPrefix(file, "<") {
		text = nil
	}
	return t.compileModule(tree, text, file, compile.Options{Flags: flags, Optimize: t.interp.config.Optimize})
}

// compileModule compiles a tree and gives the warnings that come up. text is the source if errors shall show it.
func (t *Thread) compileModule(tree *ast.Module, text []byte, file string, options compile.Options) *Code {
	parsed := len(tree.Warnings)
	c, fault := compile.Module(tree, file, options)
	if !t.syntaxWarnings(tree.Warnings[parsed:], text, file, false) {
		return nil
	}
	if fault != nil {
		if text != nil {
			fault.AttachSource(text)
		}
		t.syntaxError(fault)
		return nil
	}
	return t.loadCode(c)
}

// parsedWell gives the warnings of the parser, and raises the fault that there was; then it returns false.
func (t *Thread) parsedWell(tree *ast.Module, fault *parser.SyntaxError, source []byte, file string) bool {
	if !t.parseWarnings(tree, fault, source, file) {
		return false
	}
	if fault != nil {
		t.syntaxError(fault)
	}
	return fault == nil
}

// parseWarnings gives the warnings of the parser.
func (t *Thread) parseWarnings(tree *ast.Module, fault *parser.SyntaxError, source []byte, file string) bool {
	if fault != nil {
		return t.syntaxWarnings(fault.Warnings, source, file, true)
	}
	return t.syntaxWarnings(tree.Warnings, source, file, true)
}

// syntaxWarnings gives warnings about a source. Those that are errors are SyntaxErrors; characters tells that these count
// columns in characters, as the parser does.
func (t *Thread) syntaxWarnings(list []ast.Warning, source []byte, file string, characters bool) bool {
	for _, w := range list {
		cls := SyntaxWarning
		if w.Deprecation {
			cls = DeprecationWarning
		}
		if t.warnAt(cls, NewStr(w.Message), fsDecode(file), int(w.Line), nil, nil, nil) != nil {
			continue
		}
		if t.catch(cls) {
			t.syntaxError(parser.WarningError(w, file, source, characters))
		}
		return false
	}
	return true
}

// syntaxError raises the SyntaxError that the front end reports.
func (t *Thread) syntaxError(fault *parser.SyntaxError) {
	cls := SyntaxErrorType
	switch fault.Kind {
	case parser.Indentation:
		cls = IndentationError
	case parser.Tab:
		cls = TabError
	case parser.Recursion:
		t.raise(RecursionError, fault.Message)
		return
	}
	var text Object = None
	if fault.HasText {
		text = NewStr(fault.Text)
	}
	number := func(n int) Object {
		if n == parser.NoPlace {
			return None
		}
		return intOf(n)
	}
	place := tupleOf(NewStr(fault.FileName), number(fault.Line), number(fault.Col), text, number(fault.EndLine), number(fault.EndCol))
	e := newException(cls, NewStr(fault.Message), place)
	e.setSlot(intern("msg"), NewStr(fault.Message))
	for i, name := range []string{"filename", "lineno", "offset", "text", "end_lineno", "end_offset"} {
		e.setSlot(intern(name), place.items[i])
	}
	t.raiseInstance(e)
}

// noSource is what compile, exec and eval say, behind their name, of a first argument that is nothing to compile.
const noSource = " arg 1 must be a string, bytes or code object"

// sourceBytes returns the source text in an argument; wrong is what to say if it is none.
func (t *Thread) sourceBytes(o Object, wrong string) ([]byte, bool) {
	text, ok := bytesText(o)
	if s := strOf(o); s != nil {
		text, ok = s.s, true
	}
	if ok {
		if strings.IndexByte(text, 0) >= 0 {
			t.valueError("source code string cannot contain null bytes")
			return nil, false
		}
		return []byte(text), true
	}
	t.typeError(wrong)
	return nil, false
}

// builtinExec is exec and eval.
func (t *Thread) builtinExec(args []Object, exec bool) Object {
	globals, locals := t.frame.globals, Object(nil)
	explicit := false
	if len(args) > 1 && args[1] != nil && args[1] != None {
		d := dictOf(args[1])
		if d == nil {
			if exec {
				return t.typeError("exec() globals must be a dict, not " + args[1].Class().name)
			}
			return t.typeError("globals must be a dict")
		}
		globals, locals, explicit = d, d, true
	}
	if explicit && args[1].Class() != DictType {
		locals = args[1] // its class may override item access
	}
	if len(args) > 2 && args[2] != nil && args[2] != None {
		locals = args[2]
		if dictOf(locals) == nil && locals.Class().lookup(nameGetItem) == nil {
			if exec {
				return t.typeError("locals must be a mapping or None, not " + locals.Class().name)
			}
			return t.typeError("locals must be a mapping")
		}
		if d := dictOf(locals); d != nil && locals.Class() == DictType {
			locals = d
		}
	} else if !explicit {
		locals = t.localsDict(t.frame)
	}
	c, ok := args[0].(*Code)
	if !ok {
		name, mode := "exec()", ast.File
		if !exec {
			name, mode = "eval()", ast.Eval
		}
		source, ok := t.sourceBytes(args[0], name+noSource)
		if !ok {
			return nil
		}
		if !exec {
			source = []byte(strings.TrimLeft(string(source), " \t"))
		}
		if c = t.compileGiven(args[0], source, "<string>", mode, t.frame.code.flags&code.FutureMask); c == nil {
			return nil
		}
	}
	closure, ok := t.execClosure(c, args, ok, exec)
	if !ok {
		return nil
	}
	r := t.runCode(c, globals, locals, closure)
	if r == nil {
		return nil
	}
	if exec {
		return None
	}
	return r
}

// execClosure checks the closure that exec is given for its code.
func (t *Thread) execClosure(c *Code, args []Object, isCode, exec bool) ([]*Cell, bool) {
	var given Object = None
	if len(args) > 3 && args[3] != nil {
		given = args[3]
	}
	free := c.src.Frees()
	if given == None {
		if free > 0 {
			name := "eval"
			if exec {
				name = "exec"
			}
			text := "code object passed to " + name + "() may not contain free variables"
			if exec {
				text = "code object requires a closure of exactly length " + intText(intOf(free))
			}
			t.typeError(text)
			return nil, false
		}
		return nil, true
	}
	if !isCode {
		t.typeError("closure can only be used when source is a code object")
		return nil, false
	}
	if free == 0 {
		t.typeError("cannot use a closure with this code object")
		return nil, false
	}
	cells, ok := given.(*Tuple)
	if ok && len(cells.items) == free {
		var closure []*Cell
		for _, o := range cells.items {
			if cell, is := o.(*Cell); is {
				closure = append(closure, cell)
			}
		}
		if len(closure) == free {
			return closure, true
		}
	}
	t.typeError("code object requires a closure of exactly length " + intText(intOf(free)))
	return nil, false
}

// compileModes are the ways to parse by the names that Python gives them.
var compileModes = map[string]ast.Mode{"exec": ast.File, "eval": ast.Eval, "single": ast.Single}

// sourceFile returns the name of a file that a program gives; nil with TypeError if it is none.
func (t *Thread) sourceFile(o Object) *Str {
	if file := strOf(o); file != nil {
		return file
	}
	p, ok := t.filePath(o, "compile", "filename", 0)
	if !ok {
		if t.catch(TypeError) {
			t.typeError("expected str, bytes or os.PathLike object, not " + o.Class().name)
		}
		return nil
	}
	return fsDecode(p.text)
}

// builtinCompile is compile.
func builtinCompile(t *Thread, args []Object) Object {
	if c, ok := args[0].(*Code); ok {
		return c
	}
	file := t.sourceFile(args[1])
	if file == nil {
		return nil
	}
	mode := strOf(args[2])
	if mode == nil {
		return t.typeError("compile() argument 'mode' must be str, not " + args[2].Class().name)
	}
	kind, ok := compileModes[mode.s]
	if !ok {
		return t.valueError("compile() mode must be 'exec', 'eval' or 'single'")
	}
	flags := code.Flags(0)
	if args[4] == nil || args[4] == False {
		flags = t.frame.code.flags & code.FutureMask
	}
	asked := 0
	if args[3] != nil {
		var ok bool
		if asked, ok = t.index(args[3]); !ok {
			return nil
		}
	}
	const known = onlyAST | allowIncomplete | 0x10 | 0x100 | 0x200 | 0x1000 | 0x2000 // PyCF_... of cpython/compile.h
	if asked&^(known|int(code.FutureMask)) != 0 {
		return t.valueError("compile(): unrecognised flags")
	}
	flags |= code.Flags(asked) & code.FutureMask
	if args[5] != nil {
		level, ok := t.cInt(args[5])
		if !ok {
			return nil
		}
		if level < -1 || level > 2 {
			return t.valueError("compile(): invalid optimize value")
		}
		if level >= 0 {
			usual := t.interp.config.Optimize
			t.interp.config.Optimize = level
			defer func() { t.interp.config.Optimize = usual }()
		}
	}
	if isTree(args[0]) {
		if asked&onlyAST != 0 {
			return args[0]
		}
		return t.compileTree(args[0], file.s, kind, flags)
	}
	source, ok := t.sourceBytes(args[0], "compile()"+noSource)
	if !ok {
		return nil
	}
	if asked&allowIncomplete != 0 {
		if fault := parser.IncompleteError(file.s, source, kind, asked&0x200 != 0); fault != nil {
			t.syntaxError(fault)
			return nil
		}
	}
	if asked&onlyAST != 0 {
		options := t.parseOptions(kind)
		if args[6] != nil {
			minor, ok := t.cInt(args[6])
			if !ok {
				return nil
			}
			if minor >= 0 {
				options.Minor = max(minor, 1)
			}
		}
		tree, fault := t.parseGiven(args[0], source, file.s, options)
		if !t.parsedWell(tree, fault, source, file.s) {
			return nil
		}
		return t.treeObject(tree)
	}
	c := t.compileGiven(args[0], source, file.s, kind, flags)
	if c == nil {
		return nil
	}
	return c
}

// compileTree compiles a tree that a program made.
func (t *Thread) compileTree(o Object, file string, mode ast.Mode, flags code.Flags) Object {
	tree := t.treeOf(o, mode)
	if tree == nil {
		return nil
	}
	c := t.compileModule(tree, nil, file, compile.Options{Flags: flags, Optimize: t.interp.config.Optimize})
	if c == nil {
		return nil
	}
	return c
}

// printExpr shows the value of an expression statement at the prompt.
func (t *Thread) printExpr(o Object) bool {
	hook := t.interp.sys.dict.getStr(intern("displayhook"))
	if hook == nil {
		t.raise(RuntimeError, "lost sys.displayhook")
		return false
	}
	return t.call1(hook, o) != nil
}

// escapeSurrogates makes text printable as UTF-8.
func escapeSurrogates(s string) string {
	if strings.IndexByte(s, 0xED) < 0 {
		return s
	}
	var b []byte
	for len(s) > 0 {
		r, size := decodeRune(s)
		if isSurrogate(r) {
			b = appendEscape(b, r)
		} else {
			b = append(b, s[:size]...)
		}
		s = s[size:]
	}
	return string(b)
}

// ErrorText describes a failed system call as C does.
func ErrorText(err error) string {
	errno, message := errnoOf(err)
	return "[Errno " + intText(intOf(errno)) + "] " + message
}
