// Package inflate decompresses deflate streams (RFC 1951), bare or in the wrappers of zlib (RFC 1950) and gzip (RFC 1952),
// as far as the input goes: Go's own reader pulls its input, and could not stop in the middle.
//
// In: pieces of a stream, of any sizes. Out: what they decompress to, up to a limit if there is one.
// Holds: what was returned does not depend on how the stream was cut. Errors are zlib's, with its numbers.
//
//rgo:parallel
package inflate

// Format is the wrapper of a stream.
type Format uint8

// The formats.
const (
	Zlib Format = iota
	Gzip
	Raw
	Auto // Zlib or Gzip, as the first byte says
)

// Error is a fault of the stream.
type Error struct {
	Number  int // zlib's: -3 for bad data, 2 for a dictionary that is needed
	Message string
}

func (e *Error) Error() string { return e.Message }

func bad(message string) *Error { return &Error{-3, message} }

const windowSize = 1 << 15

// state is the part of the stream that comes next.
type state uint8

const (
	atHeader state = iota
	atBlock
	inStored
	inCodes
	atTrailer
	atEnd
)

// Decoder decompresses one stream.
type Decoder struct {
	format     Format
	dictionary []byte
	state      state
	last       bool // this block is the last
	stored     int  // bytes that are left of a stored block
	lengths    *code
	distances  *code

	in    []byte // not used yet
	bits  uint64 // the next bits, least significant first
	nbits uint

	window  []byte // what was decompressed: the newest windowSize bytes, then what Run has made
	check   uint32 // of all output, as the format has it
	total   uint32 // bytes of output
	copying struct{ length, distance int }
}

// New returns a decoder. dictionary is what the compressor was given, if anything.
func New(format Format, dictionary []byte) *Decoder {
	d := &Decoder{format: format, dictionary: dictionary}
	if format == Raw {
		d.state = atBlock
		d.window = append(d.window, dictionary...)
	}
	return d
}

// Copy returns a decoder in the same state.
func (d *Decoder) Copy() *Decoder {
	c := *d
	c.in = append([]byte(nil), d.in...)
	c.window = append([]byte(nil), d.window...)
	return &c
}

// Done tells whether the stream has ended.
func (d *Decoder) Done() bool { return d.state == atEnd }

// Run decompresses more input. It stops after limit bytes of output, for limit >= 0, at the end of the stream, or when it
// needs more input, which it then keeps. rest is the input that was not used in the first two cases.
func (d *Decoder) Run(data []byte, limit int) (out, rest []byte, err *Error) {
	d.in = append(d.in, data...)
	if over := len(d.window) - windowSize; over > 0 {
		d.window = append([]byte(nil), d.window[over:]...)
	}
	start := len(d.window)
	end := -1
	if limit >= 0 {
		end = start + limit
	}
	more := true
	for more && err == nil && d.state != atEnd && (end < 0 || len(d.window) < end || d.state == atTrailer) {
		before, header := len(d.window), d.state == atHeader
		more, err = d.step(end)
		if !header {
			d.sum(d.window[before:])
			continue
		}
		if start = len(d.window); end >= 0 { // behind the dictionary
			end = start + limit
		}
	}
	out = append([]byte(nil), d.window[start:]...)
	if d.state == atEnd || end >= 0 && len(d.window) >= end {
		d.giveBack()
		rest, d.in = d.in, nil
	}
	return out, rest, err
}

// step goes on in the stream; false if there is not enough input.
func (d *Decoder) step(end int) (bool, *Error) {
	switch d.state {
	case atHeader:
		return d.header()
	case atBlock:
		return d.block()
	case inStored:
		return d.copyStored(end)
	case inCodes:
		return d.codes(end)
	}
	return d.trailer()
}

// need has at least n bits, at most 48, ready; false if the input has not as many.
func (d *Decoder) need(n uint) bool {
	for d.nbits < n {
		if len(d.in) == 0 {
			return false
		}
		d.bits |= uint64(d.in[0]) << d.nbits
		d.in = d.in[1:]
		d.nbits += 8
	}
	return true
}

// take removes n bits that are ready.
func (d *Decoder) take(n uint) int {
	v := d.bits & (1<<n - 1)
	d.bits >>= n
	d.nbits -= n
	return int(v)
}

// align drops the bits up to the next byte, and giveBack gives whole bytes that are ready back to the input.
func (d *Decoder) align() { d.take(d.nbits % 8) }

func (d *Decoder) giveBack() {
	if n := d.nbits / 8; n > 0 {
		back := make([]byte, 0, int(n)+len(d.in))
		kept := d.nbits % 8
		for i := uint(0); i < n; i++ {
			back = append(back, byte(d.bits>>(kept+8*i)))
		}
		d.in = append(back, d.in...)
		d.bits &= 1<<kept - 1
		d.nbits = kept
	}
}

