package inspect

// This file reads profiles of translated binaries and spreads their samples over functions, lines and instructions. Two
// forms are read: the text that `perf script` prints, and the compressed protocol buffers of pprof.

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"rgo/flowgraph/draw"
)

// A Profile is a set of samples by address.
type Profile struct {
	Path   string
	Total  float64
	byAddr map[uint64]float64
	known  float64 // of Total, in functions of the program
	self   map[string]float64
}

// at returns the share of the samples at an address in hexadecimal.
func (x *Profile) at(addr string) float64 {
	n, err := strconv.ParseUint(addr, 16, 64)
	if err != nil {
		return 0
	}
	return x.byAddr[n] / x.Total
}

// SetProfile reads the profile at path, taken of the executable that SetBinary has read.
func (p *Program) SetProfile(path string) error {
	if p.binary == nil {
		return errors.New("a profile needs the executable that it was taken of: name it with --binary")
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	x := &Profile{Path: path, byAddr: map[uint64]float64{}, self: map[string]float64{}}
	if bytes.HasPrefix(text, []byte{0x1f, 0x8b}) {
		err = x.readPprof(text)
	} else {
		x.readPerf(string(text), filepath.Base(p.binary.Path))
	}
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	if x.Total == 0 {
		return fmt.Errorf("%s has no samples of %s: name the output of `perf script`, or a profile of pprof", path, filepath.Base(p.binary.Path))
	}
	for addr, n := range x.byAddr {
		if s := p.binary.symbolAt(addr); s != nil {
			if f := p.functionOf(s.Name); f != "" {
				x.self[f] += n
				x.known += n
			}
		}
	}
	p.profile = x
	return nil
}

var (
	perfFrame  = regexp.MustCompile(`^\s+([0-9a-f]+) .*\(([^()]*)\)\s*$`)
	perfSample = regexp.MustCompile(`^\S.*:\s+([0-9a-f]+) .*\(([^()]*)\)\s*$`)
)

// readPerf reads the output of perf script: a line for each sample, with the place in it, or with the frames of the
// stack under it, the innermost first. Only samples in the executable are counted.
func (x *Profile) readPerf(text, binary string) {
	add := func(m []string) {
		if filepath.Base(m[2]) != binary {
			return
		}
		if addr, err := strconv.ParseUint(m[1], 16, 64); err == nil {
			x.byAddr[addr]++
			x.Total++
		}
	}
	waiting := false // for the first frame of a sample
	for _, line := range strings.Split(text, "\n") {
		switch {
		case strings.TrimSpace(line) == "" || line[0] == '#':
			waiting = false
		case line[0] != ' ' && line[0] != '\t':
			m := perfSample.FindStringSubmatch(line)
			if waiting = m == nil; m != nil {
				add(m)
			}
		default:
			// Names of commands can be indented, so a line with frames decides by its form.
			if m := perfFrame.FindStringSubmatch(line); m != nil && waiting {
				add(m)
				waiting = false
			} else if m := perfSample.FindStringSubmatch(strings.TrimSpace(line)); m != nil && !waiting && strings.Contains(line, ": ") {
				add(m)
			} else if m == nil && strings.HasSuffix(strings.TrimSpace(line), ":") {
				waiting = true
			}
		}
	}
}

// readPprof reads profile.proto: the last value of each sample counts, at the address of its innermost location.
func (x *Profile) readPprof(text []byte) error {
	z, err := gzip.NewReader(bytes.NewReader(text))
	if err != nil {
		return err
	}
	data, err := io.ReadAll(z)
	if err != nil {
		return err
	}
	type sample struct {
		location uint64
		value    int64
	}
	var samples []sample
	address := map[uint64]uint64{}
	err = fields(data, func(number int, _ uint64, body []byte) error {
		switch number {
		case 2: // Sample
			var locations, values []uint64
			err := fields(body, func(number int, n uint64, packed []byte) error {
				list := &locations
				if number == 2 {
					list = &values
				} else if number != 1 {
					return nil
				}
				if packed == nil {
					*list = append(*list, n)
					return nil
				}
				return varints(packed, func(n uint64) { *list = append(*list, n) })
			})
			if err == nil && len(locations) > 0 && len(values) > 0 {
				samples = append(samples, sample{locations[0], int64(values[len(values)-1])})
			}
			return err
		case 4: // Location
			var id, addr uint64
			err := fields(body, func(number int, n uint64, _ []byte) error {
				switch number {
				case 1:
					id = n
				case 3:
					addr = n
				}
				return nil
			})
			address[id] = addr
			return err
		}
		return nil
	})
	for _, s := range samples {
		if a := address[s.location]; a != 0 {
			x.byAddr[a] += float64(s.value)
			x.Total += float64(s.value)
		}
	}
	return err
}

var errProto = errors.New("not a profile of pprof")

// fields calls f for each field of a protocol buffer: with a number, or with the bytes of what is longer.
func fields(data []byte, f func(number int, n uint64, body []byte) error) error {
	for len(data) > 0 {
		key, k := varint(data)
		if k == 0 {
			return errProto
		}
		data = data[k:]
		var n uint64
		var body []byte
		switch key & 7 {
		case 0:
			if n, k = varint(data); k == 0 {
				return errProto
			}
			data = data[k:]
		case 1, 5:
			size := 8
			if key&7 == 5 {
				size = 4
			}
			if len(data) < size {
				return errProto
			}
			data = data[size:]
			continue
		case 2:
			size, k := varint(data)
			if k == 0 || uint64(len(data)-k) < size {
				return errProto
			}
			body, data = data[k:k+int(size):k+int(size)], data[k+int(size):]
		default:
			return errProto
		}
		if err := f(int(key>>3), n, body); err != nil {
			return err
		}
	}
	return nil
}

func varints(data []byte, f func(n uint64)) error {
	for len(data) > 0 {
		n, k := varint(data)
		if k == 0 {
			return errProto
		}
		f(n)
		data = data[k:]
	}
	return nil
}

// varint returns the number at the start of data and its length, 0 if there is none.
func varint(data []byte) (n uint64, length int) {
	for i := 0; i < len(data) && i < 10; i++ {
		n |= uint64(data[i]&0x7f) << (7 * i)
		if data[i] < 0x80 {
			return n, i + 1
		}
	}
	return 0, 0
}

// ProfileText says what the profile is, or "".
func (p *Program) ProfileText() string {
	if p.profile == nil {
		return ""
	}
	return fmt.Sprintf("%s: %.0f samples, %.0f%% in functions of the program", filepath.Base(p.profile.Path), p.profile.Total, 100*p.profile.known/p.profile.Total)
}

// Samples returns the share of the samples in the code of a function, what was inlined into it included.
func (p *Program) Samples(name string) float64 {
	if p.profile == nil {
		return 0
	}
	return p.profile.self[name] / p.profile.Total
}

// places returns the shares of the samples in the code of a function by position.
func (p *Program) places(name string) map[string]float64 {
	if p.profile == nil {
		return nil
	}
	m := map[string]float64{}
	for _, s := range p.symbolsOf(name) {
		for addr, n := range p.profile.byAddr {
			if addr >= s.Addr && addr < s.Addr+s.Size {
				if pos := p.binary.line(addr); pos != "" {
					m[pos] += n / p.profile.Total
				}
			}
		}
	}
	return m
}

// addSamples puts shares of samples on the operations of d.
func (p *Program) addSamples(d *draw.Graph) {
	places := p.places(d.Name)
	if len(places) == 0 {
		return
	}
	short := map[string]float64{} // without columns, where the executable has none
	for pos, share := range places {
		if strings.Count(pos, ":") == 1 {
			short[pos] += share
		}
	}
	at := func(x *draw.Place) {
		x.Samples = places[x.Pos]
		if i := strings.LastIndexByte(x.Pos, ':'); x.Samples == 0 && i > 0 {
			x.Samples = short[x.Pos[:i]]
		}
	}
	for i := range d.Blocks {
		b := &d.Blocks[i]
		for k := range b.Ops {
			at(&b.Ops[k].Place)
		}
		if b.Exit.Switch != "" {
			at(&b.Exit.Place)
		}
	}
}

// HotLines returns the shares of the samples by line of the function's source: of its own code, where inlined code counts
// for the line of the call.
func (p *Program) HotLines(name string) map[int]float64 {
	g := p.Graph(name, p.Stage)
	places := p.places(name)
	if g == nil || len(places) == 0 {
		return nil
	}
	var lines []Line
	for pos, share := range places {
		lines = append(lines, Line{Pos: pos, Samples: share})
	}
	hot := map[int]float64{}
	for _, l := range p.owned(g, lines) {
		for _, own := range l.Own {
			if n := lineOf(own); n > 0 {
				hot[n] += l.Samples / float64(len(l.Own))
			}
		}
	}
	return hot
}

// lineOf returns the line of file:line:column or file:line.
func lineOf(pos string) int {
	parts := strings.Split(pos, ":")
	for i := max(1, len(parts)-2); i < len(parts); i++ {
		if n, err := strconv.Atoi(parts[i]); err == nil {
			return n
		}
	}
	return 0
}
