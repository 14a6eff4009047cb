package rt

// This file names memory. What lies at an address is an element of an array there, or where that is no whole number of
// elements away, what a pointer points to. The arrays are as long as anything is far from an address in a function's text.

// Pointers to what is in memory, many of it and one.
type (
	Bools    = *[512]bool
	Int8s    = *[512]int8
	Int16s   = *[512]int16
	Int32s   = *[512]int32
	Int64s   = *[512]int64
	Uint8s   = *[512]uint8
	Uint16s  = *[512]uint16
	Uint32s  = *[512]uint32
	Uint64s  = *[512]uint64
	Float32s = *[512]float32
	Float64s = *[512]float64
	Refs     = *[512]uintptr

	BoolAt    = *bool
	Int8At    = *int8
	Int16At   = *int16
	Int32At   = *int32
	Int64At   = *int64
	Uint8At   = *uint8
	Uint16At  = *uint16
	Uint32At  = *uint32
	Uint64At  = *uint64
	Float32At = *float32
	Float64At = *float64
	RefAt     = *uintptr
)
