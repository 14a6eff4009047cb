package inspect

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"rgo/flowgraph"
	"rgo/translator"
)

// built translates the program of the tests to an executable with debug information, once.
var built = sync.OnceValues(func() (p *Program, err error) {
	dir, err := os.MkdirTemp("", "rgo-inspect-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	o := translator.Options{Debug: "on", Output: filepath.Join(dir, "shapes")}
	if _, err := o.Resolve(translator.HaveClang()); err != nil {
		return nil, err
	}
	s := &translator.Session{Options: o, Patterns: []string{"testdata/shapes/main.go"}}
	if p, err = Open(s, flowgraph.Lowered); err != nil {
		return nil, err
	}
	if err := s.Translate(); err != nil {
		return nil, err
	}
	return p, p.SetBinary(o.Output)
})

func executable(t *testing.T) *Program {
	t.Helper()
	p, err := built()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// TestBinary reads the machine code of a function back from the executable, with the lines that it comes from.
func TestBinary(t *testing.T) {
	p := executable(t)
	if !p.binary.HasLines() {
		t.Fatal("no lines in an executable made with --debug on")
	}
	l, err := p.Machine(t.Context(), "main.gcd")
	if err != nil {
		t.Fatal(err)
	}
	divides, returns := false, false
	for _, x := range l.Lines {
		divides = divides || strings.Contains(x.Text, "div ") && strings.HasPrefix(x.Pos, "main.go:39")
		returns = returns || strings.TrimSpace(x.Text) == "ret"
		if strings.Contains(x.Text, ".byte") {
			t.Errorf("an instruction that is none: %s at %s", x.Text, x.Addr)
		}
	}
	if !divides || !returns {
		t.Errorf("no division from line 39, or no return: %+v", l.Lines)
	}
	calls := false
	l, err = p.Machine(t.Context(), "main.fib")
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range l.Lines {
		calls = calls || x.Callee == "main.fib"
	}
	if !calls {
		t.Errorf("fib does not call itself: %+v", l.Lines)
	}
	if _, err := p.Machine(t.Context(), "main.newSquare"); err == nil || !strings.Contains(err.Error(), "the compiler has inlined every call") {
		t.Errorf("a function that was inlined: error %v", err)
	}
	if err := shapes(t).SetBinary("/proc/self/exe"); err == nil || !strings.Contains(err.Error(), "was it stripped?") {
		t.Errorf("an executable without symbols: error %v", err)
	}
}

// division returns the address of the division of gcd.
func division(t *testing.T, p *Program) string {
	t.Helper()
	l, err := p.Machine(t.Context(), "main.gcd")
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range l.Lines {
		if strings.Contains(x.Text, "div ") {
			return x.Addr
		}
	}
	t.Fatal("gcd does not divide")
	return ""
}

// TestProfiles shows the same samples from both forms of profiles: on the line, on the operation, on the instruction.
func TestProfiles(t *testing.T) {
	p := executable(t)
	defer func() { p.profile = nil }()
	addr := division(t, p)
	name := filepath.Base(p.binary.Path)
	perf := fmt.Sprintf(`# ========
%[2]s   12 100.1:     250000 cpu-clock:u:            %[1]s main.gcd+0x10 (/somewhere/%[2]s)
%[2]s   12 100.2:     250000 cpu-clock:u:  ffffffff81 do_syscall_64+0x1 ([kernel.kallsyms])

%[2]s   12 100.3:     250000 cpu-clock:u: 
	          %[1]s main.gcd+0x10 (/somewhere/%[2]s)
	          %[1]s main.main+0x10 (/somewhere/%[2]s)

my %[2]s   12 100.3:     250000 cpu-clock:u: 
	          %[1]s main.gcd+0x10 (/somewhere/%[2]s)
`, addr, name)
	for form, content := range map[string][]byte{"perf": []byte(perf), "pprof": pprofOf(t, addr)} {
		path := filepath.Join(t.TempDir(), form)
		if err := os.WriteFile(path, content, 0o666); err != nil {
			t.Fatal(err)
		}
		if err := p.SetProfile(path); err != nil {
			t.Fatalf("%s: %v", form, err)
		}
		if p.profile.Total != 3 {
			t.Errorf("%s: %v samples, want 3", form, p.profile.Total)
		}
		if got := p.Samples("main.gcd"); got != 1 {
			t.Errorf("%s: gcd has %v of the samples, want all", form, got)
		}
		if got := p.HotLines("main.gcd")[39]; got != 1 {
			t.Errorf("%s: line 39 has %v of the samples, want all", form, got)
		}
		hot := 0
		for _, b := range p.Draw("main.gcd", flowgraph.Lowered).Blocks {
			for _, op := range b.Ops {
				if op.Samples > 0 {
					hot++
					if op.Op != "int_mod" {
						t.Errorf("%s: samples on %s", form, op.Text)
					}
				}
			}
		}
		if hot != 1 {
			t.Errorf("%s: %d operations with samples, want 1", form, hot)
		}
		l, err := p.Machine(t.Context(), "main.gcd")
		if err != nil {
			t.Fatal(err)
		}
		for _, x := range l.Lines {
			if (x.Samples == 1) != (x.Addr == addr) {
				t.Errorf("%s: %s has %v of the samples", form, x.Text, x.Samples)
			}
		}
	}
	empty := filepath.Join(t.TempDir(), "empty")
	if err := os.WriteFile(empty, []byte("nothing\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	if err := p.SetProfile(empty); err == nil || !strings.Contains(err.Error(), "has no samples of") {
		t.Errorf("a file without samples: error %v", err)
	}
}

// pprofOf makes a profile of pprof with three samples at an address.
func pprofOf(t *testing.T, addr string) []byte {
	t.Helper()
	var n uint64
	if _, err := fmt.Sscanf(addr, "%x", &n); err != nil {
		t.Fatal(err)
	}
	number := func(field int, n uint64) []byte {
		return binary.AppendUvarint(binary.AppendUvarint(nil, uint64(field<<3)), n)
	}
	message := func(field int, body []byte) []byte {
		return append(binary.AppendUvarint(binary.AppendUvarint(nil, uint64(field<<3|2)), uint64(len(body))), body...)
	}
	var data []byte
	data = append(data, message(2, append(message(1, []byte{7}), message(2, []byte{99, 2})...))...) // packed; the last value counts
	data = append(data, message(2, append(number(1, 7), number(2, 1)...))...)
	data = append(data, message(4, append(number(1, 7), number(3, n)...))...)
	data = append(data, message(6, []byte("cpu"))...)
	var out bytes.Buffer
	z := gzip.NewWriter(&out)
	if _, err := z.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestStats(t *testing.T) {
	p := executable(t)
	st, err := p.Stats()
	if err != nil {
		t.Fatal(err)
	}
	if st.Unit != "bytes" || st.Total < 1000 {
		t.Errorf("%v %s", st.Total, st.Unit)
	}
	sum := 0.0
	for _, part := range st.Code.Parts {
		sum += part.Size
		inner := 0.0
		for _, f := range part.Parts {
			inner += f.Size
		}
		if inner != part.Size {
			t.Errorf("%s: the parts have %v bytes, the whole %v", part.Name, inner, part.Size)
		}
	}
	if sum != st.Total {
		t.Errorf("the parts have %v bytes, the whole %v", sum, st.Total)
	}
	var b strings.Builder
	if err := st.Text(&b, 3); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"  main\n", "      main.", "backend ", "annotate", "total"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("the table does not mention %q:\n%s", want, b.String())
		}
	}
	for _, of := range []string{"code", "time"} {
		var svg bytes.Buffer
		if err := st.Treemap(&svg, of, true); err != nil {
			t.Fatal(err)
		}
		wellFormed(t, "treemap of "+of, svg.Bytes())
	}
	if err := st.Treemap(&b, "space", true); err == nil {
		t.Error("a treemap of space")
	}
}

func TestPackageOf(t *testing.T) {
	for name, want := range map[string]string{
		"main.f": "main", "main.(*T).m": "main", "math/big.(*Int).Add": "math/big", "rgo/runtime/maps.(*Map[string,a/b.T]).Get": "rgo/runtime/maps",
		"slices.Sort[a/b.T]": "slices", "copy": "made by the translator",
	} {
		if got := packageOf(name); got != want {
			t.Errorf("packageOf(%q) = %q, want %q", name, got, want)
		}
	}
}
