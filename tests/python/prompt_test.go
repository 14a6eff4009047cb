package python_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"rgo/rlib/lineedit"
	"rgo/rlib/linux"
	"rgo/tests/vt"
)

// This file tests the prompt on a real terminal: the master of a pseudo terminal types, and a model of the screen shows what
// a person would see.

// A step types keys, and then waits for the next prompt, or for the screen to end in until.
type step struct{ keys, until string }

// A dialogue is what is typed, and what the screen shows at the end. The text is what CPython shows on its terminal.
type dialogue struct {
	name  string
	steps []step
	want  string
}

// lines types lines.
func lines(list ...string) []step {
	var steps []step
	for i, s := range list {
		steps = append(steps, step{s + "\r", ""})
		if i+1 < len(list) && (strings.HasPrefix(list[i+1], " ") || list[i+1] == "") { // a block goes on
			steps[i].until = "\n..."
		}
	}
	return steps
}

var dialogues = []dialogue{
	{"statements", lines("1 + 1", "_ * 10", "x = 5", "x"), `>>> 1 + 1
2
>>> _ * 10
20
>>> x = 5
>>> x
5
>>>`},
	{"errors", lines("1/0", "def f(:", "x = (1 2", "def g():", "  return h()", "", "g()"), `>>> 1/0
Traceback (most recent call last):
  File "<stdin>", line 1, in <module>
ZeroDivisionError: division by zero
>>> def f(:
  File "<stdin>", line 1
    def f(:
          ^
SyntaxError: invalid syntax
>>> x = (1 2
  File "<stdin>", line 1
    x = (1 2
         ^^^
SyntaxError: invalid syntax. Perhaps you forgot a comma?
>>> def g():
...   return h()
...
>>> g()
Traceback (most recent call last):
  File "<stdin>", line 1, in <module>
  File "<stdin>", line 2, in g
NameError: name 'h' is not defined
>>>`},
	{"blocks", lines("for i in range(2):", "    print(i)", "", "'''a", " b'''", "print(", " 3)"), `>>> for i in range(2):
...     print(i)
...
0
1
>>> '''a
...  b'''
'a\n b'
>>> print(
...  3)
3
>>>`},
	{"keys", lines("'ac'\x02\x02b\x05 + 'd'\x01# \x7f\x7f", "'one two'\x17\x19 * 2"), `>>> 'abc' + 'd'
'abcd'
>>> 'one two' * 2
'one twoone two'
>>>`},
	{"history", append(lines("'one'", "'two'", "\x1b[A\x1b[A", "\x12tw", "if 1:", "  'three'", ""),
		step{"\x10\x1b[A\x05 #\x1b[B\x05\r", "\n..."}, step{"\r", ""}), `>>> 'one'
'one'
>>> 'two'
'two'
>>> 'one'
'one'
>>> 'two'
'two'
>>> if 1:
...   'three'
...
'three'
>>> if 1: #
...   'three'
...
'three'
>>>`},
	{"completion", lines("impo\tmath", "math.flo\t3.7)"), `>>> import math
>>> math.floor(3.7)
3
>>>`},
	{"interrupts", []step{{"abc\x03", ""}, {"if 1:\r  pass\x03", ""}, {"while True: pass\r", "\n..."}, {"\r", "...\n"}, {"\x03", ""},
		{"import time; time.sleep(100)\r", "100)\n"}, {"\x03", ""}}, `>>> abc
KeyboardInterrupt
>>> if 1:
...   pass
KeyboardInterrupt
>>> while True: pass
...
^CTraceback (most recent call last):
  File "<stdin>", line 1, in <module>
KeyboardInterrupt
>>> import time; time.sleep(100)
^CTraceback (most recent call last):
  File "<stdin>", line 1, in <module>
KeyboardInterrupt
>>>`},
	{"interrupts and goes on", append([]step{{"import time; time.sleep(100)\r", "100)\n"}, {"\x03", ""}}, lines("1 + 1")...), `>>> import time; time.sleep(100)
^CTraceback (most recent call last):
  File "<stdin>", line 1, in <module>
KeyboardInterrupt
>>> 1 + 1
2
>>>`},
	{"input", lines("x = input('name? ')", "Mary\x02\x02_", "x"), `>>> x = input('name? ')
name? Ma_ry
>>> x
'Ma_ry'
>>>`},
	{"paste", []step{{"\x1b[200~def f():\n    x = 1\n\n    return x\nf()\nf() + 1\x1b[201~\r", ""}}, `>>> def f():
...     x = 1
...
...     return x
... f()
... f() + 1
1
2
>>>`},
	{"prompts", lines("import sys; sys.ps1 = '<1> '", "2"), `>>> import sys; sys.ps1 = '<1> '
<1> 2
2
<1>`},
}

// console is a program on a terminal.
type console struct {
	t      *testing.T
	master *os.File
	done   chan error
	mutex  sync.Mutex
	screen *vt.Screen
}

