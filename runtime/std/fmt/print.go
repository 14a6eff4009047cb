// Package fmt is fmt of a translated program. There is no reflection in one: what goes in decides by type switches on the
// predeclared types and on interfaces, and knows of other types what the front end tells it (see shape). Texts and errors
// are those of Go's own package, but for addresses (a function's is 1), the fields of types that translated programs have their
// own of (sync.Mutex), and the order of keys of different types in a map of interfaces, which is that of the types' names.
// Slices of a type that is only like byte (type b byte) cannot be scanned.
package fmt

// This file has the functions and interfaces.

import (
	"io"
	"os"
	"strconv"
	"unicode/utf8"
)

// State is the printer as a Formatter sees it.
type State interface {
	Write(b []byte) (n int, err error)
	Width() (wid int, ok bool)
	Precision() (prec int, ok bool)
	Flag(c int) bool
}

// Formatter is a value that formats itself.
type Formatter interface {
	Format(f State, verb rune)
}

// Stringer is a value with a text.
type Stringer interface {
	String() string
}

// GoStringer is a value with a text in Go syntax.
type GoStringer interface {
	GoString() string
}

// FormatString returns the directive that state stands for, with the verb.
func FormatString(state State, verb rune) string {
	b := []byte{'%'}
	for _, c := range " +-#0" {
		if state.Flag(int(c)) {
			b = append(b, byte(c))
		}
	}
	if n, ok := state.Width(); ok {
		b = strconv.AppendInt(b, int64(n), 10)
	}
	if n, ok := state.Precision(); ok {
		b = strconv.AppendInt(append(b, '.'), int64(n), 10)
	}
	return string(utf8.AppendRune(b, verb))
}

// Sprintf returns the operands formatted.
func Sprintf(format string, a ...any) string {
	p := newPrinter()
	p.format(format, a)
	return string(p.buf)
}

// Sprint returns the operands in their default formats, with spaces between those of which neither is a string.
func Sprint(a ...any) string {
	p := newPrinter()
	p.print(a)
	return string(p.buf)
}

// Sprintln returns the operands in their default formats, with spaces between and a newline behind.
func Sprintln(a ...any) string {
	p := newPrinter()
	p.println(a)
	return string(p.buf)
}

// Fprintf writes the operands formatted.
func Fprintf(w io.Writer, format string, a ...any) (n int, err error) {
	p := newPrinter()
	p.format(format, a)
	return w.Write(p.buf)
}

// Fprint writes the operands as Sprint returns them.
func Fprint(w io.Writer, a ...any) (n int, err error) {
	p := newPrinter()
	p.print(a)
	return w.Write(p.buf)
}

// Fprintln writes the operands as Sprintln returns them.
func Fprintln(w io.Writer, a ...any) (n int, err error) {
	p := newPrinter()
	p.println(a)
	return w.Write(p.buf)
}

// Printf is Fprintf to standard output.
func Printf(format string, a ...any) (n int, err error) { return Fprintf(os.Stdout, format, a...) }

// Print is Fprint to standard output.
func Print(a ...any) (n int, err error) { return Fprint(os.Stdout, a...) }

// Println is Fprintln to standard output.
func Println(a ...any) (n int, err error) { return Fprintln(os.Stdout, a...) }

// Append appends what Sprint returns.
func Append(b []byte, a ...any) []byte {
	p := printer{buf: b}
	p.print(a)
	return p.buf
}

// Appendf appends what Sprintf returns.
func Appendf(b []byte, format string, a ...any) []byte {
	p := printer{buf: b}
	p.format(format, a)
	return p.buf
}

// Appendln appends what Sprintln returns.
func Appendln(b []byte, a ...any) []byte {
	p := printer{buf: b}
	p.println(a)
	return p.buf
}
