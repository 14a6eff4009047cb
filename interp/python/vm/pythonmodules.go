package vm

// This file lists the modules that are written in Python.

// pythonModules are their sources by name.
var pythonModules = map[string]string{
	"abc":         abcSource,
	"bisect":      bisectSource,
	"collections": collectionsSource,
	"contextlib":  contextlibSource,
	"copy":        copySource,
	"dataclasses": dataclassesSource,
	"enum":        enumSource,
	"functools":   functoolsSource,
	"heapq":       heapqSource,
	"io":          ioSource,
	"keyword":     keywordSource,
	"os":          osSource,
	"posixpath":   posixpathSource,
	"random":      randomSource,
	"string":      stringSource,
	"types":       typesSource,
	"typing":      typingSource,
}
