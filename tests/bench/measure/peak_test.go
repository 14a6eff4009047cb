package measure

import (
	"os"
	"os/exec"
	"testing"
)

// TestPeak starts a small process from one that is large.
func TestPeak(t *testing.T) {
	const large = 64 << 20
	memory := make([]byte, large)
	for i := 0; i < large; i += os.Getpagesize() {
		memory[i] = 1
	}
	peak, err := RunPeak(exec.Command("sleep", "0.1"))
	if err != nil {
		t.Fatal(err)
	}
	if ours := highWater(os.Getpid()); ours < large>>10 {
		t.Fatalf("this process is said to have had %d KB only", ours)
	}
	if peak == 0 || peak > 16<<10 || memory[0] == 0 {
		t.Errorf("sleep took %d KB", peak)
	}
}
