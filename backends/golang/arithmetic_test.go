package golang

import (
	"fmt"
	"math"
	"math/big"
	"math/rand"
	"strings"
	"testing"

	"rgo/flowgraph"
	"rgo/rtyper/lltype"
)

// A table is a program that computes many results, stores them in a row and writes them out, with what they must be.
type table struct {
	graphs, calls strings.Builder
	want          []uint64
	about         []string
	n             int
}

// result adds a call and the bits that its result must have.
func (b *table) result(t lltype.Prim, call string, want uint64, about string) {
	if b.n%100 == 0 {
		if b.n > 0 {
			b.calls.WriteString("    jump ret()\n")
		}
		fmt.Fprintf(&b.calls, "\ngraph main.part%d()\nb1():\n", b.n/100)
	}
	b.n++
	fmt.Fprintf(&b.calls, "    r_%d: %s = %s\n    mem_store[%d]($out: Addr, r_%d)\n", b.n, t, call, 8*len(b.want), b.n)
	b.want = append(b.want, want)
	b.about = append(b.about, about)
}

func (b *table) run(t *testing.T) {
	t.Helper()
	size := 8 * len(b.want)
	var text strings.Builder
	fmt.Fprintf(&text, "program lowered\nentry rgo.entry\nstatic out size %d align 8\n\ngraph rgo.entry()\nb1():\n", size)
	for i := 0; i*100 < b.n; i++ {
		fmt.Fprintf(&text, "    call main.part%d()\n", i)
	}
	fmt.Fprintf(&text, "    w_1: Signed = extern write(1, $out: Addr, %d)\n    jump ret()\n", size)
	text.WriteString(b.calls.String())
	text.WriteString("    jump ret()\n")
	text.WriteString(b.graphs.String())
	out, status := runText(t, "table", text.String(), Options{})
	if len(out) != size || status != 0 {
		t.Fatalf("status %d, %d bytes, want %d\n%.300s", status, len(out), size, out)
	}
	bad := 0
	for i, want := range b.want {
		got := uint64(0)
		for k := range 8 {
			got |= uint64(out[8*i+k]) << (8 * k)
		}
		if got != want {
			t.Errorf("%s: got %#x, want %#x", b.about[i], got, want)
			if bad++; bad > 20 {
				t.Fatal("and more")
			}
		}
	}
}

// bitsOf returns the bits that a value takes in memory, the rest zero.
func bitsOf(p lltype.Prim, v any) uint64 {
	var n uint64
	switch v := v.(type) {
	case bool:
		if v {
			n = 1
		}
	case int64:
		n = uint64(v)
	case uint64:
		n = v
	case float64:
		if p == lltype.Float32 {
			return uint64(math.Float32bits(float32(v)))
		}
		return math.Float64bits(v)
	}
	if s := p.Size(); s < 8 {
		n &= 1<<(8*s) - 1
	}
	return n
}

var integers = []lltype.Prim{lltype.Int8, lltype.Int16, lltype.Int32, lltype.Int64, lltype.Uint8, lltype.Uint16, lltype.Uint32, lltype.Uint64}

// interesting returns operands at the borders of p.
func interesting(p lltype.Prim) []uint64 {
	w := uint(p.Size() * 8)
	if p.IsSigned() {
		return []uint64{0, 1, 7, ^uint64(0), 1<<(w-1) - 1, -(uint64(1) << (w - 1))}
	}
	return []uint64{0, 1, 7, 1 << (w - 1), 1<<w - 1 | -(uint64(w) >> 6)}
}

// TestIntegers compares every integer operation on border values, with variable and with constant operands, with the
// constant folder of package flowgraph, and those that it does not fold with arbitrary precision.
func TestIntegers(t *testing.T) {
	var b table
	for _, p := range integers {
		for k := flowgraph.OpIntAdd; k <= flowgraph.OpIntMulOvf; k++ {
			result, args := p, 2
			switch {
			case k >= flowgraph.OpIntEq && k <= flowgraph.OpIntGe:
				result = lltype.Bool
			case k >= flowgraph.OpIntLeadingZeros && k <= flowgraph.OpIntOnesCount:
				if p.IsSigned() {
					continue
				}
				result, args = lltype.Int64, 1
			case k == flowgraph.OpIntNeg, k == flowgraph.OpIntNot:
				args = 1
			case k == flowgraph.OpIntReverseBytes:
				if p.IsSigned() {
					continue
				}
				args = 1
			case k == flowgraph.OpIntMulHigh && p.Size() != 8:
				continue
			}
			b.integerOp(k, p, result, args)
		}
	}
	b.run(t)
}

