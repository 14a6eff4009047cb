package vm

import (
	"rgo/interp/python/code"
	"rgo/rlib/thread"
)

// This file executes the instructions that are not in the interpreter loop
// itself. They find their operands through the frame.

//rgo:parallel
func (f *Frame) push(o Object) {
	f.stack[f.sp] = o
	f.sp++
}

//rgo:parallel
func (f *Frame) pop() Object {
	f.sp--
	return f.stack[f.sp]
}

// peek returns the n-th value from the top; the top is the first.
//
//rgo:parallel
func (f *Frame) peek(n int) Object { return f.stack[f.sp-n] }

// replace puts r in place of the top n values; it is false if r is nil.
//
//rgo:parallel
func (f *Frame) replace(n int, r Object) bool {
	if r == nil {
		return false
	}
	f.sp -= n
	f.push(r)
	return true
}

// execute runs one instruction; false means that an exception is pending.
//
//rgo:parallel
func (t *Thread) execute(f *Frame, op code.Opcode, arg int) bool {
	switch op {
	case code.UnaryNegative, code.UnaryPositive, code.UnaryInvert:
		if thread.Parallel && op == code.UnaryNegative {
			switch x := f.peek(1).(type) {
			case Int:
				return f.replace(1, subInts(0, x.v))
			case Float:
				return f.replace(1, Float{-x.v})
			}
		}
		return f.replace(1, t.unary(op, f.peek(1)))
	case code.LoadName:
		return f.replace(0, t.loadName(f, f.code.names[arg]))
	case code.StoreName:
		if !t.storeName(f, f.code.names[arg], f.peek(1)) {
			return false
		}
		f.sp--
	case code.DeleteName:
		return t.deleteName(f, f.code.names[arg])
	case code.StoreGlobal:
		if v := f.peek(1); !(thread.Parallel && thread.Together() && f.globals.storeTogether(f.code.names[arg], v)) {
			f.globals.setStr(f.code.names[arg], v)
		}
		f.sp--
	case code.DeleteGlobal:
		if !f.globals.deleteStr(f.code.names[arg]) {
			t.nameError(f.code.names[arg])
			return false
		}
	case code.DeleteAttr:
		if !t.setAttr(f.peek(1), f.code.names[arg], nil) {
			return false
		}
		f.sp--
	case code.DeleteFast:
		if f.stack[arg] == nil {
			t.unboundLocal(f.code, arg)
			return false
		}
		f.stack[arg] = nil
	case code.DeleteDeref:
		cell := f.stack[arg].(*Cell)
		if cell.v == nil {
			t.unboundCell(f.code, arg)
			return false
		}
		cell.v = nil
	case code.LoadClassderef:
		return f.replace(0, t.loadClassDeref(f, arg))
	case code.BuildSet, code.BuildMap, code.BuildConstKeyMap, code.BuildString,
		code.SetAdd, code.MapAdd, code.ListExtend, code.SetUpdate, code.DictMerge, code.DictUpdate, code.ListToTuple:
		return t.executeBuild(f, op, arg)
	case code.FormatValue:
		return t.formatValue(f, arg)
	case code.MakeFunction:
		t.makeFunction(f, arg)
	case code.CallFunctionEx:
		return t.callFunctionEx(f, arg)
	case code.UnpackEx:
		return t.unpackEx(f, arg)
	case code.LoadBuildClass:
		fn := t.frameBuiltin(f, nameBuildClass)
		if fn == nil {
			if t.exc == nil {
				t.raise(NameError, "__build_class__ not found")
			}
			return false
		}
		f.push(fn)
	case code.LoadAssertionError:
		f.push(AssertionError)
	case code.SetupAnnotations:
		return t.setupAnnotations(f)
	case code.PrintExpr:
		return t.printExpr(f.pop())
	case code.ImportName:
		return f.replace(2, t.importName(f, f.code.names[arg], f.peek(2), f.peek(1)))
	case code.ImportFrom:
		return f.replace(0, t.importFrom(f.peek(1), f.code.names[arg]))
	case code.ImportStar:
		return t.importStar(f, f.pop())
	case code.RaiseVarargs, code.PushExcInfo, code.CheckExcMatch, code.CheckEgMatch, code.PrepReraiseStar,
		code.BeforeWith, code.WithExceptStart:
		return t.executeException(f, op, arg)
	case code.GetYieldFromIter, code.GetAwaitable, code.GetAiter, code.GetAnext, code.BeforeAsyncWith,
		code.EndAsyncFor, code.AsyncGenWrap:
		return t.executeAsync(f, op, arg)
	case code.GetLen, code.MatchMapping, code.MatchSequence, code.MatchKeys, code.MatchClass:
		return t.executeMatch(f, op, arg)
	default:
		t.raise(SystemError, "unknown opcode")
		return false
	}
	return true
}

