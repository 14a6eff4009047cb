package vm

import (
	"os"
	"strings"

	"rgo/rlib/lineedit"
)

// This file is the module readline: what programs see of the editor that the prompt and input() read from. Bindings of
// keys other than Tab, and the file ~/.inputrc, are accepted without effect.

// lineReader is the editor with what programs set.
type lineReader struct {
	editor     *lineedit.Editor
	completer  Object
	delimiters string
	tabWorks   bool // Tab completes
	auto       bool // what is read goes into the history
	length     int  // how much of the history a file gets; -1 for all
	hooks      [3]Object
	initial    string // what insert_text put into the line to come
	line       string // the line being completed, the word in it
	begin, end int
	block      func(text string) bool
}

// The hooks of programs.
const (
	startupHook = iota
	inputHook
	displayHook // accepted, never called
)

// lineReader returns the editor of the process.
func (t *Thread) lineReader() *lineReader {
	in := t.interp
	if in.lineReader == nil {
		r := &lineReader{delimiters: " \t\n`~!@#$%^&*()-=+[{]}\\|;:'\",<>/?", auto: true, length: -1}
		r.editor = &lineedit.Editor{Terminal: lineedit.Open(0, 1), History: &lineedit.History{}}
		r.editor.Complete = func(text string) (int, []string) { return t.completions(r, text) }
		r.editor.Incomplete = func(text string) bool { return r.block != nil && r.block(text) }
		in.lineReader = r
	}
	return in.lineReader
}

// readEdited reads a line, or as long as incomplete says so a block.
func (t *Thread) readEdited(r *lineReader, first, next string, incomplete func(text string) bool) (string, error) {
	r.block = incomplete
	for _, hook := range r.hooks[:displayHook] {
		if hook != nil && t.call0(hook) == nil {
			t.writeUnraisable(hook)
		}
	}
	initial := r.initial
	r.initial = ""
	text, err := r.editor.Read(first, next, initial)
	if err != nil {
		return "", err
	}
	h := r.editor.History
	if entry := strings.TrimRight(text, "\n"); r.auto && entry != "" && (h.Len() == 0 || h.Entry(h.Len()-1) != entry) {
		h.Add(entry)
	}
	return text, nil
}

// completions asks the program's completer for what may stand in place of the word at the end of text.
func (t *Thread) completions(r *lineReader, text string) (int, []string) {
	start := strings.LastIndexAny(text, r.delimiters) + 1
	if r.completer == nil || !r.tabWorks {
		return start, nil
	}
	r.line, r.begin, r.end = text, len([]rune(text[:start])), len([]rune(text))
	word := NewStr(text[start:])
	var list []string
	for state := 0; ; state++ {
		o := t.call2(r.completer, word, intOf(state))
		s := strOf(orNone(o))
		if s == nil {
			t.exc = nil
			return start, list
		}
		list = append(list, escapeSurrogates(s.s))
	}
}

// terminalInput is input() with editing. done is false if that is not for these files: only the terminal's own standard
// files are, and only after readline was imported.
func (t *Thread) terminalInput(in, out Object, args []Object) (result Object, done bool) {
	r := t.interp.lineReader
	if r == nil || !t.isDescriptor(in, 0) || !t.isDescriptor(out, 1) || !lineedit.IsTerminal(0) || !lineedit.IsTerminal(1) {
		return nil, false
	}
	prompt := ""
	if len(args) > 0 {
		s := t.str(args[0])
		if s == nil {
			return nil, true
		}
		prompt = escapeSurrogates(s.s)
	}
	if t.callAttr(out, nameFlush) == nil {
		t.exc = nil
	}
	text, err := t.readEdited(r, prompt, "", nil)
	switch err {
	case nil:
		return NewStr(text), true
	case lineedit.ErrInterrupted:
		return t.raiseInstance(newException(KeyboardInterrupt)), true
	}
	return t.raiseInstance(newException(EOFError)), true
}

// isDescriptor tells whether a file is the one with a descriptor.
func (t *Thread) isDescriptor(file Object, fd int) bool {
	o := t.callAttr(file, intern("fileno"))
	if o == nil {
		t.exc = nil
		return false
	}
	n, ok := smallValue(o)
	return ok && int(n) == fd
}

func init() {
	builtinModules["readline"] = func(t *Thread) *Module {
		m := newModule("readline")
		m.set("__doc__", newASCII("Editing of lines, history and completion at the terminal."))
		r := t.lineReader()
		m.addFunctions(readlineHistory(r))
		m.addFunctions(readlineCompletion(r))
		return m
	}
}

// historyFile is the file that an argument names, ~/.history if there is none.
func (t *Thread) historyFile(args []Object, i int, fn string) (string, bool) {
	if len(args) <= i || args[i] == nil || args[i] == None {
		return environmentValue("HOME") + "/.history", true
	}
	p, ok := t.filePath(args[i], fn, "filename", 0)
	return p.text, ok
}

// historyIndex checks a position in the history.
func (t *Thread) historyIndex(r *lineReader, o Object) (int, bool) {
	n, ok := t.cInt(o)
	if !ok {
		return 0, false
	}
	if n < 0 {
		t.valueError("History index cannot be negative")
		return 0, false
	}
	if n >= r.editor.History.Len() {
		t.valueError("No history item at position " + intText(intOf(n)))
		return 0, false
	}
	return n, true
}

