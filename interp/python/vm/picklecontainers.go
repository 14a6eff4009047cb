package vm

// This file writes containers into pickles.

// saveDeep writes what may hold other objects.
func (p *Pickler) saveDeep(t *Thread, o Object) bool {
	switch x := o.(type) {
	case *Dict:
		return p.saveDict(t, x)
	case *Set:
		return p.saveSet(t, x)
	case *FrozenSet:
		return p.saveFrozenSet(t, x)
	case *List:
		return p.fastEnter(t, o) && p.saveList(t, x) && p.fastLeave(o)
	case *Tuple:
		return p.saveTuple(t, x)
	case *ByteArray:
		return p.saveByteArray(t, x)
	case *PickleBuffer:
		return p.saveBuffer(t, x)
	}
	return p.saveOther(t, o)
}

// fastEnter looks for cycles where fast mode, which has no memo, is deep.
func (p *Pickler) fastEnter(t *Thread, o Object) bool {
	if !p.fast {
		return true
	}
	p.fastDepth++
	if p.fastDepth < fastLimit {
		return true
	}
	if p.fastSeen[o] {
		p.fastDepth = -1
		t.valueError("fast mode: can't pickle cyclic objects including object type " + o.Class().name + " at " + t.address(o))
		return false
	}
	if p.fastSeen == nil {
		p.fastSeen = map[Object]bool{}
	}
	p.fastSeen[o] = true
	return true
}

func (p *Pickler) fastLeave(o Object) bool {
	if p.fast {
		if p.fastDepth >= fastLimit {
			delete(p.fastSeen, o)
		}
		p.fastDepth--
	}
	return true
}

func (p *Pickler) saveTuple(t *Thread, x *Tuple) bool {
	n := len(x.items)
	if n == 0 {
		if p.binary {
			p.emit(opEmptyTuple)
		} else {
			p.emit(opMark, opTuple)
		}
		return true
	}
	short := n <= 3 && p.protocol >= 2
	if !short {
		p.emit(opMark)
	}
	for _, item := range x.items {
		if !p.save(t, item, false) {
			return false
		}
	}
	at, recursive := p.memo[x]
	switch {
	case recursive && !short && p.binary: // a tuple in itself: it is there by now
		p.emit(opPopMark)
		return p.get(at)
	case recursive:
		if !short {
			n++
		}
		for ; n > 0; n-- {
			p.emit(opPop)
		}
		return p.get(at)
	case short:
		p.emit(opTuple1 + byte(n-1))
	default:
		p.emit(opTuple)
	}
	return p.put(x)
}

func (p *Pickler) saveList(t *Thread, x *List) bool {
	if p.binary {
		p.emit(opEmptyList)
	} else {
		p.emit(opMark, opList)
	}
	p.put(x)
	switch {
	case len(x.items) == 0:
		return true
	case p.protocol == 0:
		return p.saveItems(t, &ListIter{list: x})
	case len(x.items) == 1:
		if !p.save(t, x.items[0], false) {
			return false
		}
		p.emit(opAppend)
		return true
	}
	for at := 0; at < len(x.items); {
		p.emit(opMark)
		for n := 0; n < pickleBatch && at < len(x.items); n++ {
			if !p.save(t, x.items[at], false) {
				return false
			}
			at++
		}
		p.emit(opAppends)
	}
	return true
}

// saveItems writes the items of an iterator behind a list.
func (p *Pickler) saveItems(t *Thread, it Object) bool {
	return p.saveBatches(t, it, func(v Object) bool { return p.save(t, v, false) }, opAppend, opAppends)
}

