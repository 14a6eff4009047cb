package runtime

// This file ends the program: after a panic that nobody recovers, or an error that nobody can.

import (
	"rgo/runtime/fatal"
	"rgo/runtime/raw"
)

const statusPanic = 2

// Init runs before everything else in a translated program.
func Init() { raw.Epoch = 1 }

// Fatal reports the panics in progress as Go does and ends the program.
//
//rgo:noreturn
func Fatal() {
	report()
	PrintString("\ngoroutine 1 [running]:\n")
	raw.Exit(statusPanic)
}

// report prints the panics in progress.
func report() {
	top := own().panics
	if !tryCall(func() { render(top) }) {
		PrintString("fatal error: panic while printing panic value")
		if s, ok := own().panics.value.(string); ok {
			PrintString(": ")
			PrintString(s)
		} else {
			PrintString(": type ")
			PrintString(typeString(own().panics.value))
		}
		PrintString("\n")
	} else {
		printPanics(top)
		if top.fault {
			PrintString("[signal SIGSEGV: segmentation violation]\n")
		}
	}
}

// render replaces the values of p and those below by their texts where they have methods for that.
func render(p *panicking) {
	for ; p != nil; p = p.under {
		if p.under != nil && same(p.value, p.under.value) {
			p.under.repanicked = true
			continue
		}
		switch v := p.value.(type) {
		case error:
			p.value = v.Error()
		case interface{ String() string }:
			p.value = v.String()
		}
	}
}

// same reports whether a and b are equal, and comparable at all.
func same(a, b any) bool {
	panics, equal := own().panics, false
	if !tryCall(func() { equal = a == b }) {
		own().panics = panics
		return false
	}
	return equal
}

func printPanics(p *panicking) {
	if p.under != nil {
		printPanics(p.under)
		if p.under.repanicked {
			return
		}
		PrintString("\t")
	}
	PrintString("panic: ")
	printValue(p.value)
	switch {
	case p.recovered && p.repanicked:
		PrintString(" [recovered, repanicked]")
	case p.recovered:
		PrintString(" [recovered]")
	}
	PrintString("\n")
}

// printValue prints the operand of a panic.
func printValue(v any) {
	switch v := v.(type) {
	case nil:
		PrintString("nil")
	case bool:
		PrintBool(v)
	case int:
		PrintInt(int64(v))
	case int8:
		PrintInt(int64(v))
	case int16:
		PrintInt(int64(v))
	case int32:
		PrintInt(int64(v))
	case int64:
		PrintInt(v)
	case uint:
		PrintUint(uint64(v))
	case uint8:
		PrintUint(uint64(v))
	case uint16:
		PrintUint(uint64(v))
	case uint32:
		PrintUint(uint64(v))
	case uint64:
		PrintUint(v)
	case uintptr:
		PrintUint(uint64(v))
	case float32:
		PrintFloat32(v)
	case float64:
		PrintFloat(v)
	case complex64:
		PrintComplex64(v)
	case complex128:
		PrintComplex(v)
	case string:
		printIndented(v)
	default:
		PrintString("(")
		PrintString(typeString(v))
		PrintString(")")
	}
}

// printIndented prints s with a tab at the start of each further line, so that no text can pass for the next panic.
func printIndented(s string) {
	start := 0
	for i := 0; i < len(s); i++ {
		if s[i] == '\n' {
			PrintString(s[start : i+1])
			PrintString("\t")
			start = i + 1
		}
	}
	PrintString(s[start:])
}

// PanicOutOfMemory ends the program: the collector has no memory left. It allocates nothing.
//
//rgo:cold
//rgo:noinline
//rgo:noreturn
//rgo:nogc
func PanicOutOfMemory() {
	fatal.OutOfMemory()
}