func (b *table) integerOp(k flowgraph.OpKind, p, result lltype.Prim, args int) {
	name := k.String() + "_" + p.String()
	overflow := k >= flowgraph.OpIntAddOvf
	switch {
	case args == 1:
		fmt.Fprintf(&b.graphs, "\ngraph main.%s(a_1: %s) %s\nb1(a_1):\n    r_3: %s = %s(a_1)\n    jump ret(r_3)\n", name, p, result, result, k)
	case overflow:
		for _, second := range []string{"", "1"} {
			what := "r_3"
			typ := p
			if second != "" {
				what, typ = "o_4", lltype.Bool
			}
			fmt.Fprintf(&b.graphs, "\ngraph main.%s%s(a_1: %s, b_2: %s) %s\nb1(a_1, b_2):\n    r_3, o_4: Bool = %s(a_1, b_2)\n    jump ret(%s)\n", name, second, p, p, typ, k, what)
		}
	default:
		fmt.Fprintf(&b.graphs, "\ngraph main.%s(a_1: %s, b_2: %s) %s\nb1(a_1, b_2):\n    r_3 = %s(a_1, b_2)\n    jump ret(r_3)\n", name, p, p, result, k)
	}
	for i, x := range interesting(p) {
		if args == 1 {
			want, ok := flowgraph.FoldInt(k, p, wrap(p, x), 0)
			if !ok {
				want = reverse(p, x)
			}
			b.result(result, fmt.Sprintf("call main.%s(%s)", name, constText(p, x)), bitsOf(result, want), fmt.Sprintf("%s(%d)", name, int64(x)))
			continue
		}
		for j, y := range interesting(p) {
			about := fmt.Sprintf("%s(%d, %d)", name, int64(wrap(p, x)), int64(wrap(p, y)))
			pair := constText(p, x) + ", " + constText(p, y)
			want, ok := flowgraph.FoldInt(k, p, wrap(p, x), wrap(p, y))
			switch {
			case overflow:
				wrapped, over := exact(k, p, wrap(p, x), wrap(p, y))
				b.result(p, "call main."+name+"("+pair+")", bitsOf(p, wrapped), about)
				b.result(lltype.Bool, "call main."+name+"1("+pair+")", bitsOf(lltype.Bool, over), about+" overflow")
				constant := fmt.Sprintf("main.%s_%d_%d", name, i, j)
				fmt.Fprintf(&b.graphs, "\ngraph %s(a_1: %s) Bool\nb1(a_1):\n    r_3: %s, o_4: Bool = %s(a_1, %s)\n    jump ret(o_4)\n", constant, p, p, k, constText(p, y))
				b.result(lltype.Bool, "call "+constant+"("+constText(p, x)+")", bitsOf(lltype.Bool, over), about+" overflow of a constant")
				continue
			case k == flowgraph.OpIntMulHigh:
				high, _ := exact(k, p, wrap(p, x), wrap(p, y))
				b.result(p, "call main."+name+"("+pair+")", bitsOf(p, high), about)
				continue
			case !ok: // division by zero
				continue
			}
			b.result(result, "call main."+name+"("+pair+")", bitsOf(result, want), about)
			if i == 1 || i == j {
				constant := fmt.Sprintf("main.%s_%d_%d", name, i, j)
				fmt.Fprintf(&b.graphs, "\ngraph %s() %s\nb1():\n    r_3: %s = %s(%s, %s)\n    jump ret(r_3)\n", constant, result, result, k, constText(p, x), constText(p, y))
				b.result(result, "call "+constant+"()", bitsOf(result, want), about+" of constants")
			}
		}
	}
}

func wrap(p lltype.Prim, n uint64) uint64 {
	c := flowgraph.NewConst(p, n)
	bits, _ := c.IntBits()
	return bits
}

