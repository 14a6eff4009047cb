package vm

import (
	"os"
	"strconv"
	"strings"

	"rgo/interp/python/code"
)

// This file records tracebacks and prints uncaught exceptions as CPython 3.11
// does.

// addTraceback notes that the pending exception passed through f.
//
//rgo:parallel
func (t *Thread) addTraceback(f *Frame, index int) {
	data := excData(t.exc)
	data.tb = &Traceback{next: data.tb, frame: t.frameObject(f), code: f.code, index: index}
}

// sourceLine returns line n of a file, or ok == false.
func (t *Thread) sourceLine(file string, n int) (string, bool) {
	lines, known := t.interp.lines[file]
	if !known {
		if content, err := os.ReadFile(file); err == nil {
			lines = strings.Split(string(content), "\n")
		}
		t.interp.lines[file] = lines
	}
	if n < 1 || n > len(lines) {
		return "", false
	}
	return strings.TrimRight(lines[n-1], "\r\f"), true
}

// formatException returns the text that an uncaught exception prints.
func (t *Thread) formatException(e *Instance) string {
	w := &exceptionWriter{t: t, seen: map[*Instance]bool{}}
	w.chain(e)
	return w.out.String()
}

// exceptionWriter writes exceptions. Inside groups every line has a margin.
type exceptionWriter struct {
	t         *Thread
	out       strings.Builder
	seen      map[*Instance]bool
	depth     int // nesting of groups
	needClose bool
}

// maxGroupWidth and maxGroupDepth bound what is shown of groups.
const (
	maxGroupWidth = 15
	maxGroupDepth = 10
)

func (w *exceptionWriter) indent() string { return repeatText(" ", 2*w.depth) }

// emit writes text, with the margin in front of each line.
func (w *exceptionWriter) emit(text, margin string) {
	if w.depth == 0 {
		w.out.WriteString(text)
		return
	}
	for text != "" {
		line := text
		if i := strings.IndexByte(text, '\n'); i >= 0 {
			line = text[:i+1]
		}
		w.out.WriteString(w.indent() + margin + " " + line)
		text = text[len(line):]
	}
}

// chain writes an exception after those that led to it.
func (w *exceptionWriter) chain(e *Instance) {
	w.seen[e] = true
	data := excData(e)
	switch {
	case data.cause != nil && !w.seen[data.cause]:
		w.chain(data.cause)
		w.emit("\nThe above exception was the direct cause of the following exception:\n\n", "|")
	case data.cause == nil && data.context != nil && !data.suppress && !w.seen[data.context]:
		w.chain(data.context)
		w.emit("\nDuring handling of the above exception, another exception occurred:\n\n", "|")
	}
	if members, ok := groupMembers(e); ok {
		w.group(e, members)
		return
	}
	w.body(e, "Traceback", "|")
}

// body writes the traceback and the last line of one exception.
func (w *exceptionWriter) body(e *Instance, title, margin string) {
	var b strings.Builder
	if tb := w.t.limitedTraceback(excData(e).tb); tb != nil {
		w.emit(title+" (most recent call last):\n", margin)
		w.t.writeTraceback(&b, tb)
	}
	w.t.writeExceptionLine(&b, e)
	w.emit(b.String(), "|")
}

// group writes an exception group and its members.
func (w *exceptionWriter) group(e *Instance, members []Object) {
	if w.depth > maxGroupDepth {
		w.emit("... (max_group_depth is "+strconv.Itoa(maxGroupDepth)+")\n", "|")
		return
	}
	top := w.depth == 0
	margin := "|"
	if top {
		w.depth, margin = 1, "+"
	}
	w.body(e, "Exception Group Traceback", margin)
	n := min(len(members), maxGroupWidth+1)
	w.needClose = false
	for i := 0; i < n; i++ {
		if i == n-1 {
			w.needClose = true
		}
		start, title := "  ", strconv.Itoa(i+1)
		if i == 0 {
			start = "+-"
		}
		if i == maxGroupWidth {
			title = "..."
		}
		w.out.WriteString(w.indent() + start + "+---------------- " + title + " ----------------\n")
		w.depth++
		if i < maxGroupWidth {
			w.chain(members[i].(*Instance))
		} else {
			w.emit("and "+plural(len(members)-maxGroupWidth, "more exception")+"\n", "|")
		}
		if i == n-1 && w.needClose {
			w.out.WriteString(w.indent() + "+------------------------------------\n")
			w.needClose = false
		}
		w.depth--
	}
	if top {
		w.depth = 0
	}
}

// limitedTraceback is what sys.tracebacklimit leaves of a traceback: the last entries.
func (t *Thread) limitedTraceback(tb *Traceback) *Traceback {
	var limit int
	switch x := t.interp.sys.dict.getStr(intern("tracebacklimit")).(type) {
	case Int:
		limit = int(x.v)
	case *Bool:
		limit = int(boolInt(x.v))
	case *BigInt:
		if x.v.Sign() > 0 {
			return tb
		}
	default:
		return tb
	}
	n := 0
	for x := tb; x != nil; x = x.next {
		n++
	}
	for ; tb != nil && n > limit; n-- {
		tb = tb.next
	}
	return tb
}

// writeTraceback writes the entries, collapsing repetitions.
func (t *Thread) writeTraceback(b *strings.Builder, tb *Traceback) {
	count := 0
	var lastCode *Code
	lastLine := -1
	for ; tb != nil; tb = tb.next {
		line := tb.line()
		if tb.code == lastCode && line == lastLine {
			count++
		} else {
			writeRepeats(b, count)
			lastCode, lastLine, count = tb.code, line, 1
		}
		if count <= 3 {
			t.writeEntry(b, tb, line)
		}
	}
	writeRepeats(b, count)
}

