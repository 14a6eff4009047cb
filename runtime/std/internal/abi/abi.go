// Package abi replaces internal/abi: of its contents, standard packages in a translated program use only the hints to
// gc's escape analysis, which mean nothing here.
package abi

import "unsafe"

// NoEscape returns p.
//
//rgo:inline
func NoEscape(p unsafe.Pointer) unsafe.Pointer { return p }

// Escape returns x.
//
//rgo:inline
func Escape[T any](x T) T { return x }
