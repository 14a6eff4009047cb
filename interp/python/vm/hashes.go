package vm

import (
	"math"
	"math/bits"

	"rgo/rlib/linux"
	"rgo/rlib/thread"
)

// This file is the hash functions MD5, SHA-1 and SHA-2 (RFC 1321, FIPS 180-4).

// A blockHash takes whole blocks into its state.
type blockHash interface {
	block(b []byte)
	sum() []byte
	copy() blockHash
}

type md5State [4]uint32

var md5Shifts = [4][4]int{{7, 12, 17, 22}, {5, 9, 14, 20}, {4, 11, 16, 23}, {6, 10, 15, 21}}

// md5Sines is the table of RFC 1321: 2^32 times the sine of 1 to 64.
var md5Sines = makeSines()

func makeSines() [64]uint32 {
	var table [64]uint32
	for i := range table {
		table[i] = uint32(math.Abs(math.Sin(float64(i+1))) * (1 << 32))
	}
	return table
}

//rgo:parallel
func (s *md5State) block(p []byte) {
	a, b, c, d := s[0], s[1], s[2], s[3]
	for i := range 64 {
		var f uint32
		g := 0
		switch i / 16 {
		case 0:
			f, g = b&c|^b&d, i
		case 1:
			f, g = d&b|^d&c, (5*i+1)%16
		case 2:
			f, g = b^c^d, (3*i+5)%16
		default:
			f, g = c^(b|^d), 7*i%16
		}
		f += a + md5Sines[i] + uint32(linux.Word(p, 4*g, 4))
		a, d, c = d, c, b
		b += bits.RotateLeft32(f, md5Shifts[i/16][i%4])
	}
	s[0] += a
	s[1] += b
	s[2] += c
	s[3] += d
}

//rgo:parallel
func (s *md5State) sum() []byte {
	out := make([]byte, 16)
	for i, v := range s {
		linux.PutWord(out, 4*i, 4, uint64(v))
	}
	return out
}

//rgo:parallel
func (s *md5State) copy() blockHash {
	c := *s
	return &c
}

//rgo:parallel
func big32(p []byte) uint32 {
	return uint32(p[0])<<24 | uint32(p[1])<<16 | uint32(p[2])<<8 | uint32(p[3])
}

//rgo:parallel
func appendBig32(b []byte, v uint32) []byte {
	return append(b, byte(v>>24), byte(v>>16), byte(v>>8), byte(v))
}

type sha1State [5]uint32

//rgo:parallel
func (s *sha1State) block(p []byte) {
	var w [80]uint32
	for i := range 16 {
		w[i] = big32(p[4*i:])
	}
	for i := 16; i < 80; i++ {
		w[i] = bits.RotateLeft32(w[i-3]^w[i-8]^w[i-14]^w[i-16], 1)
	}
	a, b, c, d, e := s[0], s[1], s[2], s[3], s[4]
	for i := range 80 {
		var f, k uint32
		switch i / 20 {
		case 0:
			f, k = b&c|^b&d, 0x5A827999
		case 1:
			f, k = b^c^d, 0x6ED9EBA1
		case 2:
			f, k = b&c|b&d|c&d, 0x8F1BBCDC
		default:
			f, k = b^c^d, 0xCA62C1D6
		}
		v := bits.RotateLeft32(a, 5) + f + e + k + w[i]
		a, b, c, d, e = v, a, bits.RotateLeft32(b, 30), c, d
	}
	s[0] += a
	s[1] += b
	s[2] += c
	s[3] += d
	s[4] += e
}

//rgo:parallel
func (s *sha1State) sum() []byte {
	var out []byte
	for _, v := range s {
		out = appendBig32(out, v)
	}
	return out
}

//rgo:parallel
func (s *sha1State) copy() blockHash {
	c := *s
	return &c
}

// sha2Constants are the first 64 bits of the fractional parts of the cube
// roots of the first 80 primes; SHA-256 takes the upper halves of 64 of them.
var sha2Constants = makeCubeRoots()

func makeCubeRoots() [80]uint64 {
	var table [80]uint64
	for i, p := range smallPrimes(80) {
		table[i] = rootFraction(uint64(p), 3)
	}
	return table
}

func smallPrimes(n int) []int {
	var list []int
	for c := 2; len(list) < n; c++ {
		prime := true
		for _, p := range list {
			prime = prime && c%p != 0
		}
		if prime {
			list = append(list, c)
		}
	}
	return list
}

// rootFraction returns 64 bits of the fractional part of the square or cube
// root of n, bit by bit: the largest r with r^k <= n * 2^(64k).
func rootFraction(n uint64, k int) uint64 {
	target := wide{}
	target[k] = n // n * 2^(64k)
	root := wide{}
	for bit := 67; bit >= 0; bit-- {
		try := root
		try[bit/64] |= 1 << (bit % 64)
		power := try
		for range k - 1 {
			power = power.times(try)
		}
		if !target.less(power) {
			root = try
		}
	}
	return root[0]
}

// wide is a number of 320 bits, least significant word first.
type wide [5]uint64

