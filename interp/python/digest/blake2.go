package digest

import "math/bits"

// This file is BLAKE2b and BLAKE2s (RFC 7693), with the parameters for trees of the BLAKE2 paper.

// Parameters are what a BLAKE2 hash can be given.
type Parameters struct {
	Size            int // of the digest, in bytes
	Key             []byte
	Salt, Person    []byte
	Fanout, Depth   int
	LeafSize        uint32
	NodeOffset      uint64 // 48 bits of it for BLAKE2s
	NodeDepth       int
	InnerSize       int
	LastNode, Small bool // Small: BLAKE2s
}

// Blake2 is a hash under way.
type Blake2 struct {
	small    bool
	size     int
	lastNode bool
	h        [8]uint64 // of BLAKE2s 32 bits each
	count    uint64    // bytes compressed
	rest     []byte    // at most a block, which is not compressed before more comes
}

// The first bits of the fractional parts of the square roots of the first eight primes, as in SHA-512 and SHA-256, which has
// the upper half.
var blakeStart = [8]uint64{0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b, 0xa54ff53a5f1d36f1,
	0x510e527fade682d1, 0x9b05688c2b3e6c1f, 0x1f83d9abfb41bd6b, 0x5be0cd19137e2179}

// blakeOrder is the order of the message's words in each round.
var blakeOrder = [10][16]byte{
	{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}, {14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3},
	{11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4}, {7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8},
	{9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13}, {2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9},
	{12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11}, {13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10},
	{6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5}, {10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0},
}

// blakeMix are the columns and diagonals that a round mixes.
var blakeMix = [8][4]int{{0, 4, 8, 12}, {1, 5, 9, 13}, {2, 6, 10, 14}, {3, 7, 11, 15}, {0, 5, 10, 15}, {1, 6, 11, 12}, {2, 7, 8, 13}, {3, 4, 9, 14}}

// NewBlake2 begins a hash.
func NewBlake2(p Parameters) *Blake2 {
	b := &Blake2{small: p.Small, size: p.Size, lastNode: p.LastNode}
	block := make([]byte, 0, 64)
	put := func(v uint64, n int) {
		for i := range n {
			block = append(block, byte(v>>(8*i)))
		}
	}
	put(uint64(p.Size), 1)
	put(uint64(len(p.Key)), 1)
	put(uint64(p.Fanout), 1)
	put(uint64(p.Depth), 1)
	put(uint64(p.LeafSize), 4)
	if p.Small {
		put(p.NodeOffset, 6)
	} else {
		put(p.NodeOffset, 8)
	}
	put(uint64(p.NodeDepth), 1)
	put(uint64(p.InnerSize), 1)
	text := b.wordSize() * 2
	if !p.Small {
		put(0, 14)
	}
	for _, s := range [2][]byte{p.Salt, p.Person} {
		block = append(append(block, s...), make([]byte, text-len(s))...)
	}
	for i := range b.h {
		b.h[i] = b.start(i) ^ b.word(block, i)
	}
	if len(p.Key) > 0 {
		b.rest = append(append(b.rest, p.Key...), make([]byte, b.BlockSize()-len(p.Key))...)
	}
	return b
}

func (b *Blake2) wordSize() int {
	if b.small {
		return 4
	}
	return 8
}

// BlockSize is the number of bytes that are compressed at a time.
func (b *Blake2) BlockSize() int { return 16 * b.wordSize() }

func (b *Blake2) start(i int) uint64 {
	if b.small {
		return blakeStart[i] >> 32
	}
	return blakeStart[i]
}

// word is word i of a block.
func (b *Blake2) word(s []byte, i int) uint64 {
	v := uint64(0)
	n := b.wordSize()
	for j := n - 1; j >= 0; j-- {
		v = v<<8 | uint64(s[n*i+j])
	}
	return v
}

// Write takes more of the message.
func (b *Blake2) Write(s []byte) {
	b.rest = append(b.rest, s...)
	n := b.BlockSize()
	for len(b.rest) > n {
		b.compress(b.rest[:n], n, false)
		b.rest = b.rest[n:]
	}
}

// Copy returns a hash in the same state.
func (b *Blake2) Copy() *Blake2 {
	c := *b
	c.rest = append([]byte(nil), b.rest...)
	return &c
}

// Sum returns the digest.
func (b *Blake2) Sum() []byte {
	c := b.Copy()
	n := len(c.rest)
	c.compress(append(c.rest, make([]byte, c.BlockSize()-n)...), n, true)
	var out []byte
	for i := range c.size {
		out = append(out, byte(c.h[i/c.wordSize()]>>(8*(i%c.wordSize()))))
	}
	return out
}

// compress takes a block, of which n bytes are of the message.
func (b *Blake2) compress(block []byte, n int, last bool) {
	b.count += uint64(n)
	var v, m [16]uint64
	for i := range 8 {
		v[i], v[8+i] = b.h[i], b.start(i)
	}
	mask := ^uint64(0)
	v[12] ^= b.count
	if b.small {
		mask = 1<<32 - 1
		v[12] = b.start(4) ^ b.count&mask
		v[13] ^= b.count >> 32
	}
	if last {
		v[14] ^= mask
		if b.lastNode {
			v[15] ^= mask
		}
	}
	for i := range m {
		m[i] = b.word(block, i)
	}
	if b.small {
		b.rounds32(&v, &m)
	} else {
		b.rounds64(&v, &m)
	}
	for i := range b.h {
		b.h[i] ^= v[i] ^ v[8+i]
	}
}

func (b *Blake2) rounds64(v, m *[16]uint64) {
	for round := range 12 {
		order := &blakeOrder[round%10]
		for i, p := range blakeMix {
			x, y, z, w := v[p[0]], v[p[1]], v[p[2]], v[p[3]]
			x += y + m[order[2*i]]
			w = bits.RotateLeft64(w^x, -32)
			z += w
			y = bits.RotateLeft64(y^z, -24)
			x += y + m[order[2*i+1]]
			w = bits.RotateLeft64(w^x, -16)
			z += w
			y = bits.RotateLeft64(y^z, -63)
			v[p[0]], v[p[1]], v[p[2]], v[p[3]] = x, y, z, w
		}
	}
}

func (b *Blake2) rounds32(v, m *[16]uint64) {
	for round := range 10 {
		order := &blakeOrder[round]
		for i, p := range blakeMix {
			x, y, z, w := uint32(v[p[0]]), uint32(v[p[1]]), uint32(v[p[2]]), uint32(v[p[3]])
			x += y + uint32(m[order[2*i]])
			w = bits.RotateLeft32(w^x, -16)
			z += w
			y = bits.RotateLeft32(y^z, -12)
			x += y + uint32(m[order[2*i+1]])
			w = bits.RotateLeft32(w^x, -8)
			z += w
			y = bits.RotateLeft32(y^z, -7)
			v[p[0]], v[p[1]], v[p[2]], v[p[3]] = uint64(x), uint64(y), uint64(z), uint64(w)
		}
	}
}
