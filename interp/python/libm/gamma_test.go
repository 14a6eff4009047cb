package libm

import (
	"math"
	"testing"
)

// TestGamma compares with values of 50 digits (mpmath).
func TestGamma(t *testing.T) {
	for _, c := range []struct{ x, want float64 }{
		{33.0000001, 2.6313092853691022e+35},
		{33.5, 1.505856975626702e+36},
		{40.25, 5.117762131845142e+46},
		{57.3, 2.3868781653333445e+75},
		{99.9, 5.891732151644516e+155},
		{123.456, 8.853149329319216e+203},
		{150.75, 1.63154596407512e+262},
		{170.5, 5.56209241456e+305},
		{171.624, 1.7942117599248104e+308},
		{171.6243769563027, 1.7976931348622299e+308},
	} {
		got := Gamma(c.x)
		if math.Abs(got-c.want) > 2*math.Abs(math.Nextafter(c.want, 0)-c.want) {
			t.Errorf("Gamma(%v) = %v, want %v", c.x, got, c.want)
		}
	}
}