// saveBatches writes what an iterator gives in batches: a single one by itself.
func (p *Pickler) saveBatches(t *Thread, it Object, save func(v Object) bool, one, many byte) bool {
	for {
		first := t.next(it)
		if first == nil {
			return t.exc == nil
		}
		if p.protocol == 0 {
			if !save(first) {
				return false
			}
			p.emit(one)
			continue
		}
		v := t.next(it)
		if v == nil {
			if t.exc != nil || !save(first) {
				return false
			}
			p.emit(one)
			return true
		}
		p.emit(opMark)
		if !save(first) {
			return false
		}
		n := 1
		for v != nil {
			if !save(v) {
				return false
			}
			if n++; n == pickleBatch {
				break
			}
			v = t.next(it)
		}
		if t.exc != nil {
			return false
		}
		p.emit(many)
		if n < pickleBatch {
			return true
		}
	}
}

// savePairs writes the pairs of an iterator behind a dict.
func (p *Pickler) savePairs(t *Thread, it Object) bool {
	return p.saveBatches(t, it, func(v Object) bool {
		pair := tuplePayload(v)
		if pair == nil || len(pair.items) != 2 {
			t.typeError("dict items iterator must return 2-tuples")
			return false
		}
		return p.save(t, pair.items[0], false) && p.save(t, pair.items[1], false)
	}, opSetItem, opSetItems)
}

func (p *Pickler) saveDict(t *Thread, x *Dict) bool {
	if !p.fastEnter(t, x) {
		return false
	}
	if p.binary {
		p.emit(opEmptyDict)
	} else {
		p.emit(opMark, opDict)
	}
	p.put(x)
	size := x.live
	it := &DictIter{dict: x, live: x.live, view: viewItems}
	switch {
	case size == 0:
	case p.protocol == 0:
		if !p.savePairs(t, it) {
			return false
		}
	default:
		if !p.savePairBatches(t, x, it) {
			return false
		}
	}
	return p.fastLeave(x)
}

// savePairBatches writes the pairs of a dict: a full last batch is followed by an empty one, as CPython does.
func (p *Pickler) savePairBatches(t *Thread, x *Dict, it *DictIter) bool {
	single := x.live == 1
	for n := pickleBatch; n == pickleBatch; {
		if !single {
			p.emit(opMark)
		}
		for n = 0; n < pickleBatch; n++ {
			v := t.next(it)
			if v == nil {
				break
			}
			pair := v.(*Tuple)
			if !p.save(t, pair.items[0], false) || !p.save(t, pair.items[1], false) {
				return false
			}
		}
		if t.exc != nil {
			return false
		}
		if single {
			p.emit(opSetItem)
		} else {
			p.emit(opSetItems)
		}
	}
	return true
}

// saveSet writes a set; like dicts, sets have an empty batch behind a full one.
func (p *Pickler) saveSet(t *Thread, x *Set) bool {
	if p.protocol < 4 {
		items, ok := t.collect(x)
		return ok && p.saveReduce(t, tupleOf(SetType, tupleOf(newList(items))), x)
	}
	p.emit(opEmptySet)
	p.put(x)
	it := t.iter(x)
	if it == nil {
		return false
	}
	if n, ok := t.length(x); n == 0 {
		return ok
	}
	for n := pickleBatch; n == pickleBatch; {
		p.emit(opMark)
		for n = 0; n < pickleBatch; n++ {
			v := t.next(it)
			if v == nil {
				break
			}
			if !p.save(t, v, false) {
				return false
			}
		}
		if t.exc != nil {
			return false
		}
		p.emit(opAddItems)
	}
	return true
}

func (p *Pickler) saveFrozenSet(t *Thread, x *FrozenSet) bool {
	if !p.fastEnter(t, x) {
		return false
	}
	items, ok := t.collect(x)
	if !ok {
		return false
	}
	if p.protocol < 4 {
		return p.saveReduce(t, tupleOf(FrozenSetType, tupleOf(newList(items))), x) && p.fastLeave(x)
	}
	p.emit(opMark)
	for _, v := range items {
		if !p.save(t, v, false) {
			return false
		}
	}
	if at, ok := p.memo[x]; ok { // a set in itself
		p.emit(opPopMark)
		return p.get(at) && p.fastLeave(x)
	}
	p.emit(opFrozenSet)
	return p.put(x) && p.fastLeave(x)
}
