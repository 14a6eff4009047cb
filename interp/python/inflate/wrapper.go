package inflate

import "hash/crc32"

// This file is what is around the compressed data: headers and checks.

// Adler32 continues the check of zlib over s; it begins at 1.
func Adler32(value uint32, s []byte) uint32 {
	const modulus, run = 65521, 5552 // the sums of run bytes fit 32 bits
	a, b := value&0xffff, value>>16
	for len(s) > 0 {
		n := min(run, len(s))
		for _, c := range s[:n] {
			a += uint32(c)
			b += a
		}
		a %= modulus
		b %= modulus
		s = s[n:]
	}
	return b<<16 | a
}

// sum adds output to the check.
func (d *Decoder) sum(s []byte) {
	switch d.format {
	case Zlib:
		d.check = Adler32(d.check, s)
	case Gzip:
		d.check = crc32.Update(d.check, crc32.IEEETable, s)
	}
	d.total += uint32(len(s))
}

// header reads the header; it begins anew if not all of it is there.
func (d *Decoder) header() (bool, *Error) {
	start := d.mark()
	if !d.need(16) {
		return false, nil
	}
	first, second := d.take(8), d.take(8)
	if d.format == Auto {
		d.format = Zlib
		if first == 0x1f && second == 0x8b {
			d.format = Gzip
		}
	}
	var more bool
	var err *Error
	if d.format == Gzip {
		more, err = d.gzipHeader(first, second)
	} else {
		more, err = d.zlibHeader(first, second)
	}
	if !more {
		d.reset(start)
	}
	return more, err
}

func (d *Decoder) zlibHeader(first, second int) (bool, *Error) {
	switch {
	case (first<<8|second)%31 != 0:
		return true, bad("incorrect header check")
	case first&15 != 8:
		return true, bad("unknown compression method")
	case first>>4 > 7:
		return true, bad("invalid window size")
	}
	d.check, d.state = 1, atBlock
	if second&0x20 == 0 {
		return true, nil
	}
	if !d.need(32) {
		d.state = atHeader
		return false, nil
	}
	want := uint32(d.take(8)<<24 | d.take(8)<<16 | d.take(8)<<8 | d.take(8))
	switch {
	case d.dictionary == nil:
		return true, &Error{2, ""}
	case Adler32(1, d.dictionary) != want:
		return true, bad("")
	}
	d.window = append(d.window, d.dictionary...)
	return true, nil
}

// gzipHeader reads the rest of the ten bytes and the parts that flags announce.
func (d *Decoder) gzipHeader(first, second int) (bool, *Error) {
	const hasCRC, hasExtra, hasName, hasComment, reserved = 2, 4, 8, 16, 0xe0
	if first != 0x1f || second != 0x8b {
		return true, bad("incorrect header check")
	}
	if !d.need(16) {
		return false, nil
	}
	method, flags := d.take(8), d.take(8)
	switch {
	case method != 8:
		return true, bad("unknown compression method")
	case flags&reserved != 0:
		return true, bad("unknown header flags set")
	}
	skip := func(n int) bool {
		for ; n > 0; n-- {
			if !d.need(8) {
				return false
			}
			d.take(8)
		}
		return true
	}
	if !skip(6) { // time, flags of the compressor, system
		return false, nil
	}
	if flags&hasExtra != 0 && (!d.need(16) || !skip(d.take(16))) {
		return false, nil
	}
	for _, text := range [2]int{hasName, hasComment} {
		for flags&text != 0 {
			if !d.need(8) {
				return false, nil
			}
			if d.take(8) == 0 {
				break
			}
		}
	}
	if flags&hasCRC != 0 && !skip(2) {
		return false, nil
	}
	d.check, d.state = 0, atBlock
	return true, nil
}

// trailer compares the checks.
func (d *Decoder) trailer() (bool, *Error) {
	start := d.mark()
	words := map[Format]int{Zlib: 1, Gzip: 2}[d.format]
	for i := range words {
		if !d.need(32) {
			d.reset(start)
			return false, nil
		}
		v := uint32(0)
		for j := range 4 {
			if d.format == Zlib {
				j = 3 - j
			}
			v |= uint32(d.take(8)) << (8 * j)
		}
		switch {
		case i == 0 && v != d.check:
			return true, bad("incorrect data check")
		case i == 1 && v != d.total:
			return true, bad("incorrect length check")
		}
	}
	d.state = atEnd
	return true, nil
}