func constText(p lltype.Prim, n uint64) string {
	switch v := flowgraph.WrapInt(p, n).(type) {
	case int64:
		return fmt.Sprintf("%d: %s", v, p)
	case uint64:
		return fmt.Sprintf("%d: %s", v, p)
	}
	return ""
}

func reverse(p lltype.Prim, n uint64) any {
	var r uint64
	for range p.Size() {
		r = r<<8 | n&0xff
		n >>= 8
	}
	return flowgraph.WrapInt(p, r)
}

// exact computes with arbitrary precision.
func exact(k flowgraph.OpKind, p lltype.Prim, x, y uint64) (wrapped any, over bool) {
	value := func(n uint64) *big.Int {
		if p.IsSigned() {
			return big.NewInt(int64(n))
		}
		return new(big.Int).SetUint64(n)
	}
	r := new(big.Int)
	switch k {
	case flowgraph.OpIntAddOvf:
		r.Add(value(x), value(y))
	case flowgraph.OpIntSubOvf:
		r.Sub(value(x), value(y))
	default:
		r.Mul(value(x), value(y))
	}
	if k == flowgraph.OpIntMulHigh {
		r.Rsh(r, 64)
	}
	low := new(big.Int).And(r, new(big.Int).SetUint64(math.MaxUint64)).Uint64()
	return flowgraph.WrapInt(p, low), value(wrap(p, low)).Cmp(r) != 0
}

// TestExpressions folds random straight-line code into expressions and compares with the constant folder.
func TestExpressions(t *testing.T) {
	var b table
	random := rand.New(rand.NewSource(1))
	for i := range 60 {
		p := integers[random.Intn(len(integers))]
		x, y := random.Uint64()>>random.Intn(64), random.Uint64()>>random.Intn(64)
		values := []uint64{wrap(p, x), wrap(p, y)}
		names := []string{"a_1", "b_2"}
		fmt.Fprintf(&b.graphs, "\ngraph main.e%d(a_1: %s, b_2: %s) %s\nb1(a_1, b_2):\n", i, p, p, p)
		for id := 3; id < 40; id++ {
			k := flowgraph.OpIntAdd + flowgraph.OpKind(random.Intn(int(flowgraph.OpIntNot-flowgraph.OpIntAdd)+1))
			pick := func() (string, uint64) {
				if random.Intn(5) == 0 {
					n := random.Uint64() >> random.Intn(64)
					return constText(p, n), wrap(p, n)
				}
				j := len(values) - 1 - random.Intn(min(len(values), 4))
				return names[j], values[j]
			}
			left, l := pick()
			right, r := pick()
			want, ok := flowgraph.FoldInt(k, p, l, r)
			if !ok {
				continue
			}
			args := left + ", " + right
			if k == flowgraph.OpIntNeg || k == flowgraph.OpIntNot {
				args = left
			}
			names = append(names, fmt.Sprintf("v_%d", id))
			values = append(values, bitsSigned(want))
			fmt.Fprintf(&b.graphs, "    v_%d: %s = %s(%s)\n", id, p, k, args)
		}
		last := len(values) - 1
		fmt.Fprintf(&b.graphs, "    jump ret(%s)\n", names[last])
		b.result(p, fmt.Sprintf("call main.e%d(%s, %s)", i, constText(p, x), constText(p, y)), bitsOf(p, flowgraph.WrapInt(p, values[last])), fmt.Sprintf("expression %d", i))
	}
	b.run(t)
}

func bitsSigned(v any) uint64 {
	switch v := v.(type) {
	case int64:
		return uint64(v)
	case uint64:
		return v
	}
	return 0
}

