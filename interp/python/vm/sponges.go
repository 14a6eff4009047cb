package vm

import (
	"rgo/interp/python/digest"
	"rgo/rlib/thread"
)

// This file is the modules _sha3 and _blake2.

// sponge is a hash of SHA-3 under way.
type sponge struct {
	bias thread.Bias
	kind *spongeKind
	k    digest.Keccak
}

// spongeKind is a row of the table of SHA-3.
type spongeKind struct {
	name   string
	size   int // of the digest in bytes, 0 if the caller says
	rate   int
	suffix byte
	cls    *Type
}

var spongeKinds = []*spongeKind{
	{"sha3_224", 28, 144, 6, nil}, {"sha3_256", 32, 136, 6, nil}, {"sha3_384", 48, 104, 6, nil}, {"sha3_512", 64, 72, 6, nil},
	{"shake_128", 0, 168, 0x1f, nil}, {"shake_256", 0, 136, 0x1f, nil},
}

// Class returns the class of the hash function.
//
//rgo:parallel
func (s *sponge) Class() *Type { return s.kind.cls }

// blakeHash is a hash of BLAKE2 under way.
type blakeHash struct {
	bias thread.Bias
	kind *blakeKind
	b    *digest.Blake2
	size int
}

// blakeKind is a row of the table of BLAKE2: limits in bytes.
type blakeKind struct {
	name            string
	small           bool
	size, key, salt int // person as salt
	offsetBits      uint
	cls             *Type
}

var blakeKinds = []*blakeKind{{"blake2b", false, 64, 64, 16, 64, nil}, {"blake2s", true, 32, 32, 8, 48, nil}}

// Class returns the class of the hash function.
//
//rgo:parallel
func (h *blakeHash) Class() *Type { return h.kind.cls }

//rgo:parallel
func (h *blakeHash) sum() []byte {
	h.bias.Take()
	return h.b.Sum()
}

// hexDigest is bytes as hexadecimal digits.
//
//rgo:parallel
func hexDigest(b []byte) Object {
	var out []byte
	for _, c := range b {
		out = appendHex(out, "", uint32(c), 2)
	}
	return newASCII(string(out))
}

// hashInput is the data to hash.
//
//rgo:parallel
func (t *Thread) hashInput(o Object) ([]byte, bool) {
	if strOf(o) != nil {
		t.typeError("Strings must be encoded before hashing")
		return nil, false
	}
	s, ok := t.bytesLike(o)
	return []byte(s), ok
}

// bindHash binds the arguments of a constructor: data is positional only, all others by name. It returns the data.
//
//rgo:parallel
func (t *Thread) bindHash(name string, args []Object, kwNames []*Str, names []string, out []Object) ([]byte, bool) {
	positional := args[:len(args)-len(kwNames)]
	if len(positional) > 1 {
		t.typeError(name + "() takes at most 1 positional argument (" + intText(intOf(len(positional))) + " given)")
		return nil, false
	}
	if !t.bindNames(name, args[len(positional):], kwNames, names, out) {
		return nil, false
	}
	if len(positional) == 0 {
		return nil, true
	}
	return t.hashInput(positional[0])
}

//rgo:parallel
func init() {
	for _, k := range spongeKinds {
		k.cls = newBuiltinType(k.name, ObjectType, final)
		k.cls.module = newASCII("_sha3")
		k.define()
	}
	for _, k := range blakeKinds {
		k.cls = newBuiltinType(k.name, ObjectType, final)
		k.cls.module = newASCII("_blake2")
		k.define()
	}
	builtinModules["_sha3"] = func(t *Thread) *Module {
		m := newModule("_sha3")
		m.set("implementation", newASCII("sponge of 1600 bits"))
		for _, k := range spongeKinds {
			m.set(k.name, k.cls)
		}
		return m
	}
	builtinModules["_blake2"] = func(t *Thread) *Module {
		m := newModule("_blake2")
		for _, k := range blakeKinds {
			m.set(k.name, k.cls)
		}
		return m
	}
}

// define gives the class its contents.
//
//rgo:parallel
func (k *spongeKind) define() {
	k.cls.setNew(func(t *Thread, args []Object, kwNames []*Str) Object {
		var out [1]Object
		data, ok := t.bindHash(k.name, args[1:], kwNames, []string{"usedforsecurity"}, out[:])
		if !ok {
			return nil
		}
		s := &sponge{thread.Mine(), k, *digest.NewKeccak(k.rate, k.suffix)}
		s.k.Write(data)
		return s
	})
	length := 0
	if k.size == 0 {
		length = 1
	}
	result := func(name string, text func(b []byte) Object) method {
		return method{name, length, length, func(t *Thread, args []Object) Object {
			n := k.size
			if length > 0 {
				var ok bool
				if n, ok = t.index(args[1]); !ok {
					return nil
				}
				if n < 0 {
					return t.valueError("value must be positive")
				}
				if n >= 1<<29 {
					return t.valueError("length is too large")
				}
			}
			s := args[0].(*sponge)
			s.bias.Take()
			return text(s.k.Sum(n))
		}, ""}
	}
	k.cls.addMethods([]method{
		{"update", 1, 1, func(t *Thread, args []Object) Object {
			data, ok := t.hashInput(args[1])
			if !ok {
				return nil
			}
			s := args[0].(*sponge)
			s.bias.Take()
			s.k.Write(data)
			return None
		}, ""},
		result("digest", func(b []byte) Object { return &Bytes{string(b)} }),
		result("hexdigest", hexDigest),
		{"copy", 0, 0, func(t *Thread, args []Object) Object {
			s := args[0].(*sponge)
			s.bias.Take()
			c := *s
			return &c
		}, ""},
	})
	constant := func(name string, v Object) getset {
		return getset{name, func(t *Thread, o Object) Object { return v }, nil}
	}
	k.cls.addGetSets([]getset{
		constant("name", newASCII(k.name)), constant("digest_size", intOf(k.size)), constant("block_size", intOf(k.rate)),
		constant("_capacity_bits", intOf(1600-8*k.rate)), constant("_rate_bits", intOf(8*k.rate)), constant("_suffix", &Bytes{string([]byte{k.suffix})}),
	})
}

