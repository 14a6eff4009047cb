package vm

// This file is functools.lru_cache.

// lruCache is a function that remembers its results.
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
	key, value     Object
}

// Class makes links storable in a dict.
func (*lruLink) Class() *Type { return ObjectType }

var lruCacheType = newBuiltinType("_lru_cache_wrapper", ObjectType, heapDict|weakrefs)

func lruOf(o Object) *lruCache { return payloadOf(o).(*lruCache) }

func (c *lruCache) attributeDict() **Dict { return &c.dict }

func (c *lruCache) descrGet(t *Thread, obj Object, cls *Type) Object {
	if obj == nil || obj == None {
		return c
	}
	return &BoundMethod{fn: c, self: obj}
}

// key makes the key of a call.
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
func (c *lruCache) callNative(t *Thread, args []Object, kwNames []*Str) Object {
	if c.maxSize == 0 {
		c.misses++
		return t.call(c.fn, args, kwNames)
	}
	key := c.key(args, kwNames)
	hash, ok := t.hash(key)
	if !ok {
		return nil
	}
	i, ok := c.cache.find(t, key, hash)
	if !ok {
		return nil
	}
	if i >= 0 {
		c.hits++
		v := c.cache.entries[i].value
		if link, bounded := v.(*lruLink); bounded {
			link.unlink()
			c.append(link)
			return link.value
		}
		return v
	}
	c.misses++
	r := t.call(c.fn, args, kwNames)
	if r == nil {
		return nil
	}
	if i, ok = c.cache.find(t, key, hash); !ok {
		return nil
	}
	switch {
	case c.maxSize < 0:
		if i >= 0 {
			c.cache.entries[i].value = r
		} else {
			c.cache.insert(key, hash, r)
		}
		return r
	case i >= 0:
		return r // a nested call stored it
	}
	link := &lruLink{key: key, value: r}
	if c.cache.live >= c.maxSize {
		if oldest := c.root.next; oldest != c.root {
			oldest.unlink()
			c.cache.remove(t, oldest.key)
			if t.exc != nil {
				return nil
			}
		}
	}
	c.cache.insert(key, hash, link)
	c.append(link)
	return r
}

func (l *lruLink) unlink() {
	l.previous.next, l.next.previous = l.next, l.previous
}

// append makes a link the one that was used last.
func (c *lruCache) append(l *lruLink) {
	l.previous, l.next = c.root.previous, c.root
	l.previous.next, c.root.previous = l, l
}

func (c *lruCache) clear() {
	c.hits, c.misses = 0, 0
	c.cache = NewDict()
	c.root = &lruLink{}
	c.root.previous, c.root.next = c.root, c.root
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
		c.clear()
		return wrapNew(args[0].(*Type), lruCacheType, c)
	})
	lruCacheType.addRaw([]rawMethod{{"__call__", func(t *Thread, args []Object, kwNames []*Str) Object {
		return lruOf(args[0]).callNative(t, copyTuple(args[1:]).items, kwNames)
	}}})
	lruCacheType.addMethods([]method{
		{"cache_info", 0, 0, func(t *Thread, args []Object) Object {
			c := lruOf(args[0])
			var size Object = None
			if c.maxSize >= 0 {
				size = intOf(c.maxSize)
			}
			return t.call(c.info, []Object{intOf(c.hits), intOf(c.misses), size, intOf(c.cache.live)}, nil)
		}, ""},
		{"cache_clear", 0, 0, func(t *Thread, args []Object) Object {
			lruOf(args[0]).clear()
			return None
		}, ""},
		{"__copy__", 0, 0, returnSelf, ""},
		{"__deepcopy__", 1, 1, returnSelf, ""},
		{"__reduce__", 0, 0, func(t *Thread, args []Object) Object { return t.getAttr(args[0], nameQualname) }, ""},
		{"__get__", 1, 2, func(t *Thread, args []Object) Object { return lruOf(args[0]).descrGet(t, args[1], nil) }, ""},
	})
}
