package vm

import (
	"unicode/utf16"

	"rgo/rlib/thread"
)

// This file is the module array and the methods of arrays.

//rgo:parallel
func init() {
	ArrayType.module = newASCII("array")
	arrayIterType.module = newASCII("array")
	addIteratorMethods(arrayIterType)
	arrayIterType.addMethods([]method{
		{"__reduce__", 0, 0, func(t *Thread, args []Object) Object {
			i := args[0].(*ArrayIter)
			fn := t.interp.builtins.dict.getStr(intern("iter"))
			if i.a == nil {
				return tupleOf(fn, tupleOf(emptyTuple))
			}
			return tupleOf(fn, tupleOf(i.a), intOf(i.index))
		}, ""},
		{"__setstate__", 1, 1, func(t *Thread, args []Object) Object {
			i := args[0].(*ArrayIter)
			n, ok := t.index(args[1])
			if !ok {
				return nil
			}
			if i.a != nil {
				i.index = max(0, min(n, i.a.len()))
			}
			return None
		}, ""},
	})
	builtinModules["array"] = func(t *Thread) *Module {
		m := newModule("array")
		m.set("array", ArrayType)
		m.set("ArrayType", ArrayType)
		m.set("typecodes", newASCII(arrayCodes))
		m.addFunctions([]method{{"_array_reconstructor", 4, 4, arrayReconstruct, ""}})
		if !t.registerABC("MutableSequence", ArrayType) {
			return nil
		}
		return m
	}
	ArrayType.setNew(newArray)
	ArrayType.dict.set(nameHash, None)
	ArrayType.addClassMethods([]method{{"__class_getitem__", 1, 1, makeAlias, ""}})
	ArrayType.addGetSets([]getset{
		{"typecode", func(t *Thread, o Object) Object { return runeStr(rune(arrayOf(o).code)) }, nil},
		{"itemsize", func(t *Thread, o Object) Object { return intOf(arrayOf(o).size) }, nil},
	})
	ArrayType.addMethods(arrayMethods)
	ArrayType.addMethods(arrayOperators)
	guardSize()
	for op, name := range compareNames {
		ArrayType.addMethods([]method{{name.s, 1, 1, func(t *Thread, args []Object) Object {
			b := arrayOf(args[1])
			if b == nil {
				return NotImplemented
			}
			return t.compareArrays(op, arrayOf(args[0]), b)
		}, ""}})
	}
}

// registerABC makes a class a virtual subclass of one of collections.abc. It
// does nothing where the library is missing.
func (t *Thread) registerABC(name string, c *Type) bool {
	m := t.importPath("_collections_abc")
	if m == nil {
		return t.catch(ImportError)
	}
	abc := t.getAttr(m, intern(name))
	return abc != nil && t.callAttr(abc, intern("register"), c) != nil
}

// none turns success into None.
//
//rgo:parallel
func none(ok bool) Object {
	if !ok {
		return nil
	}
	return None
}

