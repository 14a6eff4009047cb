package eval

import (
	"bytes"
	"errors"
	"math"
	"math/bits"
	"math/rand"
	"strings"
	"testing"

	"rgo/flowgraph"
	"rgo/rtyper/lltype"
)

// load parses a program and verifies it.
func load(t testing.TB, text string) *flowgraph.Program {
	t.Helper()
	p, err := flowgraph.ParseProgram("test", text)
	if err != nil {
		t.Fatal(err)
	}
	for _, err := range flowgraph.VerifyProgram(p) {
		t.Error(err)
	}
	return p
}

func find(t testing.TB, p *flowgraph.Program, name string) *flowgraph.Graph {
	t.Helper()
	for _, g := range p.Graphs {
		if g.Name == name {
			return g
		}
	}
	t.Fatalf("no graph %s", name)
	return nil
}

const flowProgram = `program flow
type main.I interface{Area(int) int}
type main.Square struct{side int; name string}
method (*main.Square) Area(int) int
global main.list: []int = {slice(@o1+1, 2, 3)}
global main.count: int = {7}
object o1: [4]int = {1, 2, 3, 4}
graph gcd(a_1: int, b_2: int) int
b1(a_1, b_2):
    c_3 = int_ne(b_2, 0)
    if c_3 -> b2(a_1, b_2) else ret(a_1)
b2(a_4: int, b_5: int):
    r_6 = int_mod(a_4, b_5)
    jump b1(b_5, r_6)
graph runtime.PanicDivide()
b1():
    throw
graph runtime.PanicNil()
b1():
    throw
graph runtime.PanicIndex(i_1: int64, u_2: bool, n_3: int)
b1(i_1, u_2, n_3):
    throw
graph caught(a_1: int, b_2: int) int
b1(a_1, b_2):
    ok_3, r_4: int = try gcd2(a_1, b_2)
    if ok_3 -> ret(r_4) else ret(-1)
graph gcd2(a_1: int, b_2: int) int
b1(a_1, b_2):
    r_3 = int_div(a_1, b_2)
    jump ret(r_3)
graph element(i_1: int) int
b1(i_1):
    s_2: []int = load(@main.list)
    p_3: *int = index_addr(s_2, i_1)
    v_4: int = load(p_3)
    w_5: int = load(@main.count)
    r_6 = int_mul(v_4, w_5)
    jump ret(r_6)
graph safeElement(i_1: int) int
b1(i_1):
    ok_2, r_3: int = try element(i_1)
    if ok_2 -> ret(r_3) else ret(-1)
graph main.(*Square).Area(s_1: *main.Square, k_2: int) int
b1(s_1, k_2):
    p_3: *int = field_addr[0](s_1)
    v_4: int = load(p_3)
    q_5: *string = field_addr[1](s_1)
    t_6: string = load(q_5)
    n_7 = len(t_6)
    w_8 = int_mul(v_4, v_4)
    x_9 = int_mul(w_8, k_2)
    r_10 = int_add(x_9, n_7)
    jump ret(r_10)
graph area(side_1: int) int
b1(side_1):
    s_2: *main.Square = new[main.Square]()
    v_3: main.Square = make_struct(side_1, "four")
    store(s_2, v_3)
    i_4: main.I = make_iface(s_2)
    r_5: int = invoke[Area](i_4, 10)
    jump ret(r_5)
graph adder(a_1: int) captures (b_2: int) int
b1(a_1, b_2):
    r_3 = int_add(a_1, b_2)
    jump ret(r_3)
graph closure(a_1: int) int
b1(a_1):
    f_2: func(int) int = make_closure[adder](a_1)
    r_3: int = call_indirect(f_2, 100)
    jump ret(r_3)
graph wide(i_1: int) int
b1(i_1):
    p_2: *struct{a int; b [300]int} = new[struct{a int; b [300]int}]()
    q_3: *[300]int = field_addr[1](p_2)
    e_4: *int = index_addr(q_3, 7)
    store(e_4, 42)
    s_5: struct{a int; b [300]int} = load(p_2)
    store(e_4, 1)
    a_6: [300]int = field[1](s_5)
    t_7: struct{a int; b [300]int} = make_struct(i_1, a_6)
    c_8 = equal(s_5, t_7)
    x_9: any = make_iface(t_7)
    u_10: struct{a int; b [300]int} = assert[struct{a int; b [300]int}](x_9)
    store(p_2, u_10)
    v_11: int = load(e_4)
    b_12: [300]int = field[1](u_10)
    w_13: int = index(b_12, i_1)
    z_14: [300]int = select(c_8, b_12, zero)
    y_15: int = index(z_14, 7)
    r_16 = int_mul(v_11, 1000)
    r_17 = int_mul(w_13, 100)
    r_18 = int_add(r_16, r_17)
    r_19 = int_add(r_18, y_15)
    jump ret(r_19)
graph deep(n_1: int) int
b1(n_1):
    c_2 = int_eq(n_1, 0)
    if c_2 -> ret(0) else b2(n_1)
b2(n_3: int):
    m_4 = int_sub(n_3, 1)
    r_5: int = call deep(m_4)
    s_6 = int_add(r_5, 1)
    jump ret(s_6)
`

