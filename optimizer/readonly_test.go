package optimizer

import (
	"slices"
	"strings"
	"testing"
)

// readOnlyText has a static for each thing that can happen to one.
const readOnlyText = `layout 1 main.T size 8 refs [0] stride 0 elem []
static main.constant size 8 align 8 data "*"
static main.written size 8 align 8
static main.passed size 8 align 8
static main.known layout main.T size 8 align 8
static main.knows size 8 align 8 relocs {0: $main.known}

graph main.f(n_1: Signed) Signed
b1(n_1):
    a_2: Signed = mem_load[0]($main.constant)
    mem_store[0]($main.written, a_2)
    b_3: Signed = mem_load[0]($main.written)
    p_4: Ref = mem_load[0]($main.knows)
    c_5: Signed = mem_load[0](p_4)
    d_6: Signed = mem_load[0]($main.known)
    e_7 = int_add(b_3, c_5)
    f_8 = int_add(e_7, d_6)
    jump b2($main.passed, f_8)
b2(q_9: Ref, s_10: Signed):
    mem_store[0](q_9, s_10)
    jump ret(s_10)
`

func TestFindReadOnly(t *testing.T) {
	p := parse(t, "readonly", readOnlyText)
	FindReadOnly(p)
	var got []string
	for _, s := range p.Statics {
		if s.ReadOnly {
			got = append(got, s.Name)
		}
	}
	if want := []string{"main.constant", "main.knows"}; !slices.Equal(got, want) {
		t.Errorf("read-only: %v, want %v", got, want)
	}
	for _, g := range p.Graphs {
		Clean(g)
	}
	after := text(t, p)
	for _, load := range []string{"$main.constant", "$main.knows"} {
		if strings.Contains(after, load) {
			t.Errorf("a load from %s is left:\n%s", load, after)
		}
	}
	if !strings.Contains(after, "mem_store[0]($main.written, 42)") || !strings.Contains(after, "mem_load[0]($main.known)") {
		t.Errorf("loads folded to the wrong values:\n%s", after)
	}
}
