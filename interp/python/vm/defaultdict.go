package vm

import (
	"math/big"

	"rgo/rlib/thread"
)

// This file is the modules _collections and _random: defaultdict, and the
// Mersenne Twister.

// DefaultDictType is collections.defaultdict. Its instances carry a dict and
// have the factory in a hidden slot.
var DefaultDictType = newBuiltinType("defaultdict", DictType, 0)

// factoryKey is the hidden name of default_factory.
var factoryKey = makeHidden("default_factory")

func makeHidden(name string) *Str {
	return &Str{s: name, n: len(name), place: placeOf(name), hidden: true}
}

func init() {
	builtinModules["_collections"] = func(t *Thread) *Module {
		m := newModule("_collections")
		m.set("deque", DequeType)
		m.set("defaultdict", DefaultDictType)
		m.set("_deque_iterator", DequeIterType)
		m.set("_deque_reverse_iterator", DequeReverseIterType)
		m.set("_tuplegetter", tupleGetterType)
		m.addFunctions([]method{{"_count_elements", 2, 2, countElements, ""}})
		return m
	}
	DefaultDictType.module = newASCII("collections")
	DefaultDictType.layout = DictType
	DefaultDictType.setNew(newDefaultDict)
	DefaultDictType.addRaw([]rawMethod{{"__init__", initDefaultDict}})
	DefaultDictType.addGetSets([]getset{{"default_factory", func(t *Thread, o Object) Object {
		return orNone(o.(*Instance).getSlot(factoryKey))
	}, func(t *Thread, o, v Object) bool {
		o.(*Instance).setSlot(factoryKey, orNone(v))
		return true
	}}})
	DefaultDictType.addMethods([]method{
		{"__missing__", 1, 1, missingDefault, ""},
		{"__repr__", 0, 0, func(t *Thread, args []Object) Object {
			i := args[0].(*Instance)
			factory, ok := t.repr(orNone(i.getSlot(factoryKey)))
			if !ok {
				return nil
			}
			d, ok := t.reprDict(i, dictOf(i))
			if !ok {
				return nil
			}
			return NewStr(i.cls.name + "(" + factory + ", " + d + ")")
		}, ""},
		{"copy", 0, 0, func(t *Thread, args []Object) Object {
			i := args[0].(*Instance)
			c := newInstance(i.cls, dictOf(i).copy())
			c.setSlot(factoryKey, orNone(i.getSlot(factoryKey)))
			return c
		}, ""},
		{"__copy__", 0, 0, func(t *Thread, args []Object) Object {
			return t.callAttr(args[0], intern("copy"))
		}, ""},
		{"__reduce__", 0, 0, func(t *Thread, args []Object) Object {
			i := args[0].(*Instance)
			factoryArgs := emptyTuple
			if f := orNone(i.getSlot(factoryKey)); f != None {
				factoryArgs = tupleOf(f)
			}
			items := t.callAttr(i, intern("items"))
			if items == nil {
				return nil
			}
			it := t.iter(items)
			if it == nil {
				return nil
			}
			return tupleOf(i.cls, factoryArgs, None, None, it)
		}, ""},
		{"__or__", 1, 1, func(t *Thread, args []Object) Object { return t.mergeDefaults(args[0], args[0], args[1]) }, ""},
		{"__ror__", 1, 1, func(t *Thread, args []Object) Object { return t.mergeDefaults(args[0], args[1], args[0]) }, ""},
	})
}

//rgo:parallel
func newDefaultDict(t *Thread, args []Object, kwNames []*Str) Object {
	i := newInstance(args[0].(*Type), NewDict())
	if args[0] == Object(DefaultDictType) && !t.initDefaultDict(i, args[1:], kwNames) {
		return nil
	}
	return i
}

//rgo:parallel
func initDefaultDict(t *Thread, args []Object, kwNames []*Str) Object {
	if !t.initDefaultDict(args[0].(*Instance), args[1:], kwNames) {
		return nil
	}
	return None
}

// missingDefault is __missing__.
//
//rgo:parallel
func missingDefault(t *Thread, args []Object) Object {
	i := args[0].(*Instance)
	factory := i.getSlot(factoryKey)
	if factory == nil || factory == None {
		return t.keyError(args[1])
	}
	v := t.call0(factory)
	if v == nil || !t.setItem(i, args[1], v) {
		return nil
	}
	return v
}

