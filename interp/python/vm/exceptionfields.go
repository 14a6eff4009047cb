package vm

import "strconv"

// This file is the exception classes with attributes of their own: what their
// constructors accept, the attributes, and their text.

// addFields gives an exception class attributes that are None until set.
func addFields(c *Type, names ...string) {
	for _, name := range names {
		key := intern(name)
		c.addGetSets([]getset{{name, func(t *Thread, o Object) Object {
			return orNone(o.(*Instance).getSlot(key))
		}, func(t *Thread, o, v Object) bool {
			if v == nil {
				o.(*Instance).deleteSlot(key)
			} else {
				o.(*Instance).setSlot(key, v)
			}
			return true
		}}})
	}
	c.markMembers(names...)
}

// namedException makes __init__ of classes that take some keyword arguments;
// each sets the attribute of its name.
func namedException(c *Type, after func(e *Instance), names ...string) {
	c.addRaw([]rawMethod{{"__init__", func(t *Thread, args []Object, kwNames []*Str) Object {
		e := args[0].(*Instance)
		positional := len(args) - len(kwNames)
		for _, name := range names {
			e.deleteSlot(intern(name))
		}
		for i, k := range kwNames {
			known := false
			for _, name := range names {
				known = known || k.s == name
			}
			if !known {
				return t.typeError("'" + k.s + "' is an invalid keyword argument for " + c.name + "()")
			}
			e.setSlot(internStr(k), args[positional+i])
		}
		excData(e).args = copyTuple(args[1:positional])
		if after != nil {
			after(e)
		}
		return None
	}}})
}

func initExceptionFields() {
	addFields(NameError, "name")
	namedException(NameError, nil, "name")
	addFields(AttributeError, "name", "obj")
	namedException(AttributeError, nil, "name", "obj")
	addFields(ImportError, "msg", "name", "path")
	namedException(ImportError, func(e *Instance) {
		if items := excData(e).args.items; len(items) == 1 {
			e.setSlot(intern("msg"), items[0])
		} else {
			e.deleteSlot(intern("msg"))
		}
	}, "name", "path")
	ImportError.addMethods([]method{{"__reduce__", 0, 0, func(t *Thread, args []Object) Object {
		e := args[0].(*Instance)
		if s := t.fieldlessState(e, "msg"); s != nil {
			return tupleOf(e.cls, excData(e).args, s)
		}
		return tupleOf(e.cls, excData(e).args)
	}, ""}})
	ImportError.addMethods([]method{{"__str__", 0, 0, func(t *Thread, args []Object) Object {
		e := args[0].(*Instance)
		if msg := e.getSlot(intern("msg")); msg != nil && msg.Class() == StrType {
			return msg
		}
		return strObject(t.exceptionText(e))
	}, ""}})
	StopIteration.addGetSets([]getset{{"value", func(t *Thread, o Object) Object {
		if v := o.(*Instance).getSlot(nameValueField); v != nil {
			return v
		}
		return stopValue(o.(*Instance))
	}, func(t *Thread, o, v Object) bool {
		o.(*Instance).setSlot(nameValueField, orNone(v))
		return true
	}}})
	StopIteration.markMembers("value")
	SystemExit.addGetSets([]getset{{"code", func(t *Thread, o Object) Object {
		if v := o.(*Instance).getSlot(nameValueField); v != nil {
			return v
		}
		items := excData(o.(*Instance)).args.items
		switch len(items) {
		case 0:
			return None
		case 1:
			return items[0]
		}
		return excData(o.(*Instance)).args
	}, func(t *Thread, o, v Object) bool {
		o.(*Instance).setSlot(nameValueField, orNone(v))
		return true
	}}})
	SystemExit.markMembers("code")
	initOSError()
	initUnicodeErrors()
	initSyntaxError()
}

// nameValueField is the hidden attribute of an assigned value or code.
var nameValueField = &Str{s: "value", n: 5, place: intern("value").place, hidden: true}

// errnoTypes are the subclasses of OSError by errno.
var errnoTypes = []struct {
	errno int
	cls   *Type
}{
	{1, PermissionError}, {2, FileNotFoundError}, {3, ProcessLookupError}, {4, InterruptedError},
	{10, ChildProcessError}, {11, BlockingIOError}, {13, PermissionError}, {17, FileExistsError},
	{20, NotADirectoryError}, {21, IsADirectoryError}, {32, BrokenPipeError}, {103, ConnectionAbortedError},
	{104, ConnectionResetError}, {108, BrokenPipeError}, {110, TimeoutError}, {111, ConnectionRefusedError},
	{114, BlockingIOError}, {115, BlockingIOError},
}

