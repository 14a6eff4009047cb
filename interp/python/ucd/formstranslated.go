//go:build rgo

package ucd

// Normalize has no tables in a translated build.
func Normalize(f Form, s string) (result string, ok bool) { return s, false }

// CombiningClass has no tables in a translated build.
func CombiningClass(r rune) (class int, ok bool) { return 0, false }

// BidiClass has no tables in a translated build.
func BidiClass(r rune) (class string, ok bool) { return "", false }

// EastAsianWidth has no tables in a translated build.
func EastAsianWidth(r rune) (kind string, ok bool) { return "", false }

// CanonicalStep has no tables in a translated build.
func CanonicalStep(r rune) []rune { return nil }
