package runtime

// This file has arithmetic that is too long for the place where it is used.

const maxFloat = 0x1p1023 * (1 + (1 - 0x1p-52))

func isNaN(f float64) bool    { return f != f }
func isInf(f float64) bool    { return f > maxFloat || f < -maxFloat }
func isFinite(f float64) bool { return !isNaN(f - f) }

func abs(f float64) float64 {
	if f < 0 {
		return -f
	}
	return f
}

// negative reports whether f is negative or -0.
func negative(f float64) bool { return f < 0 || f == 0 && 1/f < 0 }

// unit returns 1 for an infinity and 0 for anything else, with the sign of f.
func unit(f float64) float64 {
	one := 0.0
	if isInf(f) {
		one = 1
	}
	if negative(f) {
		return -one
	}
	return one
}

// ComplexDiv returns a / b by Smith's method (Algorithm 116, CACM 1962), with C99's corrections (annex G.5.1) where both parts
// would be NaN although an infinity or a zero is known.
func ComplexDiv(a, b complex128) complex128 {
	ar, ai, br, bi := real(a), imag(a), real(b), imag(b)
	var re, im float64
	if abs(br) >= abs(bi) {
		ratio := bi / br
		scale := br + ratio*bi
		re = (ar + ai*ratio) / scale
		im = (ai - ar*ratio) / scale
	} else {
		ratio := br / bi
		scale := bi + ratio*br
		re = (ar*ratio + ai) / scale
		im = (ai*ratio - ar) / scale
	}
	if !isNaN(re) || !isNaN(im) {
		return complex(re, im)
	}
	inf := abs(maxFloat)
	inf *= 2
	switch {
	case br == 0 && bi == 0 && (!isNaN(ar) || !isNaN(ai)):
		if negative(br) {
			inf = -inf
		}
		re, im = inf*ar, inf*ai
	case (isInf(ar) || isInf(ai)) && isFinite(br) && isFinite(bi):
		ar, ai = unit(ar), unit(ai)
		re, im = inf*(ar*br+ai*bi), inf*(ai*br-ar*bi)
	case (isInf(br) || isInf(bi)) && isFinite(ar) && isFinite(ai):
		br, bi = unit(br), unit(bi)
		re, im = 0*(ar*br+ai*bi), 0*(ai*br-ar*bi)
	}
	return complex(re, im)
}

// MinFloat is the built-in min: NaN if either is, and -0 below 0.
func MinFloat(a, b float64) float64 {
	switch {
	case a < b || isNaN(a):
		return a
	case a == b && negative(a):
		return a
	}
	return b
}

// MaxFloat is the built-in max: NaN if either is, and 0 above -0.
func MaxFloat(a, b float64) float64 {
	switch {
	case a > b || isNaN(a):
		return a
	case a == b && negative(b):
		return a
	}
	return b
}
