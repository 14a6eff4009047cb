package corpus

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"rgo/backends/llvm"
	"rgo/tests/matrix"
)

// TestThreadSanitizer runs programs whose goroutines run at the same time with every access to memory watched by clang's
// ThreadSanitizer: those of the program, of the runtime and of the support code. There must be no report.
//
// Two things are done to the code for it. The poll flag is read by an ordinary load, since the sanitizer takes an atomic one
// relative to gs for one at the offset. And calls are not watched: the sanitizer would mistake a switch of stacks for very many returns.
// So it knows OS threads only, and goroutines that run on the same one are not told apart.
func TestThreadSanitizer(t *testing.T) {
	if os.Getenv("RGO_TEST_FULL") == "" {
		t.Skip("runs with RGO_TEST_FULL=1")
	}
	b, ok := matrix.Find("llvm-marksweep")
	if !ok {
		t.Fatal("no build llvm-marksweep")
	}
	if missing := b.Missing(); missing != "" {
		t.Skip(missing)
	}
	clang := sanitizer(t)
	for _, c := range []struct{ name, argument string }{{"parallel", ""}, {"threads_stress", "30"}, {"goroutines", ""}, {"company", ""}, {"generations", ""}, {"goroutines_places", ""}} {
		t.Run(c.name, func(t *testing.T) {
			o := b.Options
			o.Threads, o.Keep = "free", t.TempDir()
			translated(t, o, "testdata/"+c.name+".go")
			program := watched(t, clang, o.Keep)
			for _, stress := range []string{"0", "5003"} {
				ctx, cancel := context.WithTimeout(context.Background(), 5*time.Minute)
				defer cancel()
				// Addresses have to be where the sanitizer expects them.
				run := exec.CommandContext(ctx, "setarch", append([]string{"-R", program}, strings.Fields(c.argument)...)...)
				run.Env = append(os.Environ(), "RGO_GC_STRESS="+stress)
				out, err := run.CombinedOutput()
				if err != nil || bytes.Contains(out, []byte("ThreadSanitizer")) {
					t.Errorf("RGO_GC_STRESS=%s: %v\n%s", stress, err, out[:min(len(out), 4000)])
				}
			}
		})
	}
}

// sanitizer returns the clang that can link the sanitizer.
func sanitizer(t *testing.T) string {
	tools, err := llvm.FindToolchain()
	if err != nil {
		t.Skip(err)
	}
	source := filepath.Join(t.TempDir(), "empty.c")
	if err := os.WriteFile(source, []byte("int main(void) { return 0; }\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	if err := exec.Command(tools.Clang, "-fsanitize=thread", "-no-pie", source, "-o", source+".out").Run(); err != nil {
		t.Skip("no ThreadSanitizer: scripts/setup.sh sanitizer installs it")
	}
	return tools.Clang
}

var (
	pollLoad   = regexp.MustCompile(`load atomic i64, (ptr addrspace\(256\) [^,]*\)) monotonic`)
	attributes = regexp.MustCompile(`(?m)^(attributes #\d+ = \{)`)
)

// watched compiles what a translation has kept in dir, with the sanitizer.
func watched(t *testing.T, clang, dir string) string {
	files, err := filepath.Glob(dir + "/*.*")
	if err != nil {
		t.Fatal(err)
	}
	var objects []string
	for _, file := range files {
		flags := []string{"-O1", "-fno-pic", "-c", file, "-o", file + ".watched"}
		switch filepath.Ext(file) {
		case ".ll":
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			text = pollLoad.ReplaceAll(text, []byte("load volatile i64, $1"))
			text = attributes.ReplaceAll(text, []byte("$1 sanitize_thread"))
			if err := os.WriteFile(file, text, 0o666); err != nil {
				t.Fatal(err)
			}
			fallthrough
		case ".c":
			flags = append(flags, "-fsanitize=thread", "-mllvm", "-tsan-instrument-func-entry-exit=0", "-Wno-override-module")
		case ".S":
		default:
			continue
		}
		command(t, clang, flags...)
		objects = append(objects, file+".watched")
	}
	program := filepath.Join(dir, "watched")
	command(t, clang, append([]string{"-fsanitize=thread", "-no-pie", "-o", program, "-lm"}, objects...)...)
	return program
}

func command(t *testing.T, name string, args ...string) {
	if out, err := exec.Command(name, args...).CombinedOutput(); err != nil {
		t.Fatalf("%s %v: %v\n%s", name, args, err, out)
	}
}
