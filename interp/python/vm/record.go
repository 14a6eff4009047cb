package vm

import "strings"

// This file is records: tuples with named fields such as sys.version_info and
// os.stat_result (CPython's struct sequences), and types.SimpleNamespace.

// recordInfo describes a class of records.
type recordInfo struct {
	fields  []string // "" is a field without name
	visible int      // how many of them are items of the tuple
	keys    []*Str   // hidden names of the other fields
	closed  bool     // programs cannot make instances
}

// newRecordType makes the class of a record: a tuple of the first visible
// fields; the other fields can be reached by name only.
func newRecordType(name string, visible int, fields ...string) *Type {
	c := newBuiltinType(name, TupleType, final)
	c.layout = TupleType
	if i := strings.LastIndexByte(name, '.'); i >= 0 {
		c.name, c.qualname, c.module = name[i+1:], name[i+1:], newASCII(name[:i])
	}
	r := &recordInfo{fields: fields, visible: visible}
	c.record = r
	return c
}

// makeRecord makes a record of its fields; missing ones are None.
//
//rgo:parallel
func makeRecord(cls *Type, items ...Object) Object {
	r := cls.record
	visible := make([]Object, r.visible)
	for i := range visible {
		visible[i] = None
	}
	copy(visible, items)
	o := newInstance(cls, newTuple(visible))
	for i := r.visible; i < len(items) && i < len(r.fields); i++ {
		o.setSlot(r.keys[i-r.visible], items[i])
	}
	return o
}

// finishRecord installs the attributes of a record class. It runs after the
// classes that it needs are made.
//
//rgo:parallel
func finishRecord(c *Type) {
	r := c.record
	unnamed := 0
	for i, name := range r.fields {
		if i >= r.visible {
			r.keys = append(r.keys, &Str{s: name, n: len(name), place: placeOf(name), hidden: true})
		}
		if name == "" {
			unnamed++
			continue
		}
		if i < r.visible {
			c.addGetSets([]getset{{name, func(t *Thread, o Object) Object { return tuplePayload(o).items[i] }, nil}})
			continue
		}
		key := r.keys[i-r.visible]
		c.addGetSets([]getset{{name, func(t *Thread, o Object) Object { return orNone(o.(*Instance).getSlot(key)) }, nil}})
	}
	c.dict.set(intern("n_fields"), intOf(len(r.fields)))
	c.dict.set(intern("n_sequence_fields"), intOf(r.visible))
	c.dict.set(intern("n_unnamed_fields"), intOf(unnamed))
	names := make([]Object, 0, r.visible)
	for _, name := range r.fields[:r.visible] {
		if name != "" {
			names = append(names, intern(name))
		}
	}
	c.dict.set(intern("__match_args__"), newTuple(names))
	c.addMethods([]method{
		{"__repr__", 0, 0, func(t *Thread, args []Object) Object {
			s := c.fullName() + "("
			for i, v := range tuplePayload(args[0]).items {
				if i > 0 {
					s += ", "
				}
				text, ok := t.repr(v)
				if !ok {
					return nil
				}
				s += r.fields[i] + "=" + text
			}
			return NewStr(s + ")")
		}, ""},
		{"__reduce__", 0, 0, func(t *Thread, args []Object) Object {
			d := NewDict()
			for i, key := range r.keys {
				d.setStr(intern(r.fields[r.visible+i]), orNone(args[0].(*Instance).getSlot(key)))
			}
			return tupleOf(c, tupleOf(copyTuple(tuplePayload(args[0]).items), d))
		}, ""},
	})
	c.setNew(func(t *Thread, args []Object, kwNames []*Str) Object {
		return t.recordNew(c, args[1:], kwNames)
	})
}

// recordNew makes a record from a sequence and a dict of further fields.
//
//rgo:parallel
func (t *Thread) recordNew(c *Type, args []Object, kwNames []*Str) Object {
	r := c.record
	if r.closed {
		return t.typeError("cannot create '" + c.fullName() + "' instances")
	}
	positional := len(args) - len(kwNames)
	var sequence, extra Object
	if positional > 0 {
		sequence = args[0]
	}
	if positional > 1 {
		extra = args[1]
	}
	for i, k := range kwNames {
		switch k.s {
		case "sequence":
			sequence = args[positional+i]
		case "dict":
			extra = args[positional+i]
		default:
			return t.typeError("'" + k.s + "' is an invalid keyword argument for structseq()")
		}
	}
	if sequence == nil {
		return t.typeError("structseq() missing required argument 'sequence' (pos 1)")
	}
	var d *Dict
	if extra != nil && extra != None {
		if d = dictOf(extra); d == nil {
			return t.typeError(c.fullName() + "() takes a dict as second arg, if any")
		}
	}
	items, ok := t.collect(sequence)
	if !ok {
		if t.catch(TypeError) {
			return t.typeError("constructor requires a sequence")
		}
		return nil
	}
	low, high, kind := r.visible, len(r.fields), "-sequence ("
	if low == high {
		kind = "-sequence ("
	}
	n := len(items)
	switch {
	case low != high && n < low:
		return t.typeError(c.fullName() + "() takes an at least " + intText(intOf(low)) + kind + intText(intOf(n)) + "-sequence given)")
	case low != high && n > high:
		return t.typeError(c.fullName() + "() takes an at most " + intText(intOf(high)) + kind + intText(intOf(n)) + "-sequence given)")
	case low == high && n != low:
		return t.typeError(c.fullName() + "() takes a " + intText(intOf(low)) + kind + intText(intOf(n)) + "-sequence given)")
	}
	all := make([]Object, len(r.fields))
	for i := range all {
		all[i] = None
		if i < n {
			all[i] = items[i]
		} else if d != nil {
			if v := d.getStr(intern(r.fields[i])); v != nil {
				all[i] = v
			}
		}
	}
	return makeRecord(c, all...)
}

