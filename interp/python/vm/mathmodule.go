package vm

import (
	"math"
	"math/big"

	"rgo/interp/python/code"
	"rgo/interp/python/libm"
)

// This file is the module math.

func init() { builtinModules["math"] = makeMath }

// floatFunctions are functions of one float; domain tells the arguments that
// raise ValueError.
//
//rgo:parallel
var floatFunctions = []struct {
	name   string
	fn     func(x float64) float64
	domain func(x float64) bool
}{
	{"sin", libm.Sin, notInf}, {"cos", libm.Cos, notInf}, {"tan", libm.Tan, notInf},
	{"asin", libm.Asin, unit}, {"acos", libm.Acos, unit}, {"atan", libm.Atan, nil},
	{"sinh", libm.Sinh, nil}, {"cosh", libm.Cosh, nil}, {"tanh", libm.Tanh, nil},
	{"asinh", libm.Asinh, nil}, {"acosh", libm.Acosh, func(x float64) bool { return !(x < 1) }},
	{"atanh", math.Atanh, func(x float64) bool { return !(x <= -1 || x >= 1) }},
	{"exp", libm.Exp, nil}, {"exp2", libm.Exp2, nil}, {"expm1", math.Expm1, nil},
	{"log1p", math.Log1p, func(x float64) bool { return !(x <= -1) }},
	{"sqrt", math.Sqrt, func(x float64) bool { return !(x < 0) }}, {"cbrt", math.Cbrt, nil},
	{"fabs", math.Abs, nil}, {"erf", math.Erf, nil}, {"erfc", math.Erfc, nil},
	{"gamma", libm.Gamma, func(x float64) bool { return !(x <= 0 && x == math.Floor(x)) }},
	{"degrees", func(x float64) float64 { return x * (180 / math.Pi) }, nil},
	{"radians", func(x float64) float64 { return x * (math.Pi / 180) }, nil},
	{"lgamma", func(x float64) float64 {
		if a := math.Abs(x); a != 0 && a < 1e-20 {
			return -libm.Log(a)
		}
		if math.IsInf(x, 0) {
			return math.Inf(1)
		}
		v, _ := math.Lgamma(x)
		return v
	}, func(x float64) bool { return math.IsInf(x, 0) || !(x <= 0 && x == math.Floor(x)) }},
	{"ulp", func(x float64) float64 {
		x = math.Abs(x)
		if math.IsInf(x, 0) {
			return x
		}
		next := math.Nextafter(x, math.Inf(1))
		if math.IsInf(next, 1) {
			return x - math.Nextafter(x, 0)
		}
		return next - x
	}, nil},
}

//rgo:parallel
func notInf(x float64) bool { return !math.IsInf(x, 0) }

//rgo:parallel
func unit(x float64) bool { return !(x < -1 || x > 1) }

// makeMath makes the module.
//
//rgo:parallel
func makeMath(t *Thread) *Module {
	m := newModule("math")
	m.set("pi", newFloat(math.Pi))
	m.set("e", newFloat(math.E))
	m.set("tau", newFloat(2*math.Pi))
	m.set("inf", newFloat(math.Inf(1)))
	m.set("nan", newFloat(math.NaN()))
	for _, f := range floatFunctions {
		m.addFunctions([]method{{f.name, 1, 1, func(t *Thread, args []Object) Object {
			x, ok := t.floatValue(args[0])
			if !ok {
				return nil
			}
			if f.domain != nil && !f.domain(x) {
				return t.valueError("math domain error")
			}
			r := f.fn(x)
			if math.IsInf(r, 0) && !math.IsInf(x, 0) {
				return t.raise(OverflowError, "math range error")
			}
			return newFloat(r)
		}, ""}})
	}
	m.addFunctions(mathFunctions)
	m.addRaw([]rawMethod{{"prod", mathProd}})
	return m
}

// float2 wraps a function of two floats.
//
//rgo:parallel
func float2(fn func(t *Thread, x, y float64) Object) BuiltinFunc {
	return func(t *Thread, args []Object) Object {
		x, ok := t.floatValue(args[0])
		if !ok {
			return nil
		}
		y, ok := t.floatValue(args[1])
		if !ok {
			return nil
		}
		return fn(t, x, y)
	}
}

// floatTest wraps a test of a float.
//
//rgo:parallel
func floatTest(fn func(x float64) bool) BuiltinFunc {
	return func(t *Thread, args []Object) Object {
		x, ok := t.floatValue(args[0])
		if !ok {
			return nil
		}
		return boolOf(fn(x))
	}
}