func TestFlow(t *testing.T) {
	m := New(load(t, flowProgram), Options{})
	for _, c := range []struct {
		graph string
		args  []int64
		want  int64
	}{
		{"gcd", []int64{48, 36}, 12},
		{"caught", []int64{7, 2}, 3},
		{"caught", []int64{7, 0}, -1},
		{"element", []int64{0}, 14},
		{"element", []int64{1}, 21},
		{"safeElement", []int64{2}, -1},
		{"safeElement", []int64{-1}, -1},
		{"area", []int64{3}, 94},
		{"closure", []int64{5}, 105},
		{"wide", []int64{0}, 42042},
		{"wide", []int64{7}, 46200},
		{"deep", []int64{1000000}, 1000000},
	} {
		args := make([]uint64, len(c.args))
		for i, a := range c.args {
			args[i] = uint64(a)
		}
		got, err := m.CallInts(find(t, m.prog, c.graph), args...)
		if err != nil || len(got) != 1 || int64(got[0]) != c.want {
			t.Errorf("%s%v = %v, %v, want %d", c.graph, c.args, got, err, c.want)
		}
	}
	if _, err := m.CallInts(find(t, m.prog, "element"), 9); !errors.Is(err, ErrUncaught) {
		t.Errorf("error %v, want %v", err, ErrUncaught)
	}
}

const lowProgram = `program rtyped
layout 1 pair size 16 refs [8] stride 0 elem []
layout 2 refs size 0 refs [] stride 8 elem [0]
static greeting size 6 align 1 readonly data "hello\n"
static root layout pair size 16 align 8 data "\x05" relocs {8: $root}
graph make(v_1: Signed) Ref
b1(v_1):
    p_2: Ref = alloc[pair]()
    mem_store[0](p_2, v_1)
    mem_store[8](p_2, $root)
    jump ret(p_2)
graph good(v_1: Signed) Signed
b1(v_1):
    p_2: Ref = call make(v_1)
    q_3: Ref = mem_load[8](p_2)
    a_4: Signed = mem_load[0](p_2)
    b_5: Signed = mem_load[0](q_3)
    c_6 = int_add(a_4, b_5)
    id_7 = type_id(p_2)
    d_8: Signed = convert(id_7)
    r_9 = int_mul(c_6, d_8)
    arr_10: Ref = alloc_array[refs](3)
    n_11 = length(arr_10)
    s_12 = int_add(r_9, n_11)
    jump ret(s_12)
graph beyond() Signed
b1():
    p_2: Ref = alloc[pair]()
    a_4: Signed = mem_load[16](p_2)
    jump ret(a_4)
graph wrongkind() Signed
b1():
    p_2: Ref = alloc[pair]()
    a_4: Signed = mem_load[8](p_2)
    jump ret(a_4)
graph noref() Ref
b1():
    p_2: Ref = alloc[pair]()
    a_4: Ref = mem_load[0](p_2)
    jump ret(a_4)
graph misaligned() Int32
b1():
    p_2: Ref = alloc[pair]()
    a_4: Int32 = mem_load[2](p_2)
    jump ret(a_4)
graph nothing() Signed
b1():
    a_4: Signed = mem_load[0](nil)
    jump ret(a_4)
graph readonly()
b1():
    mem_store[0]($greeting, 1: Uint8)
    jump ret()
graph header() Uint32
b1():
    a_4: Uint32 = mem_load[-8]($root)
    jump ret(a_4)
graph foreign() Signed
b1():
    p_1: Addr = int_to_ref(81985529216486895: Unsigned)
    a_4: Signed = mem_load[0](p_1)
    jump ret(a_4)
graph freed() Signed
b1():
    p_1: Addr = extern mmap(64)
    mem_store[0](p_1, 5)
    x_2: Signed = extern munmap(p_1, 64)
    a_4: Signed = mem_load[0](p_1)
    jump ret(a_4)
graph nocode() Signed
b1():
    p_1: Code = int_to_ref(12345: Unsigned)
    r_2: Signed = call_code[() Signed](p_1)
    jump ret(r_2)
graph byaddress(v_1: Signed) Signed
b1(v_1):
    r_2: Signed = call_code[(Signed) Signed](&good, v_1)
    jump ret(r_2)
graph hello() Signed
b1():
    n_1: Signed = extern write(1, $greeting, 6)
    extern exit(3)
graph local() Signed
b1():
    p_1 = stack_alloc[24]()
    mem_store[16](p_1, 42)
    v_2: Signed = mem_load[16](p_1)
    jump ret(v_2)
`