// Record classes of sys.
var (
	versionInfoType = newRecordType("sys.version_info", 5, "major", "minor", "micro", "releaselevel", "serial")
	floatInfoType   = newRecordType("sys.float_info", 11, "max", "max_exp", "max_10_exp", "min", "min_exp", "min_10_exp", "dig",
		"mant_dig", "epsilon", "radix", "rounds")
	intInfoType    = newRecordType("sys.int_info", 4, "bits_per_digit", "sizeof_digit", "default_max_str_digits", "str_digits_check_threshold")
	hashInfoType   = newRecordType("sys.hash_info", 9, "width", "modulus", "inf", "nan", "imag", "algorithm", "hash_bits", "seed_bits", "cutoff")
	threadInfoType = newRecordType("sys.thread_info", 3, "name", "lock", "version")
	flagsType      = newRecordType("sys.flags", 18, "debug", "inspect", "interactive", "optimize", "dont_write_bytecode",
		"no_user_site", "no_site", "ignore_environment", "verbose", "bytes_warning", "quiet", "hash_randomization",
		"isolated", "dev_mode", "utf8_mode", "warn_default_encoding", "safe_path", "int_max_str_digits")
	asyncgenHooksType   = newRecordType("sys.asyncgen_hooks", 2, "firstiter", "finalizer")
	unraisableType      = newRecordType("sys.UnraisableHookArgs", 5, "exc_type", "exc_value", "exc_traceback", "err_msg", "object")
	simpleNamespaceType = newBuiltinType("types.SimpleNamespace", ObjectType, heapDict)
)

func init() {
	for _, c := range []*Type{versionInfoType, floatInfoType, intInfoType, hashInfoType, threadInfoType, flagsType, asyncgenHooksType, unraisableType} {
		finishRecord(c)
	}
	versionInfoType.record.closed = true
	flagsType.record.closed = true
	simpleNamespaceType.name, simpleNamespaceType.qualname, simpleNamespaceType.module = "SimpleNamespace", "SimpleNamespace", newASCII("types")
	simpleNamespaceType.setNew(newNamespace)
	simpleNamespaceType.construct = nil
	simpleNamespaceType.addRaw([]rawMethod{{"__init__", initNamespace}})
	simpleNamespaceType.flags &^= final
	simpleNamespaceType.addMethods([]method{
		{"__repr__", 0, 0, func(t *Thread, args []Object) Object {
			o := args[0].(*Instance)
			name := "namespace"
			if o.cls != simpleNamespaceType {
				name = o.cls.name
			}
			for _, b := range t.building {
				if b == Object(o) {
					return NewStr(name + "(...)")
				}
			}
			t.building = append(t.building, o)
			s := name + "("
			first := true
			for _, e := range o.useDict().entries {
				if e.key == nil {
					continue
				}
				if !first {
					s += ", "
				}
				first = false
				text, ok := t.repr(e.value)
				if !ok {
					t.endRepr()
					return nil
				}
				s += t.displayText(e.key) + "=" + text
			}
			t.endRepr()
			return NewStr(s + ")")
		}, ""},
		{"__eq__", 1, 1, func(t *Thread, args []Object) Object {
			a := args[0].(*Instance)
			b, ok := args[1].(*Instance)
			if !ok || !b.cls.isSubtype(simpleNamespaceType) {
				return NotImplemented
			}
			same, ok := t.equalDicts(a.useDict(), b.useDict())
			if !ok {
				return nil
			}
			return boolOf(same)
		}, ""},
		{"__reduce__", 0, 0, func(t *Thread, args []Object) Object {
			o := args[0].(*Instance)
			return tupleOf(o.cls, emptyTuple, o.useDict())
		}, ""},
	})
	simpleNamespaceType.dict.set(nameHash, None)
	simpleNamespaceType.changed()
}

//rgo:parallel
func newNamespace(t *Thread, args []Object, kwNames []*Str) Object {
	return newInstance(args[0].(*Type), nil)
}

//rgo:parallel
func initNamespace(t *Thread, args []Object, kwNames []*Str) Object {
	positional := len(args) - len(kwNames)
	if positional > 1 {
		return t.typeError("no positional arguments expected")
	}
	for i, k := range kwNames {
		if !t.setAttr(args[0], k, args[positional+i]) {
			return nil
		}
	}
	return None
}
