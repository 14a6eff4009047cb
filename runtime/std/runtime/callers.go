package runtime

// This file answers questions for the call stack, which standard packages ask to say where something happened: frames are not
// recorded, so the answer is that nothing is known. Programs cannot ask (SUB031).

// Caller reports nothing.
func Caller(skip int) (pc uintptr, file string, line int, ok bool) { return 0, "", 0, false }

// Callers reports no callers.
func Callers(skip int, pc []uintptr) int { return 0 }

// A Func is a function. There is none.
type Func struct{ name string }

// FuncForPC returns nil.
func FuncForPC(pc uintptr) *Func { return nil }

// Name returns the name, "" for nil.
func (f *Func) Name() string {
	if f == nil {
		return ""
	}
	return f.name
}

// A Frame is a call.
type Frame struct {
	PC       uintptr
	Func     *Func
	Function string
	File     string
	Line     int
	Entry    uintptr
}

// Frames are the frames of callers: none.
type Frames struct{}

// CallersFrames returns no frames.
func CallersFrames(callers []uintptr) *Frames { return &Frames{} }

// Next returns nothing, and that there is no more.
func (f *Frames) Next() (frame Frame, more bool) { return Frame{}, false }
