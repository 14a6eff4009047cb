package vm

import (
	"math"
	"math/cmplx"

	"rgo/interp/python/libm"
)

// This file is the module cmath. The special values are those of C99's Annex G.

//rgo:parallel
func init() {
	builtinModules["cmath"] = func(t *Thread) *Module {
		m := newModule("cmath")
		m.set("pi", newFloat(math.Pi))
		m.set("e", newFloat(math.E))
		m.set("tau", newFloat(2*math.Pi))
		m.set("inf", newFloat(math.Inf(1)))
		m.set("nan", newFloat(math.NaN()))
		m.set("infj", &Complex{complex(0, math.Inf(1))})
		m.set("nanj", &Complex{complex(0, math.NaN())})
		for _, f := range complexFunctions {
			m.addFunctions([]method{{f.name, 1, 1, func(t *Thread, args []Object) Object {
				z, ok := t.toComplex(args[0])
				if !ok {
					return nil
				}
				r, fault := f.fn(z)
				return t.complexResult(r, fault)
			}, ""}})
		}
		m.addFunctions(cmathFunctions)
		return m
	}
}

// complexFault is why a function has no value.
type complexFault uint8

const (
	complexFine complexFault = iota
	complexDomain
	complexRange
)

//rgo:parallel
func (t *Thread) complexResult(r complex128, fault complexFault) Object {
	switch fault {
	case complexDomain:
		return t.valueError("math domain error")
	case complexRange:
		return t.raise(OverflowError, "math range error")
	}
	return &Complex{r}
}

//rgo:parallel
var complexFunctions = []struct {
	name string
	fn   func(z complex128) (complex128, complexFault)
}{
	{"sqrt", complexSqrt}, {"exp", complexExp}, {"sinh", complexSinh}, {"cosh", complexCosh}, {"tanh", complexTanh},
	{"sin", throughI(complexSinh)}, {"tan", throughI(complexTanh)},
	{"cos", func(z complex128) (complex128, complexFault) { return complexCosh(complex(-imag(z), real(z))) }},
	{"asinh", complexAsinh}, {"acosh", complexAcosh}, {"atanh", complexAtanh},
	{"asin", throughI(complexAsinh)}, {"atan", throughI(complexAtanh)}, {"acos", complexAcos},
	{"log10", func(z complex128) (complex128, complexFault) {
		r, fault := complexLog(z)
		return complex(real(r)/math.Ln10, imag(r)/math.Ln10), fault
	}},
}

// throughI computes f(z) as -i g(iz).
//
//rgo:parallel
func throughI(g func(z complex128) (complex128, complexFault)) func(z complex128) (complex128, complexFault) {
	return func(z complex128) (complex128, complexFault) {
		r, fault := g(complex(-imag(z), real(z)))
		return complex(imag(r), -real(r)), fault
	}
}

//rgo:parallel
func isFinite(z complex128) bool { return libm.Finite(real(z)) && libm.Finite(imag(z)) }

const (
	largeDouble    = math.MaxFloat64 / 4
	logLargeDouble = 708.3964185322641
)

//rgo:parallel
func complexSqrt(z complex128) (complex128, complexFault) {
	x, y := real(z), imag(z)
	switch {
	case math.IsInf(y, 0):
		return complex(math.Inf(1), y), complexFine
	case math.IsNaN(x):
		return complex(x, math.NaN()), complexFine
	case math.IsInf(x, 1):
		if math.IsNaN(y) {
			return complex(x, y), complexFine
		}
		return complex(x, math.Copysign(0, y)), complexFine
	case math.IsInf(x, -1):
		if math.IsNaN(y) {
			return complex(y, math.Inf(1)), complexFine
		}
		return complex(0, math.Copysign(math.Inf(1), y)), complexFine
	case math.IsNaN(y):
		return complex(y, y), complexFine
	case x == 0 && y == 0:
		return complex(0, y), complexFine
	}
	ax, ay := math.Abs(x), math.Abs(y)
	var s float64
	if ax < 2.2250738585072014e-308 && ay < 2.2250738585072014e-308 && (ax > 0 || ay > 0) {
		ax = math.Ldexp(ax, 53)
		s = math.Ldexp(math.Sqrt(ax+math.Hypot(ax, math.Ldexp(ay, 53))), -27)
	} else {
		ax /= 8
		s = 2 * math.Sqrt(ax+math.Hypot(ax, ay/8))
	}
	d := ay / (2 * s)
	if x >= 0 {
		return complex(s, math.Copysign(d, y)), complexFine
	}
	return complex(d, math.Copysign(s, y)), complexFine
}

