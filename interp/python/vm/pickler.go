package vm

// This file is the class Pickler: its settings, its output with frames, and
// its memo.

// Pickler writes pickles.
type Pickler struct {
	ready     bool // __init__ ran
	write     Object
	callback  Object // for buffers out of band, or nil
	persist   Object // persistent_id, or nil
	table     Object // dispatch_table, or nil
	override  Object // reducer_override while dump runs, or nil
	protocol  int
	binary    bool
	fast      bool
	renames   bool // fix_imports
	framing   bool
	frame     int // offset of the frame in out, -1 if none is open
	out       []byte
	memo      map[Object]int
	fastDepth int
	fastSeen  map[Object]bool
	self      Object // the object that programs see
}

// Class returns _pickle.Pickler.
func (*Pickler) Class() *Type { return PicklerType }

// PicklerType is _pickle.Pickler.
var PicklerType = newBuiltinType("Pickler", ObjectType, byTable)

const (
	smallestFrame = 4
	fullFrame     = 64 * 1024
	frameHeader   = 9
	pickleBatch   = 1000
	fastLimit     = 50 // depth at which fast mode looks for cycles
)

// setup takes the arguments of __init__; file is nil for dumps.
func (p *Pickler) setup(t *Thread, file, protocol, fixImports, callback Object) bool {
	n, ok := t.pickleProtocol(protocol)
	if !ok {
		return false
	}
	if callback == None {
		callback = nil
	}
	if callback != nil && n < 5 {
		t.valueError("buffer_callback needs protocol >= 5")
		return false
	}
	p.renames = true
	if fixImports != nil {
		if p.renames, ok = t.truth(fixImports); !ok {
			return false
		}
	}
	p.protocol, p.binary, p.callback, p.renames = n, n > 0, callback, p.renames && n < 3
	p.write = nil
	if file != nil {
		if p.write, ok = t.findAttr(file, nameWrite); !ok {
			return false
		}
		if p.write == nil {
			t.typeError("file must have a 'write' attribute")
			return false
		}
	}
	p.memo = map[Object]int{}
	p.out, p.frame, p.framing, p.fast, p.fastDepth, p.fastSeen = nil, -1, false, false, 0, nil
	p.ready = true
	return true
}

// dump writes a whole pickle to out.
func (p *Pickler) dump(t *Thread, o Object) bool {
	p.out, p.frame, p.framing = nil, -1, false
	if p.protocol >= 2 {
		p.emit(opProto, byte(p.protocol))
		p.framing = p.protocol >= 4
	}
	ok := p.save(t, o, false)
	if ok {
		p.emit(opStop)
		p.closeFrame()
	}
	p.framing = false
	return ok
}

// emit writes bytes, in a frame if frames are on.
func (p *Pickler) emit(b ...byte) {
	p.openFrame()
	p.out = append(p.out, b...)
}

func (p *Pickler) emitText(s string) {
	p.openFrame()
	p.out = append(p.out, s...)
}

// emitNumber writes an opcode and a number of size bytes, least one first.
func (p *Pickler) emitNumber(op byte, n uint64, size int) {
	p.emit(op)
	for ; size > 0; size-- {
		p.out = append(p.out, byte(n))
		n >>= 8
	}
}

func (p *Pickler) openFrame() {
	if p.framing && p.frame < 0 {
		p.frame = len(p.out)
		p.out = append(p.out, make([]byte, frameHeader)...)
	}
}

// closeFrame writes the header of the open frame, or drops it if the frame is
// too short to pay.
func (p *Pickler) closeFrame() {
	if !p.framing || p.frame < 0 {
		return
	}
	start := p.frame
	p.frame = -1
	n := len(p.out) - start - frameHeader
	if n < smallestFrame {
		p.out = append(p.out[:start], p.out[start+frameHeader:]...)
		return
	}
	p.out[start] = opFrame
	for i := 0; i < 8; i++ {
		p.out[start+1+i] = byte(n >> (8 * i))
	}
}

// boundary ends a full frame before the next object, and writes it to the file.
func (p *Pickler) boundary(t *Thread) bool {
	if !p.framing || p.frame < 0 || len(p.out)-p.frame-frameHeader < fullFrame {
		return true
	}
	p.closeFrame()
	return p.write == nil || p.flush(t)
}

// flush writes what there is to the file.
func (p *Pickler) flush(t *Thread) bool {
	data := &Bytes{string(p.out)}
	p.out, p.frame = nil, -1
	return t.call1(p.write, data) != nil
}

