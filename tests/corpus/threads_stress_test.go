package corpus

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"strconv"
	"testing"
	"time"

	"rgo/tests/matrix"
)

// TestThreadsStress runs channels, locks, timers, collections and calls of the system for minutes, on goroutines that interrupt each
// other or run at the same time, also with a collection and a check of the heap at every few thousandth allocation.
func TestThreadsStress(t *testing.T) {
	if os.Getenv("RGO_TEST_FULL") == "" {
		t.Skip("runs with RGO_TEST_FULL=1")
	}
	const program, rounds = "testdata/threads_stress.go", 3000
	want, err := os.ReadFile("testdata/threads_stress.out")
	if err != nil {
		t.Fatal(err)
	}
	line, _, _ := bytes.Cut(want, []byte("\n"))
	want = append(bytes.Repeat(append(line, '\n'), rounds), "true 50\n"...)
	for _, build := range []struct{ name, threads string }{
		{"llvm-marksweep", "free"}, {"llvm-immix", "gil"}, {"llvm-immix-shadowstack", "gil"}, {"llvm-marksweep", "gil"}, {"llvm-semispace", "gil"},
		{"go-immix", "gil"}, {"go-marksweep", "gil"},
	} {
		name := build.name
		b, ok := matrix.Find(name)
		if !ok {
			t.Fatal("no build " + name)
		}
		t.Run(name+"-"+build.threads, func(t *testing.T) {
			if missing := b.Missing(); missing != "" {
				t.Skip(missing)
			}
			b.Options.Threads = build.threads
			binary := translated(t, b.Options, program)
			for _, stress := range []string{"", "5003"} {
				ctx, cancel := context.WithTimeout(context.Background(), 20*time.Minute)
				defer cancel()
				c := exec.CommandContext(ctx, binary, strconv.Itoa(rounds))
				c.Env = append(os.Environ(), "RGO_GC_STRESS="+stress)
				out, err := c.CombinedOutput()
				if err != nil || !bytes.Equal(out, want) {
					t.Errorf("RGO_GC_STRESS=%s: %v, output ends in %q", stress, err, out[max(0, len(out)-300):])
				}
			}
		})
	}
}
