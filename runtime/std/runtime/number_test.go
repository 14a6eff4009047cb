package runtime

import (
	"math"
	"strconv"
	"testing"
	"unsafe"

	"rgo/runtime/raw"
	_ "rgo/runtime/raw/host"
)

var floats = []float64{0, math.Copysign(0, -1), 1, -1, 2.5, -3, math.Inf(1), math.Inf(-1), math.NaN(), 1e308, -1e-308, 5e-324}

// alike compares bits, but all NaNs are one.
func alike(a, b float64) bool {
	return math.Float64bits(a) == math.Float64bits(b) || a != a && b != b
}

func TestFloats(t *testing.T) {
	for _, a := range floats {
		for _, b := range floats {
			if got, want := MinFloat(a, b), min(a, b); !alike(got, want) {
				t.Errorf("min(%v, %v) = %v, want %v", a, b, got, want)
			}
			if got, want := MaxFloat(a, b), max(a, b); !alike(got, want) {
				t.Errorf("max(%v, %v) = %v, want %v", a, b, got, want)
			}
			for _, c := range floats {
				for _, d := range floats {
					n, m := complex(a, b), complex(c, d)
					got, want := ComplexDiv(n, m), n/m
					if !alike(real(got), real(want)) || !alike(imag(got), imag(want)) {
						t.Errorf("%v / %v = %v, want %v", n, m, got, want)
					}
				}
			}
		}
	}
}

func TestFormat(t *testing.T) {
	for _, v := range []int64{0, 1, -1, 9, 10, -10, math.MaxInt64, math.MinInt64} {
		var buf [24]byte
		if got := string(buf[formatInt(&buf, v):]); got != strconv.FormatInt(v, 10) {
			t.Errorf("%d: %q", v, got)
		}
		if got := string(buf[formatUint(&buf, uint64(v)):]); got != strconv.FormatUint(uint64(v), 10) {
			t.Errorf("%d: %q", uint64(v), got)
		}
	}
}

// TestPrint compares the output of print with that of gc, byte for byte.
func TestPrint(t *testing.T) {
	host := raw.Host
	defer func() { raw.Host = host }()
	var out []byte
	raw.Host = func(name string, p, q unsafe.Pointer, a, b int) int {
		out = append(out, unsafe.Slice((*byte)(p), b)...)
		return b
	}
	for _, c := range []struct {
		print func()
		want  string
	}{
		{func() { PrintFloat(1.5) }, "1.5"},
		{func() { PrintFloat(1e100) }, "1e+100"},
		{func() { PrintFloat(math.Inf(-1)) }, "-Inf"},
		{func() { PrintFloat32(0.1) }, "0.1"},
		{func() { PrintComplex(complex(1, 2)) }, "(1+2i)"},
		{func() { PrintComplex(complex(-1.5, math.Inf(-1))) }, "(-1.5-Infi)"},
		{func() { PrintComplex64(complex(float32(0.1), float32(math.NaN()))) }, "(0.1+NaNi)"},
		{func() { PrintSlice(nil, 3, 4) }, "[3/4]0x0"},
		{func() { PrintPointer(raw.Pointer(0xbeef)) }, "0xbeef"},
		{func() { PrintIface(nil) }, "(0x0,0x0)"},
		{func() { printIndented("a\nb\n") }, "a\n\tb\n\t"},
	} {
		out = nil
		c.print()
		if string(out) != c.want {
			t.Errorf("printed %q, want %q", out, c.want)
		}
	}
}
