package parser

import (
	"unicode/utf8"

	"rgo/interp/python/ucd"
)

// This file brings identifiers into Unicode's normal form NFKC.

func normalizeName(name string) string {
	for i := 0; i < len(name); i++ {
		if name[i] >= utf8.RuneSelf {
			return ucd.Normalized(ucd.NFKC, name)
		}
	}
	return name
}
