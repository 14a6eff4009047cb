package optimizer

import "testing"

// An operand that a case gets is widened before it is cut out of the instruction, so that the conversion stays in front.
func TestSinkWide(t *testing.T) {
	p := parse(t, "sink", `graph main.f(p_1: Ref) Signed
b1(p_1):
    instr_2: Uint32 = mem_load[0](p_1)
    arg_3 = int_shr(instr_2, 8)
    n_4: Signed = convert(arg_3)
    op_5 = int_and(instr_2, 255)
    switch op_5
        case 1 -> ret(n_4)
        default -> ret(0)
`)
	sink(p.Entry, 2)
	const want = `graph main.f(p_1: Ref) Signed
b1(p_1):
    instr_2: Uint32 = mem_load[0](p_1)
    v7: Signed = convert(instr_2)
    op_5 = int_and(instr_2, 255)
    switch op_5
        case 1 -> b3(v7)
        default -> ret(0)
b3(v8: Signed):
    n_9 = int_shr(v8, 8)
    jump ret(n_9)

`
	if got := text(t, p); got != want {
		t.Errorf("got:\n%s", got)
	}
}

// What only exits use is computed behind them, with all that it needs; the operand of the switch stays in front, and so does
// what reads memory. Exits to the same place with the same values share one block.
func TestSink(t *testing.T) {
	p := parse(t, "sink", `graph main.f(pc_1: Signed, p_2: Ref) Signed
b1(pc_1, p_2):
    instr_3: Signed = mem_load[0](p_2)
    next_4 = int_add(pc_1, 1)
    arg_5 = int_shr(instr_3, 8)
    both_6 = int_add(arg_5, next_4)
    op_7 = int_and(instr_3, 255)
    switch op_7
        case 1 -> b2(next_4, arg_5)
        case 2 -> b3(both_6)
        case 3 -> b3(both_6)
        case 4 -> b3(instr_3)
        default -> ret(next_4)
b2(n_8: Signed, a_9: Signed):
    r_10 = int_mul(n_8, a_9)
    jump ret(r_10)
b3(x_11: Signed):
    y_12 = int_mul(x_11, 3)
    jump ret(y_12)
`)
	if g := p.Entry; sink(g, 6) || !sink(g, 5) || sink(g, 5) {
		t.Error("sink reports the wrong things")
	}
	const want = `graph main.f(pc_1: Signed, p_2: Ref) Signed
b1(pc_1, p_2):
    instr_3: Signed = mem_load[0](p_2)
    op_7 = int_and(instr_3, 255)
    switch op_7
        case 1 -> b5(pc_1, instr_3)
        case 2 -> b6(pc_1, instr_3)
        case 3 -> b6(pc_1, instr_3)
        case 4 -> b3(instr_3)
        default -> b7(pc_1)
b5(pc_14: Signed, instr_15: Signed):
    next_16 = int_add(pc_14, 1)
    arg_17 = int_shr(instr_15, 8)
    r_10 = int_mul(next_16, arg_17)
    jump ret(r_10)
b6(pc_18: Signed, instr_19: Signed):
    next_20 = int_add(pc_18, 1)
    arg_21 = int_shr(instr_19, 8)
    both_22 = int_add(arg_21, next_20)
    jump b3(both_22)
b3(x_11: Signed):
    y_12 = int_mul(x_11, 3)
    jump ret(y_12)
b7(pc_23: Signed):
    next_24 = int_add(pc_23, 1)
    jump ret(next_24)

`
	if got := text(t, p); got != want {
		t.Errorf("got:\n%s", got)
	}
}
