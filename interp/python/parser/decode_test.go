package parser

import (
	"strings"
	"testing"

	"rgo/interp/python/ast"
)

func TestDecode(t *testing.T) {
	for _, test := range []struct{ source, want string }{
		{"\xef\xbb\xbfx", "x\n"}, {"x\r\ny\rz", "x\ny\nz\n"}, {"# coding: latin-1\n'\xe9'", "# coding: latin-1\n'é'\n"},
		{"#!x\n# vim: set fileencoding=utf8 :\nx\n", "#!x\n# vim: set fileencoding=utf8 :\nx\n"},
		{"x\n\xe9", "error: Non-UTF-8 code starting with '\\xe9' in file f on line 2"}, {"# coding=foo\n", "error: encoding problem: foo"},
		{"\xef\xbb\xbf# coding: latin-1\n", "error: encoding problem: iso-8859-1 with BOM"}, {"# coding: ascii\n\xe9", "error: encoding problem: ascii"},
		{"a\x00b", "error: source code cannot contain null bytes"}, {"", "\n"},
	} {
		text, err := decode("f", []byte(test.source))
		if err != nil {
			text = "error: " + err.Message
		}
		if !strings.HasPrefix(text, test.want) {
			t.Errorf("decode(%q) = %q, want %q", test.source, text, test.want)
		}
	}
}

func TestReport(t *testing.T) {
	for _, test := range []struct{ source, want string }{
		{"  x = (1", "  File \"f\", line 1\n    x = (1\nIndentationError: unexpected indent\n"},
		{"if x:\n    y = 1 +\n", "  File \"f\", line 2\n    y = 1 +\n           ^\nSyntaxError: invalid syntax\n"},
		{"foo(a b)\n", "  File \"f\", line 1\n    foo(a b)\n        ^^^\nSyntaxError: invalid syntax. Perhaps you forgot a comma?\n"},
		{"x = '\u00e9' y\n", "  File \"f\", line 1\n    x = 'é' y\n            ^\nSyntaxError: invalid syntax\n"},
		{"# coding: foo\n", "SyntaxError: encoding problem: foo\n"},
	} {
		_, err := Parse("f", []byte(test.source), ast.File)
		if err == nil {
			t.Errorf("%q has no error", test.source)
		} else if got := err.Report(); got != test.want {
			t.Errorf("%q reports\n%swant\n%s", test.source, got, test.want)
		}
	}
}
