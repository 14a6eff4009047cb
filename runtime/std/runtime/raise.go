package runtime

// This file has a function for each run-time error: what explicit checks branch to.

// raise panics with run-time error e.
//
//rgo:cold
//rgo:noinline
//rgo:noreturn
func raise(e Error) { Panic(e) }

// PanicNil is a dereference of a nil pointer, or a call of a nil function.
//
//rgo:cold
//rgo:noinline
//rgo:noreturn
func PanicNil() {
	start(&panicking{value: errorString("invalid memory address or nil pointer dereference"), fault: true})
}

// PanicIndex is x[i] with i out of range for length n.
//
//rgo:cold
//rgo:noinline
//rgo:noreturn
func PanicIndex(i int64, unsigned bool, n int) { raise(boundsError{i, n, unsigned, boundsIndex}) }

// PanicSliceAlen is s[:i] of a string or an array of length n.
//
//rgo:cold
//rgo:noinline
//rgo:noreturn
func PanicSliceAlen(i int64, unsigned bool, n int) { raise(boundsError{i, n, unsigned, boundsAlen}) }

// PanicSliceAcap is s[:i] of a slice with capacity n.
//
//rgo:cold
//rgo:noinline
//rgo:noreturn
func PanicSliceAcap(i int64, unsigned bool, n int) { raise(boundsError{i, n, unsigned, boundsAcap}) }

// PanicSliceB is s[i:n] with i > n.
//
//rgo:cold
//rgo:noinline
//rgo:noreturn
func PanicSliceB(i int64, unsigned bool, n int) { raise(boundsError{i, n, unsigned, boundsB}) }

// PanicSlice3Alen is s[::i] of an array of length n.
//
//rgo:cold
//rgo:noinline
//rgo:noreturn
func PanicSlice3Alen(i int64, unsigned bool, n int) {
	raise(boundsError{i, n, unsigned, bounds3Alen})
}

// PanicSlice3Acap is s[::i] of a slice with capacity n.
//
//rgo:cold
//rgo:noinline
//rgo:noreturn
func PanicSlice3Acap(i int64, unsigned bool, n int) {
	raise(boundsError{i, n, unsigned, bounds3Acap})
}

// PanicSlice3B is s[:i:n] with i > n.
//
//rgo:cold
//rgo:noinline
//rgo:noreturn
func PanicSlice3B(i int64, unsigned bool, n int) { raise(boundsError{i, n, unsigned, bounds3B}) }

// PanicSlice3C is s[i:n:] with i > n.
//
//rgo:cold
//rgo:noinline
//rgo:noreturn
func PanicSlice3C(i int64, unsigned bool, n int) { raise(boundsError{i, n, unsigned, bounds3C}) }

// PanicSliceConvert is the conversion of a slice of length have to an array of length want.
//
//rgo:cold
//rgo:noinline
//rgo:noreturn
func PanicSliceConvert(have, want int) { raise(boundsError{int64(have), want, false, boundsConvert}) }

// PanicDivide is an integer division by zero.
//
//rgo:cold
//rgo:noinline
//rgo:noreturn
func PanicDivide() { raise(errorString("integer divide by zero")) }

// PanicShift is a shift by a negative count.
//
//rgo:cold
//rgo:noinline
//rgo:noreturn
func PanicShift() { raise(errorString("negative shift amount")) }

// PanicMakeSliceLen is make with a bad length.
//
//rgo:cold
//rgo:noinline
//rgo:noreturn
func PanicMakeSliceLen() { raise(errorString("makeslice: len out of range")) }

// PanicMakeSliceCap is make with a bad capacity.
//
//rgo:cold
//rgo:noinline
//rgo:noreturn
func PanicMakeSliceCap() { raise(errorString("makeslice: cap out of range")) }

// PanicGrowSlice is append with a result too long for any memory.
//
//rgo:cold
//rgo:noinline
//rgo:noreturn
func PanicGrowSlice() { raise(errorString("growslice: len out of range")) }

// PanicNilMap is an assignment to an entry of a nil map.
//
//rgo:cold
//rgo:noinline
//rgo:noreturn
func PanicNilMap() { raise(plainError("assignment to entry in nil map")) }

// PanicUnhashable is a map key of a dynamic type without ==.
//
//rgo:cold
//rgo:noinline
//rgo:noreturn
func PanicUnhashable(typ string) { raise(errorString("hash of unhashable type " + typ)) }

// PanicUncomparable is a comparison of interfaces with a dynamic type without ==.
//
//rgo:cold
//rgo:noinline
//rgo:noreturn
func PanicUncomparable(typ string) { raise(errorString("comparing uncomparable type " + typ)) }

// PanicAssert is a failed type assertion: iface is the operand's static type, or "" if the asserted type is an
// interface; concrete its dynamic type, or "" if it is nil; missing the method that concrete lacks, or "".
//
//rgo:cold
//rgo:noinline
//rgo:noreturn
func PanicAssert(iface, concrete, asserted, missing string) {
	raise(&TypeAssertionError{iface, concrete, asserted, missing})
}

// PanicWrap is a call, through a nil pointer to type typ of package pkg, of a method declared for the type itself.
//
//rgo:cold
//rgo:noinline
//rgo:noreturn
func PanicWrap(pkg, typ, method string) {
	raise(plainError("value method " + pkg + "." + typ + "." + method + " called using nil *" + typ + " pointer"))
}

// PanicStackOverflow is a call that has no stack left. Go's runtime ends the program here; this panic can be recovered.
//
//rgo:cold
//rgo:noinline
//rgo:noreturn
func PanicStackOverflow() { raise(errorString("stack overflow")) }
