package llvm

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"iter"
	"maps"
	"math"
	"math/bits"
	"slices"
	"strings"
	"testing"
)

// This file compares compiled arithmetic with plain Go: every operation on every type, on all pairs of some operands.

type integer interface {
	int8 | int16 | int32 | int64 | uint8 | uint16 | uint32 | uint64
}

type number interface {
	integer | float32 | float64
}

// A table collects loops over operands, as the text of a program, and what they write.
type table struct {
	statics, graphs, calls strings.Builder
	want                   bytes.Buffer
	labels                 []label // what each part of the output is
	count                  int
}

type label struct {
	name string
	size int
}

func put(w *bytes.Buffer, x any) {
	if err := binary.Write(w, binary.LittleEndian, x); err != nil {
		panic(err)
	}
}

func quoteBytes(b []byte) string {
	var s strings.Builder
	for _, c := range b {
		fmt.Fprintf(&s, `\x%02x`, c)
	}
	return s.String()
}

// input returns the name of static data with the operands xs.
func input[T number](t *table, xs []T) string {
	t.count++
	var b bytes.Buffer
	put(&b, xs)
	name := fmt.Sprintf("in%d", t.count)
	fmt.Fprintf(&t.statics, "static %s size %d align 8 data \"%s\"\n", name, b.Len(), quoteBytes(b.Bytes()))
	return name
}

// loop adds a graph that applies op to all pairs from xs and ys and writes the results, which must be want.
func loop[T, U number](t *table, op, typ, countType, resultType string, xs []T, ys []U, want any) {
	size, n := binary.Size(xs[0]), len(xs)*len(ys)
	resultSize := binary.Size(want) / n
	a, b := input(t, xs), input(t, ys)
	fmt.Fprintf(&t.statics, "static out%d size %d align 8\n", t.count, n*resultSize)
	operands := "a_1, b_2"
	if strings.HasSuffix(op, "!") { // one operand
		op, operands = strings.TrimSuffix(op, "!"), "a_1"
	}
	name := fmt.Sprintf("main.%s.%s.%s.%d", op, typ, countType, t.count)
	fmt.Fprintf(&t.calls, "    call %s()\n", name)
	fmt.Fprintf(&t.graphs, `
graph %s()
b1():
    jump b2(0)
b2(i_10: Signed):
    more_11 = int_lt(i_10, %d)
    if more_11 -> b3(i_10) else b4()
b3(i_12: Signed):
    x_13 = int_div(i_12, %d)
    y_14 = int_mod(i_12, %d)
    x_15 = int_mul(x_13, %d)
    y_16 = int_mul(y_14, %d)
    p_17: Addr = ptr_add($%s: Addr, x_15)
    q_18: Addr = ptr_add($%s: Addr, y_16)
    a_1: %s = mem_load[0](p_17)
    b_2: %s = mem_load[0](q_18)
    r_3: %s = %s(%s)
    z_19 = int_mul(i_12, %d)
    o_20: Addr = ptr_add($out%d: Addr, z_19)
    mem_store[0](o_20, r_3)
    next_21 = int_add(i_12, 1)
    jump b2(next_21)
b4():
    w_22: Signed = extern write(1, $out%d: Addr, %d)
    jump ret()
`, name, n, len(ys), len(ys), size, binary.Size(ys[0]), a, b, typ, countType, resultType, op, operands,
		resultSize, t.count, t.count, n*resultSize)
	put(&t.want, want)
	for i := range n {
		t.labels = append(t.labels, label{fmt.Sprintf("%s %s (%v, %v)", op, typ, xs[i/len(ys)], ys[i%len(ys)]), resultSize})
	}
}

// pairs computes what loop wants.
func pairs[T, U, R any](xs []T, ys []U, f func(T, U) R) []R {
	var list []R
	for _, x := range xs {
		for _, y := range ys {
			list = append(list, f(x, y))
		}
	}
	return list
}

func each[T, R any](xs []T, f func(T) R) []R {
	var list []R
	for _, x := range xs {
		list = append(list, f(x))
	}
	return list
}