func TestLow(t *testing.T) {
	var out bytes.Buffer
	m := New(load(t, lowProgram), Options{Stdout: &out})
	for _, name := range []string{"good", "byaddress"} {
		if got, err := m.CallInts(find(t, m.prog, name), 37); err != nil || got[0] != 45 {
			t.Errorf("%s: %v, %v", name, got, err)
		}
	}
	if got, err := m.CallInts(find(t, m.prog, "local")); err != nil || got[0] != 42 {
		t.Errorf("local: %v, %v", got, err)
	}
	for _, c := range []struct{ graph, want string }{
		{"beyond", "header of an object|not allocated"},
		{"wrongkind", "where the object has a Ref"},
		{"noref", "where the object has none"},
		{"misaligned", "misaligned"},
		{"nothing", "through nil"},
		{"readonly", "read-only"},
		{"header", "in the header of an object"},
		{"foreign", "there is no memory"},
		{"freed", "there is no memory"},
		{"nocode", "no code"},
	} {
		_, err := m.CallInts(find(t, m.prog, c.graph))
		ok := false
		for _, w := range strings.Split(c.want, "|") {
			ok = ok || err != nil && strings.Contains(err.Error(), w)
		}
		if !ok {
			t.Errorf("%s: error %v, want %q", c.graph, err, c.want)
		}
	}
	err := m.Run(find(t, m.prog, "hello"))
	var exit *Exit
	if !errors.As(err, &exit) || exit.Status != 3 || out.String() != "hello\n" {
		t.Errorf("hello: %v, output %q", err, &out)
	}
}

