// Package dis writes code objects as text.
//
// What comes in: a code.Code. What goes out: the listing that CPython 3.11's
// module dis prints, with these differences: offsets are instruction indexes, and
// jump arguments are the indexes they jump to.
package dis

import (
	"io"
	"strconv"
	"strings"

	"rgo/interp/python/code"
)

// The widths of columns, as in CPython.
const (
	lineWidth   = 3
	offsetWidth = 4
	nameWidth   = 20
	argWidth    = 5
)

// Dis writes a code object and all code objects among its constants.
func Dis(w io.Writer, c *code.Code) error {
	_, err := io.WriteString(w, String(c))
	return err
}

// String is what Dis writes.
func String(c *code.Code) string {
	var out strings.Builder
	recursive(&out, c)
	return out.String()
}

// recursive lists c, then the code among its constants.
func recursive(out *strings.Builder, c *code.Code) {
	c.Complete()
	List(out, c)
	for _, value := range c.Consts {
		if inner, ok := value.(*code.Code); ok {
			out.WriteString("\nDisassembly of " + code.Repr(inner) + ":\n")
			recursive(out, inner)
		}
	}
}

// List writes one code object.
func List(out *strings.Builder, c *code.Code) {
	targets := jumpTargets(c)
	maxLine := 0
	for _, position := range c.Places() {
		maxLine = max(maxLine, int(position.Line))
	}
	lines := max(lineWidth, len(strconv.Itoa(maxLine)))
	offsets := max(offsetWidth, len(strconv.Itoa(len(c.Instrs)-1)))
	lastLine := code.NoLine
	for i, instr := range c.Instrs {
		line := c.Line(i)
		starts := line != code.NoLine && line != lastLine
		if starts {
			lastLine = line
			if i > 0 {
				out.WriteByte('\n')
			}
			out.WriteString(left(strconv.Itoa(line), lines))
		} else {
			pad(out, lines)
		}
		out.WriteString("     ")
		if targets[i] {
			out.WriteString(">> ")
		} else {
			out.WriteString("   ")
		}
		out.WriteString(left(strconv.Itoa(i), offsets))
		out.WriteByte(' ')
		writeInstruction(out, c, instr)
		out.WriteByte('\n')
	}
	if len(c.ExceptionTable) == 0 {
		return
	}
	out.WriteString("ExceptionTable:\n")
	for _, h := range c.ExceptionTable {
		out.WriteString("  " + strconv.Itoa(h.Start) + " to " + strconv.Itoa(h.End-1) + " -> " + strconv.Itoa(h.Target) +
			" [" + strconv.Itoa(h.Depth) + "]")
		if h.LastI {
			out.WriteString(" lasti")
		}
		out.WriteByte('\n')
	}
}

// left pads text on the left.
func left(text string, width int) string {
	if n := width - len(text); n > 0 {
		return strings.Repeat(" ", n) + text
	}
	return text
}

func pad(out *strings.Builder, n int) {
	for ; n > 0; n-- {
		out.WriteByte(' ')
	}
}

// jumpTargets tells which instructions are jumped to, handlers included.
func jumpTargets(c *code.Code) []bool {
	targets := make([]bool, len(c.Instrs)+1)
	for _, instr := range c.Instrs {
		if code.Op(instr).HasJump() {
			targets[code.Arg(instr)] = true
		}
	}
	for _, h := range c.ExceptionTable {
		targets[h.Target] = true
	}
	return targets
}

func writeInstruction(out *strings.Builder, c *code.Code, instr uint32) {
	op, arg := code.Op(instr), code.Arg(instr)
	name := op.String()
	out.WriteString(name)
	row := code.Lookup(op)
	if row == nil || row.Kind == code.NoArg {
		return
	}
	pad(out, nameWidth-len(name))
	out.WriteByte(' ')
	out.WriteString(left(strconv.Itoa(arg), argWidth))
	// CPython does not show the names of KW_NAMES.
	if text := describe(c, row.Kind, arg); text != "" && op != code.KwNames {
		out.WriteString(" (" + text + ")")
	}
}

// describe says what an argument stands for, or nothing.
func describe(c *code.Code, kind code.ArgKind, arg int) string {
	switch kind {
	case code.ConstArg:
		if arg < len(c.Consts) {
			return code.Repr(c.Consts[arg])
		}
	case code.NameArg:
		return nameAt(c.Names, arg)
	case code.GlobalArg:
		if arg&1 != 0 {
			return "NULL + " + nameAt(c.Names, arg>>1)
		}
		return nameAt(c.Names, arg>>1)
	case code.LocalArg:
		return nameAt(c.LocalsPlus, arg)
	case code.JumpArg:
		return "to " + strconv.Itoa(arg)
	case code.CompareArg:
		return nameAt(code.CompareOperators, arg)
	case code.BinaryArg:
		return nameAt(code.BinaryOperators, arg)
	case code.FormatArg:
		text := nameAt(conversions, arg&code.FormatConvertMask)
		if arg&code.FormatHasSpec == 0 {
			return text
		}
		if text != "" {
			text += ", "
		}
		return text + "with format"
	case code.FunctionArg:
		var parts []string
		for i, name := range functionFlags {
			if arg&(1<<i) != 0 {
				parts = append(parts, name)
			}
		}
		return strings.Join(parts, ", ")
	}
	return ""
}

var conversions = []string{"", "str", "repr", "ascii"}

var functionFlags = []string{"defaults", "kwdefaults", "annotations", "closure"}

func nameAt(names []string, i int) string {
	if i < 0 || i >= len(names) {
		return "?"
	}
	return names[i]
}