// expParts is e**x * (cos y, sin y), scaled where e**x alone would overflow.
//
//rgo:parallel
func expParts(x float64, cos, sin float64) (float64, float64) {
	if x > logLargeDouble {
		l := libm.Exp(x - 1)
		return l * cos * math.E, l * sin * math.E
	}
	l := libm.Exp(x)
	return l * cos, l * sin
}

//rgo:parallel
func overflowed(r complex128) complexFault {
	if math.IsInf(real(r), 0) || math.IsInf(imag(r), 0) {
		return complexRange
	}
	return complexFine
}

//rgo:parallel
func complexExp(z complex128) (complex128, complexFault) {
	x, y := real(z), imag(z)
	if !isFinite(z) {
		if math.IsInf(x, 0) && libm.Finite(y) && y != 0 {
			if x > 0 {
				return complex(math.Copysign(math.Inf(1), math.Cos(y)), math.Copysign(math.Inf(1), math.Sin(y))), complexFine
			}
			return complex(math.Copysign(0, math.Cos(y)), math.Copysign(0, math.Sin(y))), complexFine
		}
		r := cmplx.Exp(z)
		switch {
		case math.IsInf(x, -1) && !libm.Finite(y):
			r = complex(0, math.Copysign(0, y))
		case math.IsInf(x, 1) && !libm.Finite(y):
			r = complex(math.Inf(1), math.NaN())
		case math.IsInf(x, 1) && y == 0:
			r = complex(math.Inf(1), y)
		case math.IsInf(x, -1) && y == 0:
			r = complex(0, y)
		case math.IsNaN(x) && y == 0:
			r = complex(x, y)
		case math.IsNaN(x) || !libm.Finite(y):
			r = complex(math.NaN(), math.NaN())
		}
		if math.IsInf(y, 0) && (libm.Finite(x) || math.IsInf(x, 1)) {
			return r, complexDomain
		}
		return r, complexFine
	}
	a, b := expParts(x, libm.Cos(y), libm.Sin(y))
	r := complex(a, b)
	return r, overflowed(r)
}

//rgo:parallel
func complexSinh(z complex128) (complex128, complexFault) {
	x, y := real(z), imag(z)
	if !isFinite(z) {
		if math.IsInf(y, 0) && !math.IsNaN(x) {
			if math.IsInf(x, 0) {
				return complex(x, math.NaN()), complexDomain
			}
			return complex(x, math.NaN()), complexDomain
		}
		switch {
		case math.IsInf(x, 0) && libm.Finite(y) && y != 0:
			re := math.Copysign(math.Inf(1), math.Cos(y))
			if x < 0 {
				re = -re
			}
			return complex(re, math.Copysign(math.Inf(1), math.Sin(y))), complexFine
		case math.IsInf(x, 0) && y == 0:
			return complex(x, y), complexFine
		case math.IsInf(x, 0):
			return complex(math.Inf(1), math.NaN()), complexFine
		case math.IsNaN(x) && y == 0:
			return complex(x, y), complexFine
		case x == 0:
			return complex(x, math.NaN()), complexFine
		}
		return complex(math.NaN(), math.NaN()), complexFine
	}
	var r complex128
	if math.Abs(x) > logLargeDouble {
		less := x - math.Copysign(1, x)
		r = complex(libm.Cos(y)*libm.Sinh(less)*math.E, libm.Sin(y)*libm.Cosh(less)*math.E)
	} else {
		r = complex(libm.Cos(y)*libm.Sinh(x), libm.Sin(y)*libm.Cosh(x))
	}
	return r, overflowed(r)
}

