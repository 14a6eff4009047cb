package inflate

import "math/bits"

// This file is Huffman codes.

const (
	maxBits  = 15
	fastBits = 9 // codes up to this length are found by one look into a table
	needMore = -1
	noCode   = -2
)

// code is a canonical Huffman code.
type code struct {
	fast    [1 << fastBits]uint16 // symbol<<4 | length, by the next bits; 0 for longer codes
	count   [maxBits + 1]int      // codes of each length
	symbols []uint16              // in the order of their codes
}

// newCode makes the code in which symbol i has lengths[i] bits, 0 for none. ok is false if there is no such code; left is how
// much of the space of codes is not used.
func newCode(lengths []byte) (c *code, left int, ok bool) {
	c = &code{}
	for _, n := range lengths {
		c.count[n]++
	}
	c.count[0] = 0
	left = 1
	var offsets, next [maxBits + 2]int
	for n := 1; n <= maxBits; n++ {
		left = left<<1 - c.count[n]
		if left < 0 {
			return nil, left, false
		}
		offsets[n+1] = offsets[n] + c.count[n]
		next[n+1] = (next[n] + c.count[n]) << 1
	}
	c.symbols = make([]uint16, offsets[maxBits+1])
	for symbol, n := range lengths {
		if n == 0 {
			continue
		}
		c.symbols[offsets[n]] = uint16(symbol)
		offsets[n]++
		if n <= fastBits {
			first := bits.Reverse16(uint16(next[n])) >> (16 - n)
			for i := int(first); i < 1<<fastBits; i += 1 << n {
				c.fast[i] = uint16(symbol)<<4 | uint16(n)
			}
		}
		next[n]++
	}
	return c, left, true
}

// decode reads a symbol: needMore if the input ends in it, noCode if the bits are none.
func (c *code) decode(d *Decoder) int {
	d.need(maxBits)
	if e := c.fast[d.bits&(1<<fastBits-1)]; e != 0 {
		if n := uint(e & 15); n <= d.nbits {
			d.take(n)
			return int(e >> 4)
		}
		return needMore
	}
	value, first, index := 0, 0, 0
	for n := uint(1); n <= maxBits; n++ {
		if n > d.nbits {
			return needMore
		}
		value |= int(d.bits>>(n-1)) & 1
		if count := c.count[n]; value-count < first {
			d.take(n)
			return int(c.symbols[index+value-first])
		}
		index += c.count[n]
		first = (first + c.count[n]) << 1
		value <<= 1
	}
	return noCode
}

// The codes of blocks without codes of their own.
var fixedLengths, fixedDistances = makeFixed()

func makeFixed() (lengths, distances *code) {
	sizes := make([]byte, 288)
	for i := range sizes {
		switch {
		case i < 144 || i >= 280:
			sizes[i] = 8
		case i < 256:
			sizes[i] = 9
		default:
			sizes[i] = 7
		}
	}
	lengths, _, _ = newCode(sizes)
	for i := range 30 {
		sizes[i] = 5
	}
	distances, _, _ = newCode(sizes[:30])
	return lengths, distances
}

// lengthOrder is the order in which the lengths of the code for lengths come.
var lengthOrder = [19]int{16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15}

// dynamicHeader reads the codes of a block.
func (d *Decoder) dynamicHeader() (bool, *Error) {
	if !d.need(14) {
		return false, nil
	}
	literals, distances, count := d.take(5)+257, d.take(5)+1, d.take(4)+4
	if literals > 286 || distances > 30 {
		return true, bad("too many length or distance symbols")
	}
	var sizes [19]byte
	for i := range count {
		if !d.need(3) {
			return false, nil
		}
		sizes[lengthOrder[i]] = byte(d.take(3))
	}
	c, left, ok := newCode(sizes[:])
	if !ok || left > 0 {
		return true, bad("invalid code lengths set")
	}
	all := make([]byte, 0, literals+distances)
	for len(all) < literals+distances {
		more, err := d.codeLengths(c, &all, literals+distances)
		if !more || err != nil {
			return more, err
		}
	}
	if all[256] == 0 {
		return true, bad("invalid code -- missing end-of-block")
	}
	if d.lengths, left, ok = newCode(all[:literals]); !ok || left > 0 && !single(all[:literals]) {
		return true, bad("invalid literal/lengths set")
	}
	if d.distances, left, ok = newCode(all[literals:]); !ok || left > 0 && !single(all[literals:]) {
		return true, bad("invalid distances set")
	}
	d.state = inCodes
	return true, nil
}

// single tells whether at most one symbol has a code, of one bit: the only incomplete codes that are allowed.
func single(lengths []byte) bool {
	count := 0
	for _, n := range lengths {
		if n > 1 {
			return false
		}
		count += int(n)
	}
	return count <= 1
}

// codeLengths reads one length, or a repetition.
func (d *Decoder) codeLengths(c *code, all *[]byte, limit int) (bool, *Error) {
	symbol := c.decode(d)
	switch symbol {
	case needMore:
		return false, nil
	case noCode:
		return true, bad("invalid code lengths set")
	}
	if symbol < 16 {
		*all = append(*all, byte(symbol))
		return true, nil
	}
	repeats := [3]struct {
		bits  uint
		least int
	}{{2, 3}, {3, 3}, {7, 11}}[symbol-16]
	value := byte(0)
	if symbol == 16 {
		if len(*all) == 0 {
			return true, bad("invalid bit length repeat")
		}
		value = (*all)[len(*all)-1]
	}
	if !d.need(repeats.bits) {
		return false, nil
	}
	n := repeats.least + d.take(repeats.bits)
	if len(*all)+n > limit {
		return true, bad("invalid bit length repeat")
	}
	for range n {
		*all = append(*all, value)
	}
	return true, nil
}