func (a wide) times(b wide) wide {
	var r wide
	for i, x := range a {
		carry := uint64(0)
		for j := 0; i+j < len(r); j++ {
			hi, lo := bits.Mul64(x, b[j])
			var c uint64
			r[i+j], c = bits.Add64(r[i+j], lo, 0)
			hi += c
			r[i+j], c = bits.Add64(r[i+j], carry, 0)
			carry = hi + c
		}
	}
	return r
}

func (a wide) less(b wide) bool {
	for i := len(a) - 1; i >= 0; i-- {
		if a[i] != b[i] {
			return a[i] < b[i]
		}
	}
	return false
}

type sha256State struct {
	h    [8]uint32
	size int
}

//rgo:parallel
func (s *sha256State) block(p []byte) {
	var w [64]uint32
	for i := range 16 {
		w[i] = big32(p[4*i:])
	}
	for i := 16; i < 64; i++ {
		x, y := w[i-15], w[i-2]
		w[i] = w[i-16] + w[i-7] + (bits.RotateLeft32(x, -7) ^ bits.RotateLeft32(x, -18) ^ x>>3) +
			(bits.RotateLeft32(y, -17) ^ bits.RotateLeft32(y, -19) ^ y>>10)
	}
	a, b, c, d, e, f, g, h := s.h[0], s.h[1], s.h[2], s.h[3], s.h[4], s.h[5], s.h[6], s.h[7]
	for i := range 64 {
		x := h + (bits.RotateLeft32(e, -6) ^ bits.RotateLeft32(e, -11) ^ bits.RotateLeft32(e, -25)) + (e&f ^ ^e&g) +
			uint32(sha2Constants[i]>>32) + w[i]
		y := (bits.RotateLeft32(a, -2) ^ bits.RotateLeft32(a, -13) ^ bits.RotateLeft32(a, -22)) + (a&b ^ a&c ^ b&c)
		h, g, f, e, d, c, b, a = g, f, e, d+x, c, b, a, x+y
	}
	for i, v := range [8]uint32{a, b, c, d, e, f, g, h} {
		s.h[i] += v
	}
}

//rgo:parallel
func (s *sha256State) sum() []byte {
	var out []byte
	for _, v := range s.h {
		out = appendBig32(out, v)
	}
	return out[:s.size]
}

//rgo:parallel
func (s *sha256State) copy() blockHash {
	c := *s
	return &c
}

type sha512State struct {
	h    [8]uint64
	size int
}

//rgo:parallel
func (s *sha512State) block(p []byte) {
	var w [80]uint64
	for i := range 16 {
		w[i] = uint64(big32(p[8*i:]))<<32 | uint64(big32(p[8*i+4:]))
	}
	for i := 16; i < 80; i++ {
		x, y := w[i-15], w[i-2]
		w[i] = w[i-16] + w[i-7] + (bits.RotateLeft64(x, -1) ^ bits.RotateLeft64(x, -8) ^ x>>7) +
			(bits.RotateLeft64(y, -19) ^ bits.RotateLeft64(y, -61) ^ y>>6)
	}
	a, b, c, d, e, f, g, h := s.h[0], s.h[1], s.h[2], s.h[3], s.h[4], s.h[5], s.h[6], s.h[7]
	for i := range 80 {
		x := h + (bits.RotateLeft64(e, -14) ^ bits.RotateLeft64(e, -18) ^ bits.RotateLeft64(e, -41)) + (e&f ^ ^e&g) +
			sha2Constants[i] + w[i]
		y := (bits.RotateLeft64(a, -28) ^ bits.RotateLeft64(a, -34) ^ bits.RotateLeft64(a, -39)) + (a&b ^ a&c ^ b&c)
		h, g, f, e, d, c, b, a = g, f, e, d+x, c, b, a, x+y
	}
	for i, v := range [8]uint64{a, b, c, d, e, f, g, h} {
		s.h[i] += v
	}
}

//rgo:parallel
func (s *sha512State) sum() []byte {
	var out []byte
	for _, v := range s.h {
		out = appendBig32(appendBig32(out, uint32(v>>32)), uint32(v))
	}
	return out[:s.size]
}

//rgo:parallel
func (s *sha512State) copy() blockHash {
	c := *s
	return &c
}

// sha2Roots are the first 64 bits of the fractional parts of the square roots of
// the first 16 primes.
var sha2Roots = makeSquareRoots()

func makeSquareRoots() [16]uint64 {
	var table [16]uint64
	for i, p := range smallPrimes(16) {
		table[i] = rootFraction(uint64(p), 2)
	}
	return table
}

// shaStart is the state at the start. Those of SHA-256 and SHA-512 come from
// square roots of the first 8 primes, that of SHA-384 from the next 8; SHA-224
// has the lower halves of the latter.
//
//rgo:parallel
func shaStart(size int) blockHash {
	first := 0
	if size == 48 || size == 28 {
		first = 8
	}
	words := [8]uint64(sha2Roots[first : first+8])
	if size > 32 {
		return &sha512State{words, size}
	}
	s := &sha256State{size: size}
	for i, w := range words {
		s.h[i] = uint32(w >> 32)
		if size == 28 {
			s.h[i] = uint32(w)
		}
	}
	return s
}

