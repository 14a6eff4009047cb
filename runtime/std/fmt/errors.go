package fmt

// This file makes errors that wrap others.

import (
	"errors"
	"slices"
)

// A wrapError is an error with another error in it.
type wrapError struct {
	msg string
	err error
}

func (e *wrapError) Error() string { return e.msg }
func (e *wrapError) Unwrap() error { return e.err }

// A wrapErrors is an error with several errors in it.
type wrapErrors struct {
	msg  string
	errs []error
}

func (e *wrapErrors) Error() string   { return e.msg }
func (e *wrapErrors) Unwrap() []error { return e.errs }

// Errorf returns an error with the operands formatted as its text. It wraps the operands of %w, in the order of the
// operands and each once.
func Errorf(format string, a ...any) error {
	p := newPrinter()
	p.wraps = true
	p.format(format, a)
	text := string(p.buf)
	switch len(p.wrapped) {
	case 0:
		return errors.New(text)
	case 1:
		err, _ := a[p.wrapped[0]].(error)
		return &wrapError{text, err}
	}
	slices.Sort(p.wrapped)
	var errs []error
	for _, i := range slices.Compact(p.wrapped) {
		if err, ok := a[i].(error); ok {
			errs = append(errs, err)
		}
	}
	return &wrapErrors{text, errs}
}