// rounding wraps floor, ceil and trunc.
//
//rgo:parallel
func rounding(fn func(x float64) float64, special *Str) BuiltinFunc {
	return func(t *Thread, args []Object) Object {
		if x, ok := args[0].(Float); ok {
			return t.intOfFloat(fn(x.v))
		}
		if r, found := t.callSpecial(args[0], special); found {
			return r
		}
		if special == nameTrunc {
			return t.typeError("type " + args[0].Class().name + " doesn't define __trunc__ method")
		}
		x, ok := t.floatValue(args[0])
		if !ok {
			return nil
		}
		return t.intOfFloat(fn(x))
	}
}

//rgo:parallel
var mathFunctions = []method{
	{"floor", 1, 1, rounding(math.Floor, nameFloor), ""},
	{"ceil", 1, 1, rounding(math.Ceil, nameCeil), ""},
	{"trunc", 1, 1, rounding(math.Trunc, nameTrunc), ""},
	{"isnan", 1, 1, floatTest(math.IsNaN), ""},
	{"isinf", 1, 1, floatTest(func(x float64) bool { return math.IsInf(x, 0) }), ""},
	{"isfinite", 1, 1, floatTest(func(x float64) bool { return !math.IsInf(x, 0) && !math.IsNaN(x) }), ""},
	{"copysign", 2, 2, float2(func(t *Thread, x, y float64) Object { return newFloat(math.Copysign(x, y)) }), ""},
	{"atan2", 2, 2, float2(func(t *Thread, x, y float64) Object { return newFloat(libm.Atan2(x, y)) }), ""},
	{"nextafter", 2, 2, float2(func(t *Thread, x, y float64) Object {
		if x == y {
			return newFloat(y) // the sign of zero is that of y
		}
		return newFloat(math.Nextafter(x, y))
	}), ""},
	{"remainder", 2, 2, float2(func(t *Thread, x, y float64) Object {
		if math.IsNaN(x) || math.IsNaN(y) {
			return newFloat(x + y)
		}
		if math.IsInf(x, 0) || y == 0 {
			return t.valueError("math domain error")
		}
		return newFloat(remainder(x, y))
	}), ""},
	{"fmod", 2, 2, float2(func(t *Thread, x, y float64) Object {
		if math.IsInf(x, 0) || y == 0 && !math.IsNaN(x) {
			return t.valueError("math domain error")
		}
		return newFloat(math.Mod(x, y))
	}), ""},
	{"pow", 2, 2, float2(mathPow), ""},
	{"hypot", 0, -1, func(t *Thread, args []Object) Object {
		coordinates := make([]float64, len(args))
		for i, o := range args {
			x, ok := t.floatValue(o)
			if !ok {
				return nil
			}
			coordinates[i] = x
		}
		return newFloat(libm.Hypot(coordinates...))
	}, ""},
	{"log", 1, 2, mathLog, ""},
	{"log2", 1, 1, func(t *Thread, args []Object) Object { return t.logarithm(args[0], libm.Log2, 1) }, ""},
	{"log10", 1, 1, func(t *Thread, args []Object) Object { return t.logarithm(args[0], libm.Log10, math.Ln2/math.Ln10) }, ""},
	{"frexp", 1, 1, func(t *Thread, args []Object) Object {
		x, ok := t.floatValue(args[0])
		if !ok {
			return nil
		}
		f, e := math.Frexp(x)
		return tupleOf(newFloat(f), intOf(e))
	}, ""},
	{"ldexp", 2, 2, func(t *Thread, args []Object) Object {
		x, ok := t.floatValue(args[0])
		if !ok {
			return nil
		}
		n, ok := t.sliceIndex(args[1])
		if !ok {
			return nil
		}
		r := math.Ldexp(x, max(-1<<20, min(n, 1<<20)))
		if math.IsInf(r, 0) && !math.IsInf(x, 0) {
			return t.raise(OverflowError, "math range error")
		}
		return newFloat(r)
	}, ""},
	{"modf", 1, 1, func(t *Thread, args []Object) Object {
		x, ok := t.floatValue(args[0])
		if !ok {
			return nil
		}
		if math.IsInf(x, 0) {
			return tupleOf(newFloat(math.Copysign(0, x)), newFloat(x))
		}
		whole := math.Trunc(x)
		return tupleOf(newFloat(math.Copysign(x-whole, x)), newFloat(whole))
	}, ""},
	{"fsum", 1, 1, mathFsum, ""},
	{"factorial", 1, 1, func(t *Thread, args []Object) Object {
		i := t.indexObject(args[0])
		if i == nil {
			return nil
		}
		if x, isBig := i.(*BigInt); isBig && x.v.Sign() > 0 {
			return t.raise(OverflowError, "factorial() argument should not exceed 9223372036854775807")
		}
		n, isSmall := smallValue(i)
		if !isSmall {
			n = -1
		}
		if n < 0 {
			return t.valueError("factorial() not defined for negative values")
		}
		return newBig(new(big.Int).MulRange(1, int64(n)))
	}, ""},
	{"gcd", 0, -1, func(t *Thread, args []Object) Object {
		r := new(big.Int)
		for _, o := range args {
			i := t.indexObject(o)
			if i == nil {
				return nil
			}
			r.GCD(nil, nil, r, new(big.Int).Abs(bigValue(i)))
		}
		return newBig(r)
	}, ""},
	{"lcm", 0, -1, func(t *Thread, args []Object) Object {
		r := big.NewInt(1)
		for _, o := range args {
			i := t.indexObject(o)
			if i == nil {
				return nil
			}
			x := new(big.Int).Abs(bigValue(i))
			if x.Sign() == 0 || r.Sign() == 0 {
				r.SetInt64(0)
				continue
			}
			g := new(big.Int).GCD(nil, nil, r, x)
			r.Mul(r, x.Quo(x, g))
		}
		return newBig(r)
	}, ""},
	{"isqrt", 1, 1, func(t *Thread, args []Object) Object {
		i := t.indexObject(args[0])
		if i == nil {
			return nil
		}
		v := bigValue(i)
		if v.Sign() < 0 {
			return t.valueError("isqrt() argument must be nonnegative")
		}
		return newBig(new(big.Int).Sqrt(v))
	}, ""},
	{"comb", 2, 2, func(t *Thread, args []Object) Object { return mathComb(t, args, true) }, ""},
	{"perm", 1, 2, func(t *Thread, args []Object) Object { return mathComb(t, args, false) }, ""},
	{"dist", 2, 2, func(t *Thread, args []Object) Object {
		p, ok := t.collect(args[0])
		if !ok {
			return nil
		}
		q, ok := t.collect(args[1])
		if !ok {
			return nil
		}
		if len(p) != len(q) {
			return t.valueError("both points must have the same number of dimensions")
		}
		differences := make([]float64, len(p))
		for i := range p {
			x, ok := t.floatValue(p[i])
			if !ok {
				return nil
			}
			y, ok := t.floatValue(q[i])
			if !ok {
				return nil
			}
			differences[i] = x - y
		}
		return newFloat(libm.Hypot(differences...))
	}, ""},
	{"isclose", 2, 4, mathIsClose, ",,rel_tol,abs_tol"},
}

