package vm

// This file defines exceptions: the class hierarchy, the state that every
// exception carries, and the helpers that raise.

// ExcData is the payload of exception instances.
type ExcData struct {
	args     *Tuple
	tb       *Traceback
	cause    *Instance
	context  *Instance
	suppress bool
}

// Class returns BaseException; no program ever sees an ExcData.
func (*ExcData) Class() *Type { return BaseExceptionType }

// Traceback is one step of the way that an exception took.
type Traceback struct {
	next  *Traceback
	frame *FrameObject
	code  *Code
	index int // instruction that raised
	made  *tracebackPlace
}

// tracebackPlace is the place of a traceback that a program made.
type tracebackPlace struct{ lasti, line int }

// line is the number of the line.
func (tb *Traceback) line() int {
	if tb.made != nil {
		return tb.made.line
	}
	return tb.code.src.Line(tb.index)
}

// Class returns the traceback type.
func (*Traceback) Class() *Type { return TracebackType }

// TracebackType is the type of tracebacks.
var TracebackType = newBuiltinType("traceback", ObjectType, final)

func newExceptionType(name string, base *Type) *Type {
	c := newBuiltinType(name, base, heapDict)
	if base.layout != ObjectType {
		c.layout = base.layout // all exceptions carry an ExcData
	}
	return c
}

// The exception classes.
var (
	BaseExceptionType      = newExceptionType("BaseException", ObjectType)
	ExceptionType          = newExceptionType("Exception", BaseExceptionType)
	BaseExceptionGroup     = newExceptionType("BaseExceptionGroup", BaseExceptionType)
	GeneratorExit          = newExceptionType("GeneratorExit", BaseExceptionType)
	KeyboardInterrupt      = newExceptionType("KeyboardInterrupt", BaseExceptionType)
	SystemExit             = newExceptionType("SystemExit", BaseExceptionType)
	ArithmeticError        = newExceptionType("ArithmeticError", ExceptionType)
	FloatingPointError     = newExceptionType("FloatingPointError", ArithmeticError)
	OverflowError          = newExceptionType("OverflowError", ArithmeticError)
	ZeroDivisionError      = newExceptionType("ZeroDivisionError", ArithmeticError)
	AssertionError         = newExceptionType("AssertionError", ExceptionType)
	AttributeError         = newExceptionType("AttributeError", ExceptionType)
	BufferError            = newExceptionType("BufferError", ExceptionType)
	EOFError               = newExceptionType("EOFError", ExceptionType)
	ImportError            = newExceptionType("ImportError", ExceptionType)
	ModuleNotFoundError    = newExceptionType("ModuleNotFoundError", ImportError)
	LookupError            = newExceptionType("LookupError", ExceptionType)
	IndexError             = newExceptionType("IndexError", LookupError)
	KeyError               = newExceptionType("KeyError", LookupError)
	MemoryError            = newExceptionType("MemoryError", ExceptionType)
	NameError              = newExceptionType("NameError", ExceptionType)
	UnboundLocalError      = newExceptionType("UnboundLocalError", NameError)
	OSError                = newExceptionType("OSError", ExceptionType)
	BlockingIOError        = newExceptionType("BlockingIOError", OSError)
	ChildProcessError      = newExceptionType("ChildProcessError", OSError)
	ConnectionError        = newExceptionType("ConnectionError", OSError)
	BrokenPipeError        = newExceptionType("BrokenPipeError", ConnectionError)
	ConnectionAbortedError = newExceptionType("ConnectionAbortedError", ConnectionError)
	ConnectionRefusedError = newExceptionType("ConnectionRefusedError", ConnectionError)
	ConnectionResetError   = newExceptionType("ConnectionResetError", ConnectionError)
	FileExistsError        = newExceptionType("FileExistsError", OSError)
	FileNotFoundError      = newExceptionType("FileNotFoundError", OSError)
	InterruptedError       = newExceptionType("InterruptedError", OSError)
	IsADirectoryError      = newExceptionType("IsADirectoryError", OSError)
	NotADirectoryError     = newExceptionType("NotADirectoryError", OSError)
	PermissionError        = newExceptionType("PermissionError", OSError)
	ProcessLookupError     = newExceptionType("ProcessLookupError", OSError)
	TimeoutError           = newExceptionType("TimeoutError", OSError)
	ReferenceError         = newExceptionType("ReferenceError", ExceptionType)
	RuntimeError           = newExceptionType("RuntimeError", ExceptionType)
	NotImplementedError    = newExceptionType("NotImplementedError", RuntimeError)
	RecursionError         = newExceptionType("RecursionError", RuntimeError)
	StopAsyncIteration     = newExceptionType("StopAsyncIteration", ExceptionType)
	StopIteration          = newExceptionType("StopIteration", ExceptionType)
	SyntaxErrorType        = newExceptionType("SyntaxError", ExceptionType)
	IndentationError       = newExceptionType("IndentationError", SyntaxErrorType)
	TabError               = newExceptionType("TabError", IndentationError)
	SystemError            = newExceptionType("SystemError", ExceptionType)
	TypeError              = newExceptionType("TypeError", ExceptionType)
	ValueError             = newExceptionType("ValueError", ExceptionType)
	UnicodeError           = newExceptionType("UnicodeError", ValueError)
	UnicodeDecodeError     = newExceptionType("UnicodeDecodeError", UnicodeError)
	UnicodeEncodeError     = newExceptionType("UnicodeEncodeError", UnicodeError)
	UnicodeTranslateError  = newExceptionType("UnicodeTranslateError", UnicodeError)
	WarningType            = newExceptionType("Warning", ExceptionType)
	BytesWarning           = newExceptionType("BytesWarning", WarningType)
	DeprecationWarning     = newExceptionType("DeprecationWarning", WarningType)
	EncodingWarning        = newExceptionType("EncodingWarning", WarningType)
	FutureWarning          = newExceptionType("FutureWarning", WarningType)
	ImportWarning          = newExceptionType("ImportWarning", WarningType)
	PendingDeprecation     = newExceptionType("PendingDeprecationWarning", WarningType)
	ResourceWarning        = newExceptionType("ResourceWarning", WarningType)
	RuntimeWarning         = newExceptionType("RuntimeWarning", WarningType)
	SyntaxWarning          = newExceptionType("SyntaxWarning", WarningType)
	UnicodeWarning         = newExceptionType("UnicodeWarning", WarningType)
	UserWarning            = newExceptionType("UserWarning", WarningType)
)

