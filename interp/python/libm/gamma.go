package libm

import "math"

// This file is the gamma function where Go's own rests on its powers, which are not the same on every machine.

// halfLogTau is log(2 pi) / 2.
var halfLogTau = logPair(single(2 * math.Pi).add(single(2.4492935982947064e-16))).scaled(0.5)

// Gamma is the gamma function. From 33 on it is Stirling's formula, in pairs of floats: the error of what exp is taken of counts 700 fold.
func Gamma(x float64) float64 {
	const least, most = 33, 171.7
	if !(x >= least && x <= most) || x == math.Floor(x) {
		return math.Gamma(x)
	}
	y := 1 / (x * x)
	rest := (1.0/12 - y*(1.0/360-y*(1.0/1260-y*(1.0/1680-y/1188)))) / x
	log := logPair(single(x)).times(twoSum(x, -0.5)).sub(single(x)).add(halfLogTau).add(single(rest))
	r, k := expPair(log)
	return ldexpValue(r, k)
}
