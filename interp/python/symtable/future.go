package symtable

import (
	"rgo/interp/python/ast"
	"rgo/interp/python/code"
	"rgo/interp/python/parser"
)

// This file reads from __future__ imports.

// Future returns the flags that a module's future imports set.
func Future(module *ast.Module, fileName string) (code.Flags, *parser.SyntaxError) {
	var flags code.Flags
	done := false
	for i, s := range module.Body {
		if i == 0 {
			if _, ok := ast.IsDocstring(s); ok {
				continue
			}
		}
		from, ok := s.(*ast.ImportFrom)
		if !ok || from.Module != "__future__" || from.Level != 0 {
			done = true
			continue
		}
		if done {
			// The compiler tells of future imports that come late.
			break
		}
		for _, alias := range from.Names {
			flag, message := futureFlag(alias.Name)
			if message != "" {
				err := parser.NewError(parser.Syntax, message, fileName, nil, int(from.Line), int(from.Col), int(from.Line), 0)
				err.EndCol = parser.NoPlace
				return 0, err
			}
			flags |= flag
		}
	}
	return flags, nil
}

func futureFlag(name string) (code.Flags, string) {
	switch name {
	case "nested_scopes", "generators", "division", "absolute_import", "with_statement", "print_function",
		"unicode_literals", "generator_stop":
		return 0, ""
	case "barry_as_FLUFL":
		return code.FutureBarryAsBDFL, ""
	case "annotations":
		return code.FutureAnnotations, ""
	case "braces":
		return 0, "not a chance"
	}
	return 0, "future feature " + name + " is not defined"
}
