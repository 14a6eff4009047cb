package vm

import (
	"strconv"

	"rgo/rlib/thread"
)

// This file makes the builtins module and has its functions on numbers and
// objects. Those about iterables are in builtiniter.go.

// builtinTypes are the classes that the builtins module shows.
var builtinTypes = []*Type{
	ObjectType, TypeType, IntType, BoolType, FloatType, ComplexType, StrType, BytesType, ByteArrayType, ListType,
	TupleType, DictType, SetType, FrozenSetType, RangeType, SliceType, PropertyType, StaticMethodType, ClassMethodType,
	SuperType, MemoryViewType, EnumerateType, ZipType, MapType, FilterType, ReversedType,
}

// makeBuiltins makes the builtins module of an interpreter.
func (in *Interp) makeBuiltins() {
	m := newModule("builtins")
	in.builtins = m
	for _, c := range builtinTypes {
		m.set(c.name, c)
	}
	for _, c := range exceptionTypes {
		m.set(c.name, c)
	}
	m.set("EnvironmentError", OSError)
	m.set("IOError", OSError)
	m.set("ExceptionGroup", ExceptionGroup)
	m.set("None", None)
	m.set("True", True)
	m.set("False", False)
	m.set("NotImplemented", NotImplemented)
	m.set("Ellipsis", Ellipsis)
	m.set("__debug__", boolOf(in.config.Optimize == 0))
	m.addFunctions(builtinFunctions)
	m.addFunctions(iterFunctions)
	m.addRaw(builtinRaw)
	in.modules.setStr(intern("builtins"), m)
}

// builtinFunctions are the functions with plain arguments.
//
//rgo:parallel
var builtinFunctions = []method{
	{"abs", 1, 1, builtinAbs, ""},
	{"ascii", 1, 1, func(t *Thread, args []Object) Object {
		s, ok := t.repr(args[0])
		if !ok {
			return nil
		}
		return NewStr(asciiText(s))
	}, ""},
	{"bin", 1, 1, func(t *Thread, args []Object) Object { return t.baseText(args[0], 2, "0b") }, ""},
	{"hex", 1, 1, func(t *Thread, args []Object) Object { return t.baseText(args[0], 16, "0x") }, ""},
	{"oct", 1, 1, func(t *Thread, args []Object) Object { return t.baseText(args[0], 8, "0o") }, ""},
	{"callable", 1, 1, func(t *Thread, args []Object) Object { return boolOf(isCallable(args[0])) }, ""},
	{"chr", 1, 1, builtinChr, ""},
	{"ord", 1, 1, builtinOrd, ""},
	{"divmod", 2, 2, func(t *Thread, args []Object) Object {
		r := t.binary(divmodOp, args[0], args[1])
		if r == NotImplemented {
			return t.operandError("divmod()", divmodOp, args[0], args[1])
		}
		return r
	}, ""},
	{"pow", 2, 3, builtinPow, "base,exp,mod"},
	{"round", 1, 2, builtinRound, "number,ndigits"},
	{"hash", 1, 1, func(t *Thread, args []Object) Object {
		h, ok := t.hash(args[0])
		if !ok {
			return nil
		}
		return newInt(int64(h))
	}, ""},
	{"id", 1, 1, func(t *Thread, args []Object) Object { return intOf(t.identity(args[0])) }, ""},
	{"len", 1, 1, builtinLen, ""},
	{"repr", 1, 1, func(t *Thread, args []Object) Object { return strObject(t.reprStr(args[0])) }, ""},
	{"format", 1, 2, func(t *Thread, args []Object) Object {
		spec := ""
		if len(args) > 1 {
			s := strOf(args[1])
			if s == nil {
				return t.typeError("format() argument 2 must be str, not " + args[1].Class().name)
			}
			spec = s.s
		}
		return strObject(t.format(args[0], spec))
	}, ""},
	{"isinstance", 2, 2, builtinIsInstance, ""},
	{"issubclass", 2, 2, func(t *Thread, args []Object) Object {
		r, ok := t.isSubclassOf(args[0], args[1])
		if !ok {
			return nil
		}
		return boolOf(r)
	}, ""},
	{"getattr", 2, 3, builtinGetAttr, ""},
	{"hasattr", 2, 2, func(t *Thread, args []Object) Object {
		name := t.attrName(args[1])
		if name == nil {
			return nil
		}
		v, ok := t.findAttr(args[0], name)
		if !ok {
			return nil
		}
		return boolOf(v != nil)
	}, ""},
	{"setattr", 3, 3, func(t *Thread, args []Object) Object {
		name := t.attrName(args[1])
		if name == nil || !t.setAttr(args[0], name, args[2]) {
			return nil
		}
		return None
	}, ""},
	{"delattr", 2, 2, func(t *Thread, args []Object) Object {
		name := t.attrName(args[1])
		if name == nil || !t.setAttr(args[0], name, nil) {
			return nil
		}
		return None
	}, ""},
	{"dir", 0, 1, func(t *Thread, args []Object) Object {
		if len(args) == 0 {
			names := t.localsDict(t.frame)
			if _, isDict := names.(*Dict); !isDict {
				if names = t.callAttr(names, nameKeys); names == nil {
					return nil
				}
			}
			keys, ok := t.collect(names)
			if !ok || !t.sortItems(keys, nil, false) {
				return nil
			}
			return newList(keys)
		}
		r, _ := t.callSpecial(args[0], nameDir)
		if r == nil {
			return nil
		}
		names, ok := t.collect(r)
		if !ok || !t.sortItems(names, nil, false) {
			return nil
		}
		return newList(names)
	}, ""},
	{"vars", 0, 1, func(t *Thread, args []Object) Object {
		if len(args) == 0 {
			return t.localsDict(t.frame)
		}
		d, ok := t.findAttr(args[0], nameDict)
		if !ok {
			return nil
		}
		if d == nil {
			return t.typeError("vars() argument must have __dict__ attribute")
		}
		return d
	}, ""},
	{"globals", 0, 0, func(t *Thread, args []Object) Object { return t.frame.globals }, ""},
	{"locals", 0, 0, func(t *Thread, args []Object) Object { return t.localsDict(t.frame) }, ""},
	{"input", 0, 1, builtinInput, ""},
	{"exec", 1, 4, func(t *Thread, args []Object) Object { return t.builtinExec(args, true) }, ",,,closure"},
	{"eval", 1, 3, func(t *Thread, args []Object) Object { return t.builtinExec(args, false) }, ""},
	{"compile", 3, 7, builtinCompile, "source,filename,mode,flags,dont_inherit,optimize,_feature_version"},
	{"__import__", 1, 5, builtinImport, "name,globals,locals,fromlist,level"},
	{"open", 1, 8, builtinOpen, "file,mode,buffering,encoding,errors,newline,closefd,opener"},
}

