package compile

import (
	"strconv"
	"strings"

	"rgo/interp/python/ast"
	"rgo/interp/python/code"
)

// This file turns 'format' % (values) into an f-string, where the format has
// only %s, %r and %a.

// maxFormatDigits is the longest width or precision that is converted.
const maxFormatDigits = 2

func foldFormat(e *ast.BinOp, format string, elts []ast.Expr) ast.Expr {
	for _, elt := range elts {
		if _, ok := elt.(*ast.Starred); ok {
			return e
		}
	}
	nowhere := ast.Span{Line: -1, Col: -1, EndLine: -1, EndCol: -1}
	var values []ast.Expr
	used := 0
	for pos := 0; ; {
		start := pos
		for pos < len(format) {
			if format[pos] != '%' {
				pos++
			} else if pos+1 < len(format) && format[pos+1] == '%' {
				pos += 2
			} else {
				break
			}
		}
		if pos > start {
			text := strings.ReplaceAll(format[start:pos], "%%", "%")
			values = append(values, &ast.Constant{Span: nowhere, Value: code.Str(text)})
		}
		if pos >= len(format) {
			break
		}
		if used >= len(elts) {
			return e
		}
		value, end := formatItem(format, pos+1, elts[used])
		if value == nil {
			return e
		}
		values = append(values, value)
		pos = end
		used++
	}
	if used < len(elts) {
		return e
	}
	return &ast.JoinedStr{Span: e.Span, Values: values}
}

// formatItem reads a conversion after % at pos and applies it to arg. It
// returns nil for what is not supported, else the offset after it too.
func formatItem(format string, pos int, arg ast.Expr) (ast.Expr, int) {
	left := false
	for pos < len(format) && strings.IndexByte("-+ #0", format[pos]) >= 0 {
		left = left || format[pos] == '-'
		pos++
	}
	width, pos, ok := formatNumber(format, pos)
	if !ok {
		return nil, 0
	}
	precision := -1
	if pos < len(format) && format[pos] == '.' {
		if precision, pos, ok = formatNumber(format, pos+1); !ok {
			return nil, 0
		}
		precision = max(precision, 0)
	}
	if pos >= len(format) {
		return nil, 0
	}
	conversion := format[pos]
	if conversion != 's' && conversion != 'r' && conversion != 'a' {
		return nil, 0
	}
	spec := ""
	if !left && width > 0 {
		spec = ">"
	}
	if width >= 0 {
		spec += strconv.Itoa(width)
	}
	if precision >= 0 {
		spec += "." + strconv.Itoa(precision)
	}
	value := &ast.FormattedValue{Span: arg.Range(), Value: arg, Conversion: conversion}
	if spec != "" {
		value.Spec = &ast.Constant{Span: arg.Range(), Value: code.Str(spec)}
	}
	return value, pos + 1
}

// formatNumber reads digits; without any the number is -1.
func formatNumber(format string, pos int) (number, end int, ok bool) {
	start := pos
	for pos < len(format) && '0' <= format[pos] && format[pos] <= '9' {
		pos++
	}
	if pos == start {
		return -1, pos, true
	}
	if pos-start > maxFormatDigits {
		return 0, 0, false
	}
	number, _ = strconv.Atoi(format[start:pos])
	return number, pos, true
}
