package profile

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"strings"
	"testing"

	"rgo/flowgraph"
)

const loopText = `graph main.helper(x_1: Signed) Signed
b1(x_1):
    y_2 = int_add(x_1, 1)
    jump ret(y_2)

graph main.f(n_1: Signed) Signed
b1(n_1):
    jump b2(n_1, 0)
b2(i_2: Signed, s_3: Signed):
    c_4 = int_gt(i_2, 0)
    if c_4 -> b3(i_2, s_3) else ret(s_3)
b3(i_5: Signed, s_6: Signed):
    d_7 = int_eq(i_5, 5)
    if d_7 -> b4(i_5, s_6) else b5(i_5, s_6)
b4(i_8: Signed, s_9: Signed):
    t_10: Signed = call main.helper(s_9)
    jump b5(i_8, t_10)
b5(i_11: Signed, s_12: Signed):
    j_13 = int_sub(i_11, 1)
    jump b2(j_13, s_12)

graph main.never(x_1: Signed) Signed
b1(x_1):
    jump ret(x_1)
`

func parse(t *testing.T, text string) *flowgraph.Program {
	t.Helper()
	p, err := flowgraph.ParseGraphs("test", text, flowgraph.Rtyped)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func graph(t *testing.T, p *flowgraph.Program, name string) *flowgraph.Graph {
	t.Helper()
	g := findGraph(p, name)
	if g == nil {
		t.Fatal("no graph " + name)
	}
	return g
}

// ran is a profile of loopText: main.f was called once, with 1000.
func ran(t *testing.T) *Profile {
	p := parse(t, loopText)
	f := graph(t, p, "main.f")
	list := branches(f)
	return &Profile{Idle: map[uint32]bool{nameNumber("main.never"): true}, Graphs: map[string]*Graph{
		"main.f": {Name: "main.f", Shape: graphShape(f), Entries: 1, Branches: []Branch{
			{0, blockShape(list[0]), []uint64{1000000, 1}},
			{1, blockShape(list[1]), []uint64{1, 999999}},
		}},
		"main.helper": {Name: "main.helper", Shape: graphShape(graph(t, p, "main.helper")), Entries: 1},
	}}
}

func weights(b *flowgraph.Block) string {
	var list []string
	for _, l := range b.Exits {
		list = append(list, fmt.Sprint(l.Weight))
	}
	return strings.Join(list, " ")
}

func heats(g *flowgraph.Graph) string {
	var list []string
	for _, b := range g.Blocks {
		list = append(list, fmt.Sprint(b.Heat))
	}
	return strings.Join(list, " ")
}

func TestApply(t *testing.T) {
	p := parse(t, loopText)
	_, m := Apply(p, ran(t))
	if m.Exact != 2 || m.Text() != "" {
		t.Errorf("match is %+v", m)
	}
	f := graph(t, p, "main.f")
	list := branches(f)
	if got := weights(list[0]) + ", " + weights(list[1]); got != "1000001 2, 2 1000000" {
		t.Errorf("weights are %s", got)
	}
	// b1 once, b2 to b5: all rounds but for the call; the return block once.
	if got, want := heats(f), fmt.Sprint(flowgraph.Cool, flowgraph.Hot, flowgraph.Hot, flowgraph.Cool, flowgraph.Hot, flowgraph.Cool); got != want {
		t.Errorf("heat is %s, want %s", got, want)
	}
	if got := heats(graph(t, p, "main.never")); got != fmt.Sprint(flowgraph.Cool, flowgraph.Cool) {
		t.Errorf("heat of what never ran is %s", got)
	}
}

// TestApplyChanged applies a profile to a program with a new branch in front of the others, and another constant.
func TestApplyChanged(t *testing.T) {
	changed := strings.Replace(loopText, "b1(n_1):\n    jump b2(n_1, 0)", `b1(n_1):
    z_20 = int_lt(n_1, 0)
    z_21 = bool_not(z_20)
    if z_21 -> b6(n_1) else ret(n_1)
b6(n_22: Signed):
    jump b2(n_22, 0)`, 1)
	changed += "\n\ngraph main.new(x_1: Signed) Signed\nb1(x_1):\n    jump ret(x_1)\n"
	changed = strings.Replace(changed, "int_eq(i_5, 5)", "int_eq(i_5, 7)", 1)
	p := parse(t, strings.ReplaceAll(changed, "main.helper", "main.other"))
	_, m := Apply(p, ran(t))
	if len(m.Partly) != 1 || m.Partly[0] != "main.f" || len(m.Missing) != 1 || m.Missing[0] != "main.helper" {
		t.Fatalf("match is %+v", m)
	}
	if want := "of the 2 functions of the profile, 1 functions have changed (main.f), 1 are not in this program (main.helper)"; m.Text() != want {
		t.Errorf("text is %s", m.Text())
	}
	if got := heats(graph(t, p, "main.new")); got != fmt.Sprint(flowgraph.UnknownHeat, flowgraph.UnknownHeat) {
		t.Errorf("heat of what is new is %s", got)
	}
	list := branches(graph(t, p, "main.f"))
	if got := weights(list[0]) + ", " + weights(list[1]) + ", " + weights(list[2]); got != "0 0, 1000001 2, 2 1000000" {
		t.Errorf("weights are %s", got)
	}
	if list[0].Heat != flowgraph.UnknownHeat || list[1].Heat != flowgraph.Hot {
		t.Errorf("heat of branches is %d %d", list[0].Heat, list[1].Heat)
	}
}

// TestClosuresMove finds a closure whose name tells its line.
func TestClosuresMove(t *testing.T) {
	prof := ran(t)
	g := prof.Graphs["main.helper"]
	delete(prof.Graphs, g.Name)
	g.Name = "main.init#43"
	prof.Graphs[g.Name] = g
	prof.Graphs["main.f"].Shape++ // it mentions the helper by name
	p := parse(t, strings.ReplaceAll(loopText, "main.helper", "main.init#51"))
	if _, m := Apply(p, prof); m.Exact != 1 || len(m.Missing) != 0 {
		t.Errorf("match is %+v", m)
	}
}

func TestText(t *testing.T) {
	p := ran(t)
	text := p.Text()
	q, err := Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(q.Text(), text) {
		t.Errorf("written again:\n%s\nwas:\n%s", q.Text(), text)
	}
	if list := q.Add(p); len(list) != 0 || q.Total() != 2*p.Total() {
		t.Errorf("sum is %d, not twice %d; conflicts %v", q.Total(), p.Total(), list)
	}
	p.Graphs["main.f"].Shape++
	if list := q.Add(p); len(list) != 1 || list[0] != "main.f" {
		t.Errorf("conflicts are %v", list)
	}
	if empty, err := Parse(New().Text()); err != nil || len(empty.Graphs) != 0 {
		t.Errorf("an empty profile reads as %v, %v", empty, err)
	}
	if r := q.Compact().Graphs["main.f"].Branches[0].Counts; r[0] != 2000000 || r[1] != 2 || round(123456) != 123000 {
		t.Errorf("rounded to %v", r)
	}
}

// rawText is what an instrumented program writes: two graphs, the second of which did not run.
func rawText(counters ...uint64) []byte {
	data := []byte("rgo raw profile 1\ngraph ab main.f\n1f 2\n2f 3\ngraph cd main.never\n1f 2\ncounters 9\n")
	for _, c := range counters {
		data = binary.LittleEndian.AppendUint64(data, c)
	}
	return data
}

func TestRaw(t *testing.T) {
	p, err := Parse(rawText(3, 2, 1, 0, 0, 2, 0, 0, 0))
	if err != nil {
		t.Fatal(err)
	}
	if want := fmt.Sprintf("rgo profile 1\ngraph 3 ab main.f\n0 1f 2 1\n1 2f 0 0 2\nidle %x\n", nameNumber("main.never")); string(p.Text()) != want {
		t.Errorf("as text:\n%s", p.Text())
	}
}

func TestBad(t *testing.T) {
	for _, c := range []struct{ name, data, want string }{
		{"empty", "", "an empty file is no profile"},
		{"foreign", "mode: set\nmain.go:1.1,2.2 1 1\n", "not a profile"},
		{"version", "rgo profile 9\n", "of another version of rgo"},
		{"cut off", string(rawText(1, 2, 3)), "was not written to its end"},
		{"no counters", "rgo raw profile 1\ngraph ab main.f\n", "has no counters"},
		{"too many", strings.Replace(string(rawText(0, 0, 0, 0, 0, 0, 0, 0, 0)), "2f 3\n", "", 1), "more counters than it describes"},
		{"bad line", "rgo profile 1\ngraph 1 ab main.f\nhello\n", `line 3: this does not belong into a profile: "hello"`},
		{"bad number", "rgo profile 1\ngraph 1 ab main.f\n0 1f 2 -1\n", "line 3"},
		{"order", "rgo profile 1\ngraph 1 ab main.f\n1 1f 2 1\n0 1f 2 1\n", "line 4"},
		{"twice", "rgo profile 1\ngraph 1 ab main.f\ngraph 1 ab main.f\n", "line 3"},
		{"bad idle", "rgo profile 1\nidle xyz\n", "line 2"},
		{"no graph", "rgo profile 1\n0 1f 2 1\n", "line 2"},
	} {
		if _, err := Parse([]byte(c.data)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error is %v, want %q", c.name, err, c.want)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add(rawText(3, 2, 1, 0, 0, 2, 0, 0, 0))
	f.Add([]byte("rgo profile 1\ngraph 3 ab main.f\n0 1f 2 1\n1 2f 0 0 2\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := Parse(data)
		if err != nil {
			return
		}
		q, err := Parse(p.Text())
		if err != nil || !bytes.Equal(p.Text(), q.Text()) {
			t.Errorf("%q does not survive: %v", p.Text(), err)
		}
	})
}

func TestAlign(t *testing.T) {
	for _, c := range []struct {
		profile string
		shapes  string
		want    string
	}{
		{"abc", "abc", "0 1 2"},
		{"abc", "xaybzc", "1 3 5"},
		{"abc", "acb", "0 -1 1"},
		{"aab", "ab", "-1 0 1"},
		{"ab", "", "-1 -1"},
	} {
		var list []Branch
		for _, r := range c.profile {
			list = append(list, Branch{Shape: uint32(r)})
		}
		var shapes []uint32
		for _, r := range c.shapes {
			shapes = append(shapes, uint32(r))
		}
		got := strings.Trim(fmt.Sprint(align(list, shapes)), "[]")
		if got != c.want && !(c.profile == "abc" && c.shapes == "acb" && got == "0 2 -1") && !(c.profile == "aab" && got == "0 -1 1") {
			t.Errorf("align %q to %q: %s, want %s", c.profile, c.shapes, got, c.want)
		}
	}
}
