// Package parser turns Python 3.11 source into a syntax tree.
//
// What comes in: a file name and the bytes of a source. What goes out: an
// ast.Module, or one SyntaxError with CPython's class, message and place. The
// lexer makes all tokens first; the parser is a hand-written recursive descent
// over them that goes back only where the grammar needs it. Like CPython's it
// parses a bad source twice: the second time it looks for known mistakes on
// the way, to say more than "invalid syntax". What then holds: names in the tree have
// their Store and Del contexts, spans nest, and every target can be assigned
// to or deleted. Rules that need scopes are left to package symtable.
package parser

import (
	"math"
	"strconv"
	"strings"

	"rgo/interp/python/ast"
)

// parser is the state of one parse. When a rule fails, err is set and pos
// moves to the failed token, which matches nothing, so that all callers
// return; what they return then is never used.
type parser struct {
	fileName    string
	src         string
	lexer       *lexer
	tokens      []token
	pos         int
	furthest    int // the last token that was looked at
	err         *SyntaxError
	generic     bool // err is plain invalid syntax
	diagnosing  bool // the second parse, which looks for known mistakes
	depth       int
	bad         ast.Expr // stands for an expression that failed
	nested      bool     // parses an expression of an f-string
	typed       bool     // the source was typed at the prompt
	maxDigits   int      // see Options
	minor       int      // the same
	colShift    int      // added to columns of the first line, if nested
	lineShift   int
	remember    bool // note what is parsed without looking for mistakes
	quiet       map[int]quietRule
	legacyTried map[int]bool // names after which mistakes were looked for
	warnings    []ast.Warning
	escaped     map[int]bool // where parts of literals begin that were warned of
}

// maxDepth bounds the nesting of expressions and blocks.
const maxDepth = 1000

// ParseFile parses a file of statements.
func ParseFile(fileName string, src []byte) (*ast.Module, *SyntaxError) {
	return Parse(fileName, src, ast.File)
}

// ParseEval parses one expression.
func ParseEval(fileName string, src []byte) (*ast.Module, *SyntaxError) {
	return Parse(fileName, src, ast.Eval)
}

// ParseSingle parses one statement as typed at the prompt. Incomplete
// tells whether more lines are wanted.
func ParseSingle(fileName string, src []byte) (*ast.Module, *SyntaxError) {
	return Parse(fileName, src, ast.Single)
}

// Options say what is parsed how.
type Options struct {
	Mode      ast.Mode
	MaxDigits int // of decimal ints, 0 for any number; the functions without options take DefaultMaxDigits
	Minor     int // the source is of Python 3.Minor, 0 for the newest
}

// DefaultMaxDigits is the length of the longest decimal int that Python reads, unless the program has changed that.
const DefaultMaxDigits = 4300

// Parse parses a source in any mode.
func Parse(fileName string, src []byte, mode ast.Mode) (*ast.Module, *SyntaxError) {
	return Options{Mode: mode, MaxDigits: DefaultMaxDigits}.Parse(fileName, src)
}

// Parse parses a source.
func (o Options) Parse(fileName string, src []byte) (*ast.Module, *SyntaxError) {
	text, err := decode(fileName, src)
	if err != nil {
		return nil, err
	}
	n := len(src)
	return o.parseText(fileName, text, n > 0 && src[n-1] == '\n')
}

// ParseText parses a source that is text already, in UTF-8: what it declares as its encoding does not matter.
func ParseText(fileName, text string, mode ast.Mode) (*ast.Module, *SyntaxError) {
	return Options{Mode: mode, MaxDigits: DefaultMaxDigits}.ParseText(fileName, text)
}

// ParseText parses a source that is text already.
func (o Options) ParseText(fileName, text string) (*ast.Module, *SyntaxError) {
	if strings.IndexByte(text, '\r') >= 0 {
		text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	}
	if i := invalidUTF8(text); i >= 0 {
		return nil, decodeError(fileName, text, i, true)
	}
	ended := strings.HasSuffix(text, "\n")
	text, err := wholeLines(fileName, text)
	if err != nil {
		return nil, err
	}
	return o.parseText(fileName, text, ended)
}

// parseText parses decoded text. ended says that the source itself had the newline at its end.
func (o Options) parseText(fileName, text string, ended bool) (*ast.Module, *SyntaxError) {
	mode := o.Mode
	if mode == ast.Eval {
		text = strings.TrimLeft(text, " \t")
	}
	l := lex(text, 1, 0)
	if mode != ast.File && !ended {
		l.hideNewline()
	}
	p := newParser(fileName, l, false)
	p.maxDigits, p.minor = o.MaxDigits, o.Minor
	module := p.module(mode)
	if p.err == nil {
		module.Warnings = p.found(math.MaxInt)
		return module, nil
	}
	err := p.diagnose(func(second *parser) { second.module(mode) })
	if err.Warnings == nil {
		err.Warnings = p.found(err.Line)
	}
	return nil, err
}

func newParser(fileName string, l *lexer, nested bool) *parser {
	tokens := append(l.tokens, token{kind: failed})
	return &parser{
		fileName: fileName, src: l.src, lexer: l, tokens: tokens, nested: nested,
		bad: &ast.Name{}, maxDigits: DefaultMaxDigits,
	}
}

