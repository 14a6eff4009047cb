package vm

import "strings"

// This file is sys.breakpointhook: it calls what PYTHONBREAKPOINT names.

// breakpointHook is sys.breakpointhook and sys.__breakpointhook__.
func breakpointHook(t *Thread, args []Object, kwNames []*Str) Object {
	name := ""
	if t.interp.config.IgnoreEnvironment == 0 {
		name = environmentValue("PYTHONBREAKPOINT")
	}
	switch name {
	case "":
		name = "pdb.set_trace"
	case "0":
		return None
	}
	module, attr := "builtins", name
	if i := strings.LastIndexByte(name, '.'); i >= 0 {
		module, attr = name[:i], name[i+1:]
	}
	m := t.importPath(module)
	var hook Object
	if m != nil {
		hook = t.getAttr(m, intern(attr))
	}
	if hook == nil {
		if !t.catch(ImportError) && !t.catch(AttributeError) {
			return nil
		}
		if !t.warn(RuntimeWarning, "Ignoring unimportable $PYTHONBREAKPOINT: \""+name+"\"", 1) {
			return nil
		}
		return None
	}
	return t.call(hook, args, kwNames)
}
