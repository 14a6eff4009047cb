package gclog

// This file renders a summary as text.

import (
	"fmt"
	"strings"
	"text/tabwriter"
	"time"
)

// Text renders the summary of l.
func Text(l *Log, s *Summary) string {
	var b strings.Builder
	fmt.Fprintf(&b, "collector     %s, roots %s\n", l.Collector, l.Roots)
	fmt.Fprintf(&b, "run time      %s", Time(s.Run))
	if !s.Complete {
		b.WriteString(", up to the last collection: the log has no end (the program was killed, or still runs)")
	}
	fmt.Fprintf(&b, "\nin collector  %s, %s of the run time\n", Time(s.All.Total), percent(s.Share()))
	fmt.Fprintf(&b, "allocated     %s, %s/s\n", Size(s.Allocated), Size(int64(s.Rate())))
	fmt.Fprintf(&b, "peak heap     %s", Size(s.PeakHeap))
	if s.All.Count > 0 {
		fmt.Fprintf(&b, " (%s of memory held; %s live behind a full collection)", Size(s.PeakHeld), Size(s.PeakLive))
	}
	b.WriteString("\n")
	if s.All.Count == 0 {
		b.WriteString("no collections\n")
		return b.String()
	}
	if s.Promoted > 0 {
		fmt.Fprintf(&b, "promoted      %s\n", Size(s.Promoted))
	}
	fmt.Fprintf(&b, "fragmented    %d%% at the last collection\n", s.Fragmented)
	if l.Holes {
		fmt.Fprintf(&b, "into holes    %s between old objects; %d blocks partly free at the last collection\n", Size(s.Filled), s.Partly)
	}
	b.WriteString("\n")
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprint(w, "collections\tcount\ttotal\tmedian\tp99\tmax\t\n")
	rows := s.Kinds
	if len(rows) > 1 {
		rows = append(rows[:len(rows):len(rows)], s.All)
	}
	for _, p := range s.CPU {
		p.Kind += ", processor"
		rows = append(rows, p)
	}
	for _, p := range rows {
		fmt.Fprintf(w, "%s\t%d\t%s\t%s\t%s\t%s\t\n", p.Kind, p.Count, Time(p.Total), Time(p.Median), Time(p.P99), Time(p.Max))
	}
	w.Flush()
	b.WriteString("\nreasons      ")
	for i, r := range s.Reasons {
		if i > 0 {
			b.WriteString(",")
		}
		fmt.Fprintf(&b, " %s %d", r.Name, r.Count)
	}
	b.WriteString("\n")
	if len(s.Utilisation) > 0 {
		b.WriteString("\nThe program's own share of the time, at least, in any stretch of\n")
		for _, u := range s.Utilisation {
			fmt.Fprintf(w, "%s\t%s\t\n", Time(u.Window), percent(u.Share))
		}
		w.Flush()
	}
	return b.String()
}

// percent renders a share with one decimal.
func percent(share float64) string { return fmt.Sprintf("%.1f%%", 100*share) }

// Time renders a duration with three significant digits.
func Time(d time.Duration) string {
	switch {
	case d == 0:
		return "0"
	case d < time.Millisecond:
		return fmt.Sprintf("%d µs", d.Microseconds())
	case d < time.Second:
		return digits(float64(d)/float64(time.Millisecond)) + " ms"
	}
	return digits(d.Seconds()) + " s"
}

// Size renders a number of bytes with three significant digits.
func Size(n int64) string {
	f := float64(n)
	for _, unit := range []string{"bytes", "KB", "MB", "GB"} {
		if f < 999.5 {
			if unit == "bytes" {
				return fmt.Sprintf("%d bytes", n)
			}
			return digits(f) + " " + unit
		}
		f /= 1024
	}
	return digits(f) + " TB"
}

// digits renders f with three significant digits, without zeros at the end.
func digits(f float64) string {
	decimals := 0
	switch {
	case f < 9.995:
		decimals = 2
	case f < 99.95:
		decimals = 1
	}
	s := fmt.Sprintf("%.*f", decimals, f)
	if decimals > 0 {
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	return s
}
