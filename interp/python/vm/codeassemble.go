package vm

import (
	"strconv"

	"rgo/interp/python/code"
)

// This file reads instructions and exception tables in CPython's form, as
// codebytes.go writes them: EXTENDED_ARG prefixes, PRECALL and cache entries
// go, and relative jumps become indices of instructions.

// codeReader reads units of two bytes.
type codeReader struct {
	text string
	at   int // in units
}

func (r *codeReader) more() bool { return r.at < len(r.text)/2 }

// unit reads an instruction with its prefixes.
func (r *codeReader) unit() (op byte, arg int) {
	for r.more() {
		op = r.text[2*r.at]
		arg = arg<<8 | int(r.text[2*r.at+1])
		r.at++
		if op != opExtendedArg {
			break
		}
	}
	return op, arg
}

// assemble turns instructions in CPython's form into the VM's, with the layout
// that they had. fault is "" if that can be done.
func assemble(text string) (instrs []uint32, l *codeLayout, fault string) {
	if len(text)%2 != 0 {
		return nil, nil, "co_code is malformed"
	}
	l = &codeLayout{}
	r := &codeReader{text: text}
	for r.more() {
		start := r.at
		op, arg := r.unit()
		if op == opPrecall {
			r.at++ // its cache entry
			count := arg
			if op, arg = r.unit(); code.Opcode(op) != code.Call || arg != count {
				return nil, nil, "PRECALL without CALL at " + strconv.Itoa(2*start)
			}
		} else if code.Opcode(op) == code.Call {
			return nil, nil, "CALL without PRECALL at " + strconv.Itoa(2*start)
		}
		if code.Lookup(code.Opcode(op)) == nil {
			return nil, nil, "no opcode " + strconv.Itoa(int(op)) + " at " + strconv.Itoa(2*start)
		}
		if arg > code.MaxArg {
			return nil, nil, "argument too large at " + strconv.Itoa(2*start)
		}
		l.start, l.op, l.args = append(l.start, start), append(l.op, r.at-1), append(l.args, arg)
		instrs = append(instrs, code.Make(code.Opcode(op), arg))
		r.at += cacheUnits(code.Opcode(op))
	}
	l.start = append(l.start, r.at)
	for i, instr := range instrs {
		if !code.Op(instr).HasJump() {
			continue
		}
		distance := code.Arg(instr)
		if jumpsBack(code.Op(instr)) {
			distance = -distance
		}
		target := l.find(l.op[i] + 1 + distance)
		if target < 0 || target >= len(instrs) {
			return nil, nil, "jump into the middle of nowhere at " + strconv.Itoa(2*l.op[i])
		}
		instrs[i] = code.Make(code.Op(instr), target)
	}
	return instrs, l, ""
}

func jumpsBack(op code.Opcode) bool {
	switch op {
	case code.JumpBackward, code.JumpBackwardNoInterrupt, code.PopJumpBackwardIfNotNone, code.PopJumpBackwardIfNone,
		code.PopJumpBackwardIfFalse, code.PopJumpBackwardIfTrue:
		return true
	}
	return false
}

// find returns the instruction that begins at a unit, or -1; the end counts as one.
func (l *codeLayout) find(unit int) int {
	low, high := 0, len(l.start)
	for low < high {
		middle := int(uint(low+high) >> 1)
		if l.start[middle] < unit {
			low = middle + 1
		} else {
			high = middle
		}
	}
	if low < len(l.start) && l.start[low] == unit {
		return low
	}
	return -1
}

// handlers reads an exception table: numbers in groups of six bits, the
// highest first, four for each row.
func (l *codeLayout) handlers(table string) (rows []code.Handler, fault string) {
	var row [4]int
	field := 0
	for i := 0; i < len(table); i++ {
		row[field] = row[field]<<6 | int(table[i]&63)
		if row[field] > code.MaxArg {
			return nil, "co_exceptiontable is malformed"
		}
		if table[i]&0x40 != 0 {
			continue
		}
		if field++; field < len(row) {
			continue
		}
		h := code.Handler{Start: l.find(row[0]), End: l.find(row[0] + row[1]), Target: l.find(row[2]), Depth: row[3] >> 1, LastI: row[3]&1 != 0}
		if h.Start < 0 || h.End < 0 || h.Target < 0 {
			return nil, "co_exceptiontable does not fit the instructions"
		}
		rows = append(rows, h)
		row, field = [4]int{}, 0
	}
	if field != 0 {
		return nil, "co_exceptiontable is malformed"
	}
	return rows, ""
}
