package vm

// This file is functools.lru_cache.

// lruCache is a function that remembers its results. What changes has the Bias of
// cache, which stays the same dict: a result that threads share is found with
// its lock, unless keys have to be asked whether they are equal.
type lruCache struct {
	weakHolder
	fn       Object
	maxSize  int // -1 is unbounded
	typed    bool
	info     Object // the class of cache_info()
	cache    *Dict  // values, or links if bounded
	root     *lruLink
	hits     int
	misses   int
	dict     *Dict
	keywords Object // marks where keywords begin in a key
}

// Class returns functools._lru_cache_wrapper.
func (*lruCache) Class() *Type { return lruCacheType }

// lruLink is an entry of a bounded cache, in a ring that begins with the one
// that was not used for longest.
type lruLink struct {
	previous, next *lruLink
	hash           uint64
	value          Object
}

// Class makes links storable in a dict.
func (*lruLink) Class() *Type { return ObjectType }

var lruCacheType = newBuiltinType("_lru_cache_wrapper", ObjectType, heapDict|weakrefs)

//rgo:parallel
func lruOf(o Object) *lruCache { return payloadOf(o).(*lruCache) }

func (c *lruCache) attributeDict() **Dict { return &c.dict }

//rgo:parallel
func (c *lruCache) descrGet(t *Thread, obj Object, cls *Type) Object {
	if obj == nil || obj == None {
		return c
	}
	return &BoundMethod{fn: c, self: obj}
}

// key makes the key of a call.
//
//rgo:parallel
func (c *lruCache) key(args []Object, kwNames []*Str) Object {
	if len(kwNames) == 0 && !c.typed && len(args) == 1 {
		switch args[0].(type) {
		case Int, *Str:
			return args[0]
		}
	}
	positional := len(args) - len(kwNames)
	items := make([]Object, 0, len(args)+len(kwNames)+1)
	items = append(items, args[:positional]...)
	if len(kwNames) > 0 {
		items = append(items, c.keywords)
		for i, k := range kwNames {
			items = append(items, k, args[positional+i])
		}
	}
	if c.typed {
		for _, a := range args {
			items = append(items, a.Class())
		}
	}
	return newTuple(items)
}

// callNative looks the result up or calls the function.
//
//rgo:parallel
func (c *lruCache) callNative(t *Thread, args []Object, kwNames []*Str) Object {
	if c.maxSize == 0 {
		c.countMiss()
		return t.call(c.fn, args, kwNames)
	}
	key := c.key(args, kwNames)
	hash, ok := t.hash(key)
	if !ok {
		return nil
	}
	v, known := c.find(key, hash)
	if !known {
		if v, ok = c.ask(t, key, hash); !ok {
			return nil
		}
	}
	if v != nil {
		return v
	}
	r := t.call(c.fn, args, kwNames)
	if r == nil || c.keep(key, hash, r) {
		return r
	}
	i, ok := c.cache.find(t, key, hash)
	if !ok {
		return nil
	}
	c.store(i, key, hash, r)
	return r
}

//rgo:parallel
func (c *lruCache) countMiss() {
	d := c.cache
	locked := d.bias.Lock()
	c.misses++
	d.bias.Unlock(locked)
}

// find returns the value of key, or nil; known is false if only the keys
// themselves can tell.
//
//rgo:parallel
func (c *lruCache) find(key Object, hash uint64) (v Object, known bool) {
	d := c.cache
	locked := d.bias.Lock()
	i := d.findPlain(key, hash)
	if i != askKeys {
		v, known = c.use(i), true
	}
	d.bias.Unlock(locked)
	return v, known
}

// ask is find that asks the keys. ok is false with an exception.
//
//rgo:parallel
func (c *lruCache) ask(t *Thread, key Object, hash uint64) (v Object, ok bool) {
	i, ok := c.cache.find(t, key, hash)
	if !ok {
		return nil, false
	}
	return c.use(i), true
}

// use returns the value at a position of the cache, which now was used last, or
// nil. The thread has the cache.
//
//rgo:parallel
func (c *lruCache) use(position int) Object {
	if position < 0 {
		c.misses++
		return nil
	}
	c.hits++
	v := c.cache.entries[position].value
	link, bounded := v.(*lruLink)
	if !bounded {
		return v
	}
	link.unlink()
	c.append(link)
	return link.value
}

// keep stores the result of a call; false if only the keys themselves can tell
// where.
//
//rgo:parallel
func (c *lruCache) keep(key Object, hash uint64, r Object) bool {
	d := c.cache
	locked := d.bias.Lock()
	i := d.findPlain(key, hash)
	if i != askKeys {
		c.store(i, key, hash, r)
	}
	d.bias.Unlock(locked)
	return i != askKeys
}

