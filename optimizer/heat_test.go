package optimizer

import (
	"testing"

	"rgo/flowgraph"
)

// hotText has a callee of a cost that is inlined where a profile says that the call runs often, and one of a cost that is
// inlined anywhere but where it never runs.
const hotText = `graph main.large(x_1: Signed) Signed
b1(x_1):
    jump b2(x_1, 40)
b2(x_2: Signed, n_3: Signed):
    a_4 = int_mul(x_2, n_3)
    a_5 = int_add(a_4, 3)
    a_6 = int_mul(a_5, n_3)
    a_7 = int_add(a_6, 5)
    a_8 = int_mul(a_7, n_3)
    a_9 = int_add(a_8, 7)
    a_10 = int_mul(a_9, n_3)
    a_11 = int_add(a_10, 9)
    a_12 = int_mul(a_11, n_3)
    a_13 = int_add(a_12, 11)
    a_14 = int_mul(a_13, n_3)
    a_15 = int_add(a_14, 13)
    a_16 = int_mul(a_15, n_3)
    a_17 = int_add(a_16, 15)
    a_18 = int_mul(a_17, n_3)
    a_19 = int_add(a_18, 17)
    a_20 = int_mul(a_19, n_3)
    a_21 = int_add(a_20, 19)
    a_22 = int_mul(a_21, n_3)
    a_23 = int_add(a_22, 21)
    a_24 = int_mul(a_23, n_3)
    a_25 = int_add(a_24, 23)
    a_26 = int_mul(a_25, n_3)
    a_27 = int_add(a_26, 25)
    a_28 = int_mul(a_27, n_3)
    a_29 = int_add(a_28, 27)
    a_30 = int_mul(a_29, n_3)
    a_31 = int_add(a_30, 29)
    m_32 = int_sub(n_3, 1)
    c_33 = int_gt(m_32, 0)
    if c_33 -> b2(a_31, m_32) else ret(a_31)

graph main.middle(x_1: Signed) Signed
b1(x_1):
    jump b2(x_1, 40)
b2(x_2: Signed, n_3: Signed):
    a_4 = int_mul(x_2, n_3)
    a_5 = int_add(a_4, 3)
    a_6 = int_mul(a_5, n_3)
    a_7 = int_add(a_6, 5)
    a_8 = int_mul(a_7, n_3)
    m_9 = int_sub(n_3, 1)
    c_10 = int_gt(m_9, 0)
    if c_10 -> b2(a_8, m_9) else ret(a_8)

graph main.f(x_1: Signed) Signed
b1(x_1):
    y_2: Signed = call main.large(x_1)
    z_3: Signed = call main.middle(y_2)
    jump ret(z_3)

graph main.g(x_1: Signed) Signed
b1(x_1):
    y_2: Signed = call main.large(x_1)
    z_3: Signed = call main.middle(y_2)
    jump ret(z_3)
`

func TestHeat(t *testing.T) {
	for _, c := range []struct {
		heat flowgraph.Heat
		left int // calls in main.f
	}{{flowgraph.UnknownHeat, 1}, {flowgraph.Cool, 2}, {flowgraph.Warm, 1}, {flowgraph.Hot, 0}} {
		p := parse(t, "heat", hotText)
		calls := 0
		for _, g := range p.Graphs {
			if g.Name == "main.f" {
				g.Start.Heat = c.heat
			}
		}
		Inline(p)
		for _, g := range p.Graphs {
			if g.Name == "main.f" {
				calls = len(Callees(g))
			}
		}
		if calls != c.left {
			t.Errorf("heat %d: %d calls are left, want %d", c.heat, calls, c.left)
		}
	}
}
