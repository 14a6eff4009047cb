package vm

import (
	"math"
	"math/big"
	"time"

	"rgo/rlib/gc"
	"rgo/rlib/thread"
)

// This file defines the state of a running interpreter.

// Thread is the state of one Python thread: its frames, the pending exception
// and the exception being handled.
type Thread struct {
	interp   *Interp
	frame    *Frame // the running frame
	exc      *Instance
	left     *Frame // where the loop was left to collect (collectlater.go), or nil
	handling *handlingState

	stack  []Object // value stack that frames take windows of
	top    int      // first free slot of stack
	frames []*Frame // frame objects for reuse
	used   int      // frames in use

	depth  int // Python calls under way
	native int // nested runs of the interpreter loop and recursive natives

	building []Object // containers whose repr is under way
	bound    bool     // to a thread of the system

	raisedAt     int  // one more than the instruction whose exception RERAISE raises again, or 0
	rethrow      bool // the pending exception comes from a raise without operands
	tracer       tracer
	instrumented bool // frames run instrumented code

	hashing    int    // nesting of tuples being hashed
	asked      int    // times that keys were asked for their hash, or whether they are equal
	sendResult Object // what the receiver of the last SEND returned

	word big.Int // an operand of the operation on big integers under way

	context *Context // of context variables; made on demand

	started  int       // of threads started before it
	caches   int       // which inline caches it uses: see owncaches.go
	sentinel *Lock     // released when the thread ends
	greenlet *Greenlet // that runs; nil for one that has not been asked for

	scheduler *taskletState // made on demand
}

// Interp is the state that all threads share.
type Interp struct {
	builtins   *Module
	sys        *Module
	modules    *Dict // sys.modules
	path       *List // sys.path
	argv       *List
	stdout     Object // the standard files as they were at start
	stderr     Object
	stdin      Object
	limit      int         // recursion limit
	idsBias    thread.Bias // of ids, floatIDs, lastID and the identities in objects
	ids        map[Object]int
	running    []*Thread      // the main thread and those that were started and have not ended
	floatIDs   map[uint64]int // of floats, by their bits: a nan is no key of ids
	lastID     int
	lines      map[string][]string // source lines for tracebacks
	exitHooks  []exitHook
	dirty      []weakPointer // files to flush at exit
	dirtyLimit int           // how many of them there may be before the list is looked through

	config      *Config
	layout      *layout
	booted      bool    // Boot has run
	importlib   *Module // _frozen_importlib, nil without a library
	findAndLoad Object
	bootingZip  bool // zipModule is at work
	importLock  int

	warnings       *warningState
	atFork         [3][]Object
	auditHooks     []Object
	asyncgenHooks  [2]Object
	originDepth    int
	switchInterval float64
	dlopenFlags    int
	threadStack    int
	threads        int                   // under way, but for the main one
	cachesTaken    uint                  // bits of the inline caches that a thread has for itself
	threadsEnded   bool                  // some have, and nothing has been collected since
	lastThread     int                   // number of the one started last
	mainThread     int                   // number of the main one: 0, or of the one that this process is a copy of
	locals         map[int][]weakPointer // instances of _local that a thread has used
	pieces         [][]Object            // value stacks for new threads and greenlets
	piecesMade     int                   // how many were made at once, the last time
	finalizing     bool
	interrupted    bool // the program ends by a KeyboardInterrupt
	weak           *weakRegistry
	signals        *signalState
	faults         faultState
	socketTimeout  *float64 // seconds, nil for none
	codecs         *codecRegistry
	zone           *time.Location // local time, nil until asked for
	lineReader     *lineReader    // nil until something is read with editing
}

const (
	stackChunk = 1 << 11 // of the value stack at first: each collection looks at all of it
	// nativeLimit bounds the recursion of the interpreter itself, so that a
	// deep recursion is a RecursionError before the machine stack ends.
	nativeLimit = 1200
)

