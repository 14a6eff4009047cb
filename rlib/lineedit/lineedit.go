// Package lineedit reads lines, and blocks of lines, that a person types at a terminal: with editing, history, search and
// completion, by the keys of Emacs that shells have, too.
//
// In: a terminal, prompts, a history, functions that complete words and say whether a block is complete.
// Out: the text without its last newline, or ErrInterrupted, or io.EOF.
// Holds: while Read waits the terminal is in raw mode, afterwards it is as it was. The history is changed by its owner only.
// The package needs nothing that translated programs lack, so a prompt is the same in every build. Libraries for this
// need goroutines, signals or packages in assembly.
package lineedit

import (
	"errors"
	"io"
)

// ErrInterrupted is what Read returns after Ctrl-C.
var ErrInterrupted = errors.New("interrupted")

// Terminal is the device: what package lineedit needs of it.
type Terminal interface {
	io.Reader
	io.Writer
	// Size returns columns and rows, at least 1 each.
	Size() (columns, rows int)
	// Raw has every key come at once and unchanged; Restore takes that back.
	Raw() error
	Restore()
	// Suspend stops the process as Ctrl-Z does, until it is continued.
	Suspend()
}

// Editor reads from one terminal.
type Editor struct {
	Terminal Terminal
	History  *History
	// Complete returns the texts that may stand in place of text[start:], which ends at the cursor. Nil: Tab
	// inserts blanks.
	Complete func(text string) (start int, candidates []string)
	// Incomplete tells whether a text, with its last newline, wants more lines. Nil: a text is one line.
	Incomplete func(text string) bool

	keys keyReader
	buffer
	screen screen
	kill   []rune // what the last deletions took
	// The entry of the history that is shown, len of the history for the text being written; what was written
	// before going there.
	entry   int
	written []rune
	goal    int // column that moves up and down keep, -1 if it is the cursor's
	last    key // the key before this one
	pasting bool
	done    bool
	err     error
}

// command carries out a key.
type command func(e *Editor)

// commands are the keys that do more than insert themselves.
var commands map[key]command

func init() {
	commands = map[key]command{
		ctrl('A'): (*Editor).lineStart, keyHome: (*Editor).lineStart,
		ctrl('E'): (*Editor).lineEnd, keyEnd: (*Editor).lineEnd,
		ctrl('B'): (*Editor).back, keyLeft: (*Editor).back,
		ctrl('F'): (*Editor).forward, keyRight: (*Editor).forward,
		alt('b'): (*Editor).wordBack, keyCtrlLeft: (*Editor).wordBack,
		alt('f'): (*Editor).wordForward, keyCtrlRight: (*Editor).wordForward,
		ctrl('P'): (*Editor).up, keyUp: (*Editor).up,
		ctrl('N'): (*Editor).down, keyDown: (*Editor).down,
		alt('<'): (*Editor).firstEntry, keyPageUp: (*Editor).previousEntry,
		alt('>'): (*Editor).lastEntry, keyPageDown: (*Editor).nextEntry,
		ctrl('H'): (*Editor).eraseBack, keyBackspace: (*Editor).eraseBack,
		ctrl('D'): (*Editor).eraseOrEnd, keyDelete: (*Editor).erase,
		ctrl('K'): (*Editor).killLineEnd, ctrl('U'): (*Editor).killLineStart,
		ctrl('W'): (*Editor).killBlanksBack, alt(keyBackspace): (*Editor).killWordBack, alt(ctrl('H')): (*Editor).killWordBack,
		alt('d'): (*Editor).killWord, ctrl('Y'): (*Editor).yank,
		ctrl('T'): (*Editor).transpose, ctrl('_'): (*Editor).undo,
		alt('u'): (*Editor).upperWord, alt('l'): (*Editor).lowerWord, alt('c'): (*Editor).titleWord,
		ctrl('M'): (*Editor).enter, ctrl('J'): (*Editor).enter, alt(ctrl('M')): (*Editor).newline,
		ctrl('I'): (*Editor).tab, ctrl('R'): (*Editor).search, ctrl('L'): (*Editor).clear,
		ctrl('C'): (*Editor).interrupt, ctrl('Z'): (*Editor).suspend, ctrl('V'): (*Editor).quoted, ctrl('Q'): (*Editor).quoted,
		keyPasteStart: (*Editor).paste,
	}
}

