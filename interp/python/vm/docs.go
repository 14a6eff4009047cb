package vm

import "strings"

// This file finds signatures and documentation of what is written in Go. They stand in two tables of text (docsbuiltin.go,
// docsmodules.go), which cost nothing before somebody asks: a line is the name, the signature in parentheses if
// inspect is to know it, and behind a tab the documentation, where \n ends a line. $ is the argument that a method is bound to, or the module.
//
// Names are those of functions behind their module, or behind their class. A name that begins with a dot is for special methods of
// all classes without a line of their own. doctest runs the examples.

// docKin are classes that have the documentation of another where they have none of their own.
var docKin = [][2]string{{"bytearray", "bytes"}, {"memoryview", "bytes"}, {"frozenset", "set"}}

// docLine returns what stands behind the name in its line: signature and documentation.
func docLine(name string) (line string, ok bool) {
	for _, table := range [...]string{builtinDocs, moduleDocs} {
		for at := 0; ; {
			i := strings.Index(table[at:], name)
			if i < 0 {
				break
			}
			begin := at + i
			at = begin + len(name)
			if table[begin-1] == '\n' && (table[at] == '(' || table[at] == '\t' || table[at] == '\n') {
				return table[at : at+strings.IndexByte(table[at:], '\n')], true
			}
		}
	}
	return "", false
}

// memberLine is docLine of a member of a class.
func memberLine(c *Type, name string) string {
	owner := c.fullName()
	line, ok := docLine(owner + "." + name)
	for i := 0; !ok && i < len(docKin); i++ {
		if docKin[i][0] == owner {
			line, ok = docLine(docKin[i][1] + "." + name)
		}
	}
	if !ok && strings.HasPrefix(name, "__") {
		line, _ = docLine("." + name)
	}
	return line
}

// docLine is docLine of a function or method.
func (b *Builtin) docLine() string {
	if b.owner != nil {
		return memberLine(b.owner, b.name)
	}
	name := b.name
	if b.module != "" && b.module != "builtins" {
		name = b.module + "." + name
	}
	line, _ := docLine(name)
	return line
}

// docIn returns the documentation that a line has, or None.
func docIn(line string) Object {
	i := strings.IndexByte(line, '\t')
	if i < 0 {
		return None
	}
	text := line[i+1:]
	if strings.IndexByte(text, '\\') >= 0 {
		b := make([]byte, 0, len(text))
		for k := 0; k < len(text); k++ {
			c := text[k]
			if c == '\\' {
				if k++; text[k] == 'n' {
					c = '\n'
				}
			}
			b = append(b, c)
		}
		text = string(b)
	}
	return NewStr(text)
}

// signatureIn returns the signature that a line has, with the name of the first argument, or None.
func signatureIn(line, first string) Object {
	if line == "" || line[0] != '(' {
		return None
	}
	if i := strings.IndexByte(line, '\t'); i >= 0 {
		line = line[:i]
	}
	if strings.HasPrefix(line, "($") {
		line = "($" + first + line[2:]
	}
	return NewStr(line)
}

// docOf returns the documentation of a class, or None.
func (c *Type) docOf() Object {
	line, _ := docLine(c.fullName())
	return docIn(line)
}

// signature is __text_signature__ of a class.
func (c *Type) signature() Object {
	if c.isUser() {
		doc := strOf(orNone(c.dict.get(nameDoc)))
		if doc == nil {
			return None
		}
		return signatureAhead(doc.s, c.name)
	}
	line, _ := docLine(c.fullName())
	return signatureIn(line, "type")
}

// signatureAhead returns the signature that documentation in the form of C's modules begins with: the name, parentheses and a line of two dashes.
func signatureAhead(doc, name string) Object {
	rest, ok := strings.CutPrefix(doc, name)
	if !ok || !strings.HasPrefix(rest, "(") {
		return None
	}
	end := strings.Index(rest, ")\n--\n\n")
	if end < 0 || strings.Contains(rest[:end], "\n\n") {
		return None
	}
	return NewStr(rest[:end+1])
}

// doc is __doc__ of a function or method.
func (b *Builtin) doc() Object { return docIn(b.docLine()) }

// signature is __text_signature__ of a function or method.
func (b *Builtin) signature() Object {
	first := "self"
	switch {
	case b.kind == classBuiltin || b.kind == staticBuiltin:
		first = "type"
	case b.owner == nil:
		first = "module"
	}
	return signatureIn(b.docLine(), first)
}