// executeBuild runs the instructions that build containers.
//
//rgo:parallel
func (t *Thread) executeBuild(f *Frame, op code.Opcode, arg int) bool {
	switch op {
	case code.BuildSet:
		s := &Set{}
		for _, o := range f.stack[f.sp-arg : f.sp] {
			if !s.addObject(t, o) {
				return false
			}
		}
		return f.replace(arg, s)
	case code.BuildMap:
		d := newDictSize(arg)
		pairs := f.stack[f.sp-2*arg : f.sp]
		for i := 0; i < len(pairs); i += 2 {
			if !(thread.Parallel && thread.Together() && d.storeTogether(pairs[i], pairs[i+1])) && !d.set(t, pairs[i], pairs[i+1]) {
				return false
			}
		}
		return f.replace(2*arg, d)
	case code.BuildConstKeyMap:
		keys := f.pop().(*Tuple).items
		d := newDictSize(arg)
		for i, v := range f.stack[f.sp-arg : f.sp] {
			if !d.set(t, keys[i], v) {
				return false
			}
		}
		return f.replace(arg, d)
	case code.BuildString:
		return f.replace(arg, joinStrs(f.stack[f.sp-arg:f.sp]))
	case code.SetAdd:
		v := f.pop()
		s := f.peek(arg).(*Set)
		return thread.Parallel && thread.Together() && s.addTogether(v) || s.addObject(t, v)
	case code.MapAdd:
		v := f.pop()
		k := f.pop()
		d := f.peek(arg).(*Dict)
		return thread.Parallel && thread.Together() && d.storeTogether(k, v) || d.set(t, k, v)
	case code.ListExtend:
		v := f.pop()
		l := f.peek(arg).(*List)
		if !t.extendList(l, v) {
			if t.exc.cls == TypeError && !t.isIterable(v) {
				t.exc = nil
				t.typeError("Value after * must be an iterable, not " + v.Class().name)
			}
			return false
		}
	case code.SetUpdate:
		v := f.pop()
		return t.updateSet(&f.peek(arg).(*Set).setTable, v)
	case code.DictUpdate:
		v := f.pop()
		if !t.isMapping(v) {
			t.typeError("'" + v.Class().name + "' object is not a mapping")
			return false
		}
		return t.updateDict(f.peek(arg).(*Dict), v)
	case code.DictMerge:
		v := f.pop()
		return t.mergeKeywords(f.peek(arg).(*Dict), v, f.peek(arg+2))
	case code.ListToTuple:
		return f.replace(1, newTuple(f.peek(1).(*List).items))
	}
	return true
}

// joinStrs concatenates strs.
//
//rgo:parallel
func joinStrs(items []Object) Object {
	bytes, runes := 0, 0
	for _, o := range items {
		s := o.(*Str)
		bytes += len(s.s)
		runes += s.n
	}
	return &Str{s: joinTexts("", items, bytes), n: runes}
}