// builtinRaw are the functions that take keyword arguments by themselves.
var builtinRaw = []rawMethod{
	{"__build_class__", buildClass},
	{"breakpoint", func(t *Thread, args []Object, kwNames []*Str) Object {
		hook := t.interp.sys.dict.getStr(intern("breakpointhook"))
		if hook == nil {
			return t.raise(RuntimeError, "lost sys.breakpointhook")
		}
		return t.call(hook, args, kwNames)
	}},
	{"print", builtinPrint},
	{"sorted", sorted},
	{"min", builtinMin},
	{"max", builtinMax},
}

// baseText is bin, oct and hex.
//
//rgo:parallel
func (t *Thread) baseText(o Object, base int, prefix string) Object {
	i := t.indexObject(o)
	if i == nil {
		return nil
	}
	digits, negative := intDigits(i, base)
	if negative {
		prefix = "-" + prefix
	}
	return newASCII(prefix + digits)
}

// isCallable is callable(o).
//
//rgo:parallel
func isCallable(o Object) bool {
	switch x := o.(type) {
	case *Function, *Builtin, *BoundMethod, *Type, *StaticMethod, nativeCallable:
		return true
	case *Instance:
		return x.cls.lookup(nameCall) != nil
	}
	return false
}

//rgo:parallel
func builtinLen(t *Thread, args []Object) Object {
	n, ok := t.length(args[0])
	if !ok {
		return nil
	}
	return intOf(n)
}

//rgo:parallel
func builtinAbs(t *Thread, args []Object) Object { return t.abs(args[0]) }

//rgo:parallel
func builtinIsInstance(t *Thread, args []Object) Object {
	r, ok := t.isInstanceOf(args[0], args[1])
	if !ok {
		return nil
	}
	return boolOf(r)
}

//rgo:parallel
func builtinChr(t *Thread, args []Object) Object {
	v, ok := t.index(args[0])
	if !ok {
		return nil
	}
	if v < 0 || v > 0x10ffff {
		return t.valueError("chr() arg not in range(0x110000)")
	}
	return runeStr(rune(v))
}

