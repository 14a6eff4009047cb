// Package rlib is the directory of the packages that authors of interpreters import, as the translator carries it with
// it. The packages below are ordinary Go; this one only holds their source.
package rlib

import "embed"

// Files is the source of the packages below this directory.
//
//go:embed *
var Files embed.FS