// The names of BLAKE2's parameters, in the order of the constructor.
var blakeNames = []string{"digest_size", "key", "salt", "person", "fanout", "depth", "leaf_size", "node_offset", "node_depth", "inner_size",
	"last_node", "usedforsecurity"}

// define gives the class its contents.
//
//rgo:parallel
func (k *blakeKind) define() {
	for name, n := range map[string]int{"SALT_SIZE": k.salt, "PERSON_SIZE": k.salt, "MAX_KEY_SIZE": k.key, "MAX_DIGEST_SIZE": k.size} {
		k.cls.dict.set(intern(name), intOf(n))
	}
	k.cls.setNew(func(t *Thread, args []Object, kwNames []*Str) Object {
		out := make([]Object, len(blakeNames))
		data, ok := t.bindHash(k.name, args[1:], kwNames, blakeNames, out)
		if !ok {
			return nil
		}
		p, ok := k.parameters(t, out)
		if !ok {
			return nil
		}
		h := &blakeHash{thread.Mine(), k, digest.NewBlake2(p), p.Size}
		h.b.Write(data)
		return h
	})
	k.cls.addMethods([]method{
		{"update", 1, 1, func(t *Thread, args []Object) Object {
			data, ok := t.hashInput(args[1])
			if !ok {
				return nil
			}
			h := args[0].(*blakeHash)
			h.bias.Take()
			h.b.Write(data)
			return None
		}, ""},
		{"digest", 0, 0, func(t *Thread, args []Object) Object { return &Bytes{string(args[0].(*blakeHash).sum())} }, ""},
		{"hexdigest", 0, 0, func(t *Thread, args []Object) Object { return hexDigest(args[0].(*blakeHash).sum()) }, ""},
		{"copy", 0, 0, func(t *Thread, args []Object) Object {
			h := args[0].(*blakeHash)
			h.bias.Take()
			c := *h
			c.b = h.b.Copy()
			return &c
		}, ""},
	})
	k.cls.addGetSets([]getset{
		{"name", func(t *Thread, o Object) Object { return newASCII(k.name) }, nil},
		{"block_size", func(t *Thread, o Object) Object { return intOf(o.(*blakeHash).b.BlockSize()) }, nil},
		{"digest_size", func(t *Thread, o Object) Object { return intOf(o.(*blakeHash).size) }, nil},
	})
}

// parameters converts what the constructor was given.
//
//rgo:parallel
func (k *blakeKind) parameters(t *Thread, given []Object) (p digest.Parameters, ok bool) {
	p.Small = k.small
	if p.Size, ok = t.intDefault(given[0], k.size); !ok {
		return p, false
	}
	if p.Size <= 0 || p.Size > k.size {
		t.valueError("digest_size must be between 1 and " + intText(intOf(k.size)) + " bytes")
		return p, false
	}
	for i, text := range []*[]byte{&p.Key, &p.Salt, &p.Person} {
		if given[1+i] == nil {
			continue
		}
		s, ok := t.bytesLike(given[1+i])
		if !ok {
			return p, false
		}
		if limit := []int{k.key, k.salt, k.salt}[i]; len(s) > limit {
			t.valueError("maximum " + blakeNames[1+i] + " length is " + intText(intOf(limit)) + " bytes")
			return p, false
		}
		*text = []byte(s)
	}
	if !k.tree(t, given, &p) {
		return p, false
	}
	p.LastNode, ok = t.optionalTruth(given[10], false)
	return p, ok
}

// tree converts the parameters for trees.
//
//rgo:parallel
func (k *blakeKind) tree(t *Thread, given []Object, p *digest.Parameters) bool {
	for _, row := range []struct {
		i, least, most, usual int
		place                 *int
		shown                 string
	}{
		{4, 0, 255, 1, &p.Fanout, "255"}, {5, 1, 255, 1, &p.Depth, "255"}, {8, 0, 255, 0, &p.NodeDepth, "255"},
		{9, 0, k.size, 0, &p.InnerSize, "is " + intText(intOf(k.size))},
	} {
		n, ok := t.intDefault(given[row.i], row.usual)
		if !ok {
			return false
		}
		if n < row.least || n > row.most {
			t.valueError(blakeNames[row.i] + " must be between " + intText(intOf(row.least)) + " and " + row.shown)
			return false
		}
		*row.place = n
	}
	for _, row := range []struct {
		i    int
		bits uint
		set  func(v uint64)
	}{
		{6, 32, func(v uint64) { p.LeafSize = uint32(v) }}, {7, k.offsetBits, func(v uint64) { p.NodeOffset = v }},
	} {
		if given[row.i] == nil {
			continue
		}
		o := t.indexObject(given[row.i])
		if o == nil {
			return false
		}
		v := bigValue(o)
		if v.Sign() < 0 {
			t.valueError("value must be positive")
			return false
		}
		if v.BitLen() > int(row.bits) {
			t.raise(OverflowError, blakeNames[row.i]+" is too large")
			return false
		}
		row.set(v.Uint64())
	}
	return true
}
