package draw

// This file draws treemaps: rectangles whose areas are sizes, squarified after Bruls, Huizing and van Wijk (2000).

import (
	"fmt"
	"html"
	"io"
	"strings"
	"unicode/utf8"

	"rgo/flowgraph/layered"
)

// A Tile is a part of a whole; Parts are sorted, the largest first.
type Tile struct {
	Name  string
	Size  float64
	Parts []Tile
}

// The size of a treemap, and what is too small to be drawn or written on.
const (
	mapWidth, mapHeight = 1200, 760
	tileHead            = 18
	smallestTile        = 1.2 // pixels wide or high
	hues                = 12
)

// Treemap writes t as a picture; unit is that of sizes.
func Treemap(w io.Writer, t Tile, unit string, standalone bool) error {
	s := &svg{}
	s.open(&layered.Graph{W: mapWidth, H: mapHeight}, t.Name+" in "+unit, standalone)
	if standalone {
		s.b.WriteString("<style>\n.tile rect { stroke: var(--paper); } .tile text { font-size: 11px; fill: #10151c; } .tile .group { font-weight: bold; }\n</style>\n")
	}
	m := &treemap{s, unit, t.Size}
	m.tiles(t.Parts, "", rect{0, 0, mapWidth, mapHeight}, 0, -1)
	s.close()
	_, err := io.WriteString(w, s.b.String())
	return err
}

type rect struct{ x, y, w, h float64 }

type treemap struct {
	s     *svg
	unit  string
	whole float64
}

// tiles fills r with list. hue is the colour of the group, or -1 at the top, where each has its own.
func (m *treemap) tiles(list []Tile, parent string, r rect, depth, hue int) {
	sum := 0.0
	for _, t := range list {
		sum += t.Size
	}
	if sum <= 0 {
		return
	}
	scale := r.w * r.h / sum
	for i, k := 0, 0; i < len(list); i = k {
		side := min(r.w, r.h)
		row, worst := 0.0, 0.0
		for k = i; k < len(list); k++ {
			next := row + list[k].Size*scale
			if aspect := worstAspect(list[i:k+1], scale, next, side); k > i && aspect > worst {
				break
			} else {
				row, worst = next, aspect
			}
		}
		if side <= 0 || row <= 0 {
			return
		}
		thick := row / side
		at := 0.0
		for n, t := range list[i:k] {
			long := t.Size * scale / thick
			cell := rect{r.x, r.y + at, thick, long}
			if r.w < r.h {
				cell = rect{r.x + at, r.y, long, thick}
			}
			at += long
			h := hue
			if hue < 0 {
				h = (i + n) % hues
			}
			m.tile(t, parent, cell, depth, h, n)
		}
		if r.w < r.h {
			r.y, r.h = r.y+thick, r.h-thick
		} else {
			r.x, r.w = r.x+thick, r.w-thick
		}
	}
}

// worstAspect returns the greatest ratio of the sides of the tiles of a row with the given area, along side.
func worstAspect(row []Tile, scale, area, side float64) float64 {
	if area <= 0 || side <= 0 {
		return 0
	}
	thick := area / side
	worst := 0.0
	for _, t := range row {
		if long := t.Size * scale / thick; long > 0 {
			worst = max(worst, long/thick, thick/long)
		}
	}
	return worst
}

func (m *treemap) tile(t Tile, parent string, r rect, depth, hue, n int) {
	if r.w < smallestTile || r.h < smallestTile {
		return
	}
	light := 78 - 4*(n%4)
	if len(t.Parts) > 0 {
		light = 86
	}
	fmt.Fprintf(&m.s.b, `<g class="tile"><title>%s: %s %s, %.1f%%</title><rect x="%.1f" y="%.1f" width="%.1f" height="%.1f" fill="hsl(%d 45%% %d%%)"/>`,
		html.EscapeString(t.Name), amount(t.Size), m.unit, 100*t.Size/m.whole, r.x, r.y, r.w, r.h, hue*360/hues+200, light)
	room := int((r.w - 8) / (charWidth * 11 / fontSize))
	text := cut(strings.TrimPrefix(t.Name, parent+"."), room)
	if depth == 0 {
		text = shorten(fmt.Sprintf("%s %s", t.Name, amount(t.Size)), room)
	}
	if room >= 4 && r.h >= tileHead {
		class := "part"
		if len(t.Parts) > 0 {
			class = "group"
		}
		fmt.Fprintf(&m.s.b, `<text class="%s" x="%.1f" y="%.1f">%s</text>`, class, r.x+4, r.y+13, html.EscapeString(text))
	}
	m.s.b.WriteString("</g>\n")
	if len(t.Parts) > 0 {
		inner := rect{r.x + 2, r.y + tileHead, r.w - 4, r.h - tileHead - 2}
		if r.h < 3*tileHead {
			inner = rect{r.x + 1, r.y + 1, r.w - 2, r.h - 2}
		}
		if inner.w > smallestTile && inner.h > smallestTile {
			m.tiles(t.Parts, t.Name, inner, depth+1, hue)
		}
	}
}

// cut keeps the start of a name.
func cut(s string, room int) string {
	if utf8.RuneCountInString(s) <= room {
		return s
	}
	return string([]rune(s)[:max(0, room-1)]) + "…"
}

// shorten keeps the end of a path, which tells more than its start.
func shorten(s string, room int) string {
	n := utf8.RuneCountInString(s)
	if n <= room {
		return s
	}
	runes := []rune(s)
	return "…" + string(runes[min(n, n-room+1):])
}

func amount(n float64) string {
	if n >= 1000 {
		return fmt.Sprintf("%.0f", n)
	}
	return fmt.Sprintf("%.3g", n)
}
