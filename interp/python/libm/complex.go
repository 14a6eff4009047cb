package libm

import "math"

// This file divides complex numbers and raises them to powers, with the steps that
// CPython takes.

// Quotient divides as CPython does, scaling by the larger part.
func Quotient(a, b complex128) complex128 {
	if math.Abs(real(b)) >= math.Abs(imag(b)) {
		ratio := imag(b) / real(b)
		d := real(b) + imag(b)*ratio
		return complex((real(a)+imag(a)*ratio)/d, (imag(a)-real(a)*ratio)/d)
	}
	ratio := real(b) / imag(b)
	d := real(b)*ratio + imag(b)
	return complex((real(a)*ratio+imag(a))/d, (imag(a)*ratio-real(a))/d)
}

// Power is a ** b; small integer powers are products, as in CPython.
func Power(a, b complex128) complex128 {
	if imag(b) == 0 && real(b) == math.Trunc(real(b)) && math.Abs(real(b)) <= 100 {
		n := int(real(b))
		result, base := complex128(1), a
		for k := max(n, -n); k > 0; k >>= 1 {
			if k&1 != 0 {
				result *= base
			}
			base *= base
		}
		if n < 0 {
			return Quotient(1, result)
		}
		return result
	}
	size := Hypot(real(a), imag(a))
	length := Pow(size, real(b))
	phase := Atan2(imag(a), real(a))
	angle := phase * real(b)
	if imag(b) != 0 {
		length *= Exp(-phase * imag(b))
		angle += imag(b) * Log(size)
	}
	return complex(length*Cos(angle), length*Sin(angle))
}
