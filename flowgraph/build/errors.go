package build

// This file holds the errors of the front end: what is wrong with the program, all of it at once.

import (
	"fmt"
	"sort"
	"strings"

	"rgo/flowgraph"
)

// An Error is one fault of the program that is being loaded.
type Error struct {
	Pos  flowgraph.Pos
	Code string // a row of the table in codes.go
	Msg  string // lower case, no full stop
	Note string // "file:line:col: text" of a related place, or ""
	Hint string // what to write instead, or ""
}

// Error returns "file:line:col: message [CODE]", with the note and the hint on lines of their own.
func (e *Error) Error() string {
	var b strings.Builder
	if e.Pos.Line != 0 {
		b.WriteString(e.Pos.String())
		b.WriteString(": ")
	} else if e.Pos.File != "" {
		b.WriteString(e.Pos.File)
		b.WriteString(": ")
	}
	b.WriteString(e.Msg)
	if e.Code != "" {
		fmt.Fprintf(&b, " [%s]", e.Code)
	}
	if e.Note != "" {
		b.WriteString("\n\t" + e.Note)
	}
	if e.Hint != "" {
		b.WriteString("\n\thint: " + e.Hint)
	}
	return b.String()
}

// Errors is every fault found, sorted by place. It is never empty when it is returned as an error. An error of any
// other type from this package is the tool's fault or that of its surroundings, not the program's.
type Errors []*Error

// Error returns one fault after the other, each on lines of its own.
func (l Errors) Error() string {
	lines := make([]string, len(l))
	for i, e := range l {
		lines[i] = e.Error()
	}
	return strings.Join(lines, "\n")
}

// sorted returns l ordered by file, line, column and message, without duplicates.
func (l Errors) sorted() Errors {
	sort.SliceStable(l, func(i, j int) bool {
		a, b := l[i], l[j]
		switch {
		case a.Pos.File != b.Pos.File:
			return a.Pos.File < b.Pos.File
		case a.Pos.Line != b.Pos.Line:
			return a.Pos.Line < b.Pos.Line
		case a.Pos.Col != b.Pos.Col:
			return a.Pos.Col < b.Pos.Col
		}
		return a.Msg < b.Msg
	})
	out := l[:0]
	for i, e := range l {
		if i > 0 && e.Pos == l[i-1].Pos && e.Msg == l[i-1].Msg {
			continue
		}
		out = append(out, e)
	}
	return out
}

// err returns l as an error: nil if it is empty.
func (l Errors) err() error {
	if len(l) == 0 {
		return nil
	}
	return l.sorted()
}
