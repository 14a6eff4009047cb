package lineedit

import (
	"errors"
	"io"

	"rgo/rlib/linux"
)

// This file is the terminal of Linux behind two descriptors.

// descriptors is a terminal: the descriptors that keys come from and text goes to.
type descriptors struct {
	in, out int
	saved   []byte // the modes before Raw
}

// Open returns the terminal behind two descriptors.
func Open(in, out int) Terminal { return &descriptors{in: in, out: out} }

// Numbers of Linux on amd64. A struct termios of the kernel has four words of flags, a byte and 19 control characters.
const (
	sysRead, sysWrite, sysIoctl, sysKill = 0, 1, 16, 62

	getModes, setModesWait, getSize = 0x5401, 0x5403, 0x5413

	termiosSize = 36

	inputFlags, outputFlags, localFlags, controlChars = 0, 4, 12, 17

	brkint, istrip, icrnl, ixon  = 0x2, 0x20, 0x100, 0x400
	isig, icanon, echo, iexten   = 0x1, 0x2, 0x8, 0x8000
	minIndex, timeIndex, sigStop = 6, 5, 20

	interruptedCall = -4
)

// IsTerminal tells whether a descriptor is one of a terminal.
func IsTerminal(fd int) bool {
	return linux.Call(sysIoctl, linux.Buffers{2: make([]byte, termiosSize)}, fd, getModes) >= 0
}

// Read reads what was typed.
func (d *descriptors) Read(b []byte) (int, error) {
	for {
		n := linux.Call(sysRead, linux.Buffers{1: b}, d.in, 0, len(b))
		switch {
		case n > 0:
			return n, nil
		case n == 0:
			return 0, io.EOF
		case n != interruptedCall:
			return 0, errors.New("the terminal cannot be read")
		}
	}
}

// Write shows text.
func (d *descriptors) Write(b []byte) (int, error) {
	done := 0
	for done < len(b) {
		n := linux.Call(sysWrite, linux.Buffers{1: b[done:]}, d.out, 0, len(b)-done)
		if n < 0 && n != interruptedCall {
			return done, errors.New("the terminal cannot be written")
		}
		done += max(n, 0)
	}
	return done, nil
}

// Size asks the terminal; one that does not know has 80 columns and 24 rows.
func (d *descriptors) Size() (columns, rows int) {
	b := make([]byte, 8)
	if linux.Call(sysIoctl, linux.Buffers{2: b}, d.out, getSize) >= 0 {
		rows, columns = int(linux.Word(b, 0, 2)), int(linux.Word(b, 2, 2))
	}
	if columns < 1 {
		columns = 80
	}
	if rows < 1 {
		rows = 24
	}
	return columns, rows
}

// Raw sets the modes.
func (d *descriptors) Raw() error {
	b := make([]byte, termiosSize)
	if linux.Call(sysIoctl, linux.Buffers{2: b}, d.in, getModes) < 0 {
		return errors.New("not a terminal")
	}
	d.saved = append([]byte(nil), b...)
	clear := func(at int, flags uint64) {
		linux.PutWord(b, at, 4, linux.Word(b, at, 4)&^flags)
	}
	clear(inputFlags, brkint|istrip|icrnl|ixon)
	clear(localFlags, isig|icanon|echo|iexten)
	b[controlChars+minIndex], b[controlChars+timeIndex] = 1, 0
	if linux.Call(sysIoctl, linux.Buffers{2: b}, d.in, setModesWait) < 0 {
		return errors.New("the terminal refuses its modes")
	}
	return nil
}

// Restore sets the modes that were there before Raw.
func (d *descriptors) Restore() {
	if d.saved != nil {
		linux.Call(sysIoctl, linux.Buffers{2: d.saved}, d.in, setModesWait)
		d.saved = nil
	}
}

// Suspend stops all processes of the group, as the terminal would.
func (d *descriptors) Suspend() { linux.Int(sysKill, 0, sigStop) }