func initOSError() {
	OSError.setNew(func(t *Thread, args []Object, kwNames []*Str) Object {
		c := args[0].(*Type)
		positional := len(args) - len(kwNames)
		if c == OSError && positional >= 3 && positional <= 6 {
			if n, ok := smallValue(args[1]); ok {
				for _, row := range errnoTypes {
					if int64(row.errno) == n {
						c = row.cls
					}
				}
			}
		}
		if len(kwNames) > 0 && c.lookup(nameInit) == OSError.dict.get(nameInit) {
			return t.typeError(c.name + "() takes no keyword arguments")
		}
		e := newInstance(c, &ExcData{})
		fillOSError(e, args[1:positional])
		return e
	})
	OSError.construct = nil
	OSError.addRaw([]rawMethod{{"__init__", func(t *Thread, args []Object, kwNames []*Str) Object {
		e := args[0].(*Instance)
		if len(kwNames) > 0 {
			return t.typeError(e.cls.name + "() takes no keyword arguments")
		}
		fillOSError(e, args[1:])
		return None
	}}})
	addFields(OSError, "errno", "strerror", "filename", "filename2")
	written := intern("characters_written")
	OSError.addGetSets([]getset{{"characters_written", func(t *Thread, o Object) Object {
		if v := o.(*Instance).getSlot(written); v != nil {
			return v
		}
		return t.raise(AttributeError, "characters_written")
	}, func(t *Thread, o, v Object) bool {
		if v == nil {
			if !o.(*Instance).deleteSlot(written) {
				t.raise(AttributeError, "characters_written")
				return false
			}
			return true
		}
		n, ok := t.index(v)
		if ok {
			o.(*Instance).setSlot(written, intOf(n))
		}
		return ok
	}}})
	OSError.addMethods([]method{
		{"__str__", 0, 0, func(t *Thread, args []Object) Object {
			e := args[0].(*Instance)
			errno, text := e.getSlot(intern("errno")), e.getSlot(intern("strerror"))
			file, second := orNone(e.getSlot(intern("filename"))), orNone(e.getSlot(intern("filename2")))
			if file == None && (errno == nil || text == nil) {
				return strObject(t.exceptionText(e))
			}
			s := "[Errno " + t.displayText(orNone(errno)) + "] " + t.displayText(orNone(text))
			if file != None {
				r, ok := t.repr(file)
				if !ok {
					return nil
				}
				s += ": " + r
			}
			if second != None {
				r, ok := t.repr(second)
				if !ok {
					return nil
				}
				s += " -> " + r
			}
			return NewStr(s)
		}, ""},
		{"__reduce__", 0, 0, func(t *Thread, args []Object) Object {
			e := args[0].(*Instance)
			all := excData(e).args.items
			if file := e.getSlot(intern("filename")); file != nil && len(all) == 2 {
				all = append(append([]Object{}, all...), file)
				if second := e.getSlot(intern("filename2")); second != nil && second != None {
					all = append(all, None, second)
				}
			}
			if s := t.fieldlessState(e, "errno", "strerror", "filename", "filename2", "characters_written"); s != nil {
				return tupleOf(e.cls, newTuple(all), s)
			}
			return tupleOf(e.cls, newTuple(all))
		}, ""},
	})
}

// fieldlessState is the dict of an exception without some of its fields, which
// making it anew sets; nil if nothing is left.
func (t *Thread) fieldlessState(e *Instance, fields ...string) Object {
	d := e.useDict().copy()
	for _, name := range fields {
		d.deleteStr(intern(name))
	}
	if d.live == 0 {
		return nil
	}
	return d
}

func fillOSError(e *Instance, args []Object) {
	data := excData(e)
	data.args = copyTuple(args)
	if len(args) < 2 || len(args) > 5 {
		return
	}
	e.setSlot(intern("errno"), args[0])
	e.setSlot(intern("strerror"), args[1])
	if len(args) == 2 || args[2] == None {
		return
	}
	if e.cls.isSubtype(BlockingIOError) && isInt(args[2]) {
		e.setSlot(intern("characters_written"), args[2])
		return
	}
	e.setSlot(intern("filename"), args[2])
	if len(args) == 5 && args[4] != None {
		e.setSlot(intern("filename2"), args[4])
	}
	data.args = copyTuple(args[:2])
}

// displayText is str(o), or a mark if that raised.
func (t *Thread) displayText(o Object) string {
	s := t.str(o)
	if s == nil {
		t.exc = nil
		return "<exception str() failed>"
	}
	return s.s
}

func initSyntaxError() {
	addFields(SyntaxErrorType, "msg", "filename", "lineno", "offset", "text", "end_lineno", "end_offset", "print_file_and_line")
	SyntaxErrorType.addRaw([]rawMethod{{"__init__", func(t *Thread, args []Object, kwNames []*Str) Object {
		if initException(t, args, kwNames) == nil {
			return nil
		}
		e := args[0].(*Instance)
		if len(args) > 1 {
			e.setSlot(intern("msg"), args[1])
		}
		if len(args) != 3 {
			return None
		}
		details, ok := t.collect(args[2])
		if !ok {
			return nil
		}
		if len(details) < 4 {
			return t.typeError("function takes at least 4 arguments (" + strconv.Itoa(len(details)) + " given)")
		}
		if len(details) > 6 {
			return t.typeError("function takes at most 6 arguments (" + strconv.Itoa(len(details)) + " given)")
		}
		if len(details) == 5 {
			return t.typeError("end_offset must be provided when end_lineno is provided")
		}
		for i, name := range []string{"filename", "lineno", "offset", "text", "end_lineno", "end_offset"} {
			if i < len(details) {
				e.setSlot(intern(name), details[i])
			}
		}
		return None
	}}})
	SyntaxErrorType.addMethods([]method{{"__str__", 0, 0, func(t *Thread, args []Object) Object {
		e := args[0].(*Instance)
		s := t.displayText(orNone(e.getSlot(intern("msg"))))
		file, line := strOf(orNone(e.getSlot(intern("filename")))), orNone(e.getSlot(intern("lineno")))
		hasLine := line.Class() == IntType
		base := ""
		if file != nil {
			base = file.s
			for i := len(base) - 1; i >= 0; i-- {
				if base[i] == '/' {
					base = base[i+1:]
					break
				}
			}
		}
		switch {
		case file != nil && hasLine:
			s += " (" + base + ", line " + t.displayText(line) + ")"
		case file != nil:
			s += " (" + base + ")"
		case hasLine:
			s += " (line " + t.displayText(line) + ")"
		}
		return NewStr(s)
	}, ""}})
}
