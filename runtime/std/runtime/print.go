package runtime

// This file is print and println: to standard error, unbuffered, in gc's formats.

import (
	"strconv"
	"unsafe"

	"rgo/runtime/raw"
)

const stderr = 2

// formatUint writes v in decimal to the end of buf and returns where it starts.
func formatUint(buf *[24]byte, v uint64) int {
	i := len(buf) - 1
	for ; v >= 10; i-- {
		buf[i] = byte('0' + v%10)
		v /= 10
	}
	buf[i] = byte('0' + v)
	return i
}

// formatInt is formatUint for signed integers.
func formatInt(buf *[24]byte, v int64) int {
	if v >= 0 {
		return formatUint(buf, uint64(v))
	}
	i := formatUint(buf, -uint64(v)) - 1
	buf[i] = '-'
	return i
}

func printBytes(b []byte) {
	for len(b) > 0 {
		n := raw.Write(stderr, unsafe.Pointer(unsafe.SliceData(b)), len(b))
		if n <= 0 {
			return
		}
		b = b[n:]
	}
}

// PrintString prints s.
func PrintString(s string) {
	for len(s) > 0 {
		n := raw.Write(stderr, unsafe.Pointer(unsafe.StringData(s)), len(s))
		if n <= 0 {
			return
		}
		s = s[n:]
	}
}

// PrintInt prints a signed integer.
func PrintInt(v int64) {
	var buf [24]byte
	printBytes(buf[formatInt(&buf, v):])
}

// PrintUint prints an unsigned integer.
func PrintUint(v uint64) {
	var buf [24]byte
	printBytes(buf[formatUint(&buf, v):])
}

// PrintFloat prints a float64.
func PrintFloat(v float64) { printBytes(strconv.AppendFloat(make([]byte, 0, 24), v, 'g', -1, 64)) }

// PrintFloat32 prints a float32.
func PrintFloat32(v float32) {
	printBytes(strconv.AppendFloat(make([]byte, 0, 24), float64(v), 'g', -1, 32))
}

func printComplex(c complex128, bits int) {
	b := append(make([]byte, 0, 52), '(')
	b = strconv.AppendFloat(b, real(c), 'g', -1, bits)
	at := len(b)
	b = strconv.AppendFloat(b, imag(c), 'g', -1, bits)
	if b[at] != '+' && b[at] != '-' {
		b = append(b, 0)
		copy(b[at+1:], b[at:])
		b[at] = '+'
	}
	printBytes(append(b, 'i', ')'))
}

// PrintComplex prints a complex128.
func PrintComplex(c complex128) { printComplex(c, 64) }

// PrintComplex64 prints a complex64.
func PrintComplex64(c complex64) { printComplex(complex128(c), 32) }

// PrintBool prints a boolean.
func PrintBool(v bool) {
	if v {
		PrintString("true")
	} else {
		PrintString("false")
	}
}

// PrintPointer prints an address.
func PrintPointer(p unsafe.Pointer) { printHex(uint64(raw.Address(p))) }

func printHex(v uint64) {
	var buf [18]byte
	i := len(buf)
	for {
		i--
		buf[i] = "0123456789abcdef"[v&15]
		v >>= 4
		if v == 0 {
			break
		}
	}
	buf[i-1] = 'x'
	buf[i-2] = '0'
	printBytes(buf[i-2:])
}

// typeString returns the text of the dynamic type of x.
//
//rgo:op type_string
func typeString(x any) string {
	if HostTypeString != nil {
		return HostTypeString(x)
	}
	return "?"
}

// HostTypeString is typeString under plain Go; tests set it.
var HostTypeString func(x any) string

// PrintIface prints an interface value. Gc prints two addresses, which say nothing; here it is the dynamic type.
func PrintIface(x any) {
	if x == nil {
		PrintString("(0x0,0x0)")
		return
	}
	PrintString("(")
	PrintString(typeString(x))
	PrintString(")")
}

// PrintSlice prints a slice.
func PrintSlice(p unsafe.Pointer, n, room int) {
	PrintString("[")
	PrintInt(int64(n))
	PrintString("/")
	PrintInt(int64(room))
	PrintString("]")
	PrintPointer(p)
}

// PrintSpace prints what stands between the operands of println.
func PrintSpace() { PrintString(" ") }

// PrintNewline prints a line end.
func PrintNewline() { PrintString("\n") }