//rgo:parallel
var arrayMethods = []method{
	{"append", 1, 1, func(t *Thread, args []Object) Object { return none(arrayOf(args[0]).append(t, args[1])) }, ""},
	{"extend", 1, 1, func(t *Thread, args []Object) Object { return none(arrayOf(args[0]).extend(t, args[1])) }, ""},
	{"buffer_info", 0, 0, func(t *Thread, args []Object) Object {
		return tupleOf(intOf(t.identity(args[0])), intOf(arrayOf(args[0]).len()))
	}, ""},
	{"byteswap", 0, 0, func(t *Thread, args []Object) Object {
		a := arrayOf(args[0])
		a.bias.Own()
		for i := 0; i < len(a.data); i += a.size {
			reverseBytes(a.data[i : i+a.size])
		}
		return None
	}, ""},
	{"count", 1, 1, func(t *Thread, args []Object) Object {
		a, n := arrayOf(args[0]), 0
		for i := 0; i < a.len(); i++ {
			v := a.owned(i)
			if v == nil {
				break
			}
			same, ok := t.equal(v, args[1])
			if !ok {
				return nil
			}
			if same {
				n++
			}
		}
		return intOf(n)
	}, ""},
	{"index", 1, 3, func(t *Thread, args []Object) Object {
		a := arrayOf(args[0])
		start, stop, ok := t.searchBounds(args, 2, a.len())
		if !ok {
			return nil
		}
		for i := start; i < stop && i < a.len(); i++ {
			v := a.owned(i)
			if v == nil {
				break
			}
			same, ok := t.equal(v, args[1])
			if !ok {
				return nil
			}
			if same {
				return intOf(i)
			}
		}
		return t.valueError("array.index(x): x not in array")
	}, ""},
	{"remove", 1, 1, func(t *Thread, args []Object) Object {
		a := arrayOf(args[0])
		for i := 0; i < a.len(); i++ {
			v := a.owned(i)
			if v == nil {
				break
			}
			same, ok := t.equal(v, args[1])
			if !ok {
				return nil
			}
			if same {
				a.bias.Own()
				if i < a.len() {
					a.splice(i, i+1, nil)
				}
				return None
			}
		}
		return t.valueError("array.remove(x): x not in array")
	}, ""},
	{"pop", 0, 1, func(t *Thread, args []Object) Object {
		a := arrayOf(args[0])
		i := -1
		if len(args) > 1 {
			var ok bool
			if i, ok = t.index(args[1]); !ok {
				return nil
			}
		}
		a.bias.Own()
		if a.len() == 0 {
			return t.indexError("pop from empty array")
		}
		if i < 0 {
			i += a.len()
		}
		if i < 0 || i >= a.len() {
			return t.indexError("pop index out of range")
		}
		v := a.item(i)
		a.splice(i, i+1, nil)
		return v
	}, ""},
	{"insert", 2, 2, func(t *Thread, args []Object) Object {
		a := arrayOf(args[0])
		i, ok := t.index(args[1])
		if !ok {
			return nil
		}
		item := make([]byte, a.size)
		if !a.encode(t, args[2], item) {
			return nil
		}
		a.bias.Own()
		n := a.len()
		if i < 0 {
			i += n
		}
		i = max(0, min(i, n))
		a.splice(i, i, item)
		return None
	}, ""},
	{"reverse", 0, 0, func(t *Thread, args []Object) Object {
		a := arrayOf(args[0])
		a.bias.Own()
		reverseBytes(a.data)
		for i := 0; i < len(a.data); i += a.size {
			reverseBytes(a.data[i : i+a.size])
		}
		return None
	}, ""},
	{"tobytes", 0, 0, func(t *Thread, args []Object) Object { return &Bytes{arrayOf(args[0]).content()} }, ""},
	{"tolist", 0, 0, func(t *Thread, args []Object) Object { return arrayOf(args[0]).list() }, ""},
	{"tounicode", 0, 0, func(t *Thread, args []Object) Object {
		a := arrayOf(args[0])
		if a.code != 'u' {
			return t.valueError("tounicode() may only be called on unicode type arrays")
		}
		return a.text(t)
	}, ""},
	{"tofile", 1, 1, arrayToFile, ""},
	{"fromfile", 2, 2, arrayFromFile, ""},
	{"fromlist", 1, 1, arrayFromList, ""},
	{"frombytes", 1, 1, func(t *Thread, args []Object) Object {
		data, ok := t.bytesArg(args[1])
		if !ok {
			return nil
		}
		return none(arrayOf(args[0]).fromBytes(t, data))
	}, ""},
	{"fromunicode", 1, 1, func(t *Thread, args []Object) Object {
		a, s := arrayOf(args[0]), strOf(args[1])
		if s == nil {
			return t.typeError("fromunicode() argument must be str, not " + args[1].Class().name)
		}
		if a.code != 'u' {
			return t.valueError("fromunicode() may only be called on unicode type arrays")
		}
		a.fromText(s)
		return None
	}, ""},
	{"__copy__", 0, 0, copyArray, ""},
	{"__deepcopy__", 1, 1, copyArray, ""},
	{"__reduce_ex__", 1, 1, reduceArray, ""},
	{"__sizeof__", 0, 0, func(t *Thread, args []Object) Object { return intOf(80 + len(arrayOf(args[0]).data)) }, ""},
}

//rgo:parallel
func copyArray(t *Thread, args []Object) Object {
	a := arrayOf(args[0])
	return &Array{bias: thread.Mine(), code: a.code, size: a.size, data: []byte(a.content())}
}

