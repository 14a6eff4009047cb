package gclog

import (
	"encoding/xml"
	"errors"
	"flag"
	"fmt"
	"io"
	"math"
	"math/rand"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

var update = flag.Bool("update", false, "write the expected texts and pictures")

// TestGolden compares the summary and the picture of each log in testdata with the files beside it.
func TestGolden(t *testing.T) {
	logs, err := filepath.Glob("testdata/*.log")
	if err != nil || len(logs) == 0 {
		t.Fatal("no logs", err)
	}
	for _, path := range logs {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		l, err := Parse(strings.NewReader(string(data)))
		if err != nil {
			t.Errorf("%s: %v", path, err)
			continue
		}
		s := Summarize(l)
		base := strings.TrimSuffix(path, ".log")
		compare(t, base+".txt", Text(l, s))
		picture := Draw(l, s)
		compare(t, base+".svg", picture)
		wellFormed(t, picture)
	}
}

func compare(t *testing.T, path, got string) {
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Error(err)
	} else if string(want) != got {
		t.Errorf("%s: got\n%s", path, got)
	}
}

func wellFormed(t *testing.T, picture string) {
	d := xml.NewDecoder(strings.NewReader(picture))
	for {
		if _, err := d.Token(); err == io.EOF {
			return
		} else if err != nil {
			t.Errorf("the picture is no XML: %v", err)
			return
		}
	}
}

const (
	header = "rgo-gc-log 1 collector=c roots=r\n"
	good   = "t=10 kind=full pause=5 before=8 after=4 held=8 promoted=0 large=0 frag=1 reason=x\n"
)

func TestErrors(t *testing.T) {
	for _, c := range []struct {
		text, want string
	}{
		{"", "line 1: the file is empty"},
		{"\n", "line 1: this is no log of collections"},
		{"#!/bin/sh\n", "line 1: this is no log of collections"},
		{"rgo-gc-log 2 collector=c roots=r\n", "line 1: the log has version 2"},
		{"rgo-gc-log 1 collector=c\n", "line 1: there is no field roots"},
		{"rgo-gc-log 1 collector roots=r\n", "line 1: \"collector\" is no field"},
		{header + strings.Replace(good, " pause=5", "", 1), "line 2: there is no field pause"},
		{header + good + strings.Replace(good, "pause=5", "pause=-5", 1), "line 3: field pause is \"-5\": want a number from 0"},
		{header + strings.Replace(good, "before=8", "before=8MB", 1), "line 2: field before is \"8MB\""},
		{header + strings.Replace(good, "before=8", "before=", 1), "line 2: \"before=\" is no field"},
		{header + strings.Replace(good, "frag=1", "frag=101", 1), "line 2: field frag is \"101\": want a number from 0 to 100"},
		{header + strings.Replace(good, "frag=1", "frag=1 frag=2", 1), "line 2: field frag is there twice"},
		{header + "\n", "line 2: there is no field t"},
		{header + good + good, "line 3: this line is about 10 µs, but the collection in front ended at 15 µs"},
		{header + good + "t=20 end collections=2 pause=5 before=4\n", "line 3: the program counted 2 collections, and the log has 1"},
		{header + good + "t=20 end collections=1 pause=5\n", "line 3: there is no field before"},
		{header + "t=20 end collections=0 pause=0 before=1\n" + good, "line 3: there is a line behind the end"},
		{header + strings.Repeat("x", 1<<20) + "\n", "line 2: "},
	} {
		_, err := Parse(strings.NewReader(c.text))
		var bad *Error
		if !errors.As(err, &bad) || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%.60q: error %v, want %s", c.text, err, c.want)
			continue
		}
		bad.File = "f.log"
		if want := fmt.Sprintf("f.log:%d: ", bad.Line); !strings.HasPrefix(err.Error(), want) {
			t.Errorf("error with a file name: %v", err)
		}
	}
}

