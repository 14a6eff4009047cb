// Package digest is the hash functions that Python's hashlib has and that are made of sponges and of BLAKE2: SHA-3 (FIPS 202)
// and BLAKE2 (RFC 7693). Go's packages for them need assembly.
//
// In: bytes, in pieces of any sizes. Out: digests; asking for one does not end the hash.
//
//rgo:parallel
package digest

import "math/bits"

// Keccak is a sponge of 1600 bits: SHA-3, or SHAKE.
type Keccak struct {
	state  [25]uint64
	rate   int // bytes taken at a time
	suffix byte
	at     int // bytes taken since the last permutation
}

// NewKeccak returns a hash that takes rate bytes at a time; suffix is what FIPS 202 puts behind the message, with the first bit
// of the padding.
func NewKeccak(rate int, suffix byte) *Keccak { return &Keccak{rate: rate, suffix: suffix} }

// Write takes more of the message.
func (k *Keccak) Write(s []byte) {
	for _, c := range s {
		k.mix(k.at, c)
		if k.at++; k.at == k.rate {
			k.permute()
			k.at = 0
		}
	}
}

// mix adds a byte at a place in the state.
func (k *Keccak) mix(i int, c byte) { k.state[i/8] ^= uint64(c) << (8 * (i % 8)) }

// Sum returns n bytes of the digest.
func (k *Keccak) Sum(n int) []byte {
	c := *k
	c.mix(c.at, c.suffix)
	c.mix(c.rate-1, 0x80)
	out := make([]byte, 0, n)
	for {
		c.permute()
		for i := 0; i < c.rate; i++ {
			if len(out) == n {
				return out
			}
			out = append(out, byte(c.state[i/8]>>(8*(i%8))))
		}
	}
}

// rounds are the constants of the rounds, from the shift register of FIPS 202, 3.2.5; turns and places the offsets of rho and
// the order of pi.
var rounds, turns, places = makeKeccak()

func makeKeccak() (rounds [24]uint64, turns, places [24]int) {
	register := byte(1)
	for i := range rounds {
		for j := range 7 {
			if register&1 != 0 {
				rounds[i] |= 1 << (1<<j - 1)
			}
			carry := register >> 7
			register = register<<1 ^ carry*0x71
		}
	}
	x, y := 1, 0
	for i := range turns {
		places[i] = x + 5*y
		turns[i] = (i + 1) * (i + 2) / 2 % 64
		x, y = y, (2*x+3*y)%5
	}
	return rounds, turns, places
}

// permute is Keccak-f[1600].
func (k *Keccak) permute() {
	a := &k.state
	for _, constant := range rounds {
		var c [5]uint64
		for x := range c {
			c[x] = a[x] ^ a[x+5] ^ a[x+10] ^ a[x+15] ^ a[x+20]
		}
		for x := range c {
			d := c[(x+4)%5] ^ bits.RotateLeft64(c[(x+1)%5], 1)
			for y := 0; y < 25; y += 5 {
				a[x+y] ^= d
			}
		}
		moving := a[1]
		for i, turn := range turns {
			to := places[(i+1)%24]
			a[to], moving = bits.RotateLeft64(moving, turn), a[to]
		}
		for y := 0; y < 25; y += 5 {
			row := [5]uint64{a[y], a[y+1], a[y+2], a[y+3], a[y+4]}
			for x := range row {
				a[y+x] = row[x] ^ ^row[(x+1)%5]&row[(x+2)%5]
			}
		}
		a[0] ^= constant
	}
}
