package eval

// This file carries out external functions on the memory of the evaluated program.

import (
	"crypto/rand"
	"encoding/binary"
	"io"
	"os"
	"syscall"
	"time"
)

// An externFunc carries out one function. It reads its arguments with the methods of call.
type externFunc func(c *externCall)

// externCall is a call in progress.
type externCall struct {
	m    *Machine
	f    *frame
	info *externInfo

	after func() // stores what came into a buffer that is no memory of the program
}

// extern executes an instruction opExtern.
func (m *Machine) extern(f *frame, info *externInfo) {
	if m.pure && !info.pure {
		m.stop(ErrImpure)
	}
	c := &externCall{m: m, f: f, info: info}
	info.run(c)
	if c.after != nil {
		c.after()
	}
}

func (c *externCall) arg(i int) cell  { return c.f.regs[c.info.args[i]] }
func (c *externCall) int(i int) int64 { return int64(c.arg(i).bits) }

// ret sets the results.
func (c *externCall) ret(values ...int64) {
	for i, v := range values {
		c.f.regs[c.info.dst[i]] = cell{bits: uint64(v)}
	}
}

// buffer returns n bytes at argument i, for reading and writing.
func (c *externCall) buffer(i int, n int64) []byte {
	if n <= 0 {
		return nil
	}
	p := c.arg(i)
	if c.info.low {
		return c.m.low.bytes(p.bits, n)
	}
	if p.obj == nil {
		c.m.fail("external function %s with a nil address", c.info.name)
	}
	c.m.touch(p.obj)
	if !p.obj.bytemk {
		return c.scalarBuffer(p, n)
	}
	if p.bits+uint64(n) > uint64(len(p.obj.bytes)) {
		c.m.fail("external function %s: %d bytes at %d of %d", c.info.name, n, p.bits, len(p.obj.bytes))
	}
	return p.obj.bytes[p.bits : p.bits+uint64(n)]
}

// scalarBuffer returns a buffer for n bytes at cells that hold integers of one size; what it holds after the call is
// stored there.
func (c *externCall) scalarBuffer(p cell, n int64) []byte {
	t := p.obj.typ
	if t.shape == shapeArray {
		t = t.elem
	}
	size := int64(8)
	if t.shape == shapeInt || t.shape == shapeUint {
		size = primOf(t).Size()
	} else {
		c.m.fail("external function %s on memory that holds %s", c.info.name, t.text())
	}
	cells := p.obj.cells[p.bits:]
	if n > size*int64(len(cells)) {
		c.m.fail("external function %s: %d bytes in %d cells", c.info.name, n, len(cells))
	}
	b := make([]byte, (n+size-1)/size*size)
	for i := range len(b) / int(size) {
		var word [8]byte
		binary.LittleEndian.PutUint64(word[:], cells[i].bits)
		copy(b[i*int(size):(i+1)*int(size)], word[:])
	}
	c.after = func() {
		for i := range len(b) / int(size) {
			var word [8]byte
			copy(word[:], b[i*int(size):(i+1)*int(size)])
			cells[i].bits = norm(primOf(t), binary.LittleEndian.Uint64(word[:]))
		}
	}
	return b[:n]
}

// input is buffer for memory that is only read, which may be cells of bytes.
func (c *externCall) input(i int, n int64) []byte {
	if p := c.arg(i); n > 0 && !c.info.low && p.obj != nil && !p.obj.bytemk {
		p = c.m.asBytes(p, int(n))
		return p.obj.bytes[:n]
	}
	return c.buffer(i, n)
}

// path returns the NUL-terminated string at argument i.
func (c *externCall) path(i int) string {
	p := c.arg(i)
	if c.info.low {
		return c.m.low.cstring(p.bits)
	}
	if p.obj == nil || !p.obj.bytemk {
		c.m.fail("external function %s: the path is no array of bytes", c.info.name)
	}
	if !p.obj.filled {
		c.m.fill(p.obj)
	}
	b := p.obj.bytes[p.bits:]
	for n, ch := range b {
		if ch == 0 {
			return string(b[:n])
		}
	}
	c.m.fail("external function %s: the path does not end", c.info.name)
	return ""
}