//rgo:parallel
func mathPow(t *Thread, x, y float64) Object {
	r := libm.Pow(x, y)
	if math.IsNaN(r) && !math.IsNaN(x) && !math.IsNaN(y) || x == 0 && y < 0 && !math.IsInf(y, 0) {
		return t.valueError("math domain error")
	}
	if math.IsInf(r, 0) && !math.IsInf(x, 0) && !math.IsInf(y, 0) {
		return t.raise(OverflowError, "math range error")
	}
	return newFloat(r)
}

// logarithm is fn(o), for big ints by their size; scale is fn(2).
//
//rgo:parallel
func (t *Thread) logarithm(o Object, fn func(x float64) float64, scale float64) Object {
	if b, ok := payloadOf(o).(*BigInt); ok {
		if b.v.Sign() <= 0 {
			return t.valueError("math domain error")
		}
		m := new(big.Float)
		e := new(big.Float).SetInt(b.v).MantExp(m)
		x, _ := m.Float64()
		return newFloat(fn(x) + scale*float64(e))
	}
	x, ok := t.floatValue(o)
	if !ok {
		return nil
	}
	if x <= 0 {
		return t.valueError("math domain error")
	}
	return newFloat(fn(x))
}

//rgo:parallel
func mathLog(t *Thread, args []Object) Object {
	x := t.logarithm(args[0], libm.Log, math.Ln2)
	if x == nil || len(args) == 1 {
		return x
	}
	y := t.logarithm(args[1], libm.Log, math.Ln2)
	if y == nil {
		return nil
	}
	return t.binaryOp(code.TrueDivide, x, y)
}

