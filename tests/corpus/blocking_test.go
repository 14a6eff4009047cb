package corpus

import (
	"bufio"
	"context"
	"io"
	"os/exec"
	"testing"
	"time"

	"rgo/tests/matrix"
	"rgo/translator"
)

// threadModels are those in which goroutines can wait for input one by one.
var threadModels = map[string][]string{"llvm": {"green", "gil", "free"}, "go": {"green", "gil"}}

// TestBlockingCalls runs a program that reads its input while a ticker ticks: it gets its input only after it has said that the
// ticker did.
func TestBlockingCalls(t *testing.T) {
	for backend, models := range threadModels {
		for _, threads := range models {
			b := matrix.Build{Name: backend + "-" + threads, Options: translator.Options{Backend: backend, Threads: threads}}
			t.Run(b.Name, func(t *testing.T) {
				if missing := b.Missing(); missing != "" {
					t.Skip(missing)
				}
				t.Parallel()
				converse(t, translated(t, b.Options, "testdata/blocking.go"))
			})
		}
	}
}

// translated translates a program and returns the path of the binary.
func translated(t *testing.T, o translator.Options, program string) string {
	o.Output = t.TempDir() + "/program"
	s := translator.Session{Patterns: []string{program}, Options: o}
	if _, err := s.Options.Resolve(translator.HaveClang()); err != nil {
		t.Fatal(err)
	}
	if err := s.Translate(); err != nil {
		t.Fatal(err)
	}
	return o.Output
}

func converse(t *testing.T, program string) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	c := exec.CommandContext(ctx, program)
	in, err := c.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	expect := func(want string) {
		if !lines.Scan() || lines.Text() != want {
			t.Fatalf("got %q, want %q", lines.Text(), want)
		}
	}
	for _, text := range []string{"one", "two"} {
		expect("ticks")
		io.WriteString(in, text+"\n")
		expect("read " + text)
	}
	expect("ticks")
	in.Close()
	expect("end")
	if err := c.Wait(); err != nil {
		t.Fatal(err)
	}
}
