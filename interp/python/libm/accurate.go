// Package libm is the part of C's mathematics that Python programs can see in the
// last digit: elementary functions rounded as the C library rounds them, and complex
// numbers as CPython computes with them. Nothing here changes what others see.
//
//rgo:parallel
package libm

import "math"

// This file is elementary functions rounded as the C library rounds them: to
// the nearest float in all but the rarest cases. Go's own are off by an ulp
// too often for repr to agree. Special values are left to package math.

func Finite(x float64) bool { return !math.IsInf(x, 0) && !math.IsNaN(x) }

func Exp(x float64) float64 {
	if !Finite(x) || x == 0 || math.Abs(x) > 740 {
		return math.Exp(x)
	}
	r, k := expPair(single(x))
	return ldexpValue(r, k)
}

func Exp2(x float64) float64 {
	if !Finite(x) || math.Abs(x) > 1020 {
		return math.Exp2(x)
	}
	whole := math.Round(x)
	r, k := expPair(pairLn2.scaled(x - whole))
	return ldexpValue(r, k+int(whole))
}

func Log(x float64) float64 {
	if !Finite(x) || x <= 0 {
		return math.Log(x)
	}
	return logPair(single(x)).value()
}

func Log2(x float64) float64 {
	if !Finite(x) || x <= 0 {
		return math.Log2(x)
	}
	m, e := math.Frexp(x)
	if m == 0.5 {
		return float64(e - 1)
	}
	return logPair(single(x)).times(pairInvLn2).value()
}

// Pow is x ** y.
func Pow(x, y float64) float64 {
	rough := math.Pow(x, y)
	if !Finite(rough) || !Finite(x) || !Finite(y) || rough == 0 || x == 0 || y == 0 || x == 1 ||
		math.Abs(rough) < 1e-290 || math.Abs(rough) > 1e300 {
		return rough
	}
	r, k := expPair(logPair(single(math.Abs(x))).scaled(y))
	return math.Copysign(ldexpValue(r, k), rough)
}

// sinCosPair is the sine and cosine of x, |x| at most 2**20.
func sinCosPair(x float64) (sin, cos pair) {
	n := math.Round(x * (2 / math.Pi))
	r := twoSum(x, -n*1.57079632673412561417e+00)
	r = r.sub(single(n * 6.07710050630396597660e-11)).sub(single(n * 2.02226624871116645580e-21)).
		sub(single(n * 8.47842766036889956997e-32))
	sin, cos = series(r, 1, 2, true), series(r, 0, 2, true)
	switch int64(n) & 3 {
	case 1:
		return cos, sin.negated()
	case 2:
		return sin.negated(), cos.negated()
	case 3:
		return cos.negated(), sin
	}
	return sin, cos
}

// smallAngle tells whether sinCosPair can reduce x.
func smallAngle(x float64) bool { return math.Abs(x) < 1<<20 && math.Abs(x) > 1e-9 }

func Sin(x float64) float64 {
	if !smallAngle(x) {
		return math.Sin(x)
	}
	s, _ := sinCosPair(x)
	return s.value()
}

func Cos(x float64) float64 {
	if !smallAngle(x) {
		return math.Cos(x)
	}
	_, c := sinCosPair(x)
	return c.value()
}

func Tan(x float64) float64 {
	if !smallAngle(x) {
		return math.Tan(x)
	}
	s, c := sinCosPair(x)
	return s.over(c).value()
}

// anglePair is the angle of the point (x, y), by one step of Newton's method
// from a rough angle.
func anglePair(y, x pair, rough float64) pair {
	s, c := sinCosPair(rough)
	t := y.times(c).sub(x.times(s)).over(x.times(c).add(y.times(s)))
	return single(rough).add(t)
}

func Atan(x float64) float64 {
	if !Finite(x) || math.Abs(x) < 1e-8 || math.Abs(x) > 1e15 {
		return math.Atan(x)
	}
	return anglePair(single(x), single(1), math.Atan(x)).value()
}

func Atan2(y, x float64) float64 {
	rough := math.Atan2(y, x)
	ratio := math.Abs(y / x)
	if !Finite(x) || !Finite(y) || x == 0 || y == 0 || ratio < 1e-8 || ratio > 1e15 || math.Abs(x) > 1e150 || math.Abs(x) < 1e-150 {
		return rough
	}
	return anglePair(single(y), single(x), rough).value()
}