// TestScalars compares operations with Go's own on random and extreme operands.
func TestScalars(t *testing.T) {
	rnd := rand.New(rand.NewSource(1))
	value := func() uint64 {
		switch rnd.Intn(4) {
		case 0:
			return uint64(rnd.Intn(5) - 2)
		case 1:
			return 1<<rnd.Intn(64) + uint64(rnd.Intn(3)) - 1
		}
		return rnd.Uint64()
	}
	prims := []lltype.Prim{lltype.Int8, lltype.Int16, lltype.Int32, lltype.Int64, lltype.Uint8, lltype.Uint16, lltype.Uint32, lltype.Uint64}
	for range 20000 {
		p := prims[rnd.Intn(len(prims))]
		a, b := norm(p, value()), norm(p, value())
		for k := flowgraph.OpIntNeg; k <= flowgraph.OpIntReverseBytes; k++ {
			got, ok := intOp(k, p, a, b)
			want, known := flowgraph.FoldInt(k, p, a, b)
			if !ok || !known || k >= flowgraph.OpIntLeadingZeros && p.IsSigned() {
				continue
			}
			c := &flowgraph.Const{Typ: p, Val: want}
			if w, _ := c.IntBits(); w != got {
				t.Fatalf("%s of %s %#x %#x: %#x, want %#x", k, p, a, b, got, w)
			}
		}
	}
	if hi, _ := intOp(flowgraph.OpIntMulHigh, lltype.Uint64, math.MaxUint64, math.MaxUint64); hi != math.MaxUint64-1 {
		t.Errorf("mul_high: %#x", hi)
	}
	for range 20000 {
		a, b := int64(value()), int64(value())
		hi, lo := bits.Mul64(uint64(a), uint64(b))
		r, over := overflowing(flowgraph.OpIntMulOvf, lltype.Uint64, uint64(a), uint64(b))
		if r != lo || over != (hi != 0) {
			t.Fatalf("mul_ovf of %#x %#x", a, b)
		}
		r, over = overflowing(flowgraph.OpIntAddOvf, lltype.Int64, uint64(a), uint64(b))
		if s := a + b; uint64(s) != r || over != (b > 0 && s < a || b < 0 && s > a) {
			t.Fatalf("add_ovf of %#x %#x", a, b)
		}
		f := math.Float64frombits(uint64(a))
		x, y, z, i := f, float64(a), float64(uint64(a)), int64(int32(a))
		if convert(lltype.Float64, lltype.Int64, math.Float64bits(x)) != uint64(int64(x)) ||
			convert(lltype.Int64, lltype.Float64, uint64(a)) != math.Float64bits(y) ||
			convert(lltype.Uint64, lltype.Float64, uint64(a)) != math.Float64bits(z) ||
			convert(lltype.Int64, lltype.Int32, uint64(a)) != uint64(i) ||
			convert(lltype.Float64, lltype.Float32, math.Float64bits(y)) != uint64(math.Float32bits(float32(y))) {
			t.Fatalf("convert of %#x (%g)", a, f)
		}
		if convert(lltype.Float64, lltype.Int32, math.Float64bits(f)) != uint64(int32(f)) ||
			convert(lltype.Float64, lltype.Uint32, math.Float64bits(f)) != uint64(uint32(f)) ||
			convert(lltype.Float64, lltype.Int16, math.Float64bits(y)) != uint64(int16(y)) ||
			convert(lltype.Float64, lltype.Uint8, math.Float64bits(y)) != uint64(uint8(y)) {
			t.Fatalf("narrow convert of %g or %g", f, y)
		}
		if v := math.Abs(z); convert(lltype.Float64, lltype.Uint64, math.Float64bits(v)) != uint64(v) {
			t.Fatalf("convert of %g to uint64: %#x, want %#x", v, convert(lltype.Float64, lltype.Uint64, math.Float64bits(v)), uint64(v))
		}
	}
}

func TestStepLimit(t *testing.T) {
	p := load(t, "program flow\ngraph f()\nb1():\n    jump b2()\nb2():\n    jump b2()\n")
	if err := New(p, Options{Steps: 1000}).Run(p.Graphs[0]); !errors.Is(err, ErrSteps) {
		t.Errorf("error %v", err)
	}
}

func BenchmarkLoop(b *testing.B) {
	p := load(b, `program flow
graph sum(n_1: int) int
b1(n_1):
    jump b2(0, 0, n_1)
b2(i_2: int, s_3: int, n_4: int):
    c_5 = int_lt(i_2, n_4)
    if c_5 -> b3(i_2, s_3, n_4) else ret(s_3)
b3(i_6: int, s_7: int, n_8: int):
    x_9 = int_mul(i_6, i_6)
    y_10 = int_xor(s_7, x_9)
    z_11 = int_add(y_10, 3)
    j_12 = int_add(i_6, 1)
    jump b2(j_12, z_11, n_8)
`)
	m := New(p, Options{})
	for b.Loop() {
		m.CallInts(p.Graphs[0], 1000000)
	}
	b.ReportMetric(5e6*float64(b.N)/b.Elapsed().Seconds(), "ops/s")
}

func BenchmarkCalls(b *testing.B) {
	p := load(b, `program flow
graph fib(n_1: int) int
b1(n_1):
    c_2 = int_lt(n_1, 2)
    if c_2 -> ret(n_1) else b2(n_1)
b2(n_3: int):
    a_4 = int_sub(n_3, 1)
    x_5: int = call fib(a_4)
    b_6 = int_sub(n_3, 2)
    y_7: int = call fib(b_6)
    r_8 = int_add(x_5, y_7)
    jump ret(r_8)
`)
	m := New(p, Options{})
	for b.Loop() {
		m.CallInts(p.Graphs[0], 25)
	}
	b.ReportMetric(242785*float64(b.N)/b.Elapsed().Seconds(), "calls/s")
}