// run compiles the table and compares its output.
func (tb *table) run(t *testing.T, opt int) {
	text := "program lowered\nentry main.main\n" + tb.statics.String() + "\ngraph main.main()\nb1():\n" + tb.calls.String() +
		"    jump ret()\n" + tb.graphs.String()
	got := buildAndRun(t, parse(t, text), Options{Opt: opt}).stdout
	if len(got) != tb.want.Len() {
		t.Fatalf("%d bytes of output, want %d", len(got), tb.want.Len())
	}
	at, failures := 0, 0
	for _, l := range tb.labels {
		g, w := []byte(got)[at:at+l.size], tb.want.Bytes()[at:at+l.size]
		if !bytes.Equal(g, w) && !bothNaN(g, w) {
			t.Errorf("%s: got % x, want % x", l.name, g, w)
			if failures++; failures > 20 {
				return
			}
		}
		at += l.size
	}
}

// bothNaN reports whether a and b are NaNs: their bits may differ.
func bothNaN(a, b []byte) bool {
	nan := func(x []byte) bool {
		switch len(x) {
		case 4:
			return math.IsNaN(float64(math.Float32frombits(binary.LittleEndian.Uint32(x))))
		case 8:
			return math.IsNaN(math.Float64frombits(binary.LittleEndian.Uint64(x)))
		}
		return false
	}
	return nan(a) && nan(b)
}

func integers[T integer](signed bool) []T {
	xs := []T{0, 1, 2, 3, 7, 8, 100, 127}
	low := ^T(0)
	if signed {
		min := T(1)
		for min > 0 {
			min <<= 1
		}
		return append(xs, low, low-1, min, min+1, min-1, min/3)
	}
	return append(xs, low, low-1, low/2, low/2+1, low/3)
}

func boolByte(b bool) uint8 {
	if b {
		return 1
	}
	return 0
}

func addIntegers[T integer](t *table, typ string, signed bool, leading, trailing, ones func(T) int64, reverse func(T) T) {
	xs := integers[T](signed)
	var nonzero []T
	for _, x := range xs {
		if x != 0 {
			nonzero = append(nonzero, x)
		}
	}
	for op, f := range sorted(map[string]func(a, b T) T{
		"int_add":    func(a, b T) T { return a + b },
		"int_sub":    func(a, b T) T { return a - b },
		"int_mul":    func(a, b T) T { return a * b },
		"int_and":    func(a, b T) T { return a & b },
		"int_or":     func(a, b T) T { return a | b },
		"int_xor":    func(a, b T) T { return a ^ b },
		"int_andnot": func(a, b T) T { return a &^ b },
	}) {
		loop(t, op, typ, typ, typ, xs, xs, pairs(xs, xs, f))
	}
	loop(t, "int_div", typ, typ, typ, xs, nonzero, pairs(xs, nonzero, func(a, b T) T { return a / b }))
	loop(t, "int_mod", typ, typ, typ, xs, nonzero, pairs(xs, nonzero, func(a, b T) T { return a % b }))
	for op, f := range sorted(map[string]func(a, b T) bool{
		"int_eq": func(a, b T) bool { return a == b },
		"int_ne": func(a, b T) bool { return a != b },
		"int_lt": func(a, b T) bool { return a < b },
		"int_le": func(a, b T) bool { return a <= b },
		"int_gt": func(a, b T) bool { return a > b },
		"int_ge": func(a, b T) bool { return a >= b },
	}) {
		loop(t, op, typ, typ, "Bool", xs, xs, pairs(xs, xs, func(a, b T) uint8 { return boolByte(f(a, b)) }))
	}
	loop(t, "int_neg!", typ, typ, typ, xs, xs[:1], each(xs, func(a T) T { return -a }))
	loop(t, "int_not!", typ, typ, typ, xs, xs[:1], each(xs, func(a T) T { return ^a }))
	addShifts(t, typ, "Uint8", xs, []uint8{0, 1, 7, 8, 31, 63, 64, 255})
	addShifts(t, typ, "Uint16", xs, []uint16{0, 1, 15, 16, 256, 257, 65535})
	addShifts(t, typ, "Uint32", xs, []uint32{0, 5, 31, 32, 33, 256, 1 << 31})
	addShifts(t, typ, "Unsigned", xs, []uint64{0, 7, 32, 63, 64, 65, 1 << 32, 1<<64 - 1})
	addShifts(t, typ, "Int8", xs, []int8{0, 7, 8, 127})
	addShifts(t, typ, "Signed", xs, []int64{0, 7, 63, 64, 1 << 40})
	if leading != nil {
		loop(t, "int_leading_zeros!", typ, typ, "Signed", xs, xs[:1], each(xs, leading))
		loop(t, "int_trailing_zeros!", typ, typ, "Signed", xs, xs[:1], each(xs, trailing))
		loop(t, "int_ones_count!", typ, typ, "Signed", xs, xs[:1], each(xs, ones))
		loop(t, "int_reverse_bytes!", typ, typ, typ, xs, xs[:1], each(xs, reverse))
	}
	for to, f := range sorted(map[string]func(T) any{
		"Int8": func(x T) any { return int8(x) }, "Int16": func(x T) any { return int16(x) },
		"Int32": func(x T) any { return int32(x) }, "Signed": func(x T) any { return int64(x) },
		"Uint8": func(x T) any { return uint8(x) }, "Uint16": func(x T) any { return uint16(x) },
		"Uint32": func(x T) any { return uint32(x) }, "Unsigned": func(x T) any { return uint64(x) },
		"Float32": func(x T) any { return float32(x) }, "Float": func(x T) any { return float64(x) },
	}) {
		addConversion(t, typ, to, xs, f)
	}
}

