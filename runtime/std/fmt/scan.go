package fmt

// This file has the functions that scan, and what reads their input.

import (
	"errors"
	"io"
	"os"
	"strings"
	"unicode/utf8"
)

// ScanState is the scanner as a Scanner sees it.
type ScanState interface {
	ReadRune() (r rune, size int, err error)
	UnreadRune() error
	SkipSpace()
	Token(skipSpace bool, f func(rune) bool) (token []byte, err error)
	Width() (wid int, ok bool)
	Read(buf []byte) (n int, err error)
}

// Scanner is a value that scans itself.
type Scanner interface {
	Scan(state ScanState, verb rune) error
}

// Scan scans operands with space between, newlines among it, from standard input. It returns how many it has scanned, and
// why not all.
func Scan(a ...any) (n int, err error) { return Fscan(os.Stdin, a...) }

// Scanln is Scan of a line.
func Scanln(a ...any) (n int, err error) { return Fscanln(os.Stdin, a...) }

// Scanf scans what the format describes from standard input.
func Scanf(format string, a ...any) (n int, err error) { return Fscanf(os.Stdin, format, a...) }

// Sscan is Scan of a string.
func Sscan(str string, a ...any) (n int, err error) { return Fscan(strings.NewReader(str), a...) }

// Sscanln is Scanln of a string.
func Sscanln(str string, a ...any) (n int, err error) { return Fscanln(strings.NewReader(str), a...) }

// Sscanf is Scanf of a string.
func Sscanf(str string, format string, a ...any) (n int, err error) {
	return Fscanf(strings.NewReader(str), format, a...)
}

// Fscan is Scan from r, of which it may read a character too many if it is no io.RuneScanner.
func Fscan(r io.Reader, a ...any) (n int, err error) {
	s := newScanner(r)
	s.lineIsSpace = true
	return s.scan(a)
}

// Fscanln is Scanln from r.
func Fscanln(r io.Reader, a ...any) (n int, err error) {
	s := newScanner(r)
	s.lineEnds = true
	return s.scan(a)
}

// Fscanf is Scanf from r.
func Fscanf(r io.Reader, format string, a ...any) (n int, err error) {
	return newScanner(r).scanf(format, a)
}

const (
	unlimited = 1 << 30
	eof       = -1
)

// A scanner is the state of one of the functions above.
type scanner struct {
	in          io.RuneScanner
	token       []byte
	count       int  // characters read
	limit       int  // count at which the operand ends
	width       int  // of the operand, or unlimited
	lineIsSpace bool // newlines are space
	lineEnds    bool // a newline is the end of the input
	ended       bool
}

func newScanner(r io.Reader) *scanner {
	in, ok := r.(io.RuneScanner)
	if !ok {
		in = newRuneReader(r)
	}
	return &scanner{in: in, limit: unlimited, width: unlimited}
}

// A scanError is an error on its way out.
type scanError struct{ err error }

func (s *scanner) fail(err error)       { panic(scanError{err}) }
func (s *scanner) failText(text string) { s.fail(errors.New(text)) }

// result is deferred; it makes the panic of fail the error that is returned.
func result(err *error) {
	if r := recover(); r != nil {
		failure, ok := r.(scanError)
		if !ok {
			panic(r)
		}
		*err = failure.err
	}
}

// Read is there to make an io.Reader of a ScanState.
func (s *scanner) Read([]byte) (int, error) {
	return 0, errors.New("ScanState's Read should not be called. Use ReadRune")
}

// Width returns the width, if there is one.
func (s *scanner) Width() (int, bool) {
	if s.width == unlimited {
		return 0, false
	}
	return s.width, true
}

// ReadRune reads a character of the operand.
func (s *scanner) ReadRune() (r rune, size int, err error) {
	if s.ended || s.count >= s.limit {
		return 0, 0, io.EOF
	}
	r, size, err = s.in.ReadRune()
	switch {
	case err == nil:
		s.count++
		s.ended = s.lineEnds && r == '\n'
	case err == io.EOF:
		s.ended = true
	}
	return r, size, err
}

