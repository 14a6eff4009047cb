package lineedit

import (
	"io"
	"unicode/utf8"
)

// This file makes keys of the bytes that a terminal sends.

// key is a character, a control character or one of those below; altBit is added if Alt was held.
type key rune

const altBit key = 1 << 24

// The keys that are no characters.
const (
	keyNone key = 0x110000 + iota // the input has ended
	keyUnknown
	keyUp
	keyDown
	keyLeft
	keyRight
	keyHome
	keyEnd
	keyDelete
	keyInsert
	keyPageUp
	keyPageDown
	keyCtrlLeft
	keyCtrlRight
	keyPasteStart
	keyPasteEnd

	keyBackspace key = 0x7f
	escape       key = 0x1b
)

func ctrl(letter byte) key { return key(letter & 0x1f) }

func alt(k key) key { return k | altBit }

// isText tells whether a key inserts itself.
func (k key) isText() bool { return k >= ' ' && k != keyBackspace && k < keyNone }

// sequences are what comes after ESC for keys that are no characters. The forms with O are those of application mode.
var sequences = map[string]key{
	"[A": keyUp, "[B": keyDown, "[C": keyRight, "[D": keyLeft, "[H": keyHome, "[F": keyEnd,
	"OA": keyUp, "OB": keyDown, "OC": keyRight, "OD": keyLeft, "OH": keyHome, "OF": keyEnd,
	"[1~": keyHome, "[2~": keyInsert, "[3~": keyDelete, "[4~": keyEnd, "[5~": keyPageUp, "[6~": keyPageDown, "[7~": keyHome, "[8~": keyEnd,
	"[1;5C": keyCtrlRight, "[1;5D": keyCtrlLeft, "[1;3C": keyCtrlRight, "[1;3D": keyCtrlLeft, "Oc": keyCtrlRight, "Od": keyCtrlLeft,
	"[200~": keyPasteStart, "[201~": keyPasteEnd,
}

// keyReader takes keys from a terminal.
type keyReader struct {
	in     io.Reader
	buffer [256]byte
	data   []byte // read and not used
	err    error
}

// ready tells whether more keys are there already.
func (r *keyReader) ready() bool { return len(r.data) > 0 }

// byte returns the next byte; false at the end.
func (r *keyReader) byte() (byte, bool) {
	if len(r.data) == 0 {
		n, err := r.in.Read(r.buffer[:])
		if n <= 0 {
			if err == nil {
				err = io.EOF
			}
			r.err = err
			return 0, false
		}
		r.data = r.buffer[:n]
	}
	b := r.data[0]
	r.data = r.data[1:]
	return b, true
}

// next returns the next key.
func (r *keyReader) next() key {
	b, ok := r.byte()
	if !ok {
		return keyNone
	}
	switch {
	case key(b) == escape:
		return r.afterEscape()
	case b < utf8.RuneSelf:
		return key(b)
	}
	char := []byte{b}
	for !utf8.FullRune(char) {
		if b, ok = r.byte(); !ok {
			return keyNone
		}
		char = append(char, b)
	}
	c, _ := utf8.DecodeRune(char)
	return key(c)
}

// afterEscape returns the key that begins with ESC. A terminal sends such a key at once, so a lone ESC is one after
// which nothing has come.
func (r *keyReader) afterEscape() key {
	if !r.ready() {
		return escape
	}
	b, _ := r.byte()
	if b != '[' && b != 'O' {
		r.data = append([]byte{b}, r.data...)
		k := r.next()
		if k < ' ' || k.isText() || k == keyBackspace {
			return alt(k)
		}
		return k
	}
	s := string(rune(b))
	for {
		if b, ok := r.byte(); !ok {
			return keyNone
		} else if s += string(rune(b)); b >= 0x40 && b < 0x7f {
			break
		}
	}
	if k, ok := sequences[s]; ok {
		return k
	}
	return keyUnknown
}