func addShifts[T, U integer](t *table, typ, countType string, xs []T, counts []U) {
	loop(t, "int_shl", typ, countType, typ, xs, counts, pairs(xs, counts, func(a T, n U) T { return a << n }))
	loop(t, "int_shr", typ, countType, typ, xs, counts, pairs(xs, counts, func(a T, n U) T { return a >> n }))
}

func addConversion[T number](t *table, from, to string, xs []T, f func(T) any) {
	var want bytes.Buffer
	for _, x := range xs {
		put(&want, f(x))
	}
	loop(t, "convert!", from, from, to, xs, xs[:1], want.Bytes())
}

func TestIntegers(t *testing.T) {
	needClang(t)
	tb := &table{}
	addIntegers[int8](tb, "Int8", true, nil, nil, nil, nil)
	addIntegers[int16](tb, "Int16", true, nil, nil, nil, nil)
	addIntegers[int32](tb, "Int32", true, nil, nil, nil, nil)
	addIntegers[int64](tb, "Signed", true, nil, nil, nil, nil)
	addIntegers(tb, "Uint8", false,
		func(x uint8) int64 { return int64(bits.LeadingZeros8(x)) }, func(x uint8) int64 { return int64(bits.TrailingZeros8(x)) },
		func(x uint8) int64 { return int64(bits.OnesCount8(x)) }, func(x uint8) uint8 { return x })
	addIntegers(tb, "Uint16", false,
		func(x uint16) int64 { return int64(bits.LeadingZeros16(x)) }, func(x uint16) int64 { return int64(bits.TrailingZeros16(x)) },
		func(x uint16) int64 { return int64(bits.OnesCount16(x)) }, bits.ReverseBytes16)
	addIntegers(tb, "Uint32", false,
		func(x uint32) int64 { return int64(bits.LeadingZeros32(x)) }, func(x uint32) int64 { return int64(bits.TrailingZeros32(x)) },
		func(x uint32) int64 { return int64(bits.OnesCount32(x)) }, bits.ReverseBytes32)
	addIntegers(tb, "Unsigned", false,
		func(x uint64) int64 { return int64(bits.LeadingZeros64(x)) }, func(x uint64) int64 { return int64(bits.TrailingZeros64(x)) },
		func(x uint64) int64 { return int64(bits.OnesCount64(x)) }, bits.ReverseBytes64)
	us, ss := integers[uint64](false), integers[int64](true)
	loop(tb, "int_mul_high", "Unsigned", "Unsigned", "Unsigned", us, us, pairs(us, us, func(a, b uint64) uint64 {
		h, _ := bits.Mul64(a, b)
		return h
	}))
	loop(tb, "int_mul_high", "Signed", "Signed", "Signed", ss, ss, pairs(ss, ss, func(a, b int64) int64 {
		h, _ := bits.Mul64(uint64(a), uint64(b))
		return int64(h) - a>>63&b - b>>63&a
	}))
	for _, opt := range levels() {
		tb.run(t, opt)
	}
}