// UnreadRune takes the last ReadRune back.
func (s *scanner) UnreadRune() error {
	s.in.UnreadRune()
	s.ended = false
	s.count--
	return nil
}

// Token reads characters that f accepts, or that are no space if f is nil.
func (s *scanner) Token(skipSpace bool, f func(rune) bool) (token []byte, err error) {
	defer result(&err)
	if skipSpace {
		s.SkipSpace()
	}
	s.token = s.token[:0]
	if f == nil {
		f = isWord
	}
	return s.while(f), nil
}

// SkipSpace skips space, and newlines if they are space.
func (s *scanner) SkipSpace() {
	for {
		r := s.next()
		switch {
		case r == eof:
			return
		case r == '\r' && s.peek("\n"):
		case r == '\n':
			if !s.lineIsSpace {
				s.failText("unexpected newline")
			}
		case !isSpace(r):
			s.UnreadRune()
			return
		}
	}
}

// isSpace reports whether Unicode has r as white space.
func isSpace(r rune) bool {
	switch {
	case 9 <= r && r <= 13, r == ' ':
		return true
	case r < 0x80:
		return false
	}
	switch r {
	case 0x85, 0xA0, 0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000:
		return true
	}
	return 0x2000 <= r && r <= 0x200A
}

func isWord(r rune) bool { return !isSpace(r) }

// next reads a character, or eof.
func (s *scanner) next() rune {
	r, _, err := s.ReadRune()
	if err == io.EOF {
		return eof
	}
	if err != nil {
		s.fail(err)
	}
	return r
}

// mustNext reads a character, where the end of the input is an error.
func (s *scanner) mustNext() rune {
	r := s.next()
	if r == eof {
		s.fail(io.ErrUnexpectedEOF)
	}
	return r
}

// notEnded fails at the end of the input.
func (s *scanner) notEnded() {
	if s.next() == eof {
		s.fail(io.EOF)
	}
	s.UnreadRune()
}

// peek reports whether the next character is one of set.
func (s *scanner) peek(set string) bool {
	r := s.next()
	if r == eof {
		return false
	}
	s.UnreadRune()
	return strings.ContainsRune(set, r)
}

// accept adds the next character to the token if it is one of set.
func (s *scanner) accept(set string) bool {
	if !s.peek(set) {
		return false
	}
	s.token = utf8.AppendRune(s.token, s.next())
	return true
}

// while adds characters to the token while f accepts them.
func (s *scanner) while(f func(rune) bool) []byte {
	for {
		r := s.next()
		if r == eof {
			return s.token
		}
		if !f(r) {
			s.UnreadRune()
			return s.token
		}
		s.token = utf8.AppendRune(s.token, r)
	}
}

// A runeReader reads characters, byte by byte so that it takes none that are not asked for.
type runeReader struct {
	in     io.Reader
	buf    []byte // of utf8.UTFMax bytes
	n      int    // bytes in buf that are not decoded yet
	last   rune
	read   bool // there is a last
	unread bool // last comes again
}

func newRuneReader(r io.Reader) *runeReader {
	return &runeReader{in: r, buf: make([]byte, utf8.UTFMax)}
}

// ReadRune reads a character.
func (r *runeReader) ReadRune() (c rune, size int, err error) {
	if r.unread {
		r.unread = false
		r.read = true
		return r.last, utf8.RuneLen(r.last), nil
	}
	r.read = false
	for r.n == 0 || !utf8.FullRune(r.buf[:r.n]) {
		if _, err := io.ReadFull(r.in, r.buf[r.n:r.n+1]); err == io.EOF && r.n > 0 {
			break
		} else if err != nil {
			r.n = 0 // as in Go's package, what there is of the character is lost
			return 0, 0, err
		}
		r.n++
	}
	c, size = utf8.DecodeRune(r.buf[:r.n])
	r.n = copy(r.buf, r.buf[size:r.n])
	r.last, r.read = c, true
	return c, size, nil
}

// UnreadRune makes the last character come again.
func (r *runeReader) UnreadRune() error {
	if !r.read {
		return errors.New("fmt: scanning called UnreadRune with no rune available")
	}
	r.read, r.unread = false, true
	return nil
}
