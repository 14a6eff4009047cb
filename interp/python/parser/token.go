package parser

// This file has the kinds of tokens.

type tokenKind uint8

const (
	endMarker tokenKind = iota
	errorToken
	nameToken
	numberToken
	stringToken
	newlineToken
	indentToken
	dedentToken

	leftParen
	rightParen
	leftBracket
	rightBracket
	leftBrace
	rightBrace
	colon
	comma
	semicolon
	dot
	ellipsis
	arrow
	assign
	colonAssign
	exclamation

	plus
	minus
	star
	slash
	doubleSlash
	percent
	at
	doubleStar
	leftShift
	rightShift
	ampersand
	bar
	caret
	tilde

	plusAssign
	minusAssign
	starAssign
	slashAssign
	doubleSlashAssign
	percentAssign
	atAssign
	doubleStarAssign
	leftShiftAssign
	rightShiftAssign
	ampersandAssign
	barAssign
	caretAssign

	less
	greater
	lessEqual
	greaterEqual
	equal
	notEqual

	kwFalse
	kwNone
	kwTrue
	kwAnd
	kwAs
	kwAssert
	kwAsync
	kwAwait
	kwBreak
	kwClass
	kwContinue
	kwDef
	kwDel
	kwElif
	kwElse
	kwExcept
	kwFinally
	kwFor
	kwFrom
	kwGlobal
	kwIf
	kwImport
	kwIn
	kwIs
	kwLambda
	kwNonlocal
	kwNot
	kwOr
	kwPass
	kwRaise
	kwReturn
	kwTry
	kwWhile
	kwWith
	kwYield

	failed // after the last token: matches nothing, so that a parser that failed stops
)

// token is one token. Columns are byte offsets in the line; a column of
// noColumn marks tokens that have no text of their own, such as indents.
type token struct {
	kind          tokenKind
	level         uint8 // depth of open brackets after the token
	wide          bool  // a name with characters beyond ASCII
	line, col     int32
	endLine       int32
	endCol        int32
	start, finish int32 // byte offsets in the source
}

const noColumn = -1

// keyword classifies an identifier.
func keyword(name string) tokenKind {
	switch name {
	case "False":
		return kwFalse
	case "None":
		return kwNone
	case "True":
		return kwTrue
	case "and":
		return kwAnd
	case "as":
		return kwAs
	case "assert":
		return kwAssert
	case "async":
		return kwAsync
	case "await":
		return kwAwait
	case "break":
		return kwBreak
	case "class":
		return kwClass
	case "continue":
		return kwContinue
	case "def":
		return kwDef
	case "del":
		return kwDel
	case "elif":
		return kwElif
	case "else":
		return kwElse
	case "except":
		return kwExcept
	case "finally":
		return kwFinally
	case "for":
		return kwFor
	case "from":
		return kwFrom
	case "global":
		return kwGlobal
	case "if":
		return kwIf
	case "import":
		return kwImport
	case "in":
		return kwIn
	case "is":
		return kwIs
	case "lambda":
		return kwLambda
	case "nonlocal":
		return kwNonlocal
	case "not":
		return kwNot
	case "or":
		return kwOr
	case "pass":
		return kwPass
	case "raise":
		return kwRaise
	case "return":
		return kwReturn
	case "try":
		return kwTry
	case "while":
		return kwWhile
	case "with":
		return kwWith
	case "yield":
		return kwYield
	}
	return nameToken
}

// operator returns the kind of the longest operator that text starts with,
// and its length, or errorToken.
func operator(text string) (tokenKind, int) {
	c0 := text[0]
	var c1, c2 byte
	if len(text) > 1 {
		c1 = text[1]
	}
	if len(text) > 2 {
		c2 = text[2]
	}
	// withAssign handles operators that have a form with = and nothing else.
	withAssign := func(plain, assigning tokenKind) (tokenKind, int) {
		if c1 == '=' {
			return assigning, 2
		}
		return plain, 1
	}
	// doubled handles operators that may be doubled, each with a form with =.
	doubled := func(plain, assigning, twice, twiceAssigning tokenKind) (tokenKind, int) {
		if c1 != c0 {
			return withAssign(plain, assigning)
		}
		if c2 == '=' {
			return twiceAssigning, 3
		}
		return twice, 2
	}
	switch c0 {
	case '(':
		return leftParen, 1
	case ')':
		return rightParen, 1
	case '[':
		return leftBracket, 1
	case ']':
		return rightBracket, 1
	case '{':
		return leftBrace, 1
	case '}':
		return rightBrace, 1
	case ',':
		return comma, 1
	case ';':
		return semicolon, 1
	case '~':
		return tilde, 1
	case '.':
		if c1 == '.' && c2 == '.' {
			return ellipsis, 3
		}
		return dot, 1
	case ':':
		return withAssign(colon, colonAssign)
	case '=':
		return withAssign(assign, equal)
	case '!':
		return withAssign(exclamation, notEqual)
	case '+':
		return withAssign(plus, plusAssign)
	case '-':
		if c1 == '>' {
			return arrow, 2
		}
		return withAssign(minus, minusAssign)
	case '%':
		return withAssign(percent, percentAssign)
	case '@':
		return withAssign(at, atAssign)
	case '&':
		return withAssign(ampersand, ampersandAssign)
	case '|':
		return withAssign(bar, barAssign)
	case '^':
		return withAssign(caret, caretAssign)
	case '*':
		return doubled(star, starAssign, doubleStar, doubleStarAssign)
	case '/':
		return doubled(slash, slashAssign, doubleSlash, doubleSlashAssign)
	case '<':
		return doubled(less, lessEqual, leftShift, leftShiftAssign)
	case '>':
		return doubled(greater, greaterEqual, rightShift, rightShiftAssign)
	}
	return errorToken, 1
}
