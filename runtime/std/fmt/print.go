// Package fmt is what standard packages in a translated program use of fmt: formatting of basic kinds, errors, Stringers
// and Formatters, decided by type switches. Programs may not import it yet: without reflection it cannot print
// structs, slices, maps and pointers, for which it panics.
package fmt

// This file has the functions and interfaces.

import (
	"errors"
	"io"
	"os"
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

// Sprintf returns the operands formatted.
func Sprintf(format string, a ...any) string {
	var p printer
	p.format(format, a)
	return string(p.buf)
}

// Sprint returns the operands in their default formats, with spaces between those of which neither is a string.
func Sprint(a ...any) string {
	var p printer
	p.print(a)
	return string(p.buf)
}

// Sprintln returns the operands in their default formats, with spaces between and a newline behind.
func Sprintln(a ...any) string {
	var p printer
	p.println(a)
	return string(p.buf)
}

// Fprintf writes the operands formatted.
func Fprintf(w io.Writer, format string, a ...any) (n int, err error) {
	var p printer
	p.format(format, a)
	return w.Write(p.buf)
}

// Fprint writes the operands as Sprint returns them.
func Fprint(w io.Writer, a ...any) (n int, err error) {
	var p printer
	p.print(a)
	return w.Write(p.buf)
}

// Fprintln writes the operands as Sprintln returns them.
func Fprintln(w io.Writer, a ...any) (n int, err error) {
	var p printer
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
func Append(b []byte, a ...any) []byte { return append(b, Sprint(a...)...) }

// Appendf appends what Sprintf returns.
func Appendf(b []byte, format string, a ...any) []byte { return append(b, Sprintf(format, a...)...) }

// Appendln appends what Sprintln returns.
func Appendln(b []byte, a ...any) []byte { return append(b, Sprintln(a...)...) }

// A wrapError is an error with other errors in it.
type wrapError struct {
	msg  string
	errs []error
}

func (e *wrapError) Error() string   { return e.msg }
func (e *wrapError) Unwrap() []error { return e.errs }

// A wrapOne is an error with another error in it.
type wrapOne struct {
	msg string
	err error
}

func (e *wrapOne) Error() string { return e.msg }
func (e *wrapOne) Unwrap() error { return e.err }

// Errorf returns an error with the operands formatted as its text. It wraps the operands of %w.
func Errorf(format string, a ...any) error {
	p := printer{wraps: true}
	p.format(format, a)
	switch len(p.wrapped) {
	case 0:
		return errors.New(string(p.buf))
	case 1:
		return &wrapOne{string(p.buf), p.wrapped[0]}
	}
	return &wrapError{string(p.buf), p.wrapped}
}