// store stores a result at a position, or a new one if that is negative. The thread
// has the cache.
//
//rgo:parallel
func (c *lruCache) store(position int, key Object, hash uint64, r Object) {
	if c.maxSize < 0 {
		if position >= 0 {
			c.cache.entries[position].value = r
		} else {
			c.cache.insert(key, hash, r)
		}
		return
	}
	if position >= 0 {
		return // a nested call, or another thread, stored it
	}
	if oldest := c.root.next; c.cache.live >= c.maxSize && oldest != c.root {
		oldest.unlink()
		c.cache.removeAt(c.cache.findValue(oldest, oldest.hash))
	}
	link := &lruLink{hash: hash, value: r}
	c.cache.insert(key, hash, link)
	c.append(link)
}

//rgo:parallel
func (l *lruLink) unlink() {
	l.previous.next, l.next.previous = l.next, l.previous
}

// append makes a link the one that was used last.
//
//rgo:parallel
func (c *lruCache) append(l *lruLink) {
	l.previous, l.next = c.root.previous, c.root
	l.previous.next, c.root.previous = l, l
}

//rgo:parallel
func (c *lruCache) clear() {
	c.cache.clear() // which the thread has from then on
	c.hits, c.misses = 0, 0
	c.root.previous, c.root.next = c.root, c.root
}

// findValue returns the position of a value that is there, whose key has a hash.
//
//rgo:parallel
func (d *Dict) findValue(value Object, hash uint64) int {
	mask := uint64(len(d.index) - 1)
	i, perturb := hash&mask, hash
	for {
		if p := d.index[i]; p > 0 && d.entries[p-1].value == value {
			return int(p - 1)
		}
		perturb >>= 5
		i = (i*5 + perturb + 1) & mask
	}
}

func init() {
	lruCacheType.module = newASCII("functools")
	lruCacheType.setNew(func(t *Thread, args []Object, kwNames []*Str) Object {
		var fields [4]Object
		if !t.bindNames("_lru_cache_wrapper", args[1:], kwNames, []string{"user_function", "maxsize", "typed", "cache_info_type"}, fields[:]) {
			return nil
		}
		for i, name := range []string{"user_function", "maxsize", "typed", "cache_info_type"} {
			if fields[i] == nil {
				return t.typeError("lru_cache() missing required argument '" + name + "' (pos " + intText(intOf(i+1)) + ")")
			}
		}
		if !isCallable(fields[0]) {
			return t.typeError("the first argument must be callable")
		}
		c := &lruCache{fn: fields[0], maxSize: -1, info: fields[3], keywords: newInstance(ObjectType, nil)}
		if fields[1] != None {
			if !hasIndex(fields[1]) {
				return t.typeError("maxsize should be integer or None")
			}
			n, ok := t.index(fields[1])
			if !ok {
				return nil
			}
			c.maxSize = max(n, 0)
		}
		var ok bool
		if c.typed, ok = t.truth(fields[2]); !ok {
			return nil
		}
		c.cache, c.root = NewDict(), &lruLink{}
		c.clear()
		return wrapNew(args[0].(*Type), lruCacheType, c)
	})
	lruCacheType.addRaw([]rawMethod{{"__call__", callCached}})
	lruCacheType.addMethods([]method{
		{"cache_info", 0, 0, func(t *Thread, args []Object) Object {
			c := lruOf(args[0])
			var size Object = None
			if c.maxSize >= 0 {
				size = intOf(c.maxSize)
			}
			return t.call(c.info, []Object{intOf(c.hits), intOf(c.misses), size, intOf(c.cache.live)}, nil)
		}, ""},
		{"cache_clear", 0, 0, clearCache, ""},
		{"__copy__", 0, 0, returnSelf, ""},
		{"__deepcopy__", 1, 1, returnSelf, ""},
		{"__reduce__", 0, 0, func(t *Thread, args []Object) Object { return t.getAttr(args[0], nameQualname) }, ""},
		{"__get__", 1, 2, func(t *Thread, args []Object) Object { return lruOf(args[0]).descrGet(t, args[1], nil) }, ""},
	})
}

//rgo:parallel
func clearCache(t *Thread, args []Object) Object {
	lruOf(args[0]).clear()
	return None
}

//rgo:parallel
func callCached(t *Thread, args []Object, kwNames []*Str) Object {
	return lruOf(args[0]).callNative(t, copyTuple(args[1:]).items, kwNames)
}
