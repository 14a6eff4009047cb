package a

import (
	"fmt"
	"net/http" // want `package net/http is not supported \[SUB017\]`
	"runtime"
	"unsafe"
)

type T struct{ a, b int }

func f(x *float64) uint64 {
	c := make(chan int)                // want `channel type in a build without threads \[SUB022\]`
	go func() { c <- 1 }()             // want `goroutine .*SUB021` `channel .*SUB022`
	fmt.Println(<-c, unsafe.Sizeof(c)) // want `channel .*SUB022`
	runtime.Stack(nil, false)          // want `the call stack is not available \[SUB031\]`
	_ = http.StatusOK
	return *(*uint64)(unsafe.Pointer(x)) // want `unsafe.Pointer: .*SUB015`
}

func g() (n int) {
	defer func() { n, _ = recover().(int) }()
	m := map[string]T{}
	for k := range m {
		delete(m, k)
	}
	return len(m)
}
