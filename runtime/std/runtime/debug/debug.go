// Package debug replaces Go's package runtime/debug: the part of it that means something in a translated program.
package debug

import "runtime"

// FreeOSMemory forces a collection. Collectors give back memory to the system as they see fit.
func FreeOSMemory() { runtime.GC() }
