package log

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unsafe"

	"rgo/runtime/gc/env"
	"rgo/runtime/gc/stats"
	"rgo/runtime/raw"
	_ "rgo/runtime/raw/host"
)

// clocked runs f with a clock that shows these times, one after the other, and one of the processor that goes on by 7 us from
// look to look. It returns what f wrote to standard error.
func clocked(t *testing.T, f func(), times ...int) (stderr string) {
	host, hostSyscall := raw.Host, raw.HostSyscall
	defer func() { raw.Host, raw.HostSyscall = host, hostSyscall }()
	worked := 0
	raw.HostSyscall = func(number int, pointers [6]unsafe.Pointer, numbers [6]int) int {
		const clockGettime = 228
		if number != clockGettime {
			return hostSyscall(number, pointers, numbers)
		}
		worked += 7000
		*(*[2]int)(pointers[1]) = [2]int{0, worked}
		return 0
	}
	raw.Host = func(name string, p, q unsafe.Pointer, a, b int) int {
		switch {
		case name == "clock_mono":
			if len(times) == 0 {
				t.Fatal("one look at the clock too many")
			}
			now := times[0]
			times = times[1:]
			return now
		case name == "write" && a == 2:
			stderr += unsafe.String((*byte)(p), b)
			return b
		}
		return host(name, p, q, a, b)
	}
	f()
	if len(times) > 0 {
		t.Errorf("%d times are left", len(times))
	}
	return
}

func TestLog(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a log")
	t.Setenv("RGO_GC_LOG", path)
	env.Read()
	var lines [4]string // the file after each step
	look := func(i int) {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		lines[i] = string(data)
	}
	stderr := clocked(t, func() {
		Open("immix", "conservative")
		look(0)
		Begin(Minor, Nursery, 8388608)
		End(4718592, 12582912, 524288, 0, 12)
		look(1)
		Begin(Full, Request, 1<<46)
		Holes(4096, 3)
		SetKind(Defrag)
		End(0, 1<<46, 0, 10, 100)
		look(2)
		Exit(7)
		Exit(7)
		look(3)
	}, 1000, 15_322_999, 15_562_999, 16_001_000, 16_001_999, 20_001_000)
	want := "rgo-gc-log 1 collector=immix roots=conservative\n"
	for i, more := range []string{
		"",
		"t=15321 kind=minor pause=240 cpu=7 before=8388608 after=4718592 held=12582912 promoted=524288 large=0 frag=12 reason=nursery\n",
		"t=16000 kind=defrag pause=0 cpu=7 before=70368744177664 after=0 held=70368744177664 promoted=0 large=10 frag=100 filled=4096 partly=3 reason=request\n",
		"t=20000 end collections=2 pause=240 before=7\n",
	} {
		want += more
		if lines[i] != want {
			t.Errorf("after step %d the file is\n%s\nwant\n%s", i, lines[i], want)
		}
	}
	var s, wanted stats.Counters
	Count(&s)
	wanted.Collections, wanted.Minor, wanted.PauseTotal, wanted.PauseMax = 2, 1, 240_999, 240_000
	if stderr != "" || s != wanted {
		t.Errorf("counted %+v, standard error %q", s, stderr)
	}
}

// TestOff counts collections and writes nothing.
func TestOff(t *testing.T) {
	t.Setenv("RGO_GC_LOG", "")
	env.Read()
	var s stats.Counters
	stderr := clocked(t, func() {
		Open("none", "-")
		Begin(Full, Limit, 1)
		End(1, 1, 0, 0, 0)
		Exit(1)
	}, 10, 30)
	Count(&s)
	if stderr != "" || s.Collections != 1 || s.PauseTotal != 20 {
		t.Errorf("counted %+v, standard error %q", s, stderr)
	}
}

func TestCannotCreate(t *testing.T) {
	path := filepath.Join(t.TempDir(), "no", "log")
	t.Setenv("RGO_GC_LOG", path)
	env.Read()
	want := "RGO_GC_LOG=" + path + ": cannot create this file: error 2\n"
	if stderr := clocked(t, func() {
		inner := raw.Host
		raw.Host = func(name string, p, q unsafe.Pointer, a, b int) int {
			if name == "exit" {
				panic(a)
			}
			return inner(name, p, q, a, b)
		}
		defer func() {
			if status := recover(); status != 2 {
				t.Errorf("exit status %v", status)
			}
		}()
		Open("immix", "conservative")
	}); stderr != want {
		t.Errorf("printed %q, want %q", stderr, want)
	}
}

// TestFullDisk gives up the log, says so once, and goes on.
func TestFullDisk(t *testing.T) {
	if _, err := os.Stat("/dev/full"); err != nil {
		t.Skip("no /dev/full")
	}
	t.Setenv("RGO_GC_LOG", "/dev/full")
	env.Read()
	stderr := clocked(t, func() {
		Open("immix", "conservative")
		Begin(Full, Limit, 1)
		End(1, 1, 0, 0, 0)
		Exit(1)
	}, 0, 10, 30)
	if stderr != "RGO_GC_LOG: cannot write any more: error 28\n" {
		t.Errorf("printed %q", stderr)
	}
}

// TestLongest fills every field: the line is written whole.
func TestLongest(t *testing.T) {
	path := filepath.Join(t.TempDir(), "log")
	t.Setenv("RGO_GC_LOG", path)
	env.Read()
	big := ^uintptr(0)
	clocked(t, func() {
		Open("immix", "conservative")
		Begin(strings.Repeat("k", 20), strings.Repeat("r", 20), big)
		End(big, big, big, big, big)
	}, 0, 1, 1<<62)
	data, err := os.ReadFile(path)
	if err != nil || !strings.HasSuffix(string(data), " frag=18446744073709551615 reason=rrrrrrrrrrrrrrrrrrrr\n") {
		t.Errorf("%v\n%s", err, data)
	}
}
