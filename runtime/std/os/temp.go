package os

// This file makes temporary files and directories, and expands variables.

import (
	"errors"
	"unsafe"

	"rgo/runtime/raw"
)

var errPatternHasSeparator = errors.New("pattern contains path separator")

// randomName returns pattern with its last * replaced by random digits, or with them behind it.
func randomName(pattern string) (string, error) {
	star := len(pattern)
	for i := 0; i < len(pattern); i++ {
		switch pattern[i] {
		case PathSeparator:
			return "", errPatternHasSeparator
		case '*':
			star = i
		}
	}
	var digits [10]byte
	raw.RandomBytes(unsafe.Pointer(&digits), len(digits))
	for i := range digits {
		digits[i] = '0' + digits[i]%10
	}
	rest := ""
	if star < len(pattern) {
		rest = pattern[star+1:]
	}
	return pattern[:star] + string(digits[:]) + rest, nil
}

// temporary calls try with new names in dir until one did not exist.
func temporary(op, dir, pattern string, try func(name string) error) error {
	if dir == "" {
		dir = TempDir()
	}
	for attempt := 0; ; attempt++ {
		name, err := randomName(pattern)
		if err != nil {
			return &PathError{Op: op, Path: pattern, Err: err}
		}
		if dir[len(dir)-1] != PathSeparator {
			name = "/" + name
		}
		err = try(dir + name)
		if !IsExist(err) || attempt == 10000 {
			return err
		}
	}
}

// CreateTemp makes a new file in dir, or in the directory for temporary files if dir is "", and opens it for reading
// and writing. Random digits take the place of the last * in pattern, or follow it.
func CreateTemp(dir, pattern string) (*File, error) {
	var f *File
	err := temporary("createtemp", dir, pattern, func(name string) error {
		var err error
		f, err = OpenFile(name, O_RDWR|O_CREATE|O_EXCL, 0600)
		return err
	})
	return f, err
}

// MkdirTemp is CreateTemp for a directory. It returns the path.
func MkdirTemp(dir, pattern string) (string, error) {
	path := ""
	err := temporary("mkdirtemp", dir, pattern, func(name string) error {
		path = name
		return Mkdir(name, 0700)
	})
	if err != nil {
		return "", err
	}
	return path, nil
}

// ExpandEnv replaces $var and ${var} in s by environment variables.
func ExpandEnv(s string) string { return Expand(s, Getenv) }

// Expand replaces $var and ${var} in s by what mapping returns for var.
func Expand(s string, mapping func(string) string) string {
	var b []byte
	done := 0
	for i := 0; i+1 < len(s); i++ {
		if s[i] != '$' {
			continue
		}
		b = append(b, s[done:i]...)
		name, length := variable(s[i+1:])
		switch {
		case name != "":
			b = append(b, mapping(name)...)
		case length == 0: // a dollar sign in front of something else stays
			b = append(b, '$')
		}
		i += length
		done = i + 1
	}
	if done == 0 {
		return s
	}
	return string(b) + s[done:]
}

// variable returns the name at the start of s, which stood behind a dollar sign, and how many bytes it takes with its
// braces. An empty name that takes bytes is a mistake that Expand drops.
func variable(s string) (name string, length int) {
	switch {
	case s[0] == '{':
		if len(s) > 2 && special(s[1]) && s[2] == '}' {
			return s[1:2], 3
		}
		for i := 1; i < len(s); i++ {
			if s[i] == '}' {
				if i == 1 {
					return "", 2
				}
				return s[1:i], i + 1
			}
		}
		return "", 1
	case special(s[0]):
		return s[:1], 1
	}
	n := 0
	for n < len(s) && (s[n] == '_' || '0' <= s[n] && s[n] <= '9' || 'a' <= s[n] && s[n] <= 'z' || 'A' <= s[n] && s[n] <= 'Z') {
		n++
	}
	return s[:n], n
}

// special reports whether c alone is a variable of the shell.
func special(c byte) bool {
	switch c {
	case '*', '#', '$', '@', '!', '?', '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9':
		return true
	}
	return false
}