// hashObject is a hash under way.
type hashObject struct {
	bias   thread.Bias
	kind   *hashKind
	state  blockHash
	rest   []byte
	length uint64
}

// hashKind is a row of the table of hash functions.
type hashKind struct {
	module, name string
	size, block  int
	little       bool // the length is written least significant byte first
	start        func() blockHash
	cls          *Type
}

// Class returns the class of the hash function.
//
//rgo:parallel
func (h *hashObject) Class() *Type { return h.kind.cls }

//rgo:parallel
var hashKinds = []*hashKind{
	{"_md5", "md5", 16, 64, true, func() blockHash { return &md5State{0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476} }, nil},
	{"_sha1", "sha1", 20, 64, false, func() blockHash {
		return &sha1State{0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0}
	}, nil},
	{"_sha256", "sha224", 28, 64, false, func() blockHash { return shaStart(28) }, nil},
	{"_sha256", "sha256", 32, 64, false, func() blockHash { return shaStart(32) }, nil},
	{"_sha512", "sha384", 48, 128, false, func() blockHash { return shaStart(48) }, nil},
	{"_sha512", "sha512", 64, 128, false, func() blockHash { return shaStart(64) }, nil},
}

//rgo:parallel
func (h *hashObject) update(s string) {
	h.bias.Take()
	h.length += uint64(len(s))
	h.rest = append(h.rest, s...)
	n := h.kind.block
	for len(h.rest) >= n {
		h.state.block(h.rest[:n])
		h.rest = h.rest[n:]
	}
}

//rgo:parallel
func (h *hashObject) copy() *hashObject {
	h.bias.Take()
	return &hashObject{thread.Mine(), h.kind, h.state.copy(), append([]byte{}, h.rest...), h.length}
}

//rgo:parallel
func (h *hashObject) digest() []byte {
	c := h.copy()
	n := c.kind.block
	length := c.length * 8
	field := n / 8
	pad := append(c.rest, 0x80)
	for len(pad)%n != n-field {
		pad = append(pad, 0)
	}
	word := make([]byte, field)
	if c.kind.little {
		linux.PutWord(word, 0, 8, length)
	} else {
		for i := range 8 {
			word[field-1-i] = byte(length >> (8 * i))
		}
	}
	pad = append(pad, word...)
	for ; len(pad) > 0; pad = pad[n:] {
		c.state.block(pad[:n])
	}
	return c.state.sum()
}

//rgo:parallel
func init() {
	modules := map[string][]*hashKind{}
	for _, k := range hashKinds {
		k.cls = newBuiltinType(k.name, ObjectType, final)
		k.cls.module = newASCII(k.module)
		modules[k.module] = append(modules[k.module], k)
		k.cls.addMethods([]method{
			{"update", 1, 1, func(t *Thread, args []Object) Object {
				if strOf(args[1]) != nil {
					return t.typeError("Strings must be encoded before hashing")
				}
				s, ok := t.bytesLike(args[1])
				if !ok {
					return nil
				}
				args[0].(*hashObject).update(s)
				return None
			}, ""},
			{"digest", 0, 0, func(t *Thread, args []Object) Object { return &Bytes{string(args[0].(*hashObject).digest())} }, ""},
			{"hexdigest", 0, 0, func(t *Thread, args []Object) Object {
				var out []byte
				for _, c := range args[0].(*hashObject).digest() {
					out = appendHex(out, "", uint32(c), 2)
				}
				return newASCII(string(out))
			}, ""},
			{"copy", 0, 0, func(t *Thread, args []Object) Object { return args[0].(*hashObject).copy() }, ""},
		})
		k.cls.addGetSets([]getset{
			{"name", func(t *Thread, o Object) Object { return newASCII(k.name) }, nil},
			{"digest_size", func(t *Thread, o Object) Object { return intOf(k.size) }, nil},
			{"block_size", func(t *Thread, o Object) Object { return intOf(k.block) }, nil},
		})
	}
	for _, k := range hashKinds {
		name := k.module
		builtinModules[name] = func(t *Thread) *Module {
			m := newModule(name)
			for _, k := range modules[name] {
				m.addFunctions([]method{{k.name, 0, 2, func(t *Thread, args []Object) Object {
					h := &hashObject{bias: thread.Mine(), kind: k, state: k.start()}
					if args[0] != nil {
						if strOf(args[0]) != nil {
							return t.typeError("Strings must be encoded before hashing")
						}
						s, ok := t.bytesLike(args[0])
						if !ok {
							return nil
						}
						h.update(s)
					}
					return h
				}, "string,usedforsecurity"}})
				m.set(map[string]string{"md5": "MD5Type", "sha1": "SHA1Type"}[k.name], k.cls)
				m.dict.deleteStr(intern(""))
			}
			return m
		}
	}
}
