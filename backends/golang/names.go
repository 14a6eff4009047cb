package golang

// This file makes Go identifiers. Those of graphs, static data and signatures contain an underscore, those of local
// variables end in their number and contain none, and those of the support package do neither; so nothing ever shadows
// what it should not.

import (
	"strconv"
	"strings"

	"rgo/flowgraph"
)

const maxName = 60

// clean replaces what cannot stand in an identifier.
func clean(s string, underscore bool) string {
	var b strings.Builder
	gap := false
	for i := 0; i < len(s) && b.Len() < maxName; i++ {
		c := s[i]
		if 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' {
			if gap && underscore && b.Len() > 0 {
				b.WriteByte('_')
			}
			gap = false
			b.WriteByte(c)
			continue
		}
		gap = true
	}
	return b.String()
}

// localName returns the name of a variable in a function.
func localName(v *flowgraph.Var) string {
	base := clean(v.Name, false)
	switch {
	case base == "" || '0' <= base[0] && base[0] <= '9':
		base = "v" + base
	case base == "int" || base == "uint" || base == "float" || base == "complex":
		base += "v" // int64 is a type
	}
	if c := base[len(base)-1]; base != "v" && '0' <= c && c <= '9' {
		base += "n"
	}
	return base + strconv.Itoa(v.ID)
}

// A namer gives out names that are different from each other.
type namer struct{ taken map[string]bool }

// global returns a new identifier made of prefix and s. What is cut off of s, or makes it different from another name, is
// told by a hash, so that few names change when others come or go.
func (n *namer) global(prefix, s string) string {
	name := prefix + clean(s, true)
	if len(s) > maxName {
		name += "_" + strconv.FormatUint(uint64(hashName(s)), 36)
	}
	if prefix == "" && !strings.Contains(name, "_") {
		name = "go_" + name
	}
	if c := name[0]; '0' <= c && c <= '9' {
		name = "n_" + name
	}
	unique := name
	if n.taken[unique] {
		unique += "_" + strconv.FormatUint(uint64(hashName(s)), 36)
		name = unique
	}
	for i := 2; n.taken[unique]; i++ {
		unique = name + "_" + strconv.Itoa(i)
	}
	n.taken[unique] = true
	return unique
}
