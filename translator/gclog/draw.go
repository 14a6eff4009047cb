package gclog

// This file draws a log: above, the size of the heap over time; below, the pauses. The picture is one SVG file that needs
// nothing else, and follows its reader's choice of a dark or light background. Its size does not grow with that of the
// log: where there are more points than columns of pixels, only the extremes of a column are drawn.

import (
	"fmt"
	"html"
	"iter"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Places in the picture, in pixels.
const (
	width, height = 960, 600
	left, right   = 84, width - 24
	heapTop       = 92
	heapBottom    = 344
	pauseTop      = 384
	pauseBottom   = 544

	columns    = right - left
	mostTitles = 1000 // pauses up to which each explains itself to the mouse
	dots       = 2.5  // radius
)

// colours is the class of a kind in the style sheet; kinds that are not there get the next free one.
var colours = map[string]int{Minor: 0, "full": 1, "defrag": 2}

const styleSheet = `<style>
text { font: 12px system-ui, sans-serif; fill: #333; }
.title { font-size: 15px; font-weight: 600; }
.back { fill: #fff; }
.grid { stroke: #ddd; stroke-width: 1; }
.heap { fill: #4c78a8; fill-opacity: .18; stroke: #4c78a8; stroke-width: 1.2; stroke-linejoin: round; }
.held { fill: none; stroke: #888; stroke-width: 1.2; stroke-dasharray: 5 3; }
.stem { stroke-width: 1; stroke-opacity: .35; }
.k0 { fill: #0b7a75; stroke: #0b7a75; }
.k1 { fill: #c8442c; stroke: #c8442c; }
.k2 { fill: #8350b5; stroke: #8350b5; }
.k3 { fill: #a87900; stroke: #a87900; }
.k4 { fill: #b0397e; stroke: #b0397e; }
@media (prefers-color-scheme: dark) {
text { fill: #ddd; }
.back { fill: #16181d; }
.grid { stroke: #363a42; }
.heap { fill: #7fb2e5; stroke: #7fb2e5; }
.held { stroke: #999; }
.k0 { fill: #35c9bf; stroke: #35c9bf; }
.k1 { fill: #ff7d61; stroke: #ff7d61; }
.k2 { fill: #c59bf0; stroke: #c59bf0; }
.k3 { fill: #e6bb4a; stroke: #e6bb4a; }
.k4 { fill: #f083bd; stroke: #f083bd; }
}
</style>
`

const lastColour = 4

// A picture is an SVG being made.
type picture struct {
	strings.Builder
	log     *Log
	summary *Summary
	x       *axis
	kinds   map[string]int // class of each kind
}

func (p *picture) printf(format string, args ...any) { fmt.Fprintf(p, format, args...) }

// Draw draws l.
func Draw(l *Log, s *Summary) string {
	p := &picture{log: l, summary: s, x: timeAxis(s.Run, left, right), kinds: map[string]int{}}
	next := len(colours)
	for _, k := range s.Kinds {
		class, known := colours[k.Kind]
		if !known {
			class = min(next, lastColour)
			next++
		}
		p.kinds[k.Kind] = class
	}
	p.printf("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" role=\"img\">\n", width, height, width, height)
	title := fmt.Sprintf("%s collector, roots %s: %s, %d collections, %s of the time in them", l.Collector, l.Roots, Time(s.Run), s.All.Count, percent(s.Share()))
	p.printf("<title>%s</title>\n%s<rect class=\"back\" width=\"%d\" height=\"%d\"/>\n", html.EscapeString(title), styleSheet, width, height)
	p.text(left, 32, "start", "title", title)
	p.legend()
	p.heap()
	p.pauses()
	p.WriteString("</svg>\n")
	return p.String()
}

func (p *picture) text(x, y float64, anchor, class, text string) {
	p.printf("<text x=\"%s\" y=\"%s\" text-anchor=\"%s\"", num(x), num(y), anchor)
	if class != "" {
		p.printf(" class=\"%s\"", class)
	}
	p.printf(">%s</text>\n", html.EscapeString(text))
}

// num renders a place with one decimal.
func num(f float64) string {
	return strings.TrimSuffix(strconv.FormatFloat(f, 'f', 1, 64), ".0")
}

// legend explains colours.
func (p *picture) legend() {
	const y = 60.0
	x := float64(left)
	entry := func(label string, mark string) {
		p.WriteString(mark)
		p.text(x+22, y, "start", "", label)
		x += 22 + 7*float64(len(label)) + 18
	}
	entry("heap", fmt.Sprintf("<rect class=\"heap\" x=\"%s\" y=\"%s\" width=\"16\" height=\"9\"/>\n", num(x), num(y-9)))
	entry("memory held", fmt.Sprintf("<path class=\"held\" d=\"M%s %sh16\"/>\n", num(x), num(y-4)))
	for _, k := range p.summary.Kinds {
		entry(fmt.Sprintf("%s (%d)", k.Kind, k.Count), fmt.Sprintf("<circle class=\"k%d\" cx=\"%s\" cy=\"%s\" r=\"4\"/>\n", p.kinds[k.Kind], num(x+9), num(y-4)))
	}
}

// axes draws the grid of a chart and what stands at it.
func (p *picture) axes(y *axis, label string, withTimes bool) {
	for _, t := range y.ticks {
		at := num(y.at(t.value))
		p.printf("<path class=\"grid\" d=\"M%d %sH%d\"/>\n", left, at, right)
		p.text(left-8, y.at(t.value)+4, "end", "", t.label)
	}
	for _, t := range p.x.ticks {
		at := p.x.at(t.value)
		p.printf("<path class=\"grid\" d=\"M%s %sV%s\"/>\n", num(at), num(y.from), num(y.to))
		if withTimes {
			p.text(at, y.from+18, "middle", "", t.label)
		}
	}
	p.text(left, y.to-10, "start", "", label)
	if withTimes {
		p.text((left+right)/2, y.from+40, "middle", "", "time since the program started")
	}
}

// A point is a place in the picture.
type point struct{ x, y float64 }

// heap draws the size of the heap, and the memory held.
func (p *picture) heap() {
	y := sizeAxis(max(p.summary.PeakHeap, p.summary.PeakHeld), heapBottom, heapTop)
	p.axes(y, "heap size", false)
	place := func(t time.Duration, size int64) point {
		return point{p.x.at(float64(t.Microseconds())), y.at(float64(size))}
	}
	sizes := []point{place(0, 0)}
	var held []point
	for _, c := range p.log.Collections {
		end := c.Start + c.Pause
		sizes = append(sizes, place(c.Start, c.Before), place(end, c.After))
		if len(held) > 0 { // steps
			held = append(held, point{place(end, 0).x, held[len(held)-1].y})
		}
		held = append(held, place(end, c.Held))
	}
	if e := p.log.End; e != nil {
		sizes = append(sizes, place(e.Time, e.Before))
		if len(held) > 0 {
			held = append(held, point{place(e.Time, 0).x, held[len(held)-1].y})
		}
	}
	sizes = thin(sizes)
	p.printf("<path class=\"heap\" d=\"%sV%sH%sZ\"/>\n", path(sizes), num(y.at(0)), num(sizes[0].x))
	if len(held) > 0 {
		p.printf("<path class=\"held\" d=\"%s\"/>\n", path(outline(held)))
	}
}

// path renders a line through points.
func path(points []point) string {
	var b strings.Builder
	for i, q := range points {
		b.WriteByte("ML"[min(i, 1)])
		b.WriteString(num(q.x))
		b.WriteByte(' ')
		b.WriteString(num(q.y))
	}
	return b.String()
}

// thin leaves of each column of pixels the first, the highest, the lowest and the last point, if there are too many.
func thin(points []point) []point {
	if len(points) <= 4*columns {
		return points
	}
	var out []point
	for column := range byColumn(points) {
		top, bottom := extremes(column)
		keep := []int{0, top, bottom, len(column) - 1}
		slices.Sort(keep)
		for _, i := range slices.Compact(keep) {
			out = append(out, column[i])
		}
	}
	return out
}

// outline leaves of each column of pixels the highest point, if there are too many.
func outline(points []point) []point {
	if len(points) <= columns {
		return points
	}
	var out []point
	for column := range byColumn(points) {
		top, _ := extremes(column)
		out = append(out, column[top])
	}
	return out
}

// byColumn cuts points, which go from left to right, into columns of pixels.
func byColumn(points []point) iter.Seq[[]point] {
	return func(yield func([]point) bool) {
		for len(points) > 0 {
			n := 1
			for n < len(points) && int(points[n].x) == int(points[0].x) {
				n++
			}
			if !yield(points[:n]) {
				return
			}
			points = points[n:]
		}
	}
}

// extremes returns the indexes of the highest and the lowest point in the picture, where y grows downwards.
func extremes(points []point) (top, bottom int) {
	for i, q := range points {
		if q.y < points[top].y {
			top = i
		}
		if q.y > points[bottom].y {
			bottom = i
		}
	}
	return
}

// pauses draws a stem and a dot for each collection.
func (p *picture) pauses() {
	list := p.log.Collections
	if len(list) == 0 {
		p.text((left+right)/2, (pauseTop+pauseBottom)/2, "middle", "", "no collections")
		p.axes(&axis{high: 1, from: pauseBottom, to: pauseTop}, "pauses", true)
		return
	}
	label := "pauses"
	if len(list) > columns {
		list = longest(list, p.x)
		label = "pauses: the longest of each kind in each column"
	}
	shortest := p.summary.All.Max
	for _, c := range list {
		shortest = min(shortest, c.Pause)
	}
	y := pauseAxis(shortest, p.summary.All.Max, pauseBottom, pauseTop)
	p.axes(y, label, true)
	for _, c := range list {
		at := point{p.x.at(float64(c.Start.Microseconds())), y.at(float64(c.Pause.Microseconds()))}
		class := p.kinds[c.Kind]
		p.printf("<path class=\"stem k%d\" d=\"M%s %sV%s\"/>", class, num(at.x), num(y.from), num(at.y))
		p.printf("<circle class=\"k%d\" cx=\"%s\" cy=\"%s\" r=\"%s\"", class, num(at.x), num(at.y), num(dots))
		if len(list) <= mostTitles {
			title := fmt.Sprintf("%s at %s: %s, %s to %s, %s", c.Kind, Time(c.Start), Time(c.Pause), Size(c.Before), Size(c.After), c.Reason)
			p.printf("><title>%s</title></circle>\n", html.EscapeString(title))
		} else {
			p.WriteString("/>\n")
		}
	}
}

// longest leaves the longest pause of each kind in each column of pixels.
func longest(list []Collection, x *axis) []Collection {
	type place struct {
		column int
		kind   string
	}
	at := map[place]int{} // in out
	var out []Collection
	for _, c := range list {
		q := place{int(x.at(float64(c.Start.Microseconds()))), c.Kind}
		i, there := at[q]
		switch {
		case !there:
			at[q] = len(out)
			out = append(out, c)
		case c.Pause > out[i].Pause:
			out[i] = c
		}
	}
	return out
}