// emitData writes the size and the content of something that may be large;
// large content does not go into a frame, and to a file it goes by itself.
// whole is an object with this content, or nil.
func (p *Pickler) emitData(t *Thread, op byte, size int, data string, whole Object) bool {
	framing := p.framing
	if len(data) >= fullFrame {
		p.closeFrame()
		p.framing = false
	}
	p.emitNumber(op, uint64(len(data)), size)
	if len(data) >= fullFrame && p.write != nil {
		if whole == nil {
			whole = &Bytes{data}
		}
		if !p.flush(t) || t.call1(p.write, whole) == nil {
			return false
		}
	} else {
		p.emitText(data)
	}
	p.framing = framing
	return true
}

// get refers to an object of the memo.
func (p *Pickler) get(index int) bool {
	switch {
	case !p.binary:
		p.emitText("g" + intText(intOf(index)) + "\n")
	case index < 256:
		p.emit(opBinGet, byte(index))
	default:
		p.emitNumber(opLongBinGet, uint64(index), 4)
	}
	return true
}

// put gives the object that was written last a place in the memo.
func (p *Pickler) put(o Object) bool {
	if p.fast {
		return true
	}
	index := len(p.memo)
	p.memo[o] = index
	switch {
	case p.protocol >= 4:
		p.emit(opMemoize)
	case !p.binary:
		p.emitText("p" + intText(intOf(index)) + "\n")
	case index < 256:
		p.emit(opBinPut, byte(index))
	default:
		p.emitNumber(opLongBinPut, uint64(index), 4)
	}
	return true
}

func init() {
	self := func(o Object) *Pickler { return payloadOf(o).(*Pickler) }
	PicklerType.setNew(func(t *Thread, args []Object, kwNames []*Str) Object {
		p := &Pickler{}
		p.self = wrapNew(args[0].(*Type), PicklerType, p)
		return p.self
	})
	PicklerType.construct = nil // __init__ is called, too
	PicklerType.addMethods([]method{
		{"__init__", 1, 4, func(t *Thread, args []Object) Object {
			p := self(args[0])
			if !p.setup(t, args[1], args[2], args[3], args[4]) {
				return nil
			}
			var ok bool
			if p.persist == nil {
				if p.persist, ok = t.findAttr(args[0], namePersistID); !ok {
					return nil
				}
			}
			if p.table == nil {
				if p.table, ok = t.findAttr(args[0], nameDispatch); !ok {
					return nil
				}
			}
			return None
		}, "file,protocol,fix_imports,buffer_callback"},
		{"dump", 1, 1, func(t *Thread, args []Object) Object {
			p := self(args[0])
			if !p.ready {
				name := args[0].Class().name
				return t.raise(picklingError, "Pickler.__init__() was not called by "+name+".__init__()")
			}
			override, ok := t.findAttr(args[0], nameOverride)
			if !ok {
				return nil
			}
			p.override = override
			ok = p.dump(t, args[1]) && p.flush(t)
			p.override = nil
			return none(ok)
		}, ""},
		{"clear_memo", 0, 0, func(t *Thread, args []Object) Object {
			self(args[0]).memo = map[Object]int{}
			return None
		}, ""},
	})
	flag := func(field func(p *Pickler) *bool) getset {
		return getset{"", func(t *Thread, o Object) Object { return newInt(boolInt(*field(self(o)))) }, func(t *Thread, o, v Object) bool {
			if v == nil {
				t.typeError("can't delete numeric/char attribute")
				return false
			}
			n, ok := t.index(v)
			if ok {
				*field(self(o)) = n != 0
			}
			return ok
		}}
	}
	binary := flag(func(p *Pickler) *bool { return &p.binary })
	fast := flag(func(p *Pickler) *bool { return &p.fast })
	binary.name, fast.name = "bin", "fast"
	PicklerType.addGetSets([]getset{binary, fast,
		{"dispatch_table", func(t *Thread, o Object) Object {
			if v := self(o).table; v != nil {
				return v
			}
			return t.raise(AttributeError, "dispatch_table")
		}, func(t *Thread, o, v Object) bool {
			self(o).table = v
			return true
		}},
		hookField("persistent_id", func(o Object) *Object { return &self(o).persist }),
		{"memo", func(t *Thread, o Object) Object { return &picklerMemo{p: self(o)} }, func(t *Thread, o, v Object) bool {
			return t.setPicklerMemo(self(o), v)
		}},
	})
}

// hookField is an attribute that must be callable.
func hookField(name string, field func(o Object) *Object) getset {
	return getset{name, func(t *Thread, o Object) Object {
		if v := *field(o); v != nil {
			return v
		}
		return t.raise(AttributeError, name)
	}, func(t *Thread, o, v Object) bool {
		if v == nil {
			t.typeError("attribute deletion is not supported")
			return false
		}
		if !isCallable(v) {
			t.typeError(name + " must be a callable taking one argument")
			return false
		}
		*field(o) = v
		return true
	}}
}