// TestCut cuts a log anywhere: what is there of it is read, or there is an error, and its summary has no nonsense in it.
func TestCut(t *testing.T) {
	data, err := os.ReadFile("testdata/small.log")
	if err != nil {
		t.Fatal(err)
	}
	for n := range data {
		l, err := Parse(strings.NewReader(string(data[:n])))
		lines := strings.Count(string(data[:n]), "\n")
		if err != nil {
			if lines > 0 {
				t.Errorf("cut at %d: %v", n, err)
			}
			continue
		}
		if want := max(lines-1, 0); len(l.Collections) != min(want, 5) {
			t.Errorf("cut at %d: %d collections, want %d", n, len(l.Collections), want)
		}
		s := Summarize(l)
		if text := Text(l, s) + Draw(l, s); strings.Contains(text, "NaN") || strings.Contains(text, "Inf") {
			t.Errorf("cut at %d: %s", n, text)
		}
	}
}

// TestUtilisation compares the minimum over windows with one found by trying every window.
func TestUtilisation(t *testing.T) {
	rnd := rand.New(rand.NewSource(1))
	for range 200 {
		var list []Collection
		run := rnd.Intn(50)
		busy := make([]bool, 1000) // by microsecond
		for range rnd.Intn(6) {
			c := Collection{Start: time.Duration(run) * time.Microsecond, Pause: time.Duration(rnd.Intn(40)) * time.Microsecond}
			for range c.Pause / time.Microsecond {
				busy[run] = true
				run++
			}
			run += rnd.Intn(60)
			list = append(list, c)
		}
		window := 1 + rnd.Intn(max(run, 1))
		if window > run {
			continue
		}
		most := 0
		for start := 0; start+window <= run; start++ {
			n := 0
			for _, b := range busy[start : start+window] {
				if b {
					n++
				}
			}
			most = max(most, n)
		}
		want := 1 - float64(most)/float64(window)
		got := utilisation(list, time.Duration(run)*time.Microsecond, time.Duration(window)*time.Microsecond)
		if math.Abs(got-want) > 1e-9 {
			t.Errorf("run %d, window %d, %v: %v, want %v", run, window, list, got, want)
		}
	}
}

func TestRank(t *testing.T) {
	var list []time.Duration
	for i := 1; i <= 200; i++ {
		list = append(list, time.Duration(i))
		p := Distribution(append([]time.Duration(nil), list...))
		if want := time.Duration((i + 1) / 2); p.Median != want {
			t.Errorf("median of %d: %d, want %d", i, p.Median, want)
		}
		if want := time.Duration((99*i + 99) / 100); p.P99 != want {
			t.Errorf("p99 of %d: %d, want %d", i, p.P99, want)
		}
		if p.Max != time.Duration(i) || p.Total != time.Duration(i*(i+1)/2) {
			t.Errorf("%d: %+v", i, p)
		}
	}
}

func TestUnits(t *testing.T) {
	for want, got := range map[string]string{
		"0": Time(0), "999 µs": Time(999 * time.Microsecond), "1 ms": Time(time.Millisecond), "1.23 ms": Time(1234 * time.Microsecond),
		"99.9 ms": Time(99_900 * time.Microsecond), "100 ms": Time(99_960 * time.Microsecond), "12.3 s": Time(12_340 * time.Millisecond),
		"7 bytes": Size(7), "1 KB": Size(1024), "1.5 MB": Size(3 << 19), "10 GB": Size(10 << 30), "2000 TB": Size(2000 << 40),
	} {
		if got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

// TestManyCollections draws a log of a hundred thousand collections: the picture stays small and shows the longest pause.
func TestManyCollections(t *testing.T) {
	l := &Log{Collector: "c", Roots: "r"}
	for i := range 100_000 {
		c := Collection{Start: time.Duration(i) * time.Millisecond, Pause: time.Duration(100+i%7) * time.Microsecond, Kind: "minor", Reason: "nursery", Before: 4 << 20, After: 1 << 20, Held: 8 << 20}
		if i == 77_777 {
			c.Kind, c.Pause = "full", 900*time.Microsecond
		}
		l.Collections = append(l.Collections, c)
	}
	picture := Draw(l, Summarize(l))
	if len(picture) > 500_000 {
		t.Errorf("the picture has %d bytes", len(picture))
	}
	if n := strings.Count(picture, "<circle class=\"k1\""); n != 2 { // one of them in the legend
		t.Errorf("the one full collection is drawn %d times", n-1)
	}
	wellFormed(t, picture)
}
