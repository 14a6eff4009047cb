package translator

import (
	"os"
	"runtime/debug"
	"strconv"
	"strings"
	"testing"
	"time"
)

// TestMemoryAhead asks for memory ahead and waits until the system has given it out.
func TestMemoryAhead(t *testing.T) {
	defer debug.SetGCPercent(debug.SetGCPercent(-1))
	before := resident(t)
	memoryAhead(worthAhead/heapPerByte - 1)
	if now := resident(t); now > before+worthAhead/4 {
		t.Errorf("a small program gets memory ahead: %d MB, before %d MB", now>>20, before>>20)
	}
	memoryAhead(worthAhead/heapPerByte + 1)
	defer debug.FreeOSMemory()
	for range 100 {
		if resident(t) > before+worthAhead*3/4 {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	t.Skip("the system does not give out memory ahead")
}

// TestMemoryAheadIfCollected checks that where garbage is collected early no memory is asked for.
func TestMemoryAheadIfCollected(t *testing.T) {
	defer debug.SetGCPercent(debug.SetGCPercent(100))
	before := resident(t)
	memoryAhead(2 * worthAhead / heapPerByte)
	time.Sleep(100 * time.Millisecond)
	if now := resident(t); now > before+worthAhead/4 {
		t.Errorf("%d MB, before %d MB", now>>20, before>>20)
	}
}

// resident returns how many bytes of this process are in memory.
func resident(t *testing.T) int {
	text, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		t.Fatal(err)
	}
	pages, err := strconv.Atoi(strings.Fields(string(text))[1])
	if err != nil {
		t.Fatal(err)
	}
	return pages * os.Getpagesize()
}