func addFloats[T float32 | float64](t *table, typ string) {
	inf := T(math.Inf(1))
	xs := []T{0, T(math.Copysign(0, -1)), 1, -1, 0.1, -0.5, 1.5, 2.5, -2.5, 3e9, 1e10, -1e10, 5e18, 9.3e18, 1.9e19, -1e19, 1e30, 1e-30,
		127, 128, 255, 256, 32768, 65536, -129, 2147483647, 2147483648, -2147483649, 4294967295, 4294967296, inf, -inf, T(math.NaN())}
	for op, f := range sorted(map[string]func(a, b T) T{
		"float_add":      func(a, b T) T { return a + b },
		"float_sub":      func(a, b T) T { return a - b },
		"float_mul":      func(a, b T) T { return a * b },
		"float_div":      func(a, b T) T { return a / b },
		"float_copysign": func(a, b T) T { return T(math.Copysign(float64(a), float64(b))) },
	}) {
		loop(t, op, typ, typ, typ, xs, xs, pairs(xs, xs, f))
	}
	for op, f := range sorted(map[string]func(a, b T) bool{
		"float_eq": func(a, b T) bool { return a == b },
		"float_ne": func(a, b T) bool { return a != b },
		"float_lt": func(a, b T) bool { return a < b },
		"float_le": func(a, b T) bool { return a <= b },
		"float_gt": func(a, b T) bool { return a > b },
		"float_ge": func(a, b T) bool { return a >= b },
	}) {
		loop(t, op, typ, typ, "Bool", xs, xs, pairs(xs, xs, func(a, b T) uint8 { return boolByte(f(a, b)) }))
	}
	for op, f := range sorted(map[string]func(float64) float64{
		"float_sqrt!": math.Sqrt, "float_floor!": math.Floor, "float_ceil!": math.Ceil, "float_trunc!": math.Trunc,
		"float_abs!": math.Abs, "float_neg!": func(x float64) float64 { return -x },
	}) {
		loop(t, op, typ, typ, typ, xs, xs[:1], each(xs, func(x T) T { return T(f(float64(x))) }))
	}
	for to, f := range sorted(map[string]func(T) any{
		"Int8": func(x T) any { return int8(x) }, "Int16": func(x T) any { return int16(x) },
		"Int32": func(x T) any { return int32(x) }, "Signed": func(x T) any { return int64(x) },
		"Uint8": func(x T) any { return uint8(x) }, "Uint16": func(x T) any { return uint16(x) },
		"Uint32": func(x T) any { return uint32(x) }, "Unsigned": func(x T) any { return uint64(x) },
		"Float32": func(x T) any { return float32(x) }, "Float": func(x T) any { return float64(x) },
	}) {
		addConversion(t, typ, to, xs, f)
	}
}

func TestFloats(t *testing.T) {
	needClang(t)
	tb := &table{}
	addFloats[float32](tb, "Float32")
	addFloats[float64](tb, "Float")
	for _, opt := range levels() {
		tb.run(t, opt)
	}
}

// sorted ranges over m by key.
func sorted[F any](m map[string]F) iter.Seq2[string, F] {
	return func(yield func(string, F) bool) {
		for _, k := range slices.Sorted(maps.Keys(m)) {
			if !yield(k, m[k]) {
				return
			}
		}
	}
}