// setFactory stores default_factory.
//
//rgo:parallel
func (i *Instance) setFactory(factory Object) {
	if n := i.shape.find(factoryKey); n >= 0 {
		i.slots[n] = factory
	} else if next := i.shape.known(factoryKey); next != nil {
		i.addSlot(next, factory)
	} else {
		i.setSlot(factoryKey, factory)
	}
}

// initDefaultDict is defaultdict.__init__.
//
//rgo:parallel
func (t *Thread) initDefaultDict(i *Instance, args []Object, kwNames []*Str) bool {
	if len(args)-len(kwNames) > 0 {
		if args[0] != None && !isCallable(args[0]) {
			t.typeError("first argument must be callable or None")
			return false
		}
		i.setFactory(args[0])
		args = args[1:]
	}
	return t.fillDict(dictOf(i), args, kwNames)
}

// Twister is the Mersenne Twister MT19937 (Matsumoto and Nishimura, 1998), the
// generator behind Python's random.
type Twister struct {
	bias  thread.Bias
	state [624]uint32
	at    int
}

// Class returns _random.Random.
func (*Twister) Class() *Type { return TwisterType }

// TwisterType is _random.Random.
var TwisterType = newBuiltinType("Random", ObjectType, 0)

// next returns 32 random bits.
//
//rgo:parallel
func (w *Twister) next() uint32 {
	const n, m = 624, 397
	if w.at >= n {
		for i := 0; i < n; i++ {
			y := w.state[i]&0x80000000 | w.state[(i+1)%n]&0x7fffffff
			v := w.state[(i+m)%n] ^ y>>1
			if y&1 != 0 {
				v ^= 0x9908b0df
			}
			w.state[i] = v
		}
		w.at = 0
	}
	y := w.state[w.at]
	w.at++
	y ^= y >> 11
	y ^= y << 7 & 0x9d2c5680
	y ^= y << 15 & 0xefc60000
	return y ^ y>>18
}

// fill stores random bits.
//
//rgo:parallel
func (w *Twister) fill(words []uint32) {
	locked := w.bias.Lock()
	for i := range words {
		words[i] = w.next()
	}
	w.bias.Unlock(locked)
}

// randomBits returns an int of k random bits.
//
//rgo:parallel
func (t *Thread) randomBits(w *Twister, k int) Object {
	if k == 0 {
		return newInt(0)
	}
	n := (k + 31) / 32
	if !t.fits(4, n) {
		return nil
	}
	parts := make([]uint32, n)
	w.fill(parts)
	parts[n-1] >>= n*32 - k
	if n == 1 {
		return newInt(int64(parts[0]))
	}
	words := make([]big.Word, (n+1)/2)
	for i, r := range parts {
		words[i/2] |= big.Word(r) << (i % 2 * 32)
	}
	return newBig(new(big.Int).SetBits(words))
}

//rgo:parallel
func (w *Twister) seedWord(seed uint32) {
	w.state[0] = seed
	for i := 1; i < 624; i++ {
		w.state[i] = 1812433253*(w.state[i-1]^w.state[i-1]>>30) + uint32(i)
	}
	w.at = 624
}

// seed initialises the state by an array of words.
//
//rgo:parallel
func (w *Twister) seed(key []uint32) {
	w.bias.Own()
	w.seedWord(19650218)
	i, j := 1, 0
	for k := max(624, len(key)); k > 0; k-- {
		w.state[i] = (w.state[i] ^ (w.state[i-1]^w.state[i-1]>>30)*1664525) + key[j] + uint32(j)
		i++
		j++
		if i >= 624 {
			w.state[0] = w.state[623]
			i = 1
		}
		if j >= len(key) {
			j = 0
		}
	}
	for k := 623; k > 0; k-- {
		w.state[i] = (w.state[i] ^ (w.state[i-1]^w.state[i-1]>>30)*1566083941) - uint32(i)
		i++
		if i >= 624 {
			w.state[0] = w.state[623]
			i = 1
		}
	}
	w.state[0] = 0x80000000
}