// NewInterp makes an interpreter with its main thread that looks for no library.
func NewInterp() *Thread {
	return New(&Config{NoSite: 1, IgnoreEnvironment: 1, SkipLibrary: true, MaxDigits: 4300})
}

// New makes an interpreter with its main thread.
func New(c *Config) *Thread {
	t := &Thread{interp: &Interp{limit: 1000, config: c, layout: findLayout(c), warnings: newWarningState(), weak: &weakRegistry{},
		signals: &signalState{}, codecs: &codecRegistry{}, switchInterval: 0.005, dlopenFlags: 2}}
	seedHashes(c.HashSeed)
	t.handling = &handlingState{}
	t.interp.running = []*Thread{t}
	t.takeCaches()
	t.stack = gc.Stack[Object](stackChunk)
	t.interp.ids = map[Object]int{}
	t.interp.floatIDs = map[uint64]int{}
	t.interp.lines = map[string][]string{}
	t.interp.modules = NewDict()
	t.interp.makeBuiltins()
	t.interp.makeSys(t)
	t.interp.openStandardFiles(t)
	for i, f := range []Object{t.interp.stdin, t.interp.stdout, t.interp.stderr} {
		name := []string{"stdin", "stdout", "stderr"}[i]
		t.interp.sys.set(name, f)
		t.interp.sys.set("__"+name+"__", f)
	}
	return t
}

// window takes n slots of the value stack; release gives them back.
//
//rgo:parallel
func (t *Thread) window(n int) []Object {
	if t.top+n > len(t.stack) {
		t.newChunk(n)
	}
	low := t.top
	t.top += n
	return t.stack[low:t.top:t.top]
}

// newChunk replaces the value stack; frames keep their windows of the old one.
func (t *Thread) newChunk(n int) {
	size := len(t.stack) * 2
	for size < t.top+n {
		size *= 2
	}
	t.stack = gc.Stack[Object](size)
}

// enter counts a nested run of native code; it raises RecursionError if they
// are too many.
//
//rgo:parallel
func (t *Thread) enter() bool {
	t.native++
	if t.native > nativeLimit {
		t.native--
		t.raise(RecursionError, "maximum recursion depth exceeded")
		return false
	}
	return true
}

//rgo:parallel
func (t *Thread) leave() { t.native-- }

// identity returns a number that tells o from all other objects.
//
//rgo:parallel
func (t *Thread) identity(o Object) int {
	if id := knownID(o); id != 0 {
		return id
	}
	in := t.interp
	locked := in.idsBias.Lock()
	id := in.identity(o)
	in.idsBias.Unlock(locked)
	return id
}

// knownID returns the number that o has itself; 0 if it has none.
//
//rgo:parallel
func knownID(o Object) int {
	switch x := o.(type) {
	case *Instance:
		if e := x.ext; e != nil {
			return e.id
		}
	case *Type:
		return x.id
	case *Function:
		return x.id
	}
	return 0
}

// identity is the same for who has idsBias.
//
//rgo:parallel
func (in *Interp) identity(o Object) int {
	switch x := o.(type) {
	case *Instance:
		if x.ext == nil {
			x.ext = &instanceExt{}
		}
		if x.ext.id == 0 {
			x.ext.id = in.newID()
		}
		return x.ext.id
	case *Type:
		if x.id == 0 {
			x.id = in.newID()
		}
		return x.id
	case *Function:
		if x.id == 0 {
			x.id = in.newID()
		}
		return x.id
	case Float:
		id := in.floatIDs[math.Float64bits(x.v)]
		if id == 0 {
			id = in.newID()
			in.floatIDs[math.Float64bits(x.v)] = id
		}
		return id
	}
	id := in.ids[o]
	if id == 0 {
		id = in.newID()
		in.ids[o] = id
	}
	return id
}

// newID returns the next object identity, in the form of an address.
//
//rgo:parallel
func (in *Interp) newID() int {
	in.lastID++
	return 0x7f0000000000 + in.lastID*48
}
