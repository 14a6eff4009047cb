package parser

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// This file turns the bytes of a source into UTF-8 text with \n line ends and a
// newline at the end.

// decode handles a byte order mark, a coding comment and line ends.
func decode(fileName string, src []byte) (string, *SyntaxError) {
	text := string(src)
	hasMark := strings.HasPrefix(text, "\ufeff")
	if hasMark {
		text = text[3:]
	}
	if strings.IndexByte(text, '\r') >= 0 {
		text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	}
	encoding, declared := codingComment(text)
	switch {
	case !declared || isUTF8Name(encoding):
		if i := invalidUTF8(text); i >= 0 {
			return "", decodeError(fileName, text, i, declared || hasMark)
		}
	case hasMark:
		if isLatin1Name(encoding) {
			encoding = "iso-8859-1"
		}
		return "", placeless(fileName, "encoding problem: "+encoding+" with BOM")
	case isLatin1Name(encoding):
		text = latin1(text)
	case encoding == "ascii" || encoding == "us-ascii":
		for i := 0; i < len(text); i++ {
			if text[i] >= utf8.RuneSelf {
				return "", placeless(fileName, "encoding problem: "+encoding)
			}
		}
	default:
		return "", placeless(fileName, "encoding problem: "+encoding)
	}
	return wholeLines(fileName, text)
}

// wholeLines ends the last line.
func wholeLines(fileName, text string) (string, *SyntaxError) {
	if strings.IndexByte(text, 0) >= 0 {
		return "", placeless(fileName, "source code cannot contain null bytes")
	}
	if !strings.HasSuffix(text, "\n") {
		text += "\n"
	}
	return text, nil
}

// OtherEncoding is the encoding that a source declares if it is none that this package knows, and else "". Whoever has codecs
// decodes such a source and gives the text to ParseText.
func OtherEncoding(src []byte) string {
	text := string(src[:min(len(src), 1000)]) // two lines
	encoding, declared := codingComment(text)
	if !declared || isUTF8Name(encoding) || isLatin1Name(encoding) || encoding == "ascii" || encoding == "us-ascii" || strings.HasPrefix(text, "\ufeff") {
		return ""
	}
	return encoding
}

// invalidUTF8 is the offset of the first byte that is not UTF-8, or -1.
func invalidUTF8(text string) int {
	if utf8.ValidString(text) {
		return -1
	}
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return -1
}

func decodeError(fileName, text string, offset int, declared bool) *SyntaxError {
	line := strings.Count(text[:offset], "\n") + 1
	if declared {
		return &SyntaxError{
			Message:  "(unicode error) 'utf-8' codec can't decode byte 0x" + hexByte(text[offset]),
			FileName: fileName, Line: line,
		}
	}
	return placeless(fileName, "Non-UTF-8 code starting with '\\x"+hexByte(text[offset])+"' in file "+fileName+" on line "+
		strconv.Itoa(line)+", but no encoding declared; see https://peps.python.org/pep-0263/ for details")
}

// placeless makes an error that concerns the source as a whole.
func placeless(fileName, message string) *SyntaxError {
	return &SyntaxError{Message: message, FileName: fileName, Line: NoPlace, Col: NoPlace, EndLine: NoPlace, EndCol: NoPlace}
}

// codingComment finds a coding declaration in the first two lines.
func codingComment(text string) (encoding string, ok bool) {
	for i := 0; i < 2; i++ {
		line := text
		if j := strings.IndexByte(text, '\n'); j >= 0 {
			line, text = text[:j], text[j+1:]
		} else {
			text = ""
		}
		stripped := strings.TrimLeft(line, " \t\f")
		if stripped == "" {
			continue
		}
		if stripped[0] != '#' {
			return "", false
		}
		for {
			j := strings.Index(stripped, "coding")
			if j < 0 {
				break
			}
			stripped = stripped[j+len("coding"):]
			if stripped == "" || stripped[0] != ':' && stripped[0] != '=' {
				continue
			}
			name := strings.TrimLeft(stripped[1:], " \t")
			end := 0
			for end < len(name) && (isNamePart(name[end]) && name[end] < utf8.RuneSelf || name[end] == '-' || name[end] == '.') {
				end++
			}
			if end > 0 {
				return strings.ReplaceAll(strings.ToLower(name[:end]), "_", "-"), true
			}
		}
	}
	return "", false
}

func isUTF8Name(name string) bool {
	return name == "utf8" || name == "utf-8" || strings.HasPrefix(name, "utf-8-")
}

func isLatin1Name(name string) bool {
	switch name {
	case "latin-1", "latin1", "iso-8859-1", "iso8859-1", "8859", "cp819", "l1":
		return true
	}
	return strings.HasPrefix(name, "latin-1-") || strings.HasPrefix(name, "iso-8859-1-")
}

// latin1 decodes ISO 8859-1.
func latin1(text string) string {
	var out strings.Builder
	for i := 0; i < len(text); i++ {
		out.WriteRune(rune(text[i]))
	}
	return out.String()
}

const hexDigits = "0123456789abcdef"

func hexByte(c byte) string { return string([]byte{hexDigits[c>>4], hexDigits[c&15]}) }