//rgo:parallel
func complexCosh(z complex128) (complex128, complexFault) {
	x, y := real(z), imag(z)
	if !isFinite(z) {
		if math.IsInf(y, 0) && !math.IsNaN(x) {
			if math.IsInf(x, 0) {
				return complex(math.Inf(1), math.NaN()), complexDomain
			}
			im := math.NaN()
			if x == 0 {
				im = 0
			}
			return complex(math.NaN(), im), complexDomain
		}
		switch {
		case math.IsInf(x, 0) && libm.Finite(y) && y != 0:
			im := math.Copysign(math.Inf(1), math.Sin(y))
			if x < 0 {
				im = -im
			}
			return complex(math.Copysign(math.Inf(1), math.Cos(y)), im), complexFine
		case math.IsInf(x, 0) && y == 0:
			im := y
			if x < 0 {
				im = -y
			}
			return complex(math.Inf(1), im), complexFine
		case math.IsInf(x, 0):
			return complex(math.Inf(1), math.NaN()), complexFine
		case math.IsNaN(x) && y == 0:
			return complex(x, 0), complexFine
		case x == 0:
			return complex(math.NaN(), 0), complexFine
		}
		return complex(math.NaN(), math.NaN()), complexFine
	}
	var r complex128
	if math.Abs(x) > logLargeDouble {
		less := x - math.Copysign(1, x)
		r = complex(libm.Cos(y)*libm.Cosh(less)*math.E, libm.Sin(y)*libm.Sinh(less)*math.E)
	} else {
		r = complex(libm.Cos(y)*libm.Cosh(x), libm.Sin(y)*libm.Sinh(x))
	}
	return r, overflowed(r)
}

//rgo:parallel
func complexTanh(z complex128) (complex128, complexFault) {
	x, y := real(z), imag(z)
	if !isFinite(z) {
		if math.IsInf(y, 0) && libm.Finite(x) {
			re := math.NaN()
			if x == 0 {
				re = x
			}
			return complex(re, math.NaN()), complexDomain
		}
		switch {
		case math.IsInf(x, 0) && libm.Finite(y) && y != 0:
			return complex(math.Copysign(1, x), math.Copysign(0, 2*math.Sin(y)*math.Cos(y))), complexFine
		case math.IsInf(x, 0) && math.IsNaN(y):
			return complex(math.Copysign(1, x), 0), complexFine
		case math.IsInf(x, 0):
			return complex(math.Copysign(1, x), math.Copysign(0, y)), complexFine
		case math.IsNaN(x) && y == 0:
			return complex(x, y), complexFine
		}
		return complex(math.NaN(), math.NaN()), complexFine
	}
	if math.Abs(x) > logLargeDouble {
		return complex(math.Copysign(1, x), 4*libm.Sin(y)*libm.Cos(y)*libm.Exp(-2*math.Abs(x))), complexFine
	}
	tx, ty := libm.Tanh(x), libm.Tan(y)
	cx := 1 / libm.Cosh(x)
	txty := tx * ty
	denominator := 1 + txty*txty
	return complex(tx*(1+ty*ty)/denominator, ((ty/denominator)*cx)*cx), complexFine
}