// exceptionTypes lists the classes that the builtins module shows.
var exceptionTypes = []*Type{
	BaseExceptionType, ExceptionType, BaseExceptionGroup, GeneratorExit, KeyboardInterrupt, SystemExit,
	ArithmeticError, FloatingPointError, OverflowError, ZeroDivisionError, AssertionError, AttributeError,
	BufferError, EOFError, ImportError, ModuleNotFoundError, LookupError, IndexError, KeyError, MemoryError,
	NameError, UnboundLocalError, OSError, BlockingIOError, ChildProcessError, ConnectionError, BrokenPipeError,
	ConnectionAbortedError, ConnectionRefusedError, ConnectionResetError, FileExistsError, FileNotFoundError,
	InterruptedError, IsADirectoryError, NotADirectoryError, PermissionError, ProcessLookupError, TimeoutError,
	ReferenceError, RuntimeError, NotImplementedError, RecursionError, StopAsyncIteration, StopIteration,
	SyntaxErrorType, IndentationError, TabError, SystemError, TypeError, ValueError, UnicodeError,
	UnicodeDecodeError, UnicodeEncodeError, UnicodeTranslateError, WarningType, BytesWarning, DeprecationWarning,
	EncodingWarning, FutureWarning, ImportWarning, PendingDeprecation, ResourceWarning, RuntimeWarning,
	SyntaxWarning, UnicodeWarning, UserWarning,
}

// newException makes an exception with the given arguments.
//
//rgo:parallel
func newException(cls *Type, args ...Object) *Instance {
	return newInstance(cls, &ExcData{args: newTuple(args)})
}

// exceptionOf returns o as an exception instance, or nil.
//
//rgo:parallel
func exceptionOf(o Object) *Instance {
	if i, ok := o.(*Instance); ok {
		if _, ok := i.payload.(*ExcData); ok {
			return i
		}
	}
	return nil
}

// excData returns what an exception carries.
//
//rgo:parallel
func excData(e *Instance) *ExcData { return e.payload.(*ExcData) }

// isExceptionClass returns o as an exception class, or nil.
//
//rgo:parallel
func isExceptionClass(o Object) *Type {
	if c, ok := o.(*Type); ok && c.isSubtype(BaseExceptionType) {
		return c
	}
	return nil
}

// raise makes cls(message) pending and returns nil.
//
//rgo:cold
//rgo:parallel
func (t *Thread) raise(cls *Type, message string) Object {
	return t.raiseInstance(newException(cls, NewStr(message)))
}

// raiseInstance makes e pending and returns nil. Raised while another
// exception is handled, e gets that one as context.
//
//rgo:cold
//rgo:parallel
func (t *Thread) raiseInstance(e *Instance) Object {
	if h := t.handled(); h != nil && h != e {
		setContext(e, h)
	}
	t.exc = e
	return nil
}

// setContext makes h the context of e, breaking cycles.
//
//rgo:parallel
func setContext(e, h *Instance) {
	data := excData(e)
	if data.context == h {
		return
	}
	slow, step := h, false // follows at half speed, to find cycles that exist
	for o := h; ; {
		d := excData(o)
		if d.context == nil {
			break
		}
		if d.context == e {
			d.context = nil
			break
		}
		if o = d.context; o == slow {
			break
		}
		if step {
			slow = excData(slow).context
		}
		step = !step
	}
	data.context = h
}

// handled returns the exception that is being handled, or nil.
//
//rgo:parallel
func (t *Thread) handled() *Instance {
	for h := t.handling; h != nil; h = h.previous {
		if h.exc != nil {
			return h.exc
		}
	}
	return nil
}

// handlingState is what a frame stack or generator is handling.
type handlingState struct {
	exc      *Instance
	previous *handlingState
}

//rgo:parallel
func (t *Thread) typeError(message string) Object { return t.raise(TypeError, message) }

//rgo:parallel
func (t *Thread) valueError(message string) Object { return t.raise(ValueError, message) }

//rgo:parallel
func (t *Thread) indexError(message string) Object { return t.raise(IndexError, message) }

// keyError raises KeyError(key).
//
//rgo:parallel
func (t *Thread) keyError(key Object) Object {
	return t.raiseInstance(newException(KeyError, key))
}

// catch clears the pending exception if it is an instance of cls.
//
//rgo:parallel
func (t *Thread) catch(cls *Type) bool {
	if t.exc != nil && t.exc.cls.isSubtype(cls) {
		t.exc = nil
		return true
	}
	return false
}

// take clears and returns the pending exception.
//
//rgo:parallel
func (t *Thread) take() *Instance {
	e := t.exc
	t.exc = nil
	return e
}

// stopIteration raises StopIteration with a value.
//
//rgo:parallel
func (t *Thread) stopIteration(value Object) Object {
	if value == nil || value == None {
		return t.raiseInstance(newException(StopIteration))
	}
	return t.raiseInstance(newException(StopIteration, value))
}
