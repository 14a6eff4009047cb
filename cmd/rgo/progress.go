package main

import (
	"fmt"
	"os"
	"time"

	"rgo/translator"
)

// progress shows passes on a terminal in one line that is rewritten, elsewhere one plain line for each pass that took
// noticeable time.
type progress struct {
	out      *os.File
	terminal bool
	start    time.Time
}

func newProgress(out *os.File) *progress {
	info, err := out.Stat()
	return &progress{out: out, terminal: err == nil && info.Mode()&os.ModeCharDevice != 0, start: time.Now()}
}

func (p *progress) Begin(name string, number, total int) {
	if p.terminal {
		fmt.Fprintf(p.out, "\r\x1b[K[%d/%d] %s", number+1, total, name)
	}
}

func (p *progress) End(s translator.Step) {
	if p.terminal {
		fmt.Fprint(p.out, "\r\x1b[K")
		return
	}
	if s.Time >= 100*time.Millisecond {
		fmt.Fprintf(p.out, "%-12s %6.1fs  %d graphs\n", s.Pass, s.Time.Seconds(), s.Graphs)
	}
}

func (p *progress) Note(text string) { fmt.Fprintln(p.out, "rgo: "+text) }
