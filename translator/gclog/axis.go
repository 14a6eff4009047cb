package gclog

// This file chooses what stands at the axes of the picture.

import (
	"math"
	"time"
)

// A tick is a place on an axis.
type tick struct {
	value float64
	label string
}

// An axis maps values to places in the picture.
type axis struct {
	low, high float64 // values at the ends
	from, to  float64 // their places
	log       bool
	ticks     []tick
}

// at returns the place of v.
func (a *axis) at(v float64) float64 {
	low, high := a.low, a.high
	if a.log {
		low, high, v = math.Log(low), math.Log(high), math.Log(max(v, a.low))
	}
	return a.from + (v-low)/(high-low)*(a.to-a.from)
}

// steps are the round numbers that ticks lie apart, within a unit.
var steps = [...]float64{1, 2, 5, 10, 20, 50, 100, 200, 500}

// mostTicks is how many fit on an axis.
const mostTicks = 8

// step returns a round distance at which high has a few ticks, in units that are each base times as large as the one in
// front, starting with unit.
func step(high, unit, base float64) float64 {
	for ; ; unit *= base {
		for _, s := range steps {
			if s >= base {
				break
			}
			if s*unit*mostTicks >= high {
				return s * unit
			}
		}
	}
}

// sizeAxis is for sizes from 0 to high bytes.
func sizeAxis(high int64, from, to float64) *axis {
	d := step(max(float64(high), 1), 1, 1024)
	a := &axis{high: d * math.Ceil(max(float64(high), 1)/d), from: from, to: to}
	for v := 0.0; v <= a.high; v += d {
		label := "0"
		if v > 0 {
			label = Size(int64(v))
		}
		a.ticks = append(a.ticks, tick{v, label})
	}
	return a
}

// timeAxis is for moments from 0 to high, in microseconds.
func timeAxis(high time.Duration, from, to float64) *axis {
	end := max(float64(high.Microseconds()), 1)
	d := step(end, 1, 1000)
	a := &axis{high: end, from: from, to: to}
	for v := 0.0; v <= end; v += d {
		a.ticks = append(a.ticks, tick{v, Time(time.Duration(v) * time.Microsecond)})
	}
	return a
}

// pauseAxis is for durations, logarithmic, in microseconds: whole decades around those from low to high.
func pauseAxis(low, high time.Duration, from, to float64) *axis {
	decade := func(d time.Duration, round func(float64) float64) float64 {
		return math.Pow(10, round(math.Log10(max(float64(d.Microseconds()), 1))))
	}
	a := &axis{low: decade(low, math.Floor), high: decade(high, math.Ceil), from: from, to: to, log: true}
	if a.high <= a.low {
		a.high = a.low * 10
	}
	for v := a.low; v <= a.high*1.01; v *= 10 {
		a.ticks = append(a.ticks, tick{v, Time(time.Duration(v+0.5) * time.Microsecond)})
	}
	return a
}
