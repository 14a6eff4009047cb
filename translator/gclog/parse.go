// Package gclog reads the log that a collector writes with RGO_GC_LOG=FILE, computes what one wants to know of it, and
// draws it. The format is described in package rgo/runtime/gc/log.
//
// In comes the text of a log; out go a Log, a Summary of it with its text, and an SVG picture. A text that is no log, or
// is damaged, is refused with the number of the first bad line. A last line without an end, as a killed program or a full
// disk leaves it, is dropped.
package gclog

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
)

// A Log is what a program wrote about its collections.
type Log struct {
	Collector, Roots string
	Collections      []Collection
	Holes            bool // the collector says what it fills between old objects
	End              *End // nil if the program was killed, or is still running
}

// A Collection is a line of the log. Sizes are in bytes.
type Collection struct {
	Start, Pause    time.Duration // since the program started
	CPU             time.Duration // processor time of the pause, 0 if it is not known
	Kind, Reason    string
	Before, After   int64
	Held            int64
	Promoted, Large int64
	Fragmentation   int   // percent
	Filled          int64 // of what was allocated since the collection in front, between old objects
	Partly          int   // blocks with free memory between old objects
}

// An End is the last line.
type End struct {
	Time   time.Duration
	Before int64 // size of the heap
}

// An Error is a fault in a log.
type Error struct {
	File string // empty if it is not known
	Line int
	Text string
}

func (e *Error) Error() string {
	if e.File == "" {
		return fmt.Sprintf("line %d: %s", e.Line, e.Text)
	}
	return fmt.Sprintf("%s:%d: %s", e.File, e.Line, e.Text)
}

const (
	magic   = "rgo-gc-log"
	version = "1"

	longestLine = 1 << 16
)

// Parse reads a log. An error is an *Error, or what r returned.
func Parse(r io.Reader) (*Log, error) {
	p := &parser{log: &Log{}}
	in := bufio.NewReaderSize(r, longestLine)
	for {
		line, err := in.ReadString('\n')
		if err != nil && err != io.EOF {
			return nil, err
		}
		p.line++
		text, whole := strings.CutSuffix(line, "\n")
		if !whole && (p.line > 1 || text == "") {
			break
		}
		if p.line == 1 {
			p.header(text)
		} else {
			p.event(text)
		}
		if p.err != nil {
			return nil, p.err
		}
		if !whole {
			break
		}
	}
	if p.line == 1 && p.log.Collector == "" {
		return nil, &Error{Line: 1, Text: "the file is empty: " + wantHeader}
	}
	return p.log, nil
}

const wantHeader = "a log of collections starts with \"" + magic + " " + version + "\"; RGO_GC_LOG=FILE makes a program write one"

// A parser reads lines until the first fault.
type parser struct {
	log  *Log
	line int
	last time.Duration // end of the collection in front
	err  *Error
}

func (p *parser) fail(format string, args ...any) {
	if p.err == nil {
		p.err = &Error{Line: p.line, Text: fmt.Sprintf(format, args...)}
	}
}

// header reads the first line.
func (p *parser) header(text string) {
	words := strings.Fields(text)
	if len(words) < 2 || words[0] != magic {
		p.fail("this is no log of collections: %s", wantHeader)
		return
	}
	if words[1] != version {
		p.fail("the log has version %s; this tool reads version %s", words[1], version)
		return
	}
	f := p.fields(words[2:])
	p.log.Collector = f.word("collector")
	p.log.Roots = f.word("roots")
}

// event reads a line that is not the first.
func (p *parser) event(text string) {
	words := strings.Fields(text)
	if p.log.End != nil {
		p.fail("there is a line behind the end of the log")
		return
	}
	if len(words) > 1 && words[1] == "end" {
		f := p.fields(append([]string{words[0]}, words[2:]...))
		end := &End{Time: f.micros("t"), Before: f.bytes("before")}
		if n := f.bytes("collections"); p.err == nil && n != int64(len(p.log.Collections)) {
			p.fail("the program counted %d collections, and the log has %d", n, len(p.log.Collections))
		}
		p.after(end.Time)
		p.log.End = end
		return
	}
	f := p.fields(words)
	c := Collection{
		Start: f.micros("t"), Pause: f.micros("pause"),
		Kind: f.word("kind"), Reason: f.word("reason"),
		Before: f.bytes("before"), After: f.bytes("after"), Held: f.bytes("held"),
		Promoted: f.bytes("promoted"), Large: f.bytes("large"),
		Fragmentation: int(f.number("frag", 100)),
	}
	if f.values["cpu"] != "" { // older logs have none
		c.CPU = f.micros("cpu")
	}
	if f.values["filled"] != "" { // only collectors that fill holes have it
		c.Filled, c.Partly = f.bytes("filled"), int(f.number("partly", mostBytes))
		p.log.Holes = true
	}
	p.after(c.Start)
	p.last = c.Start + c.Pause
	p.log.Collections = append(p.log.Collections, c)
}

// slack is by how much times can seem to overlap: each is rounded down.
const slack = 2 * time.Microsecond

// after checks that time goes on.
func (p *parser) after(t time.Duration) {
	if t+slack < p.last {
		p.fail("this line is about %d µs, but the collection in front ended at %d µs", t.Microseconds(), p.last.Microseconds())
	}
}

// lineFields are the fields of a line by name.
type lineFields struct {
	p      *parser
	values map[string]string
}

// fields splits words at the first "=".
func (p *parser) fields(words []string) lineFields {
	f := lineFields{p, make(map[string]string, len(words))}
	for _, w := range words {
		name, value, ok := strings.Cut(w, "=")
		if !ok || name == "" || value == "" {
			p.fail("%q is no field: want NAME=VALUE", w)
			break
		}
		if _, twice := f.values[name]; twice {
			p.fail("field %s is there twice", name)
			break
		}
		f.values[name] = value
	}
	return f
}

// word returns a field.
func (f lineFields) word(name string) string {
	v, ok := f.values[name]
	if !ok {
		f.p.fail("there is no field %s", name)
	}
	return v
}

// number returns a field that is a number up to most.
func (f lineFields) number(name string, most int64) int64 {
	v := f.word(name)
	n, err := strconv.ParseInt(v, 10, 64)
	if f.p.err == nil && (err != nil || n < 0 || n > most) {
		f.p.fail("field %s is %q: want a number from 0 to %d", name, v, most)
	}
	return n
}

// Sizes and times beyond these are no sizes and times.
const (
	mostBytes  = 1 << 50
	mostMicros = 1 << 50
)

func (f lineFields) bytes(name string) int64 { return f.number(name, mostBytes) }

func (f lineFields) micros(name string) time.Duration {
	return time.Duration(f.number(name, mostMicros)) * time.Microsecond
}