// writeRepeats tells how many equal entries were left out.
func writeRepeats(b *strings.Builder, count int) {
	if count <= 3 {
		return
	}
	count -= 3
	b.WriteString("  [Previous line repeated " + strconv.Itoa(count) + " more time")
	if count > 1 {
		b.WriteByte('s')
	}
	b.WriteString("]\n")
}

// writeEntry writes one entry with its source line and markers.
func (t *Thread) writeEntry(b *strings.Builder, tb *Traceback, line int) {
	file := tb.code.src.FileName
	b.WriteString("  File \"" + file + "\", line " + strconv.Itoa(line) + ", in " + tb.code.name.s + "\n")
	text, ok := t.sourceLine(file, line)
	if !ok {
		return
	}
	trimmed := strings.TrimLeft(text, " \t\f")
	b.WriteString("    " + trimmed + "\n")
	if tb.made != nil || t.interp.config.NoCarets {
		return
	}
	p := tb.code.src.Place(tb.index)
	if p.Col < 0 || p.EndCol < 0 {
		return
	}
	t.writeMarkers(b, text, trimmed, p)
}

// writeMarkers underlines the part of the line that an instruction is from.
func (t *Thread) writeMarkers(b *strings.Builder, text, trimmed string, p code.Position) {
	indent := len(text) - len(trimmed)
	start := int(p.Col)
	end := int(p.EndCol)
	if p.EndLine != p.Line {
		end = len(strings.TrimRight(text, " \t"))
	}
	start, end = min(start, len(text)), min(end, len(text))
	if start < indent {
		start = indent
	}
	if start >= end {
		return
	}
	left, right := -1, -1
	if p.EndLine == p.Line {
		left, right = anchors(text[start:end])
	}
	whole := strings.TrimRight(trimmed, " \t")
	if left < 0 && start == indent && end-start >= len(whole) {
		return // the whole line is meant
	}
	b.WriteString("    ")
	b.WriteString(repeatText(" ", displayWidth(text[indent:start])))
	segment := text[start:end]
	if left < 0 {
		b.WriteString(repeatText("^", displayWidth(segment)))
	} else {
		b.WriteString(repeatText("~", displayWidth(segment[:left])))
		b.WriteString(repeatText("^", displayWidth(segment[left:right])))
		b.WriteString(repeatText("~", displayWidth(segment[right:])))
	}
	b.WriteByte('\n')
}

// displayWidth counts the characters of text.
func displayWidth(s string) int { return countRunes(s) }

// writeExceptionLine writes the last line: class and message.
func (t *Thread) writeExceptionLine(b *strings.Builder, e *Instance) {
	if e.cls.isSubtype(SyntaxErrorType) {
		t.writeSyntaxDetails(b, e)
	}
	name := e.cls.qualname
	if m := e.cls.moduleName(); m != "builtins" && m != "__main__" {
		name = m + "." + name
	}
	b.WriteString(name)
	text := ""
	if e.cls.isSubtype(SyntaxErrorType) && e.getSlot(intern("msg")) != nil {
		text = t.displayText(e.getSlot(intern("msg")))
	} else {
		saved := t.exc
		t.exc = nil
		s := t.str(e)
		if s == nil {
			text = "<exception str() failed>"
		} else {
			text = s.s
		}
		t.exc = saved
	}
	if text != "" {
		b.WriteString(": " + text)
	}
	b.WriteString(t.suggestion(e))
	b.WriteByte('\n')
	if notes, ok := e.getSlot(intern("__notes__")).(*List); ok {
		for _, n := range notes.items {
			for _, line := range strings.Split(t.displayText(n), "\n") {
				b.WriteString(line + "\n")
			}
		}
	}
}

// writeSyntaxDetails writes the place of a syntax error.
func (t *Thread) writeSyntaxDetails(b *strings.Builder, e *Instance) {
	file, line := e.getSlot(intern("filename")), e.getSlot(intern("lineno"))
	n, ok := smallValue(orNone(line))
	if !ok {
		return
	}
	name := "<string>"
	if file != nil && file != None {
		name = t.displayText(file)
	}
	b.WriteString("  File \"" + name + "\", line " + strconv.FormatInt(n, 10) + "\n")
	textObject, ok := e.getSlot(intern("text")).(*Str)
	if !ok {
		return
	}
	text := strings.TrimRight(textObject.s, "\n")
	trimmed := strings.TrimLeft(text, " \t\n\f")
	spaces := countRunes(text) - countRunes(trimmed)
	b.WriteString("    " + trimmed + "\n")
	offset, ok := smallValue(orNone(e.getSlot(intern("offset"))))
	if !ok {
		return
	}
	end, ok := smallValue(orNone(e.getSlot(intern("end_offset"))))
	endLine, _ := smallValue(orNone(e.getSlot(intern("end_lineno"))))
	if !ok || end == 0 || e.Class() != SyntaxErrorType {
		end = offset // CPython shows only where subclasses start
	}
	if endLine > n {
		end = int64(countRunes(text)) + 1
	}
	if offset == end || end == -1 {
		end = offset + 1
	}
	col, endCol := int(offset)-1-spaces, int(end)-1-spaces
	if col < 0 {
		return
	}
	b.WriteString("    ")
	for i, r := range []rune(trimmed) {
		if i >= col {
			break
		}
		if r == '\t' {
			b.WriteByte('\t')
		} else {
			b.WriteByte(' ')
		}
	}
	if n := countRunes(trimmed); col > n {
		b.WriteString(repeatText(" ", col-n))
	}
	b.WriteString(repeatText("^", max(endCol-col, 1)) + "\n")
}