// complexLog is the natural logarithm.
//
//rgo:parallel
func complexLog(z complex128) (complex128, complexFault) {
	x, y := real(z), imag(z)
	if !isFinite(z) {
		angle := math.Atan2(y, x)
		if math.IsInf(x, 0) || math.IsInf(y, 0) {
			return complex(math.Inf(1), angle), complexFine
		}
		return complex(math.NaN(), math.NaN()), complexFine
	}
	ax, ay := math.Abs(x), math.Abs(y)
	angle := libm.Atan2(y, x)
	h := math.Hypot(ax, ay)
	var re float64
	switch {
	case ax > largeDouble || ay > largeDouble:
		re = libm.Log(math.Hypot(ax/2, ay/2)) + math.Ln2
	case ax < 2.2250738585072014e-308 && ay < 2.2250738585072014e-308:
		if ax == 0 && ay == 0 {
			return complex(math.Inf(-1), angle), complexDomain
		}
		re = libm.Log(math.Hypot(math.Ldexp(ax, 53), math.Ldexp(ay, 53))) - 53*math.Ln2
	case h >= 0.71 && h <= 1.73:
		big, small := max(ax, ay), min(ax, ay)
		re = math.Log1p((big-1)*(big+1)+small*small) / 2
	default:
		re = libm.Log(h)
	}
	return complex(re, angle), complexFine
}

//rgo:parallel
func complexAsinh(z complex128) (complex128, complexFault) {
	x, y := real(z), imag(z)
	if !isFinite(z) {
		switch {
		case math.IsInf(x, 0) && math.IsInf(y, 0):
			return complex(x, math.Copysign(math.Pi/4, y)), complexFine
		case math.IsInf(x, 0) && math.IsNaN(y):
			return complex(x, y), complexFine
		case math.IsInf(x, 0):
			return complex(x, math.Copysign(0, y)), complexFine
		case math.IsNaN(x) && math.IsInf(y, 0):
			return complex(math.Inf(1), math.NaN()), complexFine
		case math.IsNaN(x) && y == 0:
			return complex(x, y), complexFine
		case math.IsInf(y, 0):
			return complex(math.Copysign(math.Inf(1), x), math.Copysign(math.Pi/2, y)), complexFine
		}
		return complex(math.NaN(), math.NaN()), complexFine
	}
	if math.Abs(x) > largeDouble || math.Abs(y) > largeDouble {
		re := math.Copysign(libm.Log(math.Hypot(x/2, y/2))+2*math.Ln2, x)
		if y != 0 || !math.Signbit(y) {
			re = math.Copysign(re, x)
		}
		return complex(re, libm.Atan2(y, math.Abs(x))), complexFine
	}
	s1, _ := complexSqrt(complex(1+y, -x))
	s2, _ := complexSqrt(complex(1-y, x))
	return complex(libm.Asinh(real(s1)*imag(s2)-real(s2)*imag(s1)), libm.Atan2(y, real(s1)*real(s2)-imag(s1)*imag(s2))), complexFine
}

//rgo:parallel
func complexAcosh(z complex128) (complex128, complexFault) {
	x, y := real(z), imag(z)
	if !isFinite(z) {
		switch {
		case math.IsInf(y, 0) && math.IsNaN(x) || math.IsInf(x, 0) && math.IsNaN(y):
			return complex(math.Inf(1), math.NaN()), complexFine
		case math.IsNaN(x) || math.IsNaN(y):
			return complex(math.NaN(), math.NaN()), complexFine
		}
		return complex(math.Inf(1), math.Atan2(y, x)), complexFine
	}
	if math.Abs(x) > largeDouble || math.Abs(y) > largeDouble {
		return complex(libm.Log(math.Hypot(x/2, y/2))+2*math.Ln2, libm.Atan2(y, x)), complexFine
	}
	s1, _ := complexSqrt(complex(x-1, y))
	s2, _ := complexSqrt(complex(x+1, y))
	return complex(libm.Asinh(real(s1)*real(s2)+imag(s1)*imag(s2)), 2*libm.Atan2(imag(s1), real(s2))), complexFine
}

