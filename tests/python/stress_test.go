package python_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// stressSpread is one in how many programs run without RGO_TEST_FULL.
const stressSpread = 8

// TestStress runs the programs of stress.tsv with a collection and a check of the heap at every Nth allocation, on the
// builds of TestBuilds whose collectors can do that. They must do what they do without.
func TestStress(t *testing.T) {
	data, err := os.ReadFile("stress.tsv")
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range builds() {
		if !b.Ours() {
			continue
		}
		t.Run(b.Name, func(t *testing.T) {
			pygo := b.translate(t)
			for i, line := range strings.Split(strings.TrimSpace(string(data)), "\n") {
				if strings.HasPrefix(line, "#") {
					continue
				}
				fields := strings.Fields(line)
				if len(fields) < 2 {
					t.Fatalf("stress.tsv:%d: want a program, a number, and arguments", i+1)
				}
				interval, err := strconv.Atoi(fields[1])
				if err != nil {
					t.Fatalf("stress.tsv:%d: %v", i+1, err)
				}
				if i%stressSpread != 0 && os.Getenv("RGO_TEST_FULL") == "" {
					continue
				}
				t.Run(fields[0], func(t *testing.T) {
					args := append([]string{fields[0] + ".py"}, fields[2:]...)
					want := execute(t, pygo, args, "RGO_GC_STRESS=0")
					got := execute(t, pygo, args, "RGO_GC_STRESS="+strconv.Itoa(interval))
					if got.status != want.status || !bytes.Equal(got.out, want.out) || !bytes.Equal(got.err, want.err) {
						t.Errorf("RGO_GC_STRESS=%d: exit status %d\n%s%s\nwant %d\n%s%s", interval, got.status, got.out, got.err, want.status, want.out, want.err)
					}
				})
			}
		})
	}
}

// execute runs a program in its directory.
func execute(t *testing.T, pygo string, args []string, env string) result {
	t.Helper()
	cmd := exec.Command(pygo, args...)
	cmd.Dir = filepath.Join(".", filepath.Dir(args[0]))
	cmd.Args[1] = filepath.Base(args[0])
	cmd.Env = append(os.Environ(), env)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); cmd.ProcessState == nil {
		t.Fatal(err)
	}
	return result{out.Bytes(), errs.Bytes(), cmd.ProcessState.ExitCode()}
}