// TestFloats compares float operations and conversions with what Go computes.
func TestFloats(t *testing.T) {
	var b table
	values := []float64{0, math.Copysign(0, -1), 1.5, -2.5, 1e300, math.Inf(1), math.Inf(-1), math.NaN(), 0.1, 3, -7, 1 << 40, -1e19, 1.8e19}
	text := func(x float64) string {
		return strings.TrimSpace(flowgraph.OpString(&flowgraph.Op{Kind: flowgraph.OpKeepAlive, Args: []flowgraph.Value{flowgraph.NewConst(lltype.Float64, x)}}))[len("keep_alive("):]
	}
	constant := func(x float64) string { s := text(x); return s[:len(s)-1] }
	for _, k := range []flowgraph.OpKind{flowgraph.OpFloatAdd, flowgraph.OpFloatSub, flowgraph.OpFloatMul, flowgraph.OpFloatDiv,
		flowgraph.OpFloatEq, flowgraph.OpFloatNe, flowgraph.OpFloatLt, flowgraph.OpFloatLe, flowgraph.OpFloatGt, flowgraph.OpFloatGe,
		flowgraph.OpFloatCopysign} {
		result := lltype.Float64
		if k >= flowgraph.OpFloatEq && k <= flowgraph.OpFloatGe {
			result = lltype.Bool
		}
		fmt.Fprintf(&b.graphs, "\ngraph main.%s(a_1: Float, b_2: Float) %s\nb1(a_1, b_2):\n    r_3 = %s(a_1, b_2)\n    jump ret(r_3)\n", k, result, k)
		if result == lltype.Bool { // the opposite, as a branch prints it
			fmt.Fprintf(&b.graphs, "\ngraph main.not_%s(a_1: Float, b_2: Float) Bool\nb1(a_1, b_2):\n    r_3 = %s(a_1, b_2)\n    n_4 = bool_not(r_3)\n    jump ret(n_4)\n", k, k)
		}
		for _, x := range values {
			for _, y := range values[:9] {
				want, _ := flowgraph.FoldFloat(k, lltype.Float64, x, y)
				if f, ok := want.(float64); ok && math.IsNaN(f) && k != flowgraph.OpFloatCopysign {
					continue // which NaN is not said
				}
				about := fmt.Sprintf("%s(%g, %g)", k, x, y)
				args := constant(x) + ", " + constant(y)
				b.result(result, fmt.Sprintf("call main.%s(%s)", k, args), bitsOf(result, want), about)
				if result == lltype.Bool {
					b.result(result, fmt.Sprintf("call main.not_%s(%s)", k, args), bitsOf(result, !want.(bool)), "not "+about)
				}
			}
		}
	}
	conversions := []struct {
		to   lltype.Prim
		want func(x float64) any
	}{
		{lltype.Int64, func(x float64) any { return int64(x) }}, {lltype.Uint64, func(x float64) any { return uint64(x) }},
		{lltype.Int32, func(x float64) any { return int64(int32(x)) }}, {lltype.Uint8, func(x float64) any { return uint64(uint8(x)) }},
		{lltype.Float32, func(x float64) any { return float64(float32(x)) }},
	}
	for _, c := range conversions {
		fmt.Fprintf(&b.graphs, "\ngraph main.convert_%s(a_1: Float) %s\nb1(a_1):\n    r_3: %s = convert(a_1)\n    jump ret(r_3)\n", c.to, c.to, c.to)
		for _, x := range values {
			if math.IsNaN(x) && c.to == lltype.Float32 {
				continue
			}
			b.result(c.to, fmt.Sprintf("call main.convert_%s(%s)", c.to, constant(x)), bitsOf(c.to, c.want(x)), fmt.Sprintf("%s(%g)", c.to, x))
		}
	}
	for _, k := range []flowgraph.OpKind{flowgraph.OpFloatSqrt, flowgraph.OpFloatFloor, flowgraph.OpFloatCeil, flowgraph.OpFloatTrunc, flowgraph.OpFloatAbs, flowgraph.OpFloatNeg} {
		fmt.Fprintf(&b.graphs, "\ngraph main.%s(a_1: Float) Float\nb1(a_1):\n    r_3 = %s(a_1)\n    jump ret(r_3)\n", k, k)
		for _, x := range values {
			want, _ := flowgraph.FoldFloat(k, lltype.Float64, x, 0)
			if math.IsNaN(want.(float64)) {
				continue
			}
			b.result(lltype.Float64, fmt.Sprintf("call main.%s(%s)", k, constant(x)), bitsOf(lltype.Float64, want), fmt.Sprintf("%s(%g)", k, x))
		}
	}
	b.run(t)
}