//rgo:parallel
var arrayOperators = []method{
	{"__len__", 0, 0, func(t *Thread, args []Object) Object { return intOf(arrayOf(args[0]).len()) }, ""},
	{"__iter__", 0, 0, func(t *Thread, args []Object) Object { return &ArrayIter{bias: thread.Mine(), a: arrayOf(args[0])} }, ""},
	{"__getitem__", 1, 1, func(t *Thread, args []Object) Object { return t.arrayGetItem(arrayOf(args[0]), args[1]) }, ""},
	{"__setitem__", 2, 2, func(t *Thread, args []Object) Object {
		return none(t.arraySetItem(arrayOf(args[0]), args[1], args[2]))
	}, ""},
	{"__delitem__", 1, 1, func(t *Thread, args []Object) Object {
		return none(t.arraySetItem(arrayOf(args[0]), args[1], nil))
	}, ""},
	{"__contains__", 1, 1, func(t *Thread, args []Object) Object {
		a := arrayOf(args[0])
		for i := 0; i < a.len(); i++ {
			v := a.owned(i)
			if v == nil {
				break
			}
			same, ok := t.equal(v, args[1])
			if !ok {
				return nil
			}
			if same {
				return True
			}
		}
		return False
	}, ""},
	{"__repr__", 0, 0, func(t *Thread, args []Object) Object {
		s, ok := t.reprArray(args[0])
		if !ok {
			return nil
		}
		return NewStr(s)
	}, ""},
	{"__add__", 1, 1, func(t *Thread, args []Object) Object {
		a, b := arrayOf(args[0]), arrayOf(args[1])
		if b == nil {
			return t.typeError("can only append array (not \"" + args[1].Class().name + "\") to array")
		}
		if b.code != a.code {
			return t.typeError("bad argument type for built-in operation")
		}
		a.bias.Own()
		b.bias.Own()
		return &Array{bias: thread.Mine(), code: a.code, size: a.size, data: append(append([]byte(nil), a.data...), b.data...)}
	}, ""},
	{"__iadd__", 1, 1, func(t *Thread, args []Object) Object {
		if arrayOf(args[1]) == nil {
			return t.typeError("can only extend with array (not \"" + args[1].Class().name + "\")")
		}
		if !arrayOf(args[0]).extend(t, args[1]) {
			return nil
		}
		return args[0]
	}, ""},
	{"__mul__", 1, 1, multiplyArray, ""},
	{"__rmul__", 1, 1, multiplyArray, ""},
	{"__imul__", 1, 1, func(t *Thread, args []Object) Object {
		r := multiplyArray(t, args)
		if b, ok := r.(*Array); ok {
			a := arrayOf(args[0])
			a.bias.Own()
			a.data = b.data
			return args[0]
		}
		return r
	}, ""},
}

//rgo:parallel
func multiplyArray(t *Thread, args []Object) Object {
	a := arrayOf(args[0])
	if !hasIndex(args[1]) {
		return t.typeError("can't multiply sequence by non-int of type '" + args[1].Class().name + "'")
	}
	n, ok := t.repeatCount(args[1])
	if !ok {
		return t.orNotImplemented()
	}
	a.bias.Own()
	if n > 0 && len(a.data) > 0 && n > (1<<46)/len(a.data) {
		return t.raise(MemoryError, "")
	}
	return &Array{bias: thread.Mine(), code: a.code, size: a.size, data: []byte(repeatText(string(a.data), max(n, 0)))}
}

// machineFormats number the formats of pickled items, by type code.
var machineFormats = map[byte]int{'B': 0, 'b': 1, 'H': 2, 'h': 4, 'I': 6, 'i': 8, 'L': 10, 'l': 12, 'Q': 10, 'q': 12,
	'f': 14, 'd': 16, 'u': 20}

func reduceArray(t *Thread, args []Object) Object {
	a := arrayOf(args[0])
	protocol, ok := t.index(args[1])
	if !ok {
		return nil
	}
	var dict Object = None
	if i, isInstance := args[0].(*Instance); isInstance {
		dict = i.useDict()
	}
	letter := runeStr(rune(a.code))
	if protocol < 3 {
		return tupleOf(args[0].Class(), tupleOf(letter, a.list()), dict)
	}
	m := t.importPath("array")
	if m == nil {
		return nil
	}
	fn := t.getAttr(m, intern("_array_reconstructor"))
	if fn == nil {
		return nil
	}
	return tupleOf(fn, tupleOf(args[0].Class(), letter, intOf(machineFormats[a.code]), &Bytes{string(a.data)}), dict)
}

// machineFormat describes a numbered format.
type machineFormat struct {
	size          int
	signed, float bool
}

var machineFormatTable = []machineFormat{{1, false, false}, {1, true, false}, {2, false, false}, {2, false, false},
	{2, true, false}, {2, true, false}, {4, false, false}, {4, false, false}, {4, true, false}, {4, true, false},
	{8, false, false}, {8, false, false}, {8, true, false}, {8, true, false}, {4, false, true}, {4, false, true},
	{8, false, true}, {8, false, true}, {2, false, false}, {2, false, false}, {4, false, false}, {4, false, false}}