// mergeKeywords adds **v to the keyword arguments of a call of callee.
//
//rgo:parallel
func (t *Thread) mergeKeywords(d *Dict, v, callee Object) bool {
	if !t.isMapping(v) {
		t.typeError(t.calleeName(callee) + " argument after ** must be a mapping, not " + v.Class().name)
		return false
	}
	src := NewDict()
	if !t.updateDict(src, v) {
		return false
	}
	for _, e := range src.entries {
		if e.key == nil {
			continue
		}
		p, ok := d.find(t, e.key, e.hash)
		if !ok {
			return false
		}
		if p >= 0 {
			name := t.str(e.key)
			if name == nil {
				return false
			}
			t.typeError(t.calleeName(callee) + " got multiple values for keyword argument '" + name.s + "'")
			return false
		}
		d.insert(e.key, e.hash, e.value)
	}
	return true
}

// calleeName is how error messages name a callable.
func (t *Thread) calleeName(callee Object) string {
	switch x := callee.(type) {
	case *Function:
		m, _ := x.module.(*Str)
		if m != nil && m.s != "builtins" {
			return m.s + "." + x.qualname.s + "()"
		}
		return x.qualname.s + "()"
	case *Builtin:
		return x.label() + "()"
	case *BoundMethod:
		return t.calleeName(x.fn)
	case *Type:
		return x.fullName() + "()"
	}
	return callee.Class().name + " object"
}

// callFunctionEx runs CALL_FUNCTION_EX.
//
//rgo:parallel
func (t *Thread) callFunctionEx(f *Frame, arg int) bool {
	n := 3
	var kw *Dict
	if arg&1 != 0 {
		n = 4
		kw = f.peek(1).(*Dict)
	}
	callee := f.stack[f.sp-n+1]
	positional := f.stack[f.sp-n+2]
	items, ok := sequenceItems(positional)
	if _, isTuple := positional.(*Tuple); !ok || thread.Parallel && !isTuple {
		if !t.isIterable(positional) {
			t.typeError(t.calleeName(callee) + " argument after * must be an iterable, not " + positional.Class().name)
			return false
		}
		if items, ok = t.collect(positional); !ok {
			return false
		}
	}
	if kw != nil {
		kw.bias.Own()
	}
	if kw == nil || kw.live == 0 {
		return f.replace(n, t.call(callee, items, nil))
	}
	args := make([]Object, len(items), len(items)+kw.live)
	copy(args, items)
	names := make([]*Str, 0, kw.live)
	for _, e := range kw.entries {
		if e.key == nil {
			continue
		}
		s := strOf(e.key)
		if s == nil {
			t.typeError("keywords must be strings")
			return false
		}
		names = append(names, internStr(s))
		args = append(args, e.value)
	}
	return f.replace(n, t.call(callee, args, names))
}

// makeFunction runs MAKE_FUNCTION.
//
//rgo:parallel
func (t *Thread) makeFunction(f *Frame, flags int) {
	c := f.pop().(*Code)
	fn := &Function{code: c, globals: f.globals, builtins: f.builtins, name: c.name, qualname: c.qualname}
	if flags&code.FunctionClosure != 0 {
		cells := f.pop().(*Tuple).items
		fn.closure = make([]*Cell, len(cells))
		for i, x := range cells {
			fn.closure[i] = x.(*Cell)
		}
	}
	if flags&code.FunctionAnnotations != 0 {
		fn.annotations = f.pop()
	}
	if flags&code.FunctionKwDefaults != 0 {
		fn.kwDefaults = f.pop().(*Dict)
	}
	if flags&code.FunctionDefaults != 0 {
		fn.defaults = f.pop().(*Tuple).items
	}
	if thread.Parallel && thread.Together() {
		fn.module = f.globals.itemTogether(nameName)
	} else {
		fn.module = f.globals.getStr(nameName)
	}
	if fn.module == nil {
		fn.module = None
	}
	f.push(fn)
}

// setupAnnotations runs SETUP_ANNOTATIONS.
func (t *Thread) setupAnnotations(f *Frame) bool {
	if d, ok := f.locals.(*Dict); ok {
		if d.getStr(nameAnnotations) == nil {
			d.setStr(nameAnnotations, NewDict())
		}
		return true
	}
	if t.getItem(f.locals, nameAnnotations) != nil {
		return true
	}
	if !t.catch(KeyError) {
		return false
	}
	return t.setItem(f.locals, nameAnnotations, NewDict())
}