// retErr returns n, or minus the error number.
func (c *externCall) retErr(n int, err error) {
	if err == nil {
		c.ret(int64(n))
		return
	}
	if e, ok := err.(syscall.Errno); ok {
		c.ret(-int64(e))
		return
	}
	c.ret(-int64(syscall.EIO))
}

// retCString returns the address of a new NUL-terminated copy of s, or 0.
func (c *externCall) retCString(s string, ok bool) {
	switch {
	case !ok:
		c.f.regs[c.info.dst[0]] = cell{}
	case c.info.low:
		c.f.regs[c.info.dst[0]] = cell{bits: c.m.low.cstringAt(s)}
	default:
		c.f.regs[c.info.dst[0]] = cell{obj: c.m.bytesObject(append([]byte(s), 0))}
	}
}

func write(c *externCall) {
	fd, n := c.int(0), c.int(2)
	b := c.input(1, n)
	var w io.Writer
	switch {
	case fd == 1:
		w = c.m.opts.Stdout
	case fd == 2:
		w = c.m.opts.Stderr
	}
	if w != nil {
		k, err := w.Write(b)
		c.retErr(k, err)
		return
	}
	k, err := syscall.Write(int(fd), b)
	c.retErr(k, err)
}

func read(c *externCall) {
	fd, n := c.int(0), c.int(2)
	b := c.buffer(1, n)
	if fd == 0 && c.m.opts.Stdin != nil {
		k, err := c.m.opts.Stdin.Read(b)
		if err == io.EOF {
			err = nil
		}
		c.retErr(k, err)
		return
	}
	k, err := syscall.Read(int(fd), b)
	c.retErr(k, err)
}

const statSize = 144

func stat(call uintptr) externFunc {
	return func(c *externCall) {
		var st syscall.Stat_t
		var err error
		switch call {
		case syscall.SYS_FSTAT:
			err = syscall.Fstat(int(c.int(0)), &st)
		case syscall.SYS_STAT:
			err = syscall.Stat(c.path(0), &st)
		default:
			err = syscall.Lstat(c.path(0), &st)
		}
		copy(c.buffer(1, statSize), statBytes(&st))
		c.retErr(0, err)
	}
}