// mathFsum adds exactly, by Shewchuk's partial sums.
func mathFsum(t *Thread, args []Object) Object {
	items, ok := t.collect(args[0])
	if !ok {
		return nil
	}
	sum := new(big.Float).SetPrec(2200)
	special := 0.0
	for _, o := range items {
		x, ok := t.floatValue(o)
		if !ok {
			return nil
		}
		if math.IsInf(x, 0) || math.IsNaN(x) {
			if math.IsInf(x, 0) && math.IsInf(special, 0) && x != special {
				return t.valueError("-inf + inf in fsum")
			}
			special += x
			continue
		}
		sum.Add(sum, new(big.Float).SetFloat64(x))
	}
	if special != 0 {
		return newFloat(special)
	}
	r, _ := sum.Float64()
	if math.IsInf(r, 0) {
		return t.raise(OverflowError, "intermediate overflow in fsum")
	}
	return newFloat(r)
}

// mathComb is comb and perm.
//
//rgo:parallel
func mathComb(t *Thread, args []Object, unordered bool) Object {
	first := t.indexObject(args[0])
	if first == nil {
		return nil
	}
	second := first
	if len(args) > 1 && args[1] != None {
		if second = t.indexObject(args[1]); second == nil {
			return nil
		}
	}
	n, k := bigValue(first), bigValue(second)
	if n.Sign() < 0 {
		return t.valueError("n must be a non-negative integer")
	}
	if k.Sign() < 0 {
		return t.valueError("k must be a non-negative integer")
	}
	if k.Cmp(n) > 0 {
		return newInt(0)
	}
	if unordered {
		if rest := new(big.Int).Sub(n, k); rest.Cmp(k) < 0 {
			k = rest
		}
	}
	if !k.IsInt64() {
		what := "k"
		if unordered {
			what = "min(n - k, k)"
		}
		return t.raise(OverflowError, what+" must not exceed 9223372036854775807")
	}
	return newBig(fallingProduct(n, k.Int64(), unordered))
}

// fallingProduct is n (n-1) ... (n-k+1), divided by k! for binomials.
//
//rgo:parallel
func fallingProduct(n *big.Int, k int64, divide bool) *big.Int {
	if n.IsInt64() {
		if divide {
			return new(big.Int).Binomial(n.Int64(), k)
		}
		if k == 0 {
			return big.NewInt(1)
		}
		return new(big.Int).MulRange(n.Int64()-k+1, n.Int64())
	}
	r := big.NewInt(1)
	factor := new(big.Int).Set(n)
	for i := int64(1); i <= k; i++ {
		r.Mul(r, factor)
		if divide {
			r.Quo(r, big.NewInt(i))
		}
		factor.Sub(factor, big.NewInt(1))
	}
	return r
}

// remainder is the IEEE 754 remainder of finite x by y, ties to even. Package
// math's rounds y/2, which is off for subnormal y.
//
//rgo:parallel
func remainder(x, y float64) float64 {
	if math.IsInf(y, 0) {
		return x
	}
	a, b := math.Abs(x), math.Abs(y)
	m := math.Mod(a, b)
	c := b - m
	switch {
	case m > c:
		m = -c
	case m == c:
		// Halfway: the even quotient decides.
		m -= 2 * math.Mod(0.5*(a-m), b)
	}
	return math.Copysign(1, x) * m
}

//rgo:parallel
func mathProd(t *Thread, args []Object, kwNames []*Str) Object {
	if n := len(args) - len(kwNames); n > 1 {
		return t.typeError("prod() takes at most 1 positional argument (" + intText(intOf(n)) + " given)")
	}
	var fields [2]Object
	if !t.bindNames("prod", args, kwNames, []string{"iterable", "start"}, fields[:]) {
		return nil
	}
	if fields[0] == nil {
		return t.typeError("prod() missing required argument 'iterable' (pos 1)")
	}
	args = fields[:]
	total := newInt(1)
	if args[1] != nil {
		total = args[1]
	}
	it := t.iter(args[0])
	if it == nil {
		return nil
	}
	for {
		v := t.next(it)
		if v == nil {
			if t.exc != nil {
				return nil
			}
			return total
		}
		if total = t.binaryOp(code.Multiply, total, v); total == nil {
			return nil
		}
	}
}

//rgo:parallel
func mathIsClose(t *Thread, args []Object) Object {
	values := []float64{0, 0, 1e-9, 0}
	for i, o := range args {
		if o == nil {
			continue
		}
		var ok bool
		if values[i], ok = t.floatValue(o); !ok {
			return nil
		}
	}
	a, b, rel, abs := values[0], values[1], values[2], values[3]
	if rel < 0 || abs < 0 {
		return t.valueError("tolerances must be non-negative")
	}
	if a == b {
		return True
	}
	if math.IsInf(a, 0) || math.IsInf(b, 0) {
		return False
	}
	d := math.Abs(b - a)
	return boolOf(d <= math.Abs(rel*b) || d <= math.Abs(rel*a) || d <= abs)
}
