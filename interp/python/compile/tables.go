package compile

import (
	"math"
	"slices"
	"sort"
	"strconv"
	"strings"

	"rgo/interp/python/code"
	"rgo/interp/python/symtable"
)

// This file has the tables of names and constants of a unit.

// nameTable numbers names in the order they are added.
type nameTable struct {
	names []string
	index map[string]int
	base  int // added to every index
}

func (t *nameTable) size() int { return len(t.names) }

// add returns the index of a name, which it adds if need be.
func (t *nameTable) add(name string) int {
	if i, ok := t.index[name]; ok {
		return i + t.base
	}
	if t.index == nil {
		t.index = map[string]int{}
	}
	i := len(t.names)
	t.index[name] = i
	t.names = append(t.names, name)
	return i + t.base
}

// find returns the index of a name, or -1.
func (t *nameTable) find(name string) int {
	if i, ok := t.index[name]; ok {
		return i + t.base
	}
	return -1
}

// sortedNames is the names of a scope that a condition holds for, sorted.
func sortedNames(s *symtable.Scope, holds func(*symtable.Symbol) bool) []string {
	var names []string
	for i := range s.Symbols {
		if holds(&s.Symbols[i]) {
			names = append(names, s.Symbols[i].Name)
		}
	}
	sort.Strings(names)
	return names
}

// constTable numbers constants; equal ones of the same type share a number.
type constTable struct {
	values []code.Const
	index  map[string]int
}

func (t *constTable) add(value code.Const) int {
	if function, ok := value.(*code.Code); ok {
		for i, other := range t.values {
			if other, ok := other.(*code.Code); ok && equalCode(function, other) {
				return i
			}
		}
		t.values = append(t.values, value)
		return len(t.values) - 1
	}
	if hasNaN(value) { // equal to no other
		t.values = append(t.values, value)
		return len(t.values) - 1
	}
	key := constKey(value)
	if i, ok := t.index[key]; ok {
		return i
	}
	if t.index == nil {
		t.index = map[string]int{}
	}
	t.index[key] = len(t.values)
	t.values = append(t.values, value)
	return len(t.values) - 1
}

// hasNaN tells whether a constant is, or has in it, a float that is no number.
func hasNaN(value code.Const) bool {
	switch v := value.(type) {
	case code.Float:
		return math.IsNaN(float64(v))
	case code.Complex:
		return math.IsNaN(real(complex128(v))) || math.IsNaN(imag(complex128(v)))
	case code.Tuple:
		return slices.ContainsFunc(v, hasNaN)
	case code.FrozenSet:
		return slices.ContainsFunc(v, hasNaN)
	}
	return false
}

// constKey is a text that equal constants of the same type share.
func constKey(value code.Const) string {
	switch v := value.(type) {
	case code.None:
		return "N"
	case code.Ellipsis:
		return "E"
	case code.Bool:
		if v {
			return "T"
		}
		return "F"
	case code.Int:
		return "i" + strconv.FormatInt(int64(v), 36)
	case code.BigInt:
		return "I" + v.Value.Text(36)
	case code.Float:
		return "f" + strconv.FormatUint(math.Float64bits(float64(v)), 36)
	case code.Complex:
		c := complex128(v)
		return "c" + strconv.FormatUint(math.Float64bits(real(c)), 36) + "," + strconv.FormatUint(math.Float64bits(imag(c)), 36)
	case code.Str:
		return "s" + string(v)
	case code.Bytes:
		return "b" + string(v)
	case code.Tuple:
		return "(" + listKey(v) + ")"
	case code.FrozenSet:
		return "{" + listKey(v) + "}"
	}
	return "?"
}

// listKey joins the keys of constants; each is preceded by its length.
func listKey(list []code.Const) string {
	var out strings.Builder
	for _, value := range list {
		key := constKey(value)
		out.WriteString(strconv.Itoa(len(key)))
		out.WriteByte(':')
		out.WriteString(key)
	}
	return out.String()
}

// equalCode tells whether two code objects are the same in all respects, as
// copies of a finally block are.
func equalCode(a, b *code.Code) bool {
	if a == b {
		return true
	}
	if a.Name != b.Name || a.FirstLine != b.FirstLine || a.ArgCount != b.ArgCount || a.PosOnlyCount != b.PosOnlyCount ||
		a.KwOnlyCount != b.KwOnlyCount || a.Flags != b.Flags || len(a.Instrs) != len(b.Instrs) ||
		len(a.Consts) != len(b.Consts) || len(a.ExceptionTable) != len(b.ExceptionTable) {
		return false
	}
	for i := range a.Instrs {
		if a.Instrs[i] != b.Instrs[i] || a.Positions[i] != b.Positions[i] {
			return false
		}
	}
	for i := range a.ExceptionTable {
		if a.ExceptionTable[i] != b.ExceptionTable[i] {
			return false
		}
	}
	if !equalNames(a.Names, b.Names) || !equalNames(a.LocalsPlus, b.LocalsPlus) {
		return false
	}
	for i := range a.Consts {
		inner, ok := a.Consts[i].(*code.Code)
		other, otherOK := b.Consts[i].(*code.Code)
		if ok != otherOK || ok && !equalCode(inner, other) || !ok && constKey(a.Consts[i]) != constKey(b.Consts[i]) {
			return false
		}
	}
	return true
}

func equalNames(a, b []string) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}