// acosSign has the sign of the infinite imaginary part of acos where a part of
// the argument is not a number.
//
//rgo:parallel
func acosSign(y float64) float64 {
	if math.IsNaN(y) {
		return 1
	}
	return -y
}

//rgo:parallel
func complexAcos(z complex128) (complex128, complexFault) {
	x, y := real(z), imag(z)
	if !isFinite(z) {
		switch {
		case math.IsInf(y, 0) && math.IsNaN(x) || math.IsInf(x, 0) && math.IsNaN(y):
			return complex(math.NaN(), math.Copysign(math.Inf(1), acosSign(y))), complexFine
		case math.IsNaN(x) || math.IsNaN(y):
			if x == 0 {
				return complex(math.Pi/2, math.NaN()), complexFine
			}
			return complex(math.NaN(), math.NaN()), complexFine
		}
		return complex(math.Atan2(math.Abs(y), x), math.Copysign(math.Inf(1), -y)), complexFine
	}
	if math.Abs(x) > largeDouble || math.Abs(y) > largeDouble {
		im := libm.Log(math.Hypot(x/2, y/2)) + 2*math.Ln2
		if x < 0 {
			im = -math.Copysign(im, y)
		} else {
			im = math.Copysign(im, -y)
		}
		return complex(libm.Atan2(math.Abs(y), x), im), complexFine
	}
	s1, _ := complexSqrt(complex(1-x, -y))
	s2, _ := complexSqrt(complex(1+x, y))
	return complex(2*libm.Atan2(real(s1), real(s2)), libm.Asinh(real(s2)*imag(s1)-imag(s2)*real(s1))), complexFine
}

//rgo:parallel
func complexAtanh(z complex128) (complex128, complexFault) {
	x, y := real(z), imag(z)
	if !isFinite(z) {
		switch {
		case math.IsNaN(x) && math.IsInf(y, 0):
			return complex(math.Copysign(0, x), math.Copysign(math.Pi/2, y)), complexFine
		case math.IsInf(x, 0) && math.IsNaN(y):
			return complex(math.Copysign(0, x), y), complexFine
		case x == 0 && math.IsNaN(y):
			return complex(x, y), complexFine
		case math.IsNaN(x) || math.IsNaN(y):
			return complex(math.NaN(), math.NaN()), complexFine
		}
		return complex(math.Copysign(0, x), math.Copysign(math.Pi/2, y)), complexFine
	}
	if x < 0 || x == 0 && math.Signbit(x) {
		r, fault := complexAtanh(-z)
		return -r, fault
	}
	ay := math.Abs(y)
	const root = 6.703903964971298e+153 // sqrt(largeDouble)
	switch {
	case x > root || ay > root:
		h := math.Hypot(x/2, y/2)
		return complex(x/4/h/h, -math.Copysign(math.Pi/2, -y)), complexFine
	case x == 1 && ay < 1.4916681462400413e-154:
		if ay == 0 {
			return complex(math.Inf(1), y), complexDomain
		}
		return complex(-libm.Log(math.Sqrt(ay)/math.Sqrt(math.Hypot(ay, 2))), math.Copysign(libm.Atan2(2, -ay)/2, y)), complexFine
	}
	return complex(math.Log1p(4*x/((1-x)*(1-x)+ay*ay))/4, -libm.Atan2(-2*y, (1-x)*(1+x)-ay*ay)/2), complexFine
}

// complexTest makes isnan and its like.
//
//rgo:parallel
func complexTest(test func(z complex128) bool) BuiltinFunc {
	return func(t *Thread, args []Object) Object {
		z, ok := t.toComplex(args[0])
		if !ok {
			return nil
		}
		return boolOf(test(z))
	}
}

