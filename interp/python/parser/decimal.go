package parser

import (
	"strconv"
	"strings"
)

// ParseFloat is the float nearest to a decimal number of any length; the
// infinities and NaN have strconv's names. The error is strconv's.
//
//rgo:parallel
func ParseFloat(text string) (float64, error) { return strconv.ParseFloat(plainDecimal(text), 64) }

// plainDecimal is the text of a decimal number as strconv reads it right: it
// cuts exponents of more than four digits, though as many digits of the
// mantissa may outweigh them, and of more than 800 digits before the point it
// forgets how many they are. Other texts stay as they are.
//
//rgo:parallel
func plainDecimal(text string) string {
	const digitsEnough = 780 // 767 tell any two neighbours apart, and one more what follows
	e := strings.IndexAny(text, "eE")
	if len(text) <= digitsEnough && (e < 0 || len(text)-e <= 5) {
		return text
	}
	exponent, mantissa := 0, text
	if e >= 0 {
		var err error
		if exponent, err = strconv.Atoi(text[e+1:]); err != nil {
			return text // no number, or too large for any text to outweigh
		}
		mantissa = text[:e]
	}
	sign := ""
	if mantissa != "" && (mantissa[0] == '-' || mantissa[0] == '+') {
		sign, mantissa = mantissa[:1], mantissa[1:]
	}
	whole, fraction, _ := strings.Cut(mantissa, ".")
	if whole == "" && fraction == "" || strings.ContainsAny(fraction, ".+-") || strings.ContainsAny(whole, "+-") {
		return text
	}
	digits := strings.TrimLeft(whole+fraction, "0")
	if digits == "" {
		return sign + "0"
	}
	// The value is 0.digits times ten to the power of the new exponent.
	exponent += len(digits) - len(fraction)
	if len(digits) > digitsEnough {
		rest := strings.TrimLeft(digits[digitsEnough:], "0")
		digits = digits[:digitsEnough]
		if rest != "" {
			digits += "1"
		}
	}
	return sign + "0." + digits + "e" + strconv.Itoa(min(max(exponent, -9999), 9999))
}