//rgo:parallel
func twisterOf(o Object) *Twister { return payloadOf(o).(*Twister) }

//rgo:parallel
func init() {
	builtinModules["_random"] = func(t *Thread) *Module {
		m := newModule("_random")
		m.set("Random", TwisterType)
		return m
	}
	TwisterType.module = newASCII("_random")
	TwisterType.setNew(func(t *Thread, args []Object, kwNames []*Str) Object {
		w := &Twister{}
		if !t.seedTwister(w, args[1:len(args)-len(kwNames)]) {
			return nil
		}
		return wrapNew(args[0].(*Type), TwisterType, w)
	})
	TwisterType.addMethods([]method{
		{"random", 0, 0, func(t *Thread, args []Object) Object {
			w := twisterOf(args[0])
			locked := w.bias.Lock()
			a, b := w.next()>>5, w.next()>>6
			w.bias.Unlock(locked)
			return newFloat((float64(a)*67108864 + float64(b)) * (1.0 / 9007199254740992))
		}, ""},
		{"getrandbits", 1, 1, func(t *Thread, args []Object) Object {
			k, ok := t.index(args[1])
			if !ok {
				return nil
			}
			if k < 0 {
				return t.valueError("number of bits must be non-negative")
			}
			return t.randomBits(twisterOf(args[0]), k)
		}, ""},
		{"seed", 0, 1, func(t *Thread, args []Object) Object {
			if !t.seedTwister(twisterOf(args[0]), args[1:]) {
				return nil
			}
			return None
		}, ""},
		{"getstate", 0, 0, func(t *Thread, args []Object) Object {
			w := twisterOf(args[0])
			items := make([]Object, 625)
			w.bias.Own()
			for i, v := range w.state {
				items[i] = newInt(int64(v))
			}
			items[624] = intOf(w.at)
			return newTuple(items)
		}, ""},
		{"setstate", 1, 1, func(t *Thread, args []Object) Object {
			w := twisterOf(args[0])
			p, ok := args[1].(*Tuple)
			if !ok || len(p.items) != 625 {
				return t.valueError("state vector is the wrong size")
			}
			w.bias.Own()
			for i := range w.state {
				v, _ := smallValue(p.items[i])
				w.state[i] = uint32(v)
			}
			at, _ := smallValue(p.items[624])
			w.at = int(at)
			return None
		}, ""},
	})
}

// seedTwister seeds by an int, by the hash of another object, or by the
// system's randomness.
//
//rgo:parallel
func (t *Thread) seedTwister(w *Twister, args []Object) bool {
	if len(args) == 0 || args[0] == None {
		b, r := randomBytes(32, 0)
		if r < 0 { // no such system call
			ns, _ := readClock(sysClockGettime, clockRealtime)
			b = maskBytes(uint64(ns))
		}
		var key []uint32
		for ; len(b) >= 4; b = b[4:] {
			key = append(key, uint32(b[0])|uint32(b[1])<<8|uint32(b[2])<<16|uint32(b[3])<<24)
		}
		w.seed(key)
		return true
	}
	v := new(big.Int)
	switch x := payloadOf(args[0]).(type) {
	case Int, *BigInt, *Bool:
		v.Abs(bigValue(x))
	default:
		h, ok := t.hash(args[0])
		if !ok {
			return false
		}
		v.SetUint64(h)
	}
	key := []uint32{}
	mask := big.NewInt(1<<32 - 1)
	for v.Sign() > 0 {
		key = append(key, uint32(new(big.Int).And(v, mask).Uint64()))
		v.Rsh(v, 32)
	}
	if len(key) == 0 {
		key = []uint32{0}
	}
	w.seed(key)
	return true
}

// mergeDefaults is a | b where one of them is the defaultdict self.
func (t *Thread) mergeDefaults(self, a, b Object) Object {
	if dictOf(a) == nil || dictOf(b) == nil {
		return NotImplemented
	}
	i := self.(*Instance)
	r := t.call2(i.cls, orNone(i.getSlot(factoryKey)), a)
	if r == nil || dictOf(r) == nil || !t.updateDict(dictOf(r), b) {
		return nil
	}
	return r
}
