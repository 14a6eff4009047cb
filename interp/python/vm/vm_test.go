package vm

import (
	"math"
	"math/rand"
	"sort"
	"strconv"
	"testing"

	"rgo/interp/python/ast"
	"rgo/interp/python/libm"
)

// eval evaluates an expression and returns its repr, or the exception's text.
func eval(t *testing.T, thread *Thread, source string) string {
	t.Helper()
	c := thread.compileSource([]byte(source), "<test>", ast.Eval, 0)
	var r Object
	if c != nil {
		r = thread.runCode(c, thread.mainModule().dict, thread.mainModule().dict, nil)
	}
	if r == nil {
		e := thread.take()
		return e.cls.name + ": " + thread.displayText(e)
	}
	s, ok := thread.repr(r)
	if !ok {
		t.Fatalf("%s: repr raised", source)
	}
	return s
}

// TestExpressions checks values that CPython 3.11 computes.
func TestExpressions(t *testing.T) {
	thread := NewInterp()
	for _, row := range []struct{ source, want string }{
		{"2**63, -2**63, 2**63-1", "(9223372036854775808, -9223372036854775808, 9223372036854775807)"},
		{"9223372036854775807 + 1", "9223372036854775808"},
		{"-9223372036854775808 - 1", "-9223372036854775809"},
		{"3037000500 * 3037000500", "9223372037000250000"},
		{"(-9223372036854775808) // -1", "9223372036854775808"},
		{"abs(-9223372036854775808)", "9223372036854775808"},
		{"-7 // 2, -7 % 2, 7 // -2, 7 % -2", "(-4, 1, -4, -1)"},
		{"{10, 5, 100, 33}", "{33, 10, 100, 5}"},
		{"{3, 1, 2} | {9, 8}", "{1, 2, 3, 8, 9}"},
		{"hash((1, 2, 3)), hash(-1), hash(2**61 - 1)", "(529344067295497451, -2, 0)"},
		{"hash(0.5), hash(1.5), hash(float('inf'))", "(1152921504606846976, 1152921504606846977, 314159)"},
		{"round(2.675, 2), round(0.5), round(1e16), round(-1234, -2)", "(2.67, 0, 10000000000000000, -1200)"},
		{"f'{3.14159:>10.2f}|{42:#x}|{1234567:,}'", "'      3.14|0x2a|1,234,567'"},
		{"'é日😀'[1], len('é日😀'), 'é日😀'[::-1]", "('日', 3, '😀日é')"},
		{"1/0", "ZeroDivisionError: division by zero"},
		{"{}['k']", "KeyError: 'k'"},
		{"(lambda a, *, b: a)(1)", "TypeError: <lambda>() missing 1 required keyword-only argument: 'b'"},
		{"[*range(3), *'ab']", "[0, 1, 2, 'a', 'b']"},
		{"2**0.5, 10**-3, (-8)**(1/3)", "(1.4142135623730951, 0.001, (1.0000000000000002+1.7320508075688772j))"},
	} {
		if got := eval(t, thread, row.source); got != row.want {
			t.Errorf("%s\n got %s\nwant %s", row.source, got, row.want)
		}
	}
	if thread.depth != 0 || thread.used != 0 || thread.top != 0 || thread.native != 0 {
		t.Errorf("frames left: depth %d, frames %d, stack %d, native %d", thread.depth, thread.used, thread.top, thread.native)
	}
}

// TestDict compares dict with a Go map and the order of insertion.
func TestDict(t *testing.T) {
	thread := NewInterp()
	random := rand.New(rand.NewSource(1))
	d, model := NewDict(), map[int64]int64{}
	var order []int64
	for step := 0; step < 50000; step++ {
		k := int64(random.Intn(400)) << uint(random.Intn(3)*16)
		if random.Intn(3) == 0 {
			_, had := model[k]
			removed := d.remove(thread, newInt(k))
			if (removed != nil) != had {
				t.Fatalf("remove(%d): %v, want %v", k, removed != nil, had)
			}
			if had {
				delete(model, k)
				for i, x := range order {
					if x == k {
						order = append(order[:i], order[i+1:]...)
						break
					}
				}
			}
			continue
		}
		if _, had := model[k]; !had {
			order = append(order, k)
		}
		model[k] = int64(step)
		d.set(thread, newInt(k), newInt(int64(step)))
	}
	if d.live != len(model) {
		t.Fatalf("length %d, want %d", d.live, len(model))
	}
	i := 0
	for _, e := range d.entries {
		if e.key == nil {
			continue
		}
		k := e.key.(Int).v
		if k != order[i] || e.value.(Int).v != model[k] {
			t.Fatalf("entry %d is %d, want %d", i, k, order[i])
		}
		i++
	}
}

