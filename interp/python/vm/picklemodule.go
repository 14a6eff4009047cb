package vm

// This file is the module _pickle: its functions, exceptions and what it asks
// other modules for. picklesave.go and unpickleload.go have the format.

// highestPickle and defaultPickle are versions of the pickle format.
const (
	highestPickle = 5
	defaultPickle = 4
)

// Exceptions of the module.
var (
	pickleError    = newExceptionType("PickleError", ExceptionType)
	picklingError  = newExceptionType("PicklingError", pickleError)
	unpickleError  = newExceptionType("UnpicklingError", pickleError)
	namePersistID  = intern("persistent_id")
	namePersistent = intern("persistent_load")
	nameDispatch   = intern("dispatch_table")
	nameOverride   = intern("reducer_override")
	nameFindClass  = intern("find_class")
)

func init() {
	for _, c := range []*Type{pickleError, picklingError, unpickleError, PicklerType, UnpicklerType, picklerMemoType, unpicklerMemoType} {
		c.module = newASCII("_pickle")
	}
	builtinModules["_pickle"] = func(t *Thread) *Module {
		m := newModule("_pickle")
		m.set("PickleError", pickleError)
		m.set("PicklingError", picklingError)
		m.set("UnpicklingError", unpickleError)
		m.set("Pickler", PicklerType)
		m.set("Unpickler", UnpicklerType)
		m.set("PickleBuffer", PickleBufferType)
		m.addRaw([]rawMethod{{"dump", pickleDump}, {"dumps", pickleDumps}, {"load", pickleLoad}, {"loads", pickleLoads}})
		return m
	}
}

// keywordTail binds arguments to names, of which only the first positional
// ones may be given without their names.
func (t *Thread) keywordTail(fn string, args []Object, kwNames []*Str, names []string, positional int, out []Object) bool {
	if given := len(args) - len(kwNames); given > positional {
		t.typeError(fn + "() takes at most " + plural(positional, "positional argument") + " (" + intText(intOf(given)) + " given)")
		return false
	}
	return t.bindNames(fn, args, kwNames, names, out)
}

func pickleDump(t *Thread, args []Object, kwNames []*Str) Object {
	var f [5]Object
	if !t.keywordTail("dump", args, kwNames, []string{"obj", "file", "protocol", "fix_imports", "buffer_callback"}, 3, f[:]) {
		return nil
	}
	if f[1] == nil {
		return t.typeError("dump() missing required argument 'file' (pos 2)")
	}
	p := &Pickler{}
	if !p.setup(t, f[1], f[2], f[3], f[4]) {
		return nil
	}
	return none(p.dump(t, f[0]) && p.flush(t))
}

func pickleDumps(t *Thread, args []Object, kwNames []*Str) Object {
	var f [4]Object
	if !t.keywordTail("dumps", args, kwNames, []string{"obj", "protocol", "fix_imports", "buffer_callback"}, 2, f[:]) {
		return nil
	}
	if f[0] == nil {
		return t.typeError("dumps() missing required argument 'obj' (pos 1)")
	}
	p := &Pickler{}
	if !p.setup(t, nil, f[1], f[2], f[3]) || !p.dump(t, f[0]) {
		return nil
	}
	return &Bytes{string(p.out)}
}

func pickleLoad(t *Thread, args []Object, kwNames []*Str) Object {
	var f [5]Object
	if !t.keywordTail("load", args, kwNames, []string{"file", "fix_imports", "encoding", "errors", "buffers"}, 1, f[:]) {
		return nil
	}
	if f[0] == nil {
		return t.typeError("load() missing required argument 'file' (pos 1)")
	}
	u := &Unpickler{}
	if !u.setup(t, f[1], f[2], f[3], f[4]) || !u.open(t, f[0]) {
		return nil
	}
	return u.load(t, nil)
}

func pickleLoads(t *Thread, args []Object, kwNames []*Str) Object {
	var f [5]Object
	if !t.keywordTail("loads", args, kwNames, []string{"", "fix_imports", "encoding", "errors", "buffers"}, 1, f[:]) {
		return nil
	}
	if f[0] == nil {
		return t.typeError("loads() takes exactly 1 positional argument (0 given)")
	}
	data, ok := t.bytesLike(f[0])
	u := &Unpickler{in: data}
	if !ok || !u.setup(t, f[1], f[2], f[3], f[4]) {
		return nil
	}
	return u.load(t, nil)
}

// moduleAttr is an attribute of a module that is imported for it.
func (t *Thread) moduleAttr(module, name string) Object {
	m := t.importPath(module)
	if m == nil {
		return nil
	}
	return t.getAttr(m, intern(name))
}

// registered looks a key up in a dict of another module; nil without
// exception if it is not there.
func (t *Thread) registered(module, name string, key Object) Object {
	o := t.moduleAttr(module, name)
	if o == nil {
		return nil
	}
	d := dictOf(o)
	if d == nil {
		return t.raise(RuntimeError, module+"."+name+" should be a dict, not "+o.Class().name)
	}
	return d.get(t, key)
}

// deepAttr follows a dotted path; parent is the last object but one.
func (t *Thread) deepAttr(o Object, path []*Str) (v, parent Object) {
	v = o
	for _, name := range path {
		parent = v
		if v = t.getAttr(parent, internStr(name)); v == nil {
			return nil, nil
		}
	}
	return v, parent
}

// pickleProtocol checks a number of a protocol.
func (t *Thread) pickleProtocol(o Object) (int, bool) {
	if o == nil || o == None {
		return defaultPickle, true
	}
	n, ok := t.cInt(o)
	if !ok {
		return 0, false
	}
	if n < 0 {
		return highestPickle, true
	}
	if n > highestPickle {
		t.valueError("pickle protocol must be <= " + intText(intOf(highestPickle)))
		return 0, false
	}
	return n, true
}

// callDict calls with keywords from a dict.
func (t *Thread) callDict(fn Object, args []Object, keywords *Dict) Object {
	args = append([]Object(nil), args...)
	var names []*Str
	it := &DictIter{dict: keywords, live: keywords.live, view: viewItems}
	for v := t.next(it); v != nil; v = t.next(it) {
		pair := v.(*Tuple)
		name := strOf(pair.items[0])
		if name == nil {
			return t.typeError("keywords must be strings")
		}
		names = append(names, internStr(name))
		args = append(args, pair.items[1])
	}
	if t.exc != nil {
		return nil
	}
	return t.call(fn, args, names)
}