//rgo:parallel
func builtinOrd(t *Thread, args []Object) Object {
	if s := strOf(args[0]); s != nil {
		if s.n != 1 {
			return t.typeError("ord() expected a character, but string of length " + strconv.Itoa(s.n) + " found")
		}
		return newInt(int64(s.runeAt(0)))
	}
	if b, ok := bytesText(args[0]); ok {
		if len(b) != 1 {
			return t.typeError("ord() expected a character, but string of length " + strconv.Itoa(len(b)) + " found")
		}
		return newInt(int64(b[0]))
	}
	return t.typeError("ord() expected string of length 1, but " + args[0].Class().name + " found")
}

//rgo:parallel
func builtinPow(t *Thread, args []Object) Object {
	if len(args) > 2 && args[2] != nil && args[2] != None {
		if usesClass(args[0]) {
			if m := args[0].Class().lookup(namePow); m != nil {
				if r := t.callMethodArgs(m, args[0], args[1], args[2]); r != NotImplemented {
					return r
				}
			}
		}
		return t.powMod(args[0], args[1], args[2])
	}
	return t.powOp(args[0], args[1])
}

//rgo:parallel
func (t *Thread) powOp(a, b Object) Object {
	r := t.binary(8, a, b)
	if r == NotImplemented {
		return t.operandError("**", 8, a, b)
	}
	return r
}

//rgo:parallel
func builtinRound(t *Thread, args []Object) Object {
	var digits Object = None
	if len(args) > 1 && args[1] != nil {
		digits = args[1]
	}
	switch x := args[0].(type) {
	case Int, *BigInt:
		if digits == None {
			return x
		}
		return t.roundInt(x, digits)
	case Float:
		return t.roundFloat(x.v, digits)
	}
	m := args[0].Class().lookup(nameRound)
	if m == nil {
		return t.typeError("type " + args[0].Class().name + " doesn't define __round__ method")
	}
	if digits == None {
		return t.callMethod(m, args[0], nil, nil)
	}
	return t.callMethodObject(m, args[0], digits)
}

//rgo:parallel
func builtinGetAttr(t *Thread, args []Object) Object {
	name := t.attrName(args[1])
	if name == nil {
		return nil
	}
	v := t.getAttr(args[0], name)
	if v == nil && len(args) > 2 && t.catch(AttributeError) {
		return args[2]
	}
	return v
}

// builtinPrint is print.
//
//rgo:parallel
func builtinPrint(t *Thread, args []Object, kwNames []*Str) Object {
	if thread.Parallel && len(kwNames) == 1 && kwNames[0].s == "file" && t.printTogether(args[:len(args)-1], args[len(args)-1]) {
		return None
	}
	return printObjects(t, args, kwNames)
}

// printObjects is print.
func printObjects(t *Thread, args []Object, kwNames []*Str) Object {
	positional := len(args) - len(kwNames)
	sep, end := " ", "\n"
	var file Object
	flush := false
	for i, k := range kwNames {
		v := args[positional+i]
		switch k.s {
		case "sep", "end":
			if v == None {
				continue
			}
			s := strOf(v)
			if s == nil {
				return t.typeError(k.s + " must be None or a string, not " + v.Class().name)
			}
			if k.s == "sep" {
				sep = s.s
			} else {
				end = s.s
			}
		case "file":
			file = v
		case "flush":
			var ok bool
			if flush, ok = t.truth(v); !ok {
				return nil
			}
		default:
			return t.typeError("'" + k.s + "' is an invalid keyword argument for print()")
		}
	}
	if file == nil || file == None {
		file = t.interp.sys.dict.getStr(intern("stdout"))
		if file == nil {
			return t.raise(RuntimeError, "lost sys.stdout")
		}
		if file == None {
			return None
		}
	}
	out, direct := t.directFile(file)
	for i, o := range args[:positional] {
		if i > 0 && sep != "" && !t.printTo(out, direct, file, NewStr(sep)) {
			return nil
		}
		s := t.str(o)
		if s == nil || !t.printTo(out, direct, file, s) {
			return nil
		}
	}
	if end != "" && !t.printTo(out, direct, file, NewStr(end)) {
		return nil
	}
	if flush && t.callAttr(file, nameFlush) == nil {
		return nil
	}
	return None
}
