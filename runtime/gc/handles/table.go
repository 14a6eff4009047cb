package handles

// This file is the table: entries, their lists, and the chains through which a target leads to its entries.

import (
	"rgo/runtime/fatal"
	"rgo/runtime/raw"
)

const firstRoom = 64

// field returns the address of a field of entry i.
//
//rgo:inline
//rgo:nogc
func field(i int, f uintptr) uintptr { return table.entries + uintptr(i)*entrySize + f }

//rgo:inline
//rgo:nogc
func get(i int, f uintptr) uintptr { return raw.LoadWord(field(i, f)) }

//rgo:inline
//rgo:nogc
func set(i int, f, v uintptr) { raw.StoreWord(field(i, f), v) }

//rgo:inline
//rgo:nogc
func kind(i int) uintptr { return get(i, fieldKind) & kindMask }

//rgo:inline
//rgo:nogc
func isYoung(i int) bool { return get(i, fieldKind)&young != 0 }

// setKind changes the kind of entry i and nothing else.
//
//rgo:inline
//rgo:nogc
func setKind(i int, k uintptr) { set(i, fieldKind, get(i, fieldKind)&^kindMask|k) }

// add makes a young entry.
//
//rgo:nogc
func add(k, target, object uintptr) int {
	i := table.free
	switch {
	case i != 0:
		table.free = int(get(i, fieldLink))
	default:
		if table.used+1 >= table.room {
			grow()
		}
		table.used++
		i = table.used
	}
	table.count++
	generation := get(i, fieldKind) >> generationShift << generationShift
	set(i, fieldKind, generation+generationWeight|young|k)
	set(i, fieldObject, object)
	set(i, fieldLink, uintptr(table.young))
	table.young = i
	set(i, fieldTarget, target)
	link(i)
	return i
}

// grow doubles the room for entries and the number of chains.
//
//rgo:cold
//rgo:noinline
//rgo:nogc
func grow() {
	room := max(firstRoom, 2*table.room)
	entries := raw.Address(raw.Mmap(room * entrySize))
	buckets := raw.Address(raw.Mmap(room * raw.Word))
	if entries == 0 || buckets == 0 {
		fatal.OutOfMemory()
	}
	if table.room > 0 {
		raw.Copy(entries, table.entries, (table.used+1)*entrySize)
		raw.Munmap(raw.Pointer(table.entries), table.room*entrySize)
		raw.Munmap(raw.Pointer(table.buckets), table.room*raw.Word)
	}
	table.entries, table.buckets = entries, buckets
	table.shift = 64
	for n := room; n > 1; n >>= 1 {
		table.shift--
	}
	table.room = room
	for i := 1; i <= table.used; i++ {
		if linked(i) {
			link(i)
		}
	}
}

// linked reports whether entry i is on the chain of its target.
//
//rgo:nogc
func linked(i int) bool {
	k := kind(i)
	return k == weak || k == finalizer || k == cleanup || k == anyOrder
}

// bucket returns the address of the head of the chain of target.
//
//rgo:nogc
func bucket(target uintptr) uintptr {
	h := uint64(target) * 0x9e3779b97f4a7c15
	return table.buckets + uintptr(h>>(table.shift&63))*raw.Word
}

// link puts entry i on the chain of its target.
//
//rgo:nogc
func link(i int) {
	b := bucket(get(i, fieldTarget))
	set(i, fieldChain, raw.LoadWord(b))
	raw.StoreWord(b, uintptr(i))
}

// unlink takes entry i off the chain of its target.
//
//rgo:nogc
func unlink(i int) {
	at := bucket(get(i, fieldTarget))
	for raw.LoadWord(at) != uintptr(i) {
		at = field(int(raw.LoadWord(at)), fieldChain)
	}
	raw.StoreWord(at, get(i, fieldChain))
}

// find returns an entry of kind k for target, or 0.
//
//rgo:nogc
func find(k, target uintptr) int {
	if table.room == 0 {
		return 0
	}
	i := int(raw.LoadWord(bucket(target)))
	for i != 0 && (kind(i) != k || get(i, fieldTarget) != target) {
		i = int(get(i, fieldChain))
	}
	return i
}

// remove takes an entry out that has its target's chain to leave.
//
//rgo:nogc
func remove(i int) {
	unlink(i)
	release(i)
}

// release frees an entry that is on no chain. The list of young ones has to be walked before it can be used again.
//
//rgo:nogc
func release(i int) {
	set(i, fieldTarget, 0)
	set(i, fieldObject, 0)
	table.count--
	if isYoung(i) {
		setKind(i, removed)
		return
	}
	setKind(i, free)
	set(i, fieldLink, uintptr(table.free))
	table.free = i
}