// readlineHistory are the functions on the history.
func readlineHistory(r *lineReader) []method {
	h := r.editor.History
	return []method{
		{"read_history_file", 0, 1, func(t *Thread, args []Object) Object {
			path, ok := t.historyFile(args, 0, "read_history_file")
			if !ok {
				return nil
			}
			data, err := os.ReadFile(path)
			if err != nil {
				return t.osError(err, nil)
			}
			h.Load(string(data))
			return None
		}, ""},
		{"write_history_file", 0, 1, func(t *Thread, args []Object) Object {
			path, ok := t.historyFile(args, 0, "write_history_file")
			if !ok {
				return nil
			}
			if err := os.WriteFile(path, []byte(h.Text(r.length)), 0o600); err != nil {
				return t.osError(err, nil)
			}
			return None
		}, ""},
		{"append_history_file", 1, 2, func(t *Thread, args []Object) Object {
			n, ok := t.cInt(args[0])
			if !ok {
				return nil
			}
			if n < 0 {
				return t.valueError("nelements must be positive")
			}
			path, ok := t.historyFile(args, 1, "append_history_file")
			if !ok {
				return nil
			}
			f, err := os.OpenFile(path, os.O_WRONLY|os.O_APPEND, 0)
			if err != nil {
				return t.osError(err, nil)
			}
			_, err = f.WriteString(h.Text(n))
			if e := f.Close(); err == nil {
				err = e
			}
			if err != nil {
				return t.osError(err, nil)
			}
			return None
		}, ""},
		{"get_history_length", 0, 0, func(t *Thread, args []Object) Object { return intOf(r.length) }, ""},
		{"set_history_length", 1, 1, func(t *Thread, args []Object) Object {
			n, ok := t.cInt(args[0])
			if !ok {
				return nil
			}
			r.length = n
			return None
		}, ""},
		{"get_current_history_length", 0, 0, func(t *Thread, args []Object) Object { return intOf(h.Len()) }, ""},
		{"get_history_item", 1, 1, func(t *Thread, args []Object) Object {
			n, ok := t.cInt(args[0])
			if !ok {
				return nil
			}
			if n < 1 || n > h.Len() {
				return None
			}
			return NewStr(h.Entry(n - 1))
		}, ""},
		{"remove_history_item", 1, 1, func(t *Thread, args []Object) Object {
			n, ok := t.historyIndex(r, args[0])
			if !ok {
				return nil
			}
			h.Remove(n)
			return None
		}, ""},
		{"replace_history_item", 2, 2, func(t *Thread, args []Object) Object {
			s := strOf(args[1])
			if s == nil {
				return t.typeError("replace_history_item() argument 2 must be str, not " + args[1].Class().name)
			}
			n, ok := t.historyIndex(r, args[0])
			if !ok {
				return nil
			}
			h.Replace(n, escapeSurrogates(s.s))
			return None
		}, ""},
		{"add_history", 1, 1, func(t *Thread, args []Object) Object {
			s := strOf(args[0])
			if s == nil {
				return t.typeError("add_history() argument must be str, not " + args[0].Class().name)
			}
			h.Add(escapeSurrogates(s.s))
			return None
		}, ""},
		{"set_auto_history", 1, 1, func(t *Thread, args []Object) Object {
			on, ok := t.truth(args[0])
			if !ok {
				return nil
			}
			r.auto = on
			return None
		}, ""},
		{"clear_history", 0, 0, func(t *Thread, args []Object) Object {
			h.Clear()
			return None
		}, ""},
	}
}

// readlineCompletion are the functions on completion, hooks and the line itself.
func readlineCompletion(r *lineReader) []method {
	callable := func(name string, place *Object) method {
		return method{name, 0, 1, func(t *Thread, args []Object) Object {
			switch {
			case len(args) == 0 || args[0] == None:
				*place = nil
			case isCallable(args[0]):
				*place = args[0]
			default:
				return t.typeError(name + "(func): argument not callable")
			}
			return None
		}, ""}
	}
	text := func(name string, use func(s string)) method {
		return method{name, 1, 1, func(t *Thread, args []Object) Object {
			s := strOf(args[0])
			if s == nil {
				return t.typeError(name + "() argument must be str, not " + args[0].Class().name)
			}
			use(s.s)
			return None
		}, ""}
	}
	value := func(name string, get func() Object) method {
		return method{name, 0, 0, func(t *Thread, args []Object) Object { return get() }, ""}
	}
	return []method{
		callable("set_completer", &r.completer),
		callable("set_startup_hook", &r.hooks[startupHook]),
		callable("set_pre_input_hook", &r.hooks[inputHook]),
		callable("set_completion_display_matches_hook", &r.hooks[displayHook]),
		value("get_completer", func() Object { return orNone(r.completer) }),
		text("set_completer_delims", func(s string) { r.delimiters = s }),
		value("get_completer_delims", func() Object { return NewStr(r.delimiters) }),
		text("parse_and_bind", func(s string) {
			key, command, _ := strings.Cut(s, ":")
			if strings.EqualFold(strings.TrimSpace(key), "tab") {
				r.tabWorks = strings.TrimSpace(command) == "complete"
			}
		}),
		text("insert_text", func(s string) { r.initial += escapeSurrogates(s) }),
		value("get_line_buffer", func() Object { return NewStr(r.line) }),
		value("get_begidx", func() Object { return intOf(r.begin) }),
		value("get_endidx", func() Object { return intOf(r.end) }),
		value("get_completion_type", func() Object { return newInt('\t') }),
		value("redisplay", func() Object { return None }),
		{"read_init_file", 0, 1, func(t *Thread, args []Object) Object {
			path, ok := environmentValue("HOME")+"/.inputrc", true
			if len(args) > 0 && args[0] != None {
				if path, ok = t.historyFile(args, 0, "read_init_file"); !ok {
					return nil
				}
			}
			if _, err := os.Stat(path); err != nil {
				return t.osError(err, nil)
			}
			return None
		}, ""},
	}
}