// TestSort checks order and stability on random and nearly sorted data.
func TestSort(t *testing.T) {
	thread := NewInterp()
	random := rand.New(rand.NewSource(2))
	for n := 0; n < 400; n += 7 {
		items := make([]Object, n)
		for i := range items {
			v := i
			if random.Intn(4) == 0 {
				v = random.Intn(n + 1)
			}
			items[i] = tupleOf(intOf(v/4), intOf(i))
		}
		want := append([]Object{}, items...)
		first := func(o Object) int64 { return o.(*Tuple).items[0].(Int).v }
		sort.SliceStable(want, func(i, j int) bool { return first(want[i]) < first(want[j]) })
		key := &Builtin{name: "key", min: 1, max: 1, fn: func(t *Thread, args []Object) Object { return args[0].(*Tuple).items[0] }}
		if !thread.sortItems(items, key, false) {
			t.Fatal("sort raised")
		}
		for i := range items {
			if items[i] != want[i] {
				t.Fatalf("n = %d: item %d is wrong", n, i)
			}
		}
	}
}

// TestFloatText checks that texts of floats read back.
func TestFloatText(t *testing.T) {
	random := rand.New(rand.NewSource(3))
	for i := 0; i < 2000; i++ {
		v := math.Float64frombits(random.Uint64())
		if math.IsNaN(v) || math.IsInf(v, 0) {
			continue
		}
		if back, err := strconv.ParseFloat(floatText(v), 64); err != nil || back != v {
			t.Fatalf("%v reads back as %v", v, back)
		}
	}
}

// TestShapes checks that instances with the same attributes share a shape and
// that shapes survive deletion and __dict__.
func TestShapes(t *testing.T) {
	a, b := newInstance(simpleNamespaceType, nil), newInstance(simpleNamespaceType, nil)
	x, y := intern("x"), intern("y")
	for _, i := range []*Instance{a, b} {
		i.setSlot(x, newInt(1))
		i.setSlot(y, newInt(2))
	}
	if a.shape != b.shape {
		t.Error("equal attributes, different shapes")
	}
	a.deleteSlot(x)
	if a.getSlot(x) != nil || a.getSlot(y) != newInt(2) {
		t.Error("deletion moved the wrong slot")
	}
	if d := b.useDict(); d.getStr(x) != newInt(1) || b.getSlot(y) != newInt(2) {
		t.Error("attributes lost in __dict__")
	}
	b.setSlot(x, newInt(3))
	if b.dict.getStr(x) != newInt(3) {
		t.Error("attribute not stored in __dict__")
	}
}

// TestAccurate checks that elementary functions round to the nearest float.
func TestAccurate(t *testing.T) {
	for _, row := range []struct{ got, want float64 }{
		{libm.Sin(1), 0.8414709848078965}, {libm.Cos(1), 0.5403023058681398}, {libm.Tan(1), 1.5574077246549023},
		{libm.Exp(1), math.E}, {libm.Log(10), math.Ln10}, {libm.Pow(2, 0.5), math.Sqrt2},
		{libm.Atan(1), math.Pi / 4}, {libm.Atan2(-1, -1), -2.356194490192345}, {libm.Log2(8), 3},
		{libm.Log10(1000), 3}, {libm.Hypot(3, 4), 5}, {libm.Asin(0.5), 0.5235987755982989},
	} {
		if row.got != row.want {
			t.Errorf("got %v, want %v", row.got, row.want)
		}
	}
}
