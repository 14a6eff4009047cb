package libm

import "math"

// This file is arithmetic on pairs of floats: a number is the exact sum of two
// float64s, which gives about 106 bits (Dekker 1971; Hida, Li and Bailey 2001).
// Products are wrapped in float64() so that no compiler fuses them with a sum.

// pair is hi+lo, |lo| at most half an ulp of hi.
type pair struct{ hi, lo float64 }

func single(x float64) pair { return pair{x, 0} }

// twoSum is a+b exactly.
func twoSum(a, b float64) pair {
	s := a + b
	v := s - a
	return pair{s, (a - (s - v)) + (b - v)}
}

// fastSum is a+b exactly if |a| >= |b|.
func fastSum(a, b float64) pair {
	s := a + b
	return pair{s, b - (s - a)}
}

// halves splits a into two floats of 26 bits.
func halves(a float64) (high, low float64) {
	t := float64(134217729 * a)
	high = t - (t - a)
	return high, a - high
}

// twoProduct is a*b exactly, unless it overflows.
func twoProduct(a, b float64) pair {
	p := float64(a * b)
	ah, al := halves(a)
	bh, bl := halves(b)
	e := float64(ah*bh) - p
	e += float64(ah * bl)
	e += float64(al * bh)
	e += float64(al * bl)
	return pair{p, e}
}

func (a pair) add(b pair) pair {
	s, e := twoSum(a.hi, b.hi), twoSum(a.lo, b.lo)
	s = fastSum(s.hi, s.lo+e.hi)
	return fastSum(s.hi, s.lo+e.lo)
}

func (a pair) negated() pair { return pair{-a.hi, -a.lo} }

func (a pair) sub(b pair) pair { return a.add(b.negated()) }

func (a pair) times(b pair) pair {
	p := twoProduct(a.hi, b.hi)
	return fastSum(p.hi, p.lo+(float64(a.hi*b.lo)+float64(a.lo*b.hi)))
}

func (a pair) scaled(x float64) pair {
	p := twoProduct(a.hi, x)
	return fastSum(p.hi, p.lo+float64(a.lo*x))
}

func (a pair) over(b pair) pair {
	q := a.hi / b.hi
	r := a.sub(b.scaled(q))
	q2 := r.hi / b.hi
	r = r.sub(b.scaled(q2))
	return fastSum(q, q2).add(single(r.hi / b.hi))
}

func (a pair) root() pair {
	if a.hi <= 0 {
		return pair{}
	}
	x := 1 / math.Sqrt(a.hi)
	y := float64(a.hi * x)
	r := a.sub(twoProduct(y, y))
	return fastSum(y, float64(r.hi*x)*0.5)
}

// value rounds to a float.
func (a pair) value() float64 { return a.hi + a.lo }

// Constants to twice the precision.
var (
	pairLn2    = pair{0.6931471805599453, 2.3190468138462996e-17}
	pairInvLn2 = single(1).over(pairLn2)
)

// inverseFactorials are 1/n!.
var inverseFactorials = makeInverseFactorials()

func makeInverseFactorials() []pair {
	table := make([]pair, 30)
	f := single(1)
	for n := range table {
		if n > 0 {
			f = f.over(single(float64(n)))
		}
		table[n] = f
	}
	return table
}

// series sums x^n/n! for n = first, first+step, ..., with alternating signs if
// asked; x is at most 1 in size.
func series(x pair, first, step int, alternate bool) pair {
	power := single(1)
	for i := 0; i < first; i++ {
		power = power.times(x)
	}
	factor := x
	if step == 2 {
		factor = x.times(x)
		if alternate {
			factor = factor.negated()
		}
	}
	sum := pair{}
	for n := first; n < len(inverseFactorials); n += step {
		term := power.times(inverseFactorials[n])
		sum = sum.add(term)
		if math.Abs(term.hi) < math.Abs(sum.hi)*1e-33 {
			break
		}
		power = power.times(factor)
	}
	return sum
}

// expPair is e**x without the power of two: the result is r * 2**k.
func expPair(x pair) (r pair, k int) {
	n := math.Round(x.hi * (1 / math.Ln2))
	x = x.sub(twoProduct(n, pairLn2.hi)).sub(twoProduct(n, pairLn2.lo)).sub(single(n * 5.707708438416212e-34))
	// (1+p)^64 with p = e^(x/64)-1, kept as p so that nothing cancels.
	p := series(x.scaled(1.0/64), 1, 1, false)
	for i := 0; i < 6; i++ {
		p = p.scaled(2).add(p.times(p))
	}
	return p.add(single(1)), int(n)
}

// logPair is the natural logarithm of a positive number.
func logPair(x pair) pair {
	d := x.sub(single(1))
	if math.Abs(d.hi) < 0.01 {
		s := d.over(x.add(single(1)))
		square := s.times(s)
		sum, power := pair{}, s
		for n := 1; n < 20; n += 2 {
			sum = sum.add(power.over(single(float64(n))))
			power = power.times(square)
		}
		return sum.scaled(2)
	}
	m, e := math.Frexp(x.hi)
	scaled := pair{m, math.Ldexp(x.lo, -e)}
	y := math.Log(m)
	inverse, k := expPair(single(-y))
	inverse = pair{math.Ldexp(inverse.hi, k), math.Ldexp(inverse.lo, k)}
	t := scaled.times(inverse).sub(single(1))
	l := single(y).add(t).sub(t.times(t).scaled(0.5))
	return l.add(pairLn2.scaled(float64(e)))
}

// ldexpValue rounds r * 2**k.
func ldexpValue(r pair, k int) float64 { return math.Ldexp(r.value(), k) }
