//go:build !rgo || (rgo_threads && !rgo_free)

package thread

import "rgo/runtime/scheduler"

// This file is what threads that run one at a time do around waiting: nothing.

func yield() { scheduler.Gosched() }

func away() uintptr { return 0 }

func back(before uintptr) {}
