package optimizer

import (
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"

	"rgo/flowgraph"
)

// memories is a flowgraph.Memory that knows what has been put into it since it was made.
type memories struct {
	mu    sync.Mutex
	texts map[string][]byte
	put   []string

	bodies int // that have been asked for
}

func (m *memories) Get(name string) []byte {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.texts[name]
}

// Body reads every other body ahead.
func (m *memories) Body(name string) *flowgraph.Body {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.bodies++; m.bodies%2 == 0 {
		return nil
	}
	return Ahead(&flowgraph.Decoder{}, m.texts[name])
}

func (m *memories) Put(name string, text []byte) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.texts[name] = text
	m.put = append(m.put, strings.TrimPrefix(name, "inline "))
}

const remembered = `program optimized
entry main.f
static a size 8 align 8 readonly relocs {0: $b}
static b size 8 align 8 readonly relocs {0: $c}
static c size 8 align 8 readonly data "\x05\x00\x00\x00\x00\x00\x00\x00"
static d size 8 align 8

graph main.f(x_1: Signed) Signed
b1(x_1):
    y_2: Signed = call main.g(x_1)
    p_3: Ref = mem_load[0]($a: Ref)
    q_4: Ref = mem_load[0](p_3)
    n_5: Signed = mem_load[0](q_4)
    z_6 = int_add(y_2, n_5)
    w_7: Signed = call main.large(z_6)
    jump ret(w_7)

graph main.g(x_1: Signed) Signed
b1(x_1):
    y_2: Signed = call main.h(x_1)
    z_3 = int_add(y_2, 1)
    jump ret(z_3)

graph main.h(x_1: Signed) Signed
b1(x_1):
    y_2 = int_mul(x_1, 3)
    jump ret(y_2)

graph main.large(x_1: Signed) Signed {noinline}
b1(x_1):
    y_2: Signed = call main.other(x_1)
    jump ret(y_2)

graph main.other(x_1: Signed) Signed {noinline}
b1(x_1):
    jump ret(x_1)
`

// TestRemember inlines in a program, and then with what is remembered of it in another one: what comes out is what comes
// out without a memory, and only what had to be done again has been.
func TestRemember(t *testing.T) {
	run := func(source string, m *memories) string {
		t.Helper()
		p := parse(t, "remembered", source)
		if m != nil {
			p.Memory = m
		}
		Inline(p)
		return text(t, p)
	}
	first := &memories{texts: map[string][]byte{}}
	run(remembered, first)
	for _, c := range []struct {
		name, old, new string
		again          string // the functions that are done again
	}{
		{"nothing", "", "", ""},
		{"the function itself", "z_6 = int_add", "z_6 = int_sub", "main.f"},
		{"an inlined function", "z_3 = int_add", "z_3 = int_sub", "main.f main.g"},
		{"what that has inlined", "int_mul(x_1, 3)", "int_mul(x_1, 4)", "main.f main.g"},
		{"a function that is not inlined", "call main.other(x_1)\n    jump ret(y_2)", "call main.other(x_1)\n    z_3 = int_add(y_2, 1)\n    jump ret(z_3)", "main.large"},
		{"a function may be inlined", "graph main.large(x_1: Signed) Signed {noinline}", "graph main.large(x_1: Signed) Signed", "main.f main.large"},
		{"a function may not be inlined", "graph main.h(x_1: Signed) Signed", "graph main.h(x_1: Signed) Signed {noinline}", "main.f main.g"},
		{"constant data, two references away", `data "\x05`, `data "\x06`, "main.f"},
		{"data is written to", "static b size 8 align 8 readonly", "static b size 8 align 8", "main.f"},
		{"data that nobody mentions", "static d size 8", "static d size 16", ""},
	} {
		source := strings.Replace(remembered, c.old, c.new, 1)
		m := &memories{texts: maps.Clone(first.texts)}
		got, want := run(source, m), run(source, nil)
		if got != want {
			t.Errorf("%s: got\n%s\nwant\n%s", c.name, got, want)
		}
		slices.Sort(m.put)
		if again := strings.Join(m.put, " "); again != c.again {
			t.Errorf("%s: done again: %q, want %q", c.name, again, c.again)
		}
	}
	// Damaged texts are no texts.
	for name, text := range first.texts {
		for i := range text {
			m := &memories{texts: maps.Clone(first.texts)}
			m.texts[name] = slices.Clone(text)
			m.texts[name][i] ^= 1
			if got := run(remembered, m); got != run(remembered, nil) {
				t.Fatalf("%s, byte %d changed: got\n%s", name, i, got)
			}
			m.texts[name] = text[:i]
			if got := run(remembered, m); got != run(remembered, nil) {
				t.Fatalf("%s, cut at byte %d: got\n%s", name, i, got)
			}
		}
	}
}
