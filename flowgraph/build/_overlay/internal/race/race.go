package race

import "unsafe"

// ReadObjectPC does nothing: there is no race detector.
func ReadObjectPC(t, addr unsafe.Pointer, callerpc, pc uintptr) {}

// WriteObjectPC does nothing: there is no race detector.
func WriteObjectPC(t, addr unsafe.Pointer, callerpc, pc uintptr) {}
