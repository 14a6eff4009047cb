package env

import (
	"os"
	"strings"
	"testing"
	"unsafe"

	"rgo/runtime/raw"
	_ "rgo/runtime/raw/host"
)

// exited is what the host panics with when the program ends.
type exited int

// read calls Read in an environment of these entries and returns what it printed, and the exit status or -1.
func read(t *testing.T, entries ...string) (text string, status int) {
	host, memory := raw.Host, raw.HostMemory
	defer func() { raw.Host, raw.HostMemory = host, memory }()
	raw.HostMemory = func(name string, a int) unsafe.Pointer {
		if name != "envp" {
			return memory(name, a)
		}
		if a < len(entries) {
			return raw.PathBytes(entries[a])
		}
		return nil
	}
	raw.Host = func(name string, p, q unsafe.Pointer, a, b int) int {
		switch name {
		case "write":
			text += unsafe.String((*byte)(p), b)
			return b
		case "exit":
			panic(exited(a))
		}
		return host(name, p, q, a, b)
	}
	defer func() {
		switch r := recover().(type) {
		case nil:
			status = -1
		case exited:
			status = int(r)
		default:
			panic(r)
		}
	}()
	Read()
	return
}

func TestRead(t *testing.T) {
	for _, c := range []struct {
		entries          string
		min, max, growth uintptr
		stress           int
	}{
		{"", 0, 0, 0, 0},
		{"PATH=/bin RGO_GC=1 RGO_GC_MI=x RGO_GC_MINI=x XRGO_GC_MIN=x", 0, 0, 0, 0},
		{"RGO_GC_MIN=12345", 12345, 0, 0, 0},
		{"RGO_GC_MIN=64M RGO_GC_MAX=2G", 64 << 20, 2 << 30, 0, 0},
		{"RGO_GC_MIN=3k RGO_GC_MAX=2048K", 3 << 10, 2 << 20, 0, 0},
		{"RGO_GC_MAX=64g RGO_GC_MIN=64G", 64 << 30, 64 << 30, 0, 0},
		{"RGO_GC_MIN= RGO_GC_MAX= RGO_GC_GROWTH= RGO_GC_STRESS= RGO_GC_LOG=", 0, 0, 0, 0},
		{"RGO_GC_GROWTH=150 RGO_GC_STRESS=7", 0, 0, 150, 7},
		{"RGO_GC_STRESS=0", 0, 0, 0, 0},
		{"RGO_GC_MIN=1M RGO_GC_MIN=2M", 1 << 20, 0, 0, 0},
		{"RGO_GC_MIN=70368744177664", 1 << 46, 0, 0, 0},
	} {
		text, status := read(t, strings.Fields(c.entries)...)
		if text != "" || status != -1 {
			t.Errorf("%s: exit status %d, %s", c.entries, status, text)
		}
		if Min != c.min || Max != c.max || Growth != c.growth || Stress != c.stress || Log != 0 {
			t.Errorf("%s: min %d, max %d, growth %d, stress %d", c.entries, Min, Max, Growth, Stress)
		}
	}
}

func TestLarge(t *testing.T) {
	for entries, want := range map[string]uintptr{
		"": usualLarge, "RGO_GC_LARGE=": usualLarge, "RGO_GC_LARGE=0": 0, "RGO_GC_LARGE=1G RGO_GC_LARGE=0": 1 << 30,
	} {
		if text, status := read(t, strings.Fields(entries)...); Large != want || text != "" || status != -1 {
			t.Errorf("%q: large %d, exit status %d, %s", entries, Large, status, text)
		}
	}
}

func TestLog(t *testing.T) {
	text, status := read(t, "RGO_GC_LOG=/tmp/a b=c")
	if got := raw.CString(raw.Pointer(Log)); got != "/tmp/a b=c" || text != "" || status != -1 {
		t.Errorf("log file %q; exit status %d, %s", got, status, text)
	}
}

func TestBadValues(t *testing.T) {
	for _, c := range []struct{ entries, bad, want string }{
		{"RGO_GC_MIN=x", "RGO_GC_MIN=x", wantSize},
		{"RGO_GC_MIN=-1", "RGO_GC_MIN=-1", wantSize},
		{"RGO_GC_MIN=M", "RGO_GC_MIN=M", wantSize},
		{"RGO_GC_MIN=1T", "RGO_GC_MIN=1T", wantSize},
		{"RGO_GC_MIN=1MB", "RGO_GC_MIN=1MB", wantSize},
		{"RGO_GC_MIN=99999999999999999999999999", "RGO_GC_MIN=99999999999999999999999999", wantSize},
		{"RGO_GC_MIN=17179869184G", "RGO_GC_MIN=17179869184G", wantSize},
		{"RGO_GC_MIN=70368744177664M", "RGO_GC_MIN=70368744177664M", wantSize},
		{"RGO_GC_MIN=70368744177665", "RGO_GC_MIN=70368744177665", wantSize},
		{"RGO_GC_MAX=0", "RGO_GC_MAX=0", wantMax},
		{"RGO_GC_MAX=1000K", "RGO_GC_MAX=1000K", wantMax},
		{"RGO_GC_GROWTH=0", "RGO_GC_GROWTH=0", wantGrowth},
		{"RGO_GC_GROWTH=10001", "RGO_GC_GROWTH=10001", wantGrowth},
		{"RGO_GC_GROWTH=50%", "RGO_GC_GROWTH=50%", wantGrowth},
		{"RGO_GC_LARGE=no", "RGO_GC_LARGE=no", wantLarge},
		{"RGO_GC_STRESS=yes", "RGO_GC_STRESS=yes", wantStress},
		{"RGO_GC_STRESS=1.5", "RGO_GC_STRESS=1.5", wantStress},
		{"RGO_GC_MAX=2M RGO_GC_MIN=3M", "RGO_GC_MIN=3M", wantOrder},
	} {
		text, status := read(t, strings.Fields(c.entries)...)
		if status != 2 || text != c.bad+": "+c.want+"\n" {
			t.Errorf("%s: exit status %d, printed %q", c.entries, status, text)
		}
	}
}

// TestHost reads the environment of this process.
func TestHost(t *testing.T) {
	t.Setenv("RGO_GC_GROWTH", "42")
	os.Unsetenv("RGO_GC_MIN")
	Read()
	if Growth != 42 {
		t.Errorf("growth %d", Growth)
	}
}
