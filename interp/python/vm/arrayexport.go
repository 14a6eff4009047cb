package vm

// This file keeps arrays from changing their size while a memoryview shows
// them. A view that nobody has released may be garbage: so before an error is
// raised for it the collector looks.

// newView makes a memoryview of a buffer.
//
//rgo:parallel
func newView(b *buffer) *MemoryView {
	m := &MemoryView{view: b}
	if a := arrayOf(b.obj); a != nil {
		a.addView(m)
	}
	return m
}

func (a *Array) addView(m *MemoryView) {
	if len(a.views) == cap(a.views) {
		a.dropViews()
	}
	a.views = append(a.views, makeWeak(m, nil))
}

// dropViews forgets views that are gone; it reports whether there are others.
func (a *Array) dropViews() bool {
	kept := a.views[:0]
	for _, p := range a.views {
		if m, ok := p.value().(*MemoryView); ok && m.view != nil {
			kept = append(kept, p)
		}
	}
	clear(a.views[len(kept):])
	a.views = kept
	return len(kept) > 0
}

// resizable raises BufferError if the size of a must not change.
//
//rgo:parallel
func (t *Thread) resizable(a *Array) bool {
	if len(a.views) == 0 || !a.dropViews() {
		return true
	}
	t.collectGarbage()
	if !a.dropViews() {
		return true
	}
	t.raise(BufferError, "cannot resize an array that is exporting buffers")
	return false
}

// resizingMethods are the methods of arrays that always change the size.
var resizingMethods = []string{"append", "extend", "insert", "pop", "remove", "fromfile", "fromlist", "frombytes", "fromunicode",
	"__iadd__", "__imul__"}

// guardSize has the methods ask.
//
//rgo:parallel
func guardSize() {
	for _, name := range resizingMethods {
		b := ArrayType.dict.get(intern(name)).(*Builtin)
		change := b.fn
		b.fn = func(t *Thread, args []Object) Object {
			if !t.resizable(arrayOf(args[0])) {
				return nil
			}
			return change(t, args)
		}
	}
}
