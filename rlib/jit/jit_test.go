package jit

import "testing"

// TestNoOps checks that hints change nothing and allocate nothing.
func TestNoOps(t *testing.T) {
	program := new(int)
	if n := testing.AllocsPerRun(100, func() {
		MergePoint(1, program)
		CanEnter(2, program)
		if Promote(7) != 7 || PromoteString("a") != "a" || Virtualizable(program) != program {
			t.Fatal("a hint changed a value")
		}
		if InTrace() || IsConstant(3) {
			t.Fatal("tracing under plain Go")
		}
	}); n != 0 {
		t.Fatalf("hints allocate: %v", n)
	}
}

// TestDirectives checks that names are unique and documented.
func TestDirectives(t *testing.T) {
	seen := map[string]bool{}
	for _, d := range Directives {
		if d.Name == "" || d.Doc == "" || seen[d.Name] {
			t.Errorf("bad directive %+v", d)
		}
		seen[d.Name] = true
	}
}
