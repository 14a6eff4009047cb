// Command versions keeps an ordered map of which every state stays usable: changes copy the path to what they change. It
// makes states from older ones at random, as an editor's undo tree would, and asks them questions. Nearly all of its work
// is making small objects of which some live long.
//
//	versions [CHANGES]
package main

import (
	"os"
	"strconv"
)

// A node is a tree: a treap, ordered by key from left to right and by priority from top to bottom. Nodes never change.
type node struct {
	left, right *node
	key         int
	priority    uint32
	value       int
	size        int // nodes in it
	sum         int // of values in it
}

func (n *node) count() int {
	if n == nil {
		return 0
	}
	return n.size
}

func (n *node) total() int {
	if n == nil {
		return 0
	}
	return n.sum
}

// with returns n with other subtrees.
func (n *node) with(left, right *node) *node {
	return &node{left, right, n.key, n.priority, n.value, left.count() + right.count() + 1, left.total() + right.total() + n.value}
}

// split returns the trees of keys below key and of the others.
func (n *node) split(key int) (low, high *node) {
	switch {
	case n == nil:
		return nil, nil
	case n.key < key:
		low, high = n.right.split(key)
		return n.with(n.left, low), high
	}
	low, high = n.left.split(key)
	return low, n.with(high, n.right)
}

// join returns one tree of two; all keys of low are below those of high.
func join(low, high *node) *node {
	switch {
	case low == nil:
		return high
	case high == nil:
		return low
	case low.priority > high.priority:
		return low.with(low.left, join(low.right, high))
	}
	return high.with(join(low, high.left), high.right)
}

// set returns n with a value for key.
func (n *node) set(key, value int, priority uint32) *node {
	low, rest := n.split(key)
	_, high := rest.split(key + 1)
	return join(join(low, &node{key: key, priority: priority, value: value, size: 1, sum: value}), high)
}

// remove returns n without the keys from low to below high.
func (n *node) remove(low, high int) *node {
	before, rest := n.split(low)
	_, after := rest.split(high)
	return join(before, after)
}

// below returns the sum of the values of keys below key.
func (n *node) below(key int) int {
	sum := 0
	for n != nil {
		if n.key < key {
			sum += n.left.total() + n.value
			n = n.right
		} else {
			n = n.left
		}
	}
	return sum
}

// random is xorshift (Marsaglia 2003).
type random uint64

func (r *random) next() uint64 {
	x := uint64(*r)
	x ^= x << 13
	x ^= x >> 7
	x ^= x << 17
	*r = random(x)
	return x
}

const (
	keys   = 1 << 12
	states = 200 // that are kept
)

func main() {
	changes := 2000
	if len(os.Args) > 1 {
		n, err := strconv.Atoi(os.Args[1])
		if err != nil || n < 0 {
			os.Stderr.WriteString("usage: versions [CHANGES]\n")
			os.Exit(2)
		}
		changes = n
	}
	r := random(88172645463325252)
	var kept [states]*node
	answers := 0
	for i := range changes {
		from := kept[r.next()%states]
		key := int(r.next() % keys)
		var made *node
		if r.next()%8 == 0 {
			made = from.remove(key, key+int(r.next()%64))
		} else {
			made = from.set(key, i, uint32(r.next()))
		}
		kept[r.next()%states] = made
		answers = (answers*31 + made.below(int(r.next()%keys)) + made.count()) % 1000000007
	}
	largest := 0
	for _, n := range kept {
		largest = max(largest, n.count())
	}
	os.Stdout.WriteString(strconv.Itoa(answers) + " " + strconv.Itoa(largest) + "\n")
}