// kind is the kind of the next token.
func (p *parser) kind() tokenKind { return p.tokens[p.pos].kind }

// at tells whether the next token is of a kind.
func (p *parser) at(kind tokenKind) bool { return p.tokens[p.pos].kind == kind }

// peek is the kind of the token after the next.
func (p *parser) peek() tokenKind {
	if p.pos+1 < len(p.tokens) {
		return p.tokens[p.pos+1].kind
	}
	return failed
}

// advance steps over a token.
func (p *parser) advance() {
	if p.pos < len(p.tokens)-1 {
		p.pos++
	}
}

// accept steps over a token of a kind, if it is next.
func (p *parser) accept(kind tokenKind) bool {
	if p.tokens[p.pos].kind != kind {
		return false
	}
	p.pos++
	return true
}

// expect steps over a token that must be of a kind.
func (p *parser) expect(kind tokenKind) bool {
	if p.tokens[p.pos].kind == kind {
		p.pos++
		return true
	}
	p.fail()
	return false
}

// expectForced is expect for tokens whose lack is told at once.
func (p *parser) expectForced(kind tokenKind, spelling string) bool {
	if p.tokens[p.pos].kind == kind {
		p.pos++
		return true
	}
	if p.err == nil && !p.at(errorToken) {
		p.raiseToken(p.pos, "expected '"+spelling+"'")
		return false
	}
	p.fail()
	return false
}

// look notes that the next token was looked at.
func (p *parser) look() {
	if p.pos > p.furthest && p.tokens[p.pos].kind != failed {
		p.furthest = p.pos
	}
}

// lookFurther notes that the token after the next was looked at.
func (p *parser) lookFurther() {
	if p.pos+1 > p.furthest && p.peek() != failed {
		p.furthest = p.pos + 1
	}
}

// fail makes the parse fail at the next token.
func (p *parser) fail() ast.Expr {
	if p.err == nil {
		p.look()
		p.err = genericError
		p.generic = true
		p.pos = len(p.tokens) - 1
	}
	return p.bad
}

// genericError marks a failure whose error is made later.
var genericError = &SyntaxError{Message: "invalid syntax"}

// mark is a place to go back to.
type mark struct{ pos, depth int }

func (p *parser) mark() mark { return mark{p.pos, p.depth} }

// back returns to a mark, forgetting a plain failure. It returns false if
// there is an error that must be told.
func (p *parser) back(m mark) bool {
	p.look()
	if p.err != nil && !p.generic {
		return false
	}
	p.err, p.generic = nil, false
	p.pos, p.depth = m.pos, m.depth
	return true
}

// enter counts a level of nesting; it returns false if there are too many.
func (p *parser) enter() bool {
	p.depth++
	if p.depth > maxDepth {
		p.raiseLast(Syntax, "too many nested expressions or blocks (more than "+strconv.Itoa(maxDepth)+")")
		return false
	}
	return true
}

func (p *parser) leave() { p.depth-- }

// text is the source of a token.
func (p *parser) text(index int) string {
	t := &p.tokens[index]
	return p.src[t.start:t.finish]
}

// span is the range from token start to the last token read.
func (p *parser) span(start int) ast.Span {
	end := p.pos - 1
	for end > start {
		if kind := p.tokens[end].kind; kind != newlineToken && kind != indentToken && kind != dedentToken && kind != failed {
			break
		}
		end--
	}
	if end < 0 {
		end = 0
	}
	first, last := &p.tokens[start], &p.tokens[end]
	return ast.Span{Line: first.line, Col: first.col, EndLine: last.endLine, EndCol: last.endCol}
}

// between is the range from the start of one span to the end of another.
func between(first, last ast.Span) ast.Span {
	return ast.Span{Line: first.Line, Col: first.Col, EndLine: last.EndLine, EndCol: last.EndCol}
}

// atSoft tells whether the next token is a given name.
func (p *parser) atSoft(name string) bool {
	return p.at(nameToken) && p.text(p.pos) == name
}

// name reads a name.
func (p *parser) name() string {
	if p.at(nameToken) {
		p.pos++
		return p.identifier(p.pos - 1)
	}
	p.fail()
	return ""
}

// identifier is the name that a token spells.
func (p *parser) identifier(index int) string {
	if !p.tokens[index].wide {
		return p.text(index)
	}
	return normalizeName(p.text(index))
}

// module parses a whole source.
func (p *parser) module(mode ast.Mode) *ast.Module {
	module := &ast.Module{Mode: mode}
	switch mode {
	case ast.Eval:
		module.Expr = p.expressions()
		for p.accept(newlineToken) {
		}
		p.expect(endMarker)
	case ast.Single:
		if p.at(endMarker) || p.at(newlineToken) {
			p.fail()
			return module
		}
		module.Body = p.statement(nil)
		last := p.pos - 1
		for p.accept(newlineToken) {
		}
		if p.err == nil && !p.at(endMarker) {
			if !isCompound(module.Body[0]) && !p.at(errorToken) {
				p.raiseToken(last, "multiple statements found while compiling a single statement")
			}
			p.expect(endMarker)
		}
	default:
		for p.err == nil && !p.at(endMarker) {
			module.Body = p.statement(module.Body)
		}
		p.expect(endMarker)
	}
	return module
}