// startConsole starts a program on a new terminal of 100 columns.
func startConsole(t *testing.T, home string, args ...string) *console {
	t.Helper()
	const unlock, number, setSize = 0x40045431, 0x80045430, 0x5414
	master, err := os.OpenFile("/dev/ptmx", os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		t.Skip("no pseudo terminals: ", err)
	}
	control := func(request int, b []byte) {
		raw, err := master.SyscallConn()
		if err != nil {
			t.Fatal(err)
		}
		raw.Control(func(fd uintptr) {
			if r := linux.Call(syscall.SYS_IOCTL, linux.Buffers{2: b}, int(fd), request); r < 0 {
				t.Fatal(syscall.Errno(-r))
			}
		})
	}
	control(unlock, make([]byte, 4))
	index := make([]byte, 4)
	control(number, index)
	size := make([]byte, 8)
	c := &console{t: t, master: master, done: make(chan error, 1), screen: vt.New(100, 60, lineedit.Width)}
	linux.PutWord(size, 0, 2, uint64(c.screen.Rows))
	linux.PutWord(size, 2, 2, uint64(c.screen.Columns))
	control(setSize, size)
	slave, err := os.OpenFile("/dev/pts/"+strconv.Itoa(int(linux.Word(index, 0, 4))), os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer slave.Close()
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = slave, slave, slave
	cmd.Env = append(os.Environ(), "HOME="+home, "TERM=xterm", "PYTHONSTARTUP=")
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		cmd.Process.Kill()
		master.Close()
	})
	go func() { c.done <- cmd.Wait() }()
	go c.show()
	return c
}

// show puts on the screen what the program writes.
func (c *console) show() {
	b := make([]byte, 4096)
	for {
		n, err := c.master.Read(b)
		if err != nil {
			return
		}
		c.mutex.Lock()
		c.screen.Write(b[:n])
		c.mutex.Unlock()
	}
}

// text is what the screen shows, and how many prompts there were. Where the cursor is below the text, the text ends in a newline.
func (c *console) text() (string, int) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	s := c.screen.Text()
	if _, row := c.screen.Cursor(); row > strings.Count(s, "\n") {
		s += "\n"
	}
	return s, c.screen.Sets
}

// wait waits until a condition holds of the text and the number of prompts.
func (c *console) wait(what string, holds func(text string, prompts int) bool) {
	c.t.Helper()
	deadline := time.Now().Add(60 * time.Second)
	for {
		s, prompts := c.text()
		if holds(s, prompts) {
			return
		}
		if time.Now().After(deadline) {
			c.t.Fatalf("waiting for %s, the screen shows\n%s", what, s)
		}
		time.Sleep(5 * time.Millisecond)
	}
}

// do carries out a step.
func (c *console) do(s step) {
	c.t.Helper()
	before, seen := c.text()
	if _, err := c.master.Write([]byte(s.keys)); err != nil {
		c.t.Fatal(err)
	}
	if s.until != "" {
		c.wait(strconv.Quote(s.until), func(text string, _ int) bool { return text != before && strings.HasSuffix(text, s.until) })
		return
	}
	c.wait("a prompt after "+strconv.Quote(s.keys), func(_ string, prompts int) bool { return prompts > seen })
}

// prompts runs the dialogues on a VM.
func prompts(t *testing.T, pygo string) {
	home := t.TempDir()
	for _, d := range dialogues {
		t.Run(d.name, func(t *testing.T) {
			c := startConsole(t, home, pygo, "-q")
			c.wait("the first prompt", func(text string, _ int) bool { return text == ">>>" })
			for _, s := range d.steps {
				c.do(s)
			}
			// The prompt is drawn behind the mark that it begins with.
			c.wait("the last prompt", func(text string, _ int) bool {
				return strings.HasSuffix(text, d.want[strings.LastIndexByte(d.want, '\n'):])
			})
			if got, _ := c.text(); got != d.want {
				t.Errorf("the screen shows\n%s\nwant\n%s", got, d.want)
			}
			if _, err := c.master.Write([]byte{4}); err != nil {
				t.Fatal(err)
			}
			switch err := <-c.done; {
			case d.name == "interrupts": // the last thing that ran was interrupted: then CPython lets the signal end it
				if err == nil || err.Error() != "signal: interrupt" {
					t.Errorf("after Ctrl-D: %v", err)
				}
			case err != nil:
				t.Errorf("after Ctrl-D: %v", err)
			}
		})
	}
	t.Run("history file", func(t *testing.T) {
		data, err := os.ReadFile(filepath.Join(home, ".python_history"))
		if err != nil {
			t.Skip("without a library there is no history file: ", err)
		}
		if s := string(data); !strings.Contains(s, "\n'two'\n") || !strings.Contains(s, "\nif 1:\r\n  'three'\n") {
			t.Errorf("the history file has\n%q", s)
		}
	})
}

func TestPrompt(t *testing.T) { prompts(t, machine(t)[0]) }
