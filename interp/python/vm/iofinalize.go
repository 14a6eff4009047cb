package vm

import "slices"

// This file ends files that nobody closed: a class of _io has __del__, which
// closes, and closing a file that dies warns of it.

var (
	nameFinalizing  = intern("_finalizing")
	nameDeallocWarn = intern("_dealloc_warn")
)

// Ranks of files that die together: what writes into another comes first.
const (
	notAFile = iota
	outerFile
	bufferFile
	rawFile
)

// fileRank returns the rank of an instance.
func fileRank(i *Instance) int {
	switch i.payload.(type) {
	case *textIO:
		return outerFile
	case *buffered, *bufferedPair:
		return bufferFile
	case *fileIO:
		return rawFile
	}
	if i.cls.isSubtype(IOBaseType) {
		return outerFile
	}
	return notAFile
}

// closeFiles ends files that have died. At the end of the program those of
// builtin classes are left: their buffers are written later, when nobody prints
// any more.
func (t *Thread) closeFiles(files []*Instance) {
	slices.SortStableFunc(files, func(a, b *Instance) int { return fileRank(a) - fileRank(b) })
	for _, i := range files {
		if i.cls.isUser() || !t.interp.finalizing {
			t.callDel(i)
		}
	}
}

// finalizeFile is _IOBase.__del__. What goes wrong nobody can hear of.
func finalizeFile(t *Thread, args []Object) Object {
	closed, ok := t.isClosed(args[0])
	if ok && !closed {
		if !t.setAttr(args[0], nameFinalizing, True) {
			t.exc = nil
		}
		ok = t.callAttr(args[0], nameClose) != nil
	}
	if !ok {
		t.exc = nil
	}
	return None
}

// warnDying has inner warn that source dies, if it does and was not closed.
func (t *Thread) warnDying(dying bool, inner, source Object) {
	if dying && inner != nil && t.callAttr(inner, nameDeallocWarn, source) == nil {
		t.exc = nil
	}
}

// warnUnclosed warns of a file that was not closed: source, which is that of
// descriptor f or writes into it. An exception that a filter has made of the
// warning is written.
func (t *Thread) warnUnclosed(f *fileIO, source Object) {
	if f.fd < 0 || !f.closeFd {
		return
	}
	pending := t.exc
	t.exc = nil
	text, ok := t.repr(source)
	if ok && t.warnObject(NewStr("unclosed file "+text), ResourceWarning, 1, source) == nil && t.exc.cls.isSubtype(WarningType) {
		t.writeUnraisable(source)
	}
	t.exc = pending
}

func init() {
	IOBaseType.addMethods([]method{{"__del__", 0, 0, finalizeFile, ""}})
	FileIOType.addMethods([]method{{"_dealloc_warn", 1, 1, func(t *Thread, args []Object) Object {
		t.warnUnclosed(fileOf(args[0]), args[1])
		return None
	}, ""}})
	passOn := method{"_dealloc_warn", 1, 1, func(t *Thread, args []Object) Object {
		if b := payloadOf(args[0]).(*buffered); b.raw != nil {
			t.warnDying(true, b.raw, args[1])
		}
		return None
	}, ""}
	for _, c := range []*Type{BufferedReaderType, BufferedWriterType, BufferedRandomType} {
		c.addMethods([]method{passOn})
	}
	for _, c := range []*Type{FileIOType, BufferedReaderType, BufferedWriterType, BufferedRandomType, TextIOType} {
		c.addGetSets([]getset{{"_finalizing", func(t *Thread, o Object) Object {
			return boolOf(*payloadOf(o).(dyingFile).dying())
		}, func(t *Thread, o, v Object) bool {
			is, ok := t.truth(orNone(v))
			*payloadOf(o).(dyingFile).dying() = is
			return ok
		}}})
	}
}

// A dyingFile says of itself whether __del__ is closing it.
type dyingFile interface{ dying() *bool }

func (f *fileIO) dying() *bool   { return &f.finalizing }
func (b *buffered) dying() *bool { return &b.finalizing }
func (x *textIO) dying() *bool   { return &x.finalizing }
