package vm

// This file lists the modules that are written in Python.

// pythonModules are their sources by name.
var pythonModules = map[string]string{}
