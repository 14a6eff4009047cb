package runtime

// This file defines the errors that the runtime panics with. The texts are Go's.

// Error is a run-time error.
type Error interface {
	error
	RuntimeError()
}

// An errorString is a run-time error with the usual prefix.
type errorString string

func (e errorString) RuntimeError() {}

// Error returns the text.
func (e errorString) Error() string { return "runtime error: " + string(e) }

// A plainError is a run-time error without the prefix.
type plainError string

func (e plainError) RuntimeError() {}

// Error returns the text.
func (e plainError) Error() string { return string(e) }

// A PanicNilError is what panic(nil) panics with.
type PanicNilError struct {
	_ [0]func() // not comparable
}

// RuntimeError marks an Error.
func (*PanicNilError) RuntimeError() {}

// Error returns the text.
func (*PanicNilError) Error() string {
	return "panic called with nil argument"
}

// A TypeAssertionError explains a failed type assertion.
type TypeAssertionError struct {
	iface    string // static type of the operand
	concrete string // its dynamic type; "" if it is nil
	asserted string
	missing  string // method that concrete lacks
}

// RuntimeError marks an Error.
func (*TypeAssertionError) RuntimeError() {}

// Error returns the text.
func (e *TypeAssertionError) Error() string {
	static := e.iface
	if static == "" {
		static = "interface"
	}
	switch {
	case e.concrete == "":
		return "interface conversion: " + static + " is nil, not " + e.asserted
	case e.missing != "":
		return "interface conversion: " + e.concrete + " is not " + e.asserted + ": missing method " + e.missing
	case e.concrete == e.asserted:
		return "interface conversion: " + static + " is " + e.concrete + ", not " + e.asserted +
			" (types from different scopes)"
	}
	return "interface conversion: " + static + " is " + e.concrete + ", not " + e.asserted
}

// A boundsError is an index or a slice bound out of range.
type boundsError struct {
	have     int64 // the offending value
	limit    int
	unsigned bool // have is unsigned
	kind     boundsKind
}

type boundsKind uint8

const (
	boundsIndex boundsKind = iota
	boundsAlen
	boundsAcap
	boundsB
	bounds3Alen
	bounds3Acap
	bounds3B
	bounds3C
	boundsConvert
)

// boundsTexts holds the text of each kind, where # is have and $ is limit, and that for a negative value.
var boundsTexts = [...]struct{ usual, negative string }{
	boundsIndex:   {"index out of range [#] with length $", "index out of range [#]"},
	boundsAlen:    {"slice bounds out of range [:#] with length $", "slice bounds out of range [:#]"},
	boundsAcap:    {"slice bounds out of range [:#] with capacity $", "slice bounds out of range [:#]"},
	boundsB:       {"slice bounds out of range [#:$]", "slice bounds out of range [#:]"},
	bounds3Alen:   {"slice bounds out of range [::#] with length $", "slice bounds out of range [::#]"},
	bounds3Acap:   {"slice bounds out of range [::#] with capacity $", "slice bounds out of range [::#]"},
	bounds3B:      {"slice bounds out of range [:#:$]", "slice bounds out of range [:#:]"},
	bounds3C:      {"slice bounds out of range [#:$:]", "slice bounds out of range [#::]"},
	boundsConvert: {"cannot convert slice with length # to array or pointer to array with length $", ""},
}

func (e boundsError) RuntimeError() {}

// Error returns the text.
func (e boundsError) Error() string {
	text := boundsTexts[e.kind].usual
	if e.have < 0 && !e.unsigned {
		text = boundsTexts[e.kind].negative
	}
	b := append(make([]byte, 0, 100), "runtime error: "...)
	var digits [24]byte
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '#' && e.unsigned:
			b = append(b, digits[formatUint(&digits, uint64(e.have)):]...)
		case c == '#':
			b = append(b, digits[formatInt(&digits, e.have):]...)
		case c == '$':
			b = append(b, digits[formatInt(&digits, int64(e.limit)):]...)
		default:
			b = append(b, c)
		}
	}
	return string(b)
}