var externTable = map[string]externFunc{
	"write": write,
	"read":  read,
	"open": func(c *externCall) {
		fd, err := syscall.Open(c.path(0), int(c.int(1))|syscall.O_CLOEXEC, uint32(c.int(2)))
		c.retErr(fd, err)
	},
	"close": func(c *externCall) { c.retErr(0, syscall.Close(int(c.int(0)))) },
	"lseek": func(c *externCall) {
		n, err := syscall.Seek(int(c.int(0)), c.int(1), int(c.int(2)))
		c.retErr(int(n), err)
	},
	"fstat": stat(syscall.SYS_FSTAT),
	"stat":  stat(syscall.SYS_STAT),
	"lstat": stat(syscall.SYS_LSTAT),
	"getdents": func(c *externCall) {
		n, err := syscall.Getdents(int(c.int(0)), c.buffer(1, c.int(2)))
		c.retErr(n, err)
	},
	"getcwd": func(c *externCall) {
		dir, err := os.Getwd()
		if err != nil || int64(len(dir)) >= c.int(1) {
			c.ret(-int64(syscall.ERANGE))
			return
		}
		n := copy(c.buffer(0, c.int(1)), dir+"\x00")
		c.ret(int64(n))
	},
	"mkdir":  func(c *externCall) { c.retErr(0, syscall.Mkdir(c.path(0), uint32(c.int(1)))) },
	"unlink": func(c *externCall) { c.retErr(0, syscall.Unlink(c.path(0))) },
	"rmdir":  func(c *externCall) { c.retErr(0, syscall.Rmdir(c.path(0))) },
	"rename": func(c *externCall) { c.retErr(0, syscall.Rename(c.path(0), c.path(1))) },
	"exit":   func(c *externCall) { c.m.stop(&Exit{int(c.int(0)) & 0xff}) },
	"mmap": func(c *externCall) {
		n := c.int(0)
		if c.info.low {
			c.ret(int64(c.m.low.mmap(n)))
			return
		}
		c.f.regs[c.info.dst[0]] = cell{obj: &object{typ: c.m.byteType, array: true, bytemk: true, size: int(n), serial: c.m.serial}}
	},
	"munmap": func(c *externCall) {
		if c.info.low {
			c.m.low.munmap(c.arg(0).bits, c.int(1))
		}
		c.ret(0)
	},
	"madvise_free": func(c *externCall) {
		clear(c.buffer(0, c.int(1)))
		c.ret(0)
	},
	"madvise_huge": func(c *externCall) { c.ret(0) },
	"prefetch":     func(*externCall) {},
	"clock_wall": func(c *externCall) {
		now := time.Now()
		c.ret(now.Unix(), int64(now.Nanosecond()))
	},
	"clock_mono": func(c *externCall) { c.ret(time.Since(c.m.started).Nanoseconds() + 1) },
	"nanosleep":  func(c *externCall) { time.Sleep(time.Duration(c.int(0))) },
	"random_bytes": func(c *externCall) {
		n, err := rand.Read(c.buffer(0, c.int(1)))
		c.retErr(n, err)
	},
	// Evaluated programs make the calls that have a name only: what any number does to memory is not known.
	"syscall":      func(c *externCall) { c.ret(-int64(syscall.ENOSYS)) },
	"watch_signal": func(c *externCall) { c.ret(-int64(syscall.ENOSYS)) },
	"argc":         func(c *externCall) { c.ret(int64(len(c.m.opts.Args))) },
	"argv": func(c *externCall) {
		i := c.int(0)
		ok := i >= 0 && i < int64(len(c.m.opts.Args))
		s := ""
		if ok {
			s = c.m.opts.Args[i]
		}
		c.retCString(s, ok)
	},
	"envp": func(c *externCall) {
		i := c.int(0)
		ok := i >= 0 && i < int64(len(c.m.opts.Env))
		s := ""
		if ok {
			s = c.m.opts.Env[i]
		}
		c.retCString(s, ok)
	},
	"stacks":            func(c *externCall) { c.ret(int64(c.m.firstStack())) },
	"stack_current":     func(c *externCall) { c.ret(int64(c.m.mainStack())) },
	"stack_new":         func(c *externCall) { c.ret(int64(c.m.newStack())) },
	"stack_ended":       func(c *externCall) {},
	"machines_start":    func(c *externCall) {},
	"machines_idle":     func(c *externCall) { c.m.idle(c.int(0)) },
	"machines_returned": func(c *externCall) { c.ret(-1) },
	"call_out":          func(c *externCall) { c.ret(-int64(syscall.ENOSYS)) },
	"machines_offered":  func(c *externCall) {},
	"machines_bind":     func(c *externCall) { c.ret(0) },
	"machines_hand":     func(c *externCall) { c.m.fail("machines_hand: there is one machine") },
	"machines_forked":   func(c *externCall) {},
	"stack_drop":        func(c *externCall) { c.m.dropStack(uint64(c.int(0))) },
	"forget_stack":      func(c *externCall) {},
	"stack_top":         lowAddress(func(l *lowMemory) uint64 { return l.stackTop() }),
	"stack_pointer":     lowAddress(func(l *lowMemory) uint64 { return l.stackPointer() }),
	"shadow_base":       lowAddress(func(l *lowMemory) uint64 { return l.shadowBase() }),
	"shadow_top":        lowAddress(func(l *lowMemory) uint64 { return l.shadowTop() }),
	"whole_refs":        lowAddress(func(l *lowMemory) uint64 { return l.named("rgo.whole_refs") }),
	"layout_table":      lowAddress(func(l *lowMemory) uint64 { return l.named("rgo.layout_table") }),
	"static_roots":      lowAddress(func(l *lowMemory) uint64 { return l.named("rgo.static_roots") }),
	"machine_load":      func(c *externCall) { c.ret(0) }, // package initialisers run on the first one
	"collected":         func(c *externCall) { c.ret(0) },
	"static_start":      lowAddress(func(l *lowMemory) uint64 { return l.staticStart() }),
	"static_end":        lowAddress(func(l *lowMemory) uint64 { return l.staticEnd() }),
}

// lowAddress is an external function that returns an address of the low-level memory.
func lowAddress(f func(*lowMemory) uint64) externFunc {
	return func(c *externCall) {
		if c.m.low == nil {
			c.m.fail("external function %s before the low-level stages", c.info.name)
		}
		c.ret(int64(f(c.m.low)))
	}
}
