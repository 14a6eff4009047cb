package fmt

import (
	"errors"
	real "fmt"
	"math"
	"reflect"
	"testing"
)

func init() {
	HostTypeString = func(x any) string { return reflect.TypeOf(x).String() }
}

type point struct{ x, y int }

func (p point) String() string { return "<point>" }

func TestAgainstReal(t *testing.T) {
	values := []any{true, 0, 1, -42, int8(-128), uint8(200), uint64(math.MaxUint64), math.MinInt64, 'x', rune(0x1F600), 1.5, -0.25, 1e100, 0.0,
		math.Inf(1), math.Inf(-1), math.NaN(), float32(0.1), complex(1, -2), "hello", "", "日本\n", []byte("ab\xff"), errors.New("bad"),
		point{1, 2}, nil}
	verbs := "vdsqxXobOcUteEfFgGTz"
	flags := []string{"", "+", "-", " ", "0", "#", "+0", "- ", "# "}
	sizes := []string{"", "8", "20", ".3", "12.2", ".0", "."}
	for _, v := range values {
		for _, verb := range verbs {
			for _, f := range flags {
				for _, s := range sizes {
					format := "<%" + f + s + string(verb) + ">"
					got := func() (text string) {
						defer func() {
							if r := recover(); r != nil {
								text = ""
							}
						}()
						return Sprintf(format, v)
					}()
					if got == "" { // refused
						continue
					}
					if want := real.Sprintf(format, v); got != want {
						t.Errorf("%s of %T(%v): %q, want %q", format, v, v, got, want)
					}
				}
			}
		}
	}
}

func TestMistakes(t *testing.T) {
	for _, c := range []struct {
		format string
		args   []any
	}{
		{"%d", nil}, {"%d %s", []any{1}}, {"a", []any{1, "b"}}, {"%", []any{1}}, {"%[2]d %[1]d", []any{1, 2}}, {"%[3]d", []any{1}},
		{"%*d|%-*d", []any{5, 1, 4, 2}}, {"%.*f", []any{2, 1.0}}, {"100%%", nil}, {"%!", []any{1}}, {"%w", []any{1}},
	} {
		if got, want := Sprintf(c.format, c.args...), real.Sprintf(c.format, c.args...); got != want {
			t.Errorf("%q: %q, want %q", c.format, got, want)
		}
	}
	if got, want := Sprint("a", 1, 2, "b", nil, 3), real.Sprint("a", 1, 2, "b", nil, 3); got != want {
		t.Errorf("Sprint: %q, want %q", got, want)
	}
	if got, want := Sprintln("a", 1, true), real.Sprintln("a", 1, true); got != want {
		t.Errorf("Sprintln: %q, want %q", got, want)
	}
	inner := errors.New("inner")
	if err := Errorf("outer: %w", inner); err.Error() != "outer: inner" || errors.Unwrap(err) != inner {
		t.Errorf("Errorf: %v", err)
	}
}
