package compile

import (
	"rgo/interp/python/ast"
	"rgo/interp/python/code"
)

// This file compiles imports.

func (c *compiler) importStatement(s *ast.Import) {
	for _, alias := range s.Names {
		c.loadConst(code.Int(0))
		c.loadNone()
		c.opName(code.ImportName, alias.Name)
		if alias.AsName != "" {
			c.importAs(alias)
			continue
		}
		name, _ := cutDot(alias.Name)
		c.name(name, ast.Store)
	}
}

// cutDot splits a name at its first dot.
func cutDot(name string) (first, rest string) {
	for i := 0; i < len(name); i++ {
		if name[i] == '.' {
			return name[:i], name[i+1:]
		}
	}
	return name, ""
}

// importAs binds the last part of a dotted name.
func (c *compiler) importAs(alias *ast.Alias) {
	_, rest := cutDot(alias.Name)
	if rest == "" {
		c.name(alias.AsName, ast.Store)
		return
	}
	for {
		var part string
		part, rest = cutDot(rest)
		c.opName(code.ImportFrom, part)
		if rest == "" {
			break
		}
		c.opArg(code.Swap, 2)
		c.op(code.PopTop)
	}
	c.name(alias.AsName, ast.Store)
	c.op(code.PopTop)
}

func (c *compiler) importFrom(s *ast.ImportFrom) {
	c.loadConst(code.Int(s.Level))
	names := make(code.Tuple, len(s.Names))
	for i, alias := range s.Names {
		names[i] = code.Str(alias.Name)
	}
	if s.Module == "__future__" && s.Line > c.futureLine {
		c.fail("from __future__ imports must occur at the beginning of the file")
		return
	}
	c.loadConst(names)
	c.opName(code.ImportName, s.Module)
	for i, alias := range s.Names {
		if i == 0 && alias.Name == "*" {
			c.op(code.ImportStar)
			return
		}
		c.opName(code.ImportFrom, alias.Name)
		name := alias.AsName
		if name == "" {
			name = alias.Name
		}
		c.name(name, ast.Store)
	}
	c.op(code.PopTop)
}
