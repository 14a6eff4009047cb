package strings

// copyCheck panics if b is a copy of another Builder that was in use. It is one comparison but for the first time, so that
// methods that write are short enough to inline.
func (b *Builder) copyCheck() {
	if b.addr != b {
		b.firstUse()
	}
}

//rgo:noinline
func (b *Builder) firstUse() {
	if b.addr != nil {
		panic("strings: illegal use of non-zero Builder copied by value")
	}
	b.addr = b
}
