package flowgraph

// This file is the table of operations. Printer, parser, verifier, evaluator, effects analysis and the reference page
// in docs read it.

// OpKind identifies an operation. It is an index into the table.
type OpKind uint16

// Effects of an operation.
type Effects uint16

// The effects. An operation without any can be folded when its arguments are constant, and removed when its results
// are not used.
const (
	Panics Effects = 1 << iota // may panic (flow) ; low-level operations never do
	Allocs                     // may allocate in the collected heap, so may collect
	Reads                      // reads memory that can be written
	Writes                     // writes memory
	Calls                      // runs a graph: all effects of the callee
	IO                         // visible outside of the program
)

// StageSet says at which stages an operation may occur.
type StageSet uint8

// The stage sets.
const (
	FlowOnly StageSet = 1 << iota
	LowOnly
	AnyStage = FlowOnly | LowOnly
)

// AuxKind says what Op.Aux holds.
type AuxKind uint8

// The kinds of Aux.
const (
	NoAux      AuxKind = iota
	AuxType            // types.Type
	AuxGraph           // *Graph
	AuxInt             // int64: a field index, a byte offset, a slot
	AuxName            // string: name of an external function
	AuxMethod          // *Method
	AuxSig             // *Signature
	AuxLayout          // *lltype.Layout
	AuxOptName         // string or nil
)

// A Method is the Aux of an invoke: the interface method that is called.
type Method struct {
	Pkg      Package // package of an unexported name, else nil
	Name     string
	Deferred bool // call the variant for defer statements
}

// Package is a *types.Package or nil.
type Package interface{ Path() string }

// A Signature is the Aux of call_code: low-level types of a function called through its address.
type Signature struct {
	Params  []Type
	Results []Type
}

// OpInfo is a row of the table.
type OpInfo struct {
	Name string
	// Sig is for people and for the verifier's count of operands: "a, b -> r"; a trailing "..." takes any number.
	Sig     string
	Aux     AuxKind
	Stages  StageSet
	Effects Effects
	Doc     string
}

// The operations.
const (
	OpInvalid OpKind = iota

	// Scalars, any stage. Types of operands and result are equal unless noted; they carry width and signedness.
	OpIntAdd
	OpIntSub
	OpIntMul
	OpIntDiv
	OpIntMod
	OpIntAnd
	OpIntOr
	OpIntXor
	OpIntAndNot
	OpIntShl
	OpIntShr
	OpIntNeg
	OpIntNot
	OpIntEq
	OpIntNe
	OpIntLt
	OpIntLe
	OpIntGt
	OpIntGe
	OpIntMulHigh
	OpIntLeadingZeros
	OpIntTrailingZeros
	OpIntOnesCount
	OpIntReverseBytes
	OpIntAddOvf
	OpIntSubOvf
	OpIntMulOvf
	OpFloatAdd
	OpFloatSub
	OpFloatMul
	OpFloatDiv
	OpFloatNeg
	OpFloatEq
	OpFloatNe
	OpFloatLt
	OpFloatLe
	OpFloatGt
	OpFloatGe
	OpFloatSqrt
	OpFloatFloor
	OpFloatCeil
	OpFloatTrunc
	OpFloatAbs
	OpFloatCopysign
	OpFloatFMA
	OpBoolNot
	OpConvert
	OpBitcast
	OpPtrEq
	OpPtrNe
	OpSelect

	// Flow: values.
	OpRetype
	OpComplexMake
	OpComplexReal
	OpComplexImag
	OpField
	OpMakeStruct
	OpIndex
	OpEqual
	OpHash
	OpLen
	OpCap
	OpStrIndex
	OpStrSlice
	OpStrData
	OpMakeString
	OpSliceData
	OpMakeSliceRaw
	OpSlice
	OpSliceToArrayPtr

	// Flow: memory.
	OpNew
	OpMakeSlice
	OpFieldAddr
	OpIndexAddr
	OpLoad
	OpStore
	OpCopy
	OpClearSlice
	OpNilCheck
	OpPtrToInt
	OpIntToPtr

	// Flow: interfaces and functions.
	OpMakeIface
	OpAssert
	OpAssertOk
	OpIfaceEqual
	OpIfaceIsNil
	OpTypeString
	OpMakeClosure
	OpFuncIsNil
	OpDeferredVariant
	OpInvoke
	OpCallIndirect

	// Calls, any stage.
	OpCall
	OpTry
	OpSwitchStack
	OpThrow
	OpExtern
	OpStackCheck
	OpPoll
	OpUnreachable

	// Low level.
	OpCallCode
	OpMemLoad
	OpMemStore
	OpPtrAdd
	OpPtrSub
	OpPtrLt
	OpRefToInt
	OpIntToRef
	OpCastPtr
	OpMemCopy
	OpMemZero
	OpMemEqual
	OpAlloc
	OpAllocArray
	OpTypeID
	OpLength
	OpStackAlloc
	OpStackSpace
	OpRootEnter
	OpRootLeave
	OpRootSave
	OpRootLoad
	OpKeepAlive

	NumOps
)