// bracketedPaste has the terminal mark what is pasted.
const bracketedPaste, plainPaste = "\x1b[?2004h", "\x1b[?2004l"

// Read shows the prompt first, and next in front of further lines, and returns what was typed. initial is there at
// the start.
func (e *Editor) Read(first, next, initial string) (string, error) {
	if e.History == nil {
		e.History = &History{}
	}
	if err := e.Terminal.Raw(); err != nil {
		return "", err
	}
	e.keys.in = e.Terminal
	e.write(bracketedPaste)
	e.start(first, next, initial)
	for !e.done {
		e.step(e.keys.next())
	}
	e.pos = len(e.text)
	e.screen.finish(e)
	e.write(plainPaste)
	e.Terminal.Restore()
	return string(e.text), e.err
}

// start begins a text.
func (e *Editor) start(first, next, initial string) {
	e.buffer = buffer{}
	e.insert([]rune(initial))
	e.screen = screen{first: first, next: next}
	e.entry = e.History.Len()
	e.written, e.goal, e.last, e.pasting, e.done, e.err = nil, -1, 0, false, false, nil
	e.refresh()
}

// step carries out one key.
func (e *Editor) step(k key) {
	switch {
	case k == keyNone:
		e.done, e.err = true, e.keys.err
		return
	case e.pasting:
		e.pasted(k)
	case k.isText():
		e.insertTyped(rune(k))
	default:
		if c := commands[k]; c != nil {
			if k != keyUp && k != keyDown && k != ctrl('P') && k != ctrl('N') {
				e.goal = -1
			}
			c(e)
		}
	}
	e.last = k
	if !e.done && !e.pasting && !e.keys.ready() {
		e.refresh()
	}
}

func (e *Editor) write(s string) { io.WriteString(e.Terminal, s) }

func (e *Editor) refresh() { e.screen.show(e) }

func (e *Editor) insertTyped(r rune) {
	e.goal = -1
	if !e.last.isText() {
		e.save()
	}
	e.insert([]rune{r})
}

// paste begins a paste; what comes is text up to the mark of its end.
func (e *Editor) paste() {
	e.save()
	e.pasting = true
}

func (e *Editor) pasted(k key) {
	switch {
	case k == keyPasteEnd:
		e.pasting = false
	case k == ctrl('M') || k == ctrl('J'):
		if k != ctrl('J') || e.last != ctrl('M') {
			e.insert([]rune{'\n'})
		}
	case k == ctrl('I'):
		e.insert([]rune{'\t'})
	case k.isText():
		e.insert([]rune{rune(k)})
	}
}

// quoted inserts the next key as it is.
func (e *Editor) quoted() {
	if k := e.keys.next(); k.isText() || k > 0 && k < ' ' {
		e.save()
		e.insert([]rune{rune(k)})
	}
}

// enter ends the text if it is complete, and else the line.
func (e *Editor) enter() {
	if e.Incomplete != nil && e.Incomplete(string(e.text)+"\n") {
		if e.pos < len(e.text) && e.wholeAfter() {
			e.pos = len(e.text)
		}
		e.newline()
		return
	}
	e.done = true
}

// wholeAfter tells whether nothing but blanks comes after the cursor.
func (e *Editor) wholeAfter() bool {
	for _, r := range e.text[e.pos:] {
		if r != ' ' && r != '\n' && r != '\t' {
			return false
		}
	}
	return true
}

func (e *Editor) newline() {
	e.save()
	e.insert([]rune{'\n'})
}

// interrupt is Ctrl-C.
func (e *Editor) interrupt() { e.done, e.err = true, ErrInterrupted }

// eraseOrEnd is Ctrl-D: the end of the input in an empty text.
func (e *Editor) eraseOrEnd() {
	if len(e.text) == 0 {
		e.done, e.err = true, io.EOF
		return
	}
	e.erase()
}

func (e *Editor) suspend() {
	e.write(plainPaste)
	e.Terminal.Restore()
	e.Terminal.Suspend()
	if err := e.Terminal.Raw(); err != nil {
		e.done, e.err = true, err
		return
	}
	e.write(bracketedPaste)
	e.screen.forget()
}

func (e *Editor) clear() {
	e.write("\x1b[H\x1b[2J")
	e.screen.forget()
}
