// Command longlived keeps a large heap, of as many megabytes as its argument says, and lets little of it change at a
// time: a hash table of records with keys and data, of which random ones are replaced, and garbage in between. What it
// shows is the cost of having much that is alive.
package main

import (
	"os"
	"strconv"
)

// A record is an entry of the table.
type record struct {
	key  string
	data []byte
	next *record // with the same hash
	seen int
}

// bytesEach is about what a record takes, with its key and data.
const bytesEach = 1024

type table struct {
	buckets []*record
	count   int
}

func hash(key string) int {
	h := uint32(2166136261)
	for i := 0; i < len(key); i++ {
		h = (h ^ uint32(key[i])) * 16777619
	}
	return int(h)
}

func (t *table) bucket(key string) **record { return &t.buckets[hash(key)%len(t.buckets)] }

// put replaces or adds the record of a key.
func (t *table) put(key string, size int) {
	r := &record{key: key, data: make([]byte, size)}
	r.data[size-1] = byte(size)
	for p := t.bucket(key); ; p = &(*p).next {
		if *p == nil {
			*p = r
			t.count++
			return
		}
		if (*p).key == key {
			r.next = (*p).next
			r.seen = (*p).seen + 1
			*p = r
			return
		}
	}
}

func (t *table) get(key string) *record {
	for r := *t.bucket(key); r != nil; r = r.next {
		if r.key == key {
			return r
		}
	}
	return nil
}

// random is a linear congruential generator.
type random uint64

func (r *random) below(n int) int {
	*r = *r*6364136223846793005 + 1442695040888963407
	return int(uint64(*r) >> 33 % uint64(n))
}

func main() {
	megabytes := 64
	if len(os.Args) > 1 {
		megabytes, _ = strconv.Atoi(os.Args[1])
	}
	records := megabytes << 20 / bytesEach
	t := &table{buckets: make([]*record, records/2+1)}
	key := func(i int) string { return "record " + strconv.Itoa(i) }
	var rnd random = 1
	size := func() int { return 600 + rnd.below(600) }
	for i := range records {
		t.put(key(i), size())
	}
	// Half of the records are replaced, at random, with other work and its garbage in between.
	sum := 0
	for range records / 2 {
		t.put(key(rnd.below(records)), size())
		for k := range 4 {
			sum += len(key(rnd.below(records) + k))
		}
		if r := t.get(key(rnd.below(records))); r != nil {
			sum += r.seen + int(r.data[len(r.data)-1])
		}
	}
	println(t.count, "records, sum", sum)
}