// Info returns the row of k.
func (k OpKind) Info() *OpInfo { return &opTable[k] }

// String returns the operation's name.
func (k OpKind) String() string { return opTable[k].Name }

// Has reports whether k has any of the effects e.
func (k OpKind) Has(e Effects) bool { return opTable[k].Effects&e != 0 }

var opTable = [NumOps]OpInfo{
	OpInvalid: {"invalid", "", NoAux, AnyStage, 0, "no operation"},

	OpIntAdd:           {"int_add", "a, b -> r", NoAux, AnyStage, 0, "a + b, wrapping"},
	OpIntSub:           {"int_sub", "a, b -> r", NoAux, AnyStage, 0, "a - b, wrapping"},
	OpIntMul:           {"int_mul", "a, b -> r", NoAux, AnyStage, 0, "a * b, wrapping"},
	OpIntDiv:           {"int_div", "a, b -> r", NoAux, AnyStage, Panics, "a / b, truncated; panics if b is 0 (low level: b is never 0); the least integer / -1 is itself"},
	OpIntMod:           {"int_mod", "a, b -> r", NoAux, AnyStage, Panics, "a % b, sign of a; panics if b is 0 (low level: b is never 0); x % -1 is 0"},
	OpIntAnd:           {"int_and", "a, b -> r", NoAux, AnyStage, 0, "a & b"},
	OpIntOr:            {"int_or", "a, b -> r", NoAux, AnyStage, 0, "a | b"},
	OpIntXor:           {"int_xor", "a, b -> r", NoAux, AnyStage, 0, "a ^ b"},
	OpIntAndNot:        {"int_andnot", "a, b -> r", NoAux, AnyStage, 0, "a &^ b"},
	OpIntShl:           {"int_shl", "a, n -> r", NoAux, AnyStage, 0, "a << n; n has any integer type, is taken as unsigned, and may be as large as it likes; the front end has checked that it is not negative"},
	OpIntShr:           {"int_shr", "a, n -> r", NoAux, AnyStage, 0, "a >> n, arithmetic if a is signed; n as in int_shl"},
	OpIntNeg:           {"int_neg", "a -> r", NoAux, AnyStage, 0, "-a, wrapping"},
	OpIntNot:           {"int_not", "a -> r", NoAux, AnyStage, 0, "^a"},
	OpIntEq:            {"int_eq", "a, b -> Bool", NoAux, AnyStage, 0, "a == b; integers or booleans"},
	OpIntNe:            {"int_ne", "a, b -> Bool", NoAux, AnyStage, 0, "a != b; integers or booleans"},
	OpIntLt:            {"int_lt", "a, b -> Bool", NoAux, AnyStage, 0, "a < b, by the signedness of the operands"},
	OpIntLe:            {"int_le", "a, b -> Bool", NoAux, AnyStage, 0, "a <= b"},
	OpIntGt:            {"int_gt", "a, b -> Bool", NoAux, AnyStage, 0, "a > b"},
	OpIntGe:            {"int_ge", "a, b -> Bool", NoAux, AnyStage, 0, "a >= b"},
	OpIntMulHigh:       {"int_mul_high", "a, b -> r", NoAux, AnyStage, 0, "high word of the 128-bit product of two 64-bit integers, by signedness"},
	OpIntLeadingZeros:  {"int_leading_zeros", "a -> r", NoAux, AnyStage, 0, "number of leading zero bits of unsigned a; its width if a is 0; result has type int"},
	OpIntTrailingZeros: {"int_trailing_zeros", "a -> r", NoAux, AnyStage, 0, "number of trailing zero bits of unsigned a; its width if a is 0; result has type int"},
	OpIntOnesCount:     {"int_ones_count", "a -> r", NoAux, AnyStage, 0, "number of one bits of unsigned a; result has type int"},
	OpIntReverseBytes:  {"int_reverse_bytes", "a -> r", NoAux, AnyStage, 0, "a with its bytes reversed"},
	OpIntAddOvf:        {"int_add_ovf", "a, b -> r, Bool", NoAux, AnyStage, 0, "a + b wrapping, and whether it overflowed, by signedness"},
	OpIntSubOvf:        {"int_sub_ovf", "a, b -> r, Bool", NoAux, AnyStage, 0, "a - b wrapping, and whether it overflowed"},
	OpIntMulOvf:        {"int_mul_ovf", "a, b -> r, Bool", NoAux, AnyStage, 0, "a * b wrapping, and whether it overflowed"},
	OpFloatAdd:         {"float_add", "a, b -> r", NoAux, AnyStage, 0, "a + b, rounded to the type, never fused"},
	OpFloatSub:         {"float_sub", "a, b -> r", NoAux, AnyStage, 0, "a - b"},
	OpFloatMul:         {"float_mul", "a, b -> r", NoAux, AnyStage, 0, "a * b"},
	OpFloatDiv:         {"float_div", "a, b -> r", NoAux, AnyStage, 0, "a / b"},
	OpFloatNeg:         {"float_neg", "a -> r", NoAux, AnyStage, 0, "-a; flips the sign of zero and NaN"},
	OpFloatEq:          {"float_eq", "a, b -> Bool", NoAux, AnyStage, 0, "a == b, ordered"},
	OpFloatNe:          {"float_ne", "a, b -> Bool", NoAux, AnyStage, 0, "a != b, true if unordered"},
	OpFloatLt:          {"float_lt", "a, b -> Bool", NoAux, AnyStage, 0, "a < b, ordered"},
	OpFloatLe:          {"float_le", "a, b -> Bool", NoAux, AnyStage, 0, "a <= b, ordered"},
	OpFloatGt:          {"float_gt", "a, b -> Bool", NoAux, AnyStage, 0, "a > b, ordered"},
	OpFloatGe:          {"float_ge", "a, b -> Bool", NoAux, AnyStage, 0, "a >= b, ordered"},
	OpFloatSqrt:        {"float_sqrt", "a -> r", NoAux, AnyStage, 0, "square root, correctly rounded"},
	OpFloatFloor:       {"float_floor", "a -> r", NoAux, AnyStage, 0, "greatest integer value <= a"},
	OpFloatCeil:        {"float_ceil", "a -> r", NoAux, AnyStage, 0, "least integer value >= a"},
	OpFloatTrunc:       {"float_trunc", "a -> r", NoAux, AnyStage, 0, "integer value nearest to a towards zero"},
	OpFloatAbs:         {"float_abs", "a -> r", NoAux, AnyStage, 0, "absolute value"},
	OpFloatCopysign:    {"float_copysign", "a, b -> r", NoAux, AnyStage, 0, "magnitude of a, sign of b"},
	OpFloatFMA:         {"float_fma", "a, b, c -> r", NoAux, AnyStage, 0, "a*b + c with one rounding"},
	OpBoolNot:          {"bool_not", "a -> r", NoAux, AnyStage, 0, "!a"},
	OpConvert:          {"convert", "a -> r", NoAux, AnyStage, 0, "numeric conversion between integer and float types as Go does it on amd64 (out of range float to int: as cvttsd2si)"},
	OpBitcast:          {"bitcast", "a -> r", NoAux, AnyStage, 0, "same bits, other scalar type of the same size (float to integer and back)"},
	OpPtrEq:            {"ptr_eq", "a, b -> Bool", NoAux, AnyStage, 0, "same address; pointers, maps, unsafe pointers; at low level Ref, Addr, Code"},
	OpPtrNe:            {"ptr_ne", "a, b -> Bool", NoAux, AnyStage, 0, "different address"},
	OpSelect:           {"select", "Bool, a, b -> r", NoAux, AnyStage, 0, "a if the first operand is true, else b; both are evaluated already"},

	OpRetype:          {"retype", "a -> r", NoAux, FlowOnly, 0, "same value with another type of identical underlying type; any interface to another one it is known to satisfy; pointer to unsafe.Pointer and back; map to its runtime/maps.Map pointer and back, channel to its runtime/channels.Chan pointer and back, or to another direction"},
	OpComplexMake:     {"complex_make", "re, im -> r", NoAux, FlowOnly, 0, "complex number"},
	OpComplexReal:     {"complex_real", "c -> r", NoAux, FlowOnly, 0, "real part"},
	OpComplexImag:     {"complex_imag", "c -> r", NoAux, FlowOnly, 0, "imaginary part"},
	OpField:           {"field", "s -> r", AuxInt, FlowOnly, 0, "field number Aux of struct value s"},
	OpMakeStruct:      {"make_struct", "fields... -> r", NoAux, FlowOnly, 0, "struct value from the values of all its fields"},
	OpIndex:           {"index", "a, i -> r", NoAux, FlowOnly, Panics, "element i of array value a; i of any integer type"},
	OpEqual:           {"equal", "a, b -> Bool", NoAux, FlowOnly, Panics, "a == b for any comparable type that has no operation of its own (struct, array, string, complex, interface); panics where == does"},
	OpHash:            {"hash", "a, seed -> r", NoAux, FlowOnly, Panics, "uintptr hash of a comparable value, consistent with ==; panics on an interface with an unhashable dynamic type"},
	OpLen:             {"len", "a -> r", NoAux, FlowOnly, 0, "length of a string or slice"},
	OpCap:             {"cap", "a -> r", NoAux, FlowOnly, 0, "capacity of a slice"},
	OpStrIndex:        {"str_index", "s, i -> r", NoAux, FlowOnly, Panics, "byte i of a string"},
	OpStrSlice:        {"str_slice", "s, lo, hi -> r", NoAux, FlowOnly, Panics, "s[lo:hi]"},
	OpStrData:         {"str_data", "s -> r", NoAux, FlowOnly, 0, "unsafe.StringData"},
	OpMakeString:      {"make_string", "p, n -> r", NoAux, FlowOnly, 0, "unsafe.String without checks"},
	OpSliceData:       {"slice_data", "s -> r", NoAux, FlowOnly, 0, "unsafe.SliceData"},
	OpMakeSliceRaw:    {"make_slice_raw", "p, len, cap -> r", NoAux, FlowOnly, 0, "slice from pointer, length and capacity, without checks"},
	OpSlice:           {"slice", "a, lo, hi, max -> r", NoAux, FlowOnly, Panics, "a[lo:hi:max] of a slice, or of a pointer to an array; absent operands have been filled in: lo 0, hi len(a), max cap(a)"},
	OpSliceToArrayPtr: {"slice_to_array_ptr", "s -> r", NoAux, FlowOnly, Panics, "(*[N]T)(s)"},

	OpNew:        {"new", "-> r", AuxType, FlowOnly, Allocs, "pointer to a new zeroed object of type Aux"},
	OpMakeSlice:  {"make_slice", "len, cap -> r", NoAux, FlowOnly, Panics | Allocs, "make([]T, len, cap); int operands"},
	OpFieldAddr:  {"field_addr", "p -> r", AuxInt, FlowOnly, Panics, "address of field number Aux of *p"},
	OpIndexAddr:  {"index_addr", "a, i -> r", NoAux, FlowOnly, Panics, "address of element i of a slice, or of the array that a points to"},
	OpLoad:       {"load", "p -> r", NoAux, FlowOnly, Panics | Reads, "*p"},
	OpStore:      {"store", "p, v ->", NoAux, FlowOnly, Panics | Writes, "*p = v"},
	OpCopy:       {"copy", "dst, src -> r", NoAux, FlowOnly, Reads | Writes, "copy(dst, src); src is a slice or a string"},
	OpClearSlice: {"clear_slice", "s ->", NoAux, FlowOnly, Writes, "zeroes the elements of s"},
	OpNilCheck:   {"nil_check", "p ->", NoAux, FlowOnly, Panics, "panics if p is nil"},
	OpPtrToInt:   {"ptr_to_int", "p -> r", NoAux, FlowOnly, 0, "uintptr(unsafe.Pointer(p))"},
	OpIntToPtr:   {"int_to_ptr", "i -> r", NoAux, FlowOnly, 0, "unsafe.Pointer(i); only in runtime packages"},

	OpMakeIface:       {"make_iface", "a -> r", NoAux, FlowOnly, Allocs, "interface holding the concrete value a"},
	OpAssert:          {"assert", "x -> r", AuxType, FlowOnly, Panics, "x.(Aux); Aux is concrete or an interface"},
	OpAssertOk:        {"assert_ok", "x -> r, Bool", AuxType, FlowOnly, 0, "r, ok = x.(Aux)"},
	OpIfaceEqual:      {"iface_equal", "a, b -> Bool", NoAux, FlowOnly, Panics, "a == b of two interface values"},
	OpIfaceIsNil:      {"iface_is_nil", "a -> Bool", NoAux, FlowOnly, 0, "a == nil"},
	OpTypeString:      {"type_string", "x -> r", NoAux, FlowOnly, 0, "text of the dynamic type of interface x as Go's runtime prints it, or \"nil\""},
	OpMakeClosure:     {"make_closure", "captures... -> r", AuxGraph, FlowOnly, Allocs, "function value"},
	OpFuncIsNil:       {"func_is_nil", "f -> Bool", NoAux, FlowOnly, 0, "f == nil"},
	OpDeferredVariant: {"deferred_variant", "f -> r", NoAux, FlowOnly, 0, "the function value whose code is Graph.Deferred of f's graph where it has one, else f"},
	OpInvoke:          {"invoke", "x, args... -> r...", AuxMethod, FlowOnly, Panics | Calls, "call of interface method Aux on x"},
	OpCallIndirect:    {"call_indirect", "f, args... -> r...", NoAux, FlowOnly, Panics | Calls, "call of function value f; panics if nil"},

	OpCall:        {"call", "args... -> r...", AuxGraph, AnyStage, Calls, "direct call"},
	OpTry:         {"try", "args... -> Bool, r...", AuxGraph, AnyStage, Calls, "direct call that stops an unwinding: true and the results, or false (results undefined) if a throw passed through"},
	OpSwitchStack: {"switch_stack", "to ->", AuxGraph, AnyStage, Reads | Writes | Calls | IO, "goes on with stack to, an address from stack_new; one that has not run yet starts in the graph, which takes and returns nothing and never ends; returns when another switch_stack goes back to this stack"},
	OpThrow:       {"throw", "->", NoAux, AnyStage, Calls | IO, "unwinds to the innermost try; the runtime keeps the panic value"},
	OpExtern:      {"extern", "args... -> r...", AuxName, AnyStage, Reads | Writes | IO, "call of an external function from the list in externs.go"},
	OpStackCheck:  {"stack_check", "-> Bool", NoAux, AnyStage, Reads, "true if the machine stack is nearly used up"},
	OpPoll:        {"poll", "-> Bool", NoAux, AnyStage, Reads | IO, "true if the goroutine has run for a while and should let others run"},
	OpUnreachable: {"unreachable", "->", NoAux, AnyStage, IO, "never executed; ends a block without exits"},

	OpCallCode:   {"call_code", "code, args... -> r...", AuxSig, LowOnly, Calls, "call through an address"},
	OpMemLoad:    {"mem_load", "p -> r", AuxInt, LowOnly, Reads, "loads the result's type from p + Aux bytes; natural alignment"},
	OpMemStore:   {"mem_store", "p, v ->", AuxInt, LowOnly, Writes, "stores v at p + Aux bytes"},
	OpPtrAdd:     {"ptr_add", "p, n -> r", NoAux, LowOnly, 0, "p + n bytes (n Signed); Ref gives Ref, Addr gives Addr"},
	OpPtrSub:     {"ptr_sub", "p, q -> r", NoAux, LowOnly, 0, "p - q in bytes, Signed"},
	OpPtrLt:      {"ptr_lt", "p, q -> Bool", NoAux, LowOnly, 0, "p < q as unsigned addresses"},
	OpRefToInt:   {"ref_to_int", "p -> r", NoAux, LowOnly, 0, "address (Ref, Addr or Code) as Unsigned"},
	OpIntToRef:   {"int_to_ref", "i -> r", NoAux, LowOnly, 0, "Unsigned as address of the result's type"},
	OpCastPtr:    {"cast_ptr", "p -> r", NoAux, LowOnly, 0, "Ref to Addr or back"},
	OpMemCopy:    {"mem_copy", "dst, src, n ->", NoAux, LowOnly, Reads | Writes, "memmove of n bytes"},
	OpMemZero:    {"mem_zero", "p, n ->", NoAux, LowOnly, Writes, "zeroes n bytes"},
	OpMemEqual:   {"mem_equal", "p, q, n -> Bool", NoAux, LowOnly, Reads, "whether n bytes are equal"},
	OpAlloc:      {"alloc", "-> r", AuxLayout, LowOnly, Allocs, "new zeroed object of fixed layout Aux"},
	OpAllocArray: {"alloc_array", "n -> r", AuxLayout, LowOnly, Allocs, "new zeroed object with n elements (Signed, not negative, already checked against the address space); n is stored in front"},
	OpTypeID:     {"type_id", "p -> r", NoAux, LowOnly, 0, "Uint32 type id from the header of the whole object p (not nil)"},
	OpLength:     {"length", "p -> r", NoAux, LowOnly, 0, "Signed element count from in front of the object with variable part p"},
	OpStackAlloc: {"stack_alloc", "-> Addr", AuxInt, LowOnly, 0, "Aux zeroed bytes that live as long as the call; only in the start block"},
	OpStackSpace: {"stack_space", "-> Addr", AuxInt, LowOnly, 0, "Aux bytes in the frame of the call, not zeroed: the same ones whenever the operation runs in it"},
	OpRootEnter:  {"root_enter", "->", AuxInt, LowOnly, Writes, "reserves Aux zeroed shadow-stack slots for this call"},
	OpRootLeave:  {"root_leave", "->", AuxInt, LowOnly, Writes, "gives Aux slots back"},
	OpRootSave:   {"root_save", "p ->", AuxInt, LowOnly, Writes, "stores Ref p in slot Aux"},
	OpRootLoad:   {"root_load", "-> r", AuxInt, LowOnly, Reads, "the Ref in slot Aux, updated if the object moved"},
	OpKeepAlive:  {"keep_alive", "args... ->", NoAux, AnyStage, Writes, "its operands are live up to here"},
}