// legPair is sqrt(1 - x*x).
func legPair(x float64) pair { return twoSum(1, -x).times(twoSum(1, x)).root() }

func Asin(x float64) float64 {
	if math.IsNaN(x) || math.Abs(x) >= 1 || math.Abs(x) < 1e-8 {
		return math.Asin(x)
	}
	return anglePair(single(x), legPair(x), math.Asin(x)).value()
}

func Acos(x float64) float64 {
	if math.IsNaN(x) || math.Abs(x) >= 1 || math.Abs(x) < 1e-8 {
		return math.Acos(x)
	}
	return anglePair(legPair(x), single(x), math.Acos(x)).value()
}

// The functions below are not rounded to nearest by the C library either. They
// take its formulas (those of fdlibm), so that they err alike.

func Log10(x float64) float64 {
	if !Finite(x) || x <= 0 {
		return math.Log10(x)
	}
	m, e := math.Frexp(x)
	m, e = m*2, e-1
	if e < 0 {
		m, e = m/2, e+1
	}
	y := float64(e)
	z := float64(y*3.69423907715893078616e-13) + float64(4.34294481903251816668e-01*Log(m))
	return z + float64(y*3.01029995663611771306e-01)
}

func Sinh(x float64) float64 {
	a := math.Abs(x)
	if !Finite(x) || a < 1e-8 {
		return math.Sinh(x)
	}
	if a > 22 {
		h := Exp(a / 2)
		return math.Copysign(h/2*h, x)
	}
	h := math.Copysign(0.5, x)
	t := math.Expm1(a)
	if a < 1 {
		return h * (2*t - float64(t*t)/(t+1))
	}
	return h * (t + t/(t+1))
}

func Cosh(x float64) float64 {
	a := math.Abs(x)
	if !Finite(x) {
		return math.Cosh(x)
	}
	if a > 22 {
		// Squaring the half argument's exponential does not overflow early.
		h := Exp(a / 2)
		return h / 2 * h
	}
	if a < 0.5*math.Ln2 {
		t := math.Expm1(a)
		w := 1 + t
		return 1 + float64(t*t)/(w+w)
	}
	t := Exp(a)
	return float64(0.5*t) + 0.5/t
}

func Tanh(x float64) float64 {
	a := math.Abs(x)
	if !Finite(x) || a > 22 || a < 1e-8 {
		return math.Tanh(x)
	}
	z := 0.0
	if a >= 1 {
		z = 1 - 2/(math.Expm1(2*a)+2)
	} else {
		t := math.Expm1(-2 * a)
		z = -t / (t + 2)
	}
	return math.Copysign(z, x)
}

func Asinh(x float64) float64 {
	a := math.Abs(x)
	if !Finite(x) || a < 1e-8 || a > 1<<28 {
		return math.Asinh(x)
	}
	w := 0.0
	if a > 2 {
		w = Log(2*a + 1/(math.Sqrt(float64(a*a)+1)+a))
	} else {
		t := float64(a * a)
		w = math.Log1p(a + t/(1+math.Sqrt(1+t)))
	}
	return math.Copysign(w, x)
}

func Acosh(x float64) float64 {
	if !Finite(x) || x <= 1 || x > 1<<28 {
		return math.Acosh(x)
	}
	if x > 2 {
		return Log(2*x - 1/(x+math.Sqrt(float64(x*x)-1)))
	}
	t := x - 1
	return math.Log1p(t + math.Sqrt(2*t+float64(t*t)))
}

// Hypot is the length of a vector.
func Hypot(coordinates ...float64) float64 {
	largest := 0.0
	for _, x := range coordinates {
		if math.IsInf(x, 0) {
			return math.Inf(1)
		}
		if math.IsNaN(x) || math.Abs(x) > largest {
			largest = math.Abs(x)
		}
	}
	if math.IsNaN(largest) || largest == 0 {
		return largest
	}
	_, e := math.Frexp(largest)
	if e < -1000 {
		e = -1000
	}
	sum := pair{}
	for _, x := range coordinates {
		x = math.Ldexp(x, -e)
		sum = sum.add(twoProduct(x, x))
	}
	return math.Ldexp(sum.root().value(), e)
}