// mark is a place in the input to go back to.
type mark struct {
	in    []byte
	bits  uint64
	nbits uint
}

func (d *Decoder) mark() mark   { return mark{d.in, d.bits, d.nbits} }
func (d *Decoder) reset(m mark) { d.in, d.bits, d.nbits = m.in, m.bits, m.nbits }

// block reads the header of a block.
func (d *Decoder) block() (bool, *Error) {
	start := d.mark()
	if !d.need(3) {
		return false, nil
	}
	last := d.take(1) == 1
	more, err := true, (*Error)(nil)
	switch d.take(2) {
	case 0:
		more, err = d.storedHeader()
	case 1:
		d.lengths, d.distances = fixedLengths, fixedDistances
		d.state = inCodes
	case 2:
		more, err = d.dynamicHeader()
	default:
		err = bad("invalid block type")
	}
	if !more {
		d.reset(start)
		return false, err
	}
	d.last = last
	return true, err
}

func (d *Decoder) storedHeader() (bool, *Error) {
	d.align()
	if !d.need(32) {
		return false, nil
	}
	n, inverse := d.take(16), d.take(16)
	if n != inverse^0xffff {
		return true, bad("invalid stored block lengths")
	}
	d.stored = n
	d.state = inStored
	return true, nil
}

func (d *Decoder) copyStored(end int) (bool, *Error) {
	d.giveBack()
	n := min(d.stored, len(d.in))
	if end >= 0 {
		n = min(n, end-len(d.window))
	}
	d.window = append(d.window, d.in[:n]...)
	d.in = d.in[n:]
	if d.stored -= n; d.stored == 0 {
		d.endBlock()
		return true, nil
	}
	return n > 0, nil
}

func (d *Decoder) endBlock() {
	d.state = atBlock
	if d.last {
		d.state = atTrailer
		d.align()
	}
}

// Codes of lengths and distances (RFC 1951, 3.2.5): the least value and the number of extra bits.
var lengthBase, lengthExtra, distanceBase, distanceExtra = makeBases()

func makeBases() (lengthBase, lengthExtra [29]int, distanceBase, distanceExtra [30]int) {
	value := 3
	for i := range lengthBase {
		if i >= 8 {
			lengthExtra[i] = i/4 - 1
		}
		lengthBase[i] = value
		value += 1 << lengthExtra[i]
	}
	lengthBase[28], lengthExtra[28] = 258, 0
	value = 1
	for i := range distanceBase {
		if i >= 4 {
			distanceExtra[i] = i/2 - 1
		}
		distanceBase[i] = value
		value += 1 << distanceExtra[i]
	}
	return
}

// codes decompresses coded data up to the limit or the end of the block.
func (d *Decoder) codes(end int) (bool, *Error) {
	for end < 0 || len(d.window) < end {
		if d.copying.length > 0 {
			d.copyBack(end)
			continue
		}
		start := d.mark()
		symbol := d.lengths.decode(d)
		switch {
		case symbol == needMore:
			d.reset(start)
			return false, nil
		case symbol == noCode || symbol > 285:
			return true, bad("invalid literal/length code")
		case symbol < 256:
			d.window = append(d.window, byte(symbol))
		case symbol == 256:
			d.endBlock()
			return true, nil
		default:
			if more, err := d.match(symbol - 257); !more || err != nil {
				d.reset(start)
				return more, err
			}
		}
	}
	return true, nil
}

// match reads the rest of a length and a distance.
func (d *Decoder) match(symbol int) (bool, *Error) {
	extra := uint(lengthExtra[symbol])
	if !d.need(extra) {
		return false, nil
	}
	length := lengthBase[symbol] + d.take(extra)
	far := d.distances.decode(d)
	switch {
	case far == needMore:
		return false, nil
	case far == noCode || far > 29:
		return true, bad("invalid distance code")
	}
	extra = uint(distanceExtra[far])
	if !d.need(extra) {
		return false, nil
	}
	distance := distanceBase[far] + d.take(extra)
	if distance > len(d.window) {
		return true, bad("invalid distance too far back")
	}
	d.copying.length, d.copying.distance = length, distance
	return true, nil
}

// copyBack repeats earlier output.
func (d *Decoder) copyBack(end int) {
	n := d.copying.length
	if end >= 0 {
		n = min(n, end-len(d.window))
	}
	d.copying.length -= n
	from := len(d.window) - d.copying.distance
	for ; n > 0; n-- {
		d.window = append(d.window, d.window[from])
		from++
	}
}
