package vm

import (
	"strconv"

	"rgo/interp/python/code"
)

// This file binds the arguments of a call to the parameters of a Python
// function, with CPython's error messages.

// bindCall starts a call of fn with its arguments in their slots. It returns
// nil with TypeError if they do not fit.
//
//rgo:parallel
func (t *Thread) bindCall(fn *Function, args []Object, kwNames []*Str) *Frame {
	f := t.pushCall(fn)
	if f == nil {
		return nil
	}
	c := f.code // another thread may give the function another one
	if c.simple && len(kwNames) == 0 && len(args) == c.argCount {
		f.setArgs(args)
		return f
	}
	clear(f.stack[:c.nslots])
	if !t.bindArgs(fn, c, f.stack, args, kwNames) {
		t.popFrame(f)
		return nil
	}
	return f
}

// bindArgs fills slots, which are all empty.
//
//rgo:parallel
func (t *Thread) bindArgs(fn *Function, c *Code, slots, args []Object, kwNames []*Str) bool {
	positional := len(args) - len(kwNames)
	named := c.argCount + c.kwOnly
	n := positional
	if n > c.argCount {
		n = c.argCount
	}
	copy(slots, args[:n])
	next := named
	if c.flags&code.VarArgs != 0 {
		slots[next] = copyTuple(args[n:positional])
		next++
	}
	var rest *Dict
	if c.flags&code.VarKeywords != 0 {
		rest = NewDict()
		slots[next] = rest
	}
	for i, name := range kwNames {
		if !t.bindKeyword(fn, c, slots, rest, name, args[positional+i], kwNames) {
			return false
		}
	}
	if positional > c.argCount && c.flags&code.VarArgs == 0 {
		return t.tooMany(fn, c, slots, positional)
	}
	if positional < c.argCount && !t.fillDefaults(fn, c, slots, positional) {
		return false
	}
	if c.kwOnly > 0 {
		return t.fillKwDefaults(fn, c, slots)
	}
	return true
}

// bindKeyword stores one keyword argument.
//
//rgo:parallel
func (t *Thread) bindKeyword(fn *Function, c *Code, slots []Object, rest *Dict, name *Str, value Object, kwNames []*Str) bool {
	named := c.argCount + c.kwOnly
	for i := c.src.PosOnlyCount; i < named; i++ {
		if c.slots[i] == name {
			if slots[i] != nil {
				t.typeError(fn.qualname.s + "() got multiple values for argument '" + name.s + "'")
				return false
			}
			slots[i] = value
			return true
		}
	}
	if rest != nil {
		rest.setStr(name, value)
		return true
	}
	var wrong []string
	for _, k := range kwNames {
		for i := 0; i < c.src.PosOnlyCount; i++ {
			if c.slots[i] == k {
				wrong = append(wrong, k.s)
			}
		}
	}
	if len(wrong) > 0 {
		list := wrong[0]
		for _, w := range wrong[1:] {
			list += ", " + w
		}
		t.typeError(fn.qualname.s + "() got some positional-only arguments passed as keyword arguments: '" + list + "'")
		return false
	}
	t.typeError(fn.qualname.s + "() got an unexpected keyword argument '" + name.s + "'")
	return false
}

// fillDefaults fills missing positional parameters.
//
//rgo:parallel
func (t *Thread) fillDefaults(fn *Function, c *Code, slots []Object, given int) bool {
	first := c.argCount - len(fn.defaults)
	var missing []*Str
	for i := given; i < first; i++ {
		if slots[i] == nil {
			missing = append(missing, c.slots[i])
		}
	}
	if len(missing) > 0 {
		t.missing(fn, "positional", missing)
		return false
	}
	if first < 0 {
		first = 0
	}
	for i := first; i < c.argCount; i++ {
		if slots[i] == nil {
			slots[i] = fn.defaults[i-(c.argCount-len(fn.defaults))]
		}
	}
	return true
}

// fillKwDefaults fills missing keyword-only parameters.
//
//rgo:parallel
func (t *Thread) fillKwDefaults(fn *Function, c *Code, slots []Object) bool {
	var missing []*Str
	for i := c.argCount; i < c.argCount+c.kwOnly; i++ {
		if slots[i] != nil {
			continue
		}
		if fn.kwDefaults != nil {
			slots[i] = fn.kwDefaults.getStr(c.slots[i])
		}
		if slots[i] == nil {
			missing = append(missing, c.slots[i])
		}
	}
	if len(missing) > 0 {
		t.missing(fn, "keyword-only", missing)
		return false
	}
	return true
}

// missing raises the TypeError for parameters without argument.
func (t *Thread) missing(fn *Function, kind string, names []*Str) {
	list := "'" + names[0].s + "'"
	for i, n := range names[1:] {
		switch {
		case i < len(names)-2:
			list += ", '" + n.s + "'"
		case len(names) == 2:
			list += " and '" + n.s + "'"
		default:
			list += ", and '" + n.s + "'"
		}
	}
	t.typeError(fn.qualname.s + "() missing " + strconv.Itoa(len(names)) + " required " + kind + " " +
		pluralWord(len(names), "argument") + ": " + list)
}

func pluralWord(n int, noun string) string {
	if n != 1 {
		return noun + "s"
	}
	return noun
}

// tooMany raises the TypeError for surplus positional arguments.
func (t *Thread) tooMany(fn *Function, c *Code, slots []Object, given int) bool {
	kwGiven := 0
	for i := c.argCount; i < c.argCount+c.kwOnly; i++ {
		if slots[i] != nil {
			kwGiven++
		}
	}
	takes := strconv.Itoa(c.argCount)
	isPlural := c.argCount != 1
	if n := len(fn.defaults); n > 0 {
		takes = "from " + strconv.Itoa(c.argCount-n) + " to " + takes
		isPlural = true
	}
	noun := " positional argument"
	if isPlural {
		noun += "s"
	}
	givenText := strconv.Itoa(given)
	if kwGiven > 0 {
		givenText += " positional " + pluralWord(given, "argument") + " (and " + strconv.Itoa(kwGiven) +
			" keyword-only " + pluralWord(kwGiven, "argument") + ")"
	}
	verb := " were given"
	if given == 1 && kwGiven == 0 {
		verb = " was given"
	}
	t.typeError(fn.qualname.s + "() takes " + takes + noun + " but " + givenText + verb)
	return false
}
