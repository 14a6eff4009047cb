//go:build rgo

package scheduler

import "rgo/runtime/raw"

// This file is what the scheduler needs of stacks, in a translated program: see package raw.

func currentStack() uintptr { return raw.StackCurrent() }

func newStack(class int) uintptr { return raw.StackNew(class) }

func stackEnded(s uintptr) { raw.StackEnded(s) }

func dropStack(s uintptr) { raw.StackDrop(s) }

// swap goes on with another stack. A new one begins in start.
//
//rgo:switch
func swap(to uintptr) { start() }