// firstTextFormat is the first format of text: UTF-16, then UTF-32.
const firstTextFormat = 18

// arrayReconstruct makes an array of pickled items.
func arrayReconstruct(t *Thread, args []Object) Object {
	c, ok := args[0].(*Type)
	if !ok {
		return t.typeError("first argument must be a type object, not " + args[0].Class().name)
	}
	if !c.isSubtype(ArrayType) {
		return t.typeError(c.name + " is not a subtype of " + ArrayType.fullName())
	}
	s := strOf(args[1])
	if s == nil || s.n != 1 {
		return t.typeError("_array_reconstructor() argument 2 must be a unicode character, not " + args[1].Class().name)
	}
	if !s.isASCII() || !isArrayCode(s.s[0]) {
		return t.valueError("second argument must be a valid type code")
	}
	number, ok := t.index(args[2])
	if !ok {
		return nil
	}
	if number < 0 || number >= len(machineFormatTable) {
		return t.valueError("third argument must be a valid machine format code.")
	}
	b, ok := payloadOf(args[3]).(*Bytes)
	if !ok {
		return t.typeError("fourth argument should be bytes, not " + args[3].Class().name)
	}
	a := &Array{code: s.s[0], size: arraySize(s.s[0])}
	if machineFormats[a.code] == number {
		if !a.fromBytes(t, b.s) {
			return nil
		}
		return wrapNew(c, ArrayType, a)
	}
	f := machineFormatTable[number]
	if len(b.s)%f.size != 0 {
		return t.valueError("bytes length not a multiple of item size")
	}
	var units []uint16
	for i := 0; i < len(b.s); i += f.size {
		part := []byte(b.s[i : i+f.size])
		if number&1 != 0 && number > 1 {
			reverseBytes(part)
		}
		v := littleEndian(part)
		var item Object
		switch {
		case number >= firstTextFormat+2:
			item = runeStr(rune(v))
		case number >= firstTextFormat:
			units = append(units, uint16(v))
			continue
		case f.float && f.size == 4:
			item = structValue('f', 4, v)
		case f.float:
			item = structValue('d', 8, v)
		case f.signed:
			item = structValue('q', 8, uint64(int64(v<<uint(64-8*f.size))>>uint(64-8*f.size)))
		default:
			item = structValue('Q', 8, v)
		}
		if !a.append(t, item) {
			return nil
		}
	}
	for _, r := range utf16.Decode(units) {
		if !a.append(t, runeStr(r)) {
			return nil
		}
	}
	return wrapNew(c, ArrayType, a)
}

// arrayToFile is tofile(file).
func arrayToFile(t *Thread, args []Object) Object {
	const block = 64 * 1024
	for data := arrayOf(args[0]).data; len(data) > 0; {
		n := min(block, len(data))
		if t.callAttr(args[1], intern("write"), &Bytes{string(data[:n])}) == nil {
			return nil
		}
		data = data[n:]
	}
	return None
}

// arrayFromFile is fromfile(file, count).
func arrayFromFile(t *Thread, args []Object) Object {
	a := arrayOf(args[0])
	n, ok := t.index(args[2])
	if !ok {
		return nil
	}
	if n < 0 {
		return t.valueError("negative count")
	}
	r := t.callAttr(args[1], intern("read"), intOf(n*a.size))
	if r == nil {
		return nil
	}
	b, ok := payloadOf(r).(*Bytes)
	if !ok {
		return t.typeError("read() didn't return bytes")
	}
	if !a.fromBytes(t, b.s) {
		return nil
	}
	if len(b.s) != n*a.size {
		return t.raise(EOFError, "read() didn't return enough bytes")
	}
	return None
}

// arrayFromList is fromlist(list).
func arrayFromList(t *Thread, args []Object) Object {
	a, l := arrayOf(args[0]), listOf(args[1])
	if l == nil {
		return t.typeError("arg must be list")
	}
	old := len(a.data)
	n := len(l.items)
	for i := 0; i < n; i++ {
		if !a.append(t, l.items[i]) {
			a.data = a.data[:min(old, len(a.data))]
			return nil
		}
		if len(l.items) != n {
			a.data = a.data[:min(old, len(a.data))]
			return t.raise(RuntimeError, "list changed size during iteration")
		}
	}
	return None
}
