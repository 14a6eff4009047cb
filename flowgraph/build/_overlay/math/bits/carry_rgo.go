package bits

// The carry of a sum is a comparison here, which LLVM knows to be the carry flag. The package's own formula takes five
// operations, one after the other, in each round of math/big's loops.

// Add64 returns x + y + carry; carry is 0 or 1.
func Add64(x, y, carry uint64) (sum, carryOut uint64) {
	part := x + y
	if part < x {
		carryOut = 1
	}
	sum = part + carry
	if sum < part {
		carryOut = 1
	}
	return sum, carryOut
}

// Add returns x + y + carry; carry is 0 or 1.
func Add(x, y, carry uint) (sum, carryOut uint) {
	s, c := Add64(uint64(x), uint64(y), uint64(carry))
	return uint(s), uint(c)
}

// Sub64 returns x - y - borrow; borrow is 0 or 1.
func Sub64(x, y, borrow uint64) (diff, borrowOut uint64) {
	part := x - y
	if x < y {
		borrowOut = 1
	}
	diff = part - borrow
	if part < borrow {
		borrowOut = 1
	}
	return diff, borrowOut
}

// Sub returns x - y - borrow; borrow is 0 or 1.
func Sub(x, y, borrow uint) (diff, borrowOut uint) {
	d, b := Sub64(uint64(x), uint64(y), uint64(borrow))
	return uint(d), uint(b)
}