//rgo:parallel
var cmathFunctions = []method{
	{"isfinite", 1, 1, complexTest(isFinite), ""},
	{"isnan", 1, 1, complexTest(func(z complex128) bool { return math.IsNaN(real(z)) || math.IsNaN(imag(z)) }), ""},
	{"isinf", 1, 1, complexTest(func(z complex128) bool { return math.IsInf(real(z), 0) || math.IsInf(imag(z), 0) }), ""},
	{"phase", 1, 1, func(t *Thread, args []Object) Object {
		z, ok := t.toComplex(args[0])
		if !ok {
			return nil
		}
		return newFloat(libm.Atan2(imag(z), real(z)))
	}, ""},
	{"polar", 1, 1, func(t *Thread, args []Object) Object {
		z, ok := t.toComplex(args[0])
		if !ok {
			return nil
		}
		r := math.Hypot(real(z), imag(z))
		if isFinite(z) && math.IsInf(r, 0) {
			return t.raise(OverflowError, "math range error")
		}
		return tupleOf(newFloat(r), newFloat(libm.Atan2(imag(z), real(z))))
	}, ""},
	{"rect", 2, 2, float2(complexRect), ""},
	{"log", 1, 2, func(t *Thread, args []Object) Object {
		z, ok := t.toComplex(args[0])
		if !ok {
			return nil
		}
		r, fault := complexLog(z)
		if fault != complexFine || len(args) == 1 {
			return t.complexResult(r, fault)
		}
		base, ok := t.toComplex(args[1])
		if !ok {
			return nil
		}
		b, fault := complexLog(base)
		if fault != complexFine {
			return t.complexResult(b, fault)
		}
		if b == 0 {
			return t.valueError("math domain error")
		}
		return &Complex{libm.Quotient(r, b)}
	}, ""},
	{"isclose", 2, 4, func(t *Thread, args []Object) Object {
		a, ok := t.toComplex(args[0])
		if !ok {
			return nil
		}
		b, ok := t.toComplex(args[1])
		if !ok {
			return nil
		}
		rel, abs := 1e-9, 0.0
		if args[2] != nil {
			if rel, ok = t.floatValue(args[2]); !ok {
				return nil
			}
		}
		if args[3] != nil {
			if abs, ok = t.floatValue(args[3]); !ok {
				return nil
			}
		}
		if rel < 0 || abs < 0 {
			return t.valueError("tolerances must be non-negative")
		}
		if a == b {
			return True
		}
		if math.IsInf(real(a), 0) || math.IsInf(imag(a), 0) || math.IsInf(real(b), 0) || math.IsInf(imag(b), 0) {
			return False
		}
		d := cmplx.Abs(a - b)
		return boolOf(d <= rel*cmplx.Abs(b) || d <= rel*cmplx.Abs(a) || d <= abs)
	}, "a,b,rel_tol,abs_tol"},
}

//rgo:parallel
func complexRect(t *Thread, r, phi float64) Object {
	if libm.Finite(r) && libm.Finite(phi) {
		if phi == 0 {
			return &Complex{complex(r, r*phi)}
		}
		return &Complex{complex(r*libm.Cos(phi), r*libm.Sin(phi))}
	}
	if math.IsInf(phi, 0) && !math.IsNaN(r) && r != 0 {
		return t.valueError("math domain error")
	}
	switch {
	case math.IsInf(r, 0) && libm.Finite(phi) && phi != 0:
		re, im := math.Copysign(math.Inf(1), math.Cos(phi)), math.Copysign(math.Inf(1), math.Sin(phi))
		if r < 0 {
			re, im = -re, -im
		}
		return &Complex{complex(re, im)}
	case math.IsInf(r, 0) && phi == 0:
		im := phi
		if r < 0 {
			im = -phi
		}
		return &Complex{complex(r, im)}
	case math.IsInf(r, 0):
		return &Complex{complex(math.Inf(1), math.NaN())}
	case r == 0:
		return &Complex{complex(0, 0)}
	case phi == 0:
		return &Complex{complex(r, 0)}
	}
	return &Complex{complex(math.NaN(), math.NaN())}
}
