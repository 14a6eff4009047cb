// Command trees builds binary trees and walks through them: a large one that stays, and many small ones that do not.
// Nearly all its time goes into allocation and collection. The argument is the depth of the large tree.
package main

import (
	"os"
	"strconv"
)

type tree struct{ left, right *tree }

func grow(depth int) *tree {
	if depth == 0 {
		return &tree{}
	}
	return &tree{grow(depth - 1), grow(depth - 1)}
}

func (t *tree) count() int {
	if t.left == nil {
		return 1
	}
	return 1 + t.left.count() + t.right.count()
}

func main() {
	depth := 16
	if len(os.Args) > 1 {
		depth, _ = strconv.Atoi(os.Args[1])
	}
	stretch := grow(depth + 1)
	println("stretch", stretch.count())
	stretch = nil
	long := grow(depth)
	for d := 4; d <= depth; d += 4 {
		nodes := 0
		trees := 1 << (depth - d + 4)
		for range trees {
			nodes += grow(d).count()
		}
		println(trees, "trees of depth", d, "have", nodes, "nodes")
	}
	println("long-lived", long.count())
}
