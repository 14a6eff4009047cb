package vm

import (
	"bytes"
	"compress/flate"

	"rgo/interp/python/inflate"
	"rgo/rlib/thread"
)

// This file compresses streams for module zlib.

// deflater is a stream being compressed.
type deflater struct {
	bias     thread.Bias
	format   inflate.Format
	out      bytes.Buffer
	w        *flate.Writer
	check    uint32
	total    uint32
	finished bool
}

// newDeflater begins a stream; nil if an option is wrong.
//
//rgo:parallel
func newDeflater(level, wbits, strategy int, dictionary []byte) *deflater {
	format, ok := zlibFormat(wbits, true)
	if !ok || level < -1 || level > 9 || strategy < 0 || strategy > 4 {
		return nil
	}
	c := &deflater{bias: thread.Mine(), format: format}
	goLevel := level
	if strategy == zlibHuffmanOnly {
		goLevel = flate.HuffmanOnly
	}
	w, err := flate.NewWriter(&c.out, goLevel)
	if err != nil {
		return nil
	}
	c.w = w
	switch format {
	case inflate.Zlib:
		c.check = 1
		c.zlibHeader(level, wbits, dictionary)
	case inflate.Gzip:
		hint := map[int]byte{9: 2, 1: 4}[level]
		c.out.Write([]byte{0x1f, 0x8b, 8, 0, 0, 0, 0, 0, hint, 3})
	}
	return c
}

//rgo:parallel
func (c *deflater) zlibHeader(level, wbits int, dictionary []byte) {
	speed := []int{0, 0, 1, 1, 1, 1, 2, 3, 3, 3}
	if level < 0 {
		level = 6
	}
	head := ((wbits-8)<<4|8)<<8 | speed[level]<<6
	if dictionary != nil {
		head |= 0x20
	}
	head += 31 - head%31
	c.out.Write([]byte{byte(head >> 8), byte(head)})
	if dictionary != nil {
		c.out.Write(appendBig32(nil, inflate.Adler32(1, dictionary)))
	}
}

// write compresses data and returns what is ready of the stream.
//
//rgo:parallel
func (c *deflater) write(data []byte) []byte {
	switch c.format {
	case inflate.Zlib:
		c.check = inflate.Adler32(c.check, data)
	case inflate.Gzip:
		c.check = crcUpdate(c.check, data)
	}
	c.total += uint32(len(data))
	c.w.Write(data)
	return c.ready()
}

//rgo:parallel
func (c *deflater) ready() []byte {
	b := append([]byte(nil), c.out.Bytes()...)
	c.out.Reset()
	return b
}

// flush has all that was written come out.
//
//rgo:parallel
func (c *deflater) flush(mode int) []byte {
	switch mode {
	case zlibNoFlush:
		return nil
	case zlibFinish:
		c.w.Close()
		switch c.format {
		case inflate.Zlib:
			c.out.Write(appendBig32(nil, c.check))
		case inflate.Gzip:
			for _, v := range []uint32{c.check, c.total} {
				c.out.Write([]byte{byte(v), byte(v >> 8), byte(v >> 16), byte(v >> 24)})
			}
		}
		c.finished = true
	default:
		c.w.Flush()
		if mode == zlibFullFlush {
			c.w.Reset(&c.out) // what follows does not refer to what was
		}
	}
	return c.ready()
}
