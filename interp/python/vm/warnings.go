package vm

import (
	"strconv"
	"strings"
)

// This file is the module _warnings, and the warnings that the VM itself gives.

// warningState is the state of the module.
type warningState struct {
	filters *List
	once    *Dict
	action  Object
	version int
}

// newWarningState makes the default filters.
func newWarningState() *warningState {
	row := func(action string, cls *Type, module Object) Object {
		return tupleOf(newASCII(action), None, cls, module, newInt(0))
	}
	return &warningState{
		filters: newList([]Object{
			row("default", DeprecationWarning, newASCII("__main__")),
			row("ignore", DeprecationWarning, None),
			row("ignore", PendingDeprecation, None),
			row("ignore", ImportWarning, None),
			row("ignore", ResourceWarning, None),
		}),
		once:   NewDict(),
		action: newASCII("default"),
	}
}

func init() {
	builtinModules["_warnings"] = func(t *Thread) *Module {
		m := newModule("_warnings")
		w := t.interp.warnings
		m.set("filters", w.filters)
		m.set("_onceregistry", w.once)
		m.set("_defaultaction", w.action)
		m.addFunctions([]method{
			{"warn", 1, 4, func(t *Thread, args []Object) Object {
				level := 1
				if args[2] != nil {
					var ok bool
					if level, ok = t.cLong(args[2]); !ok {
						return nil
					}
				}
				return t.warnObject(args[0], args[1], level, args[3])
			}, "message,category,stacklevel,source"},
			{"warn_explicit", 4, 8, warnExplicit, "message,category,filename,lineno,module,registry,module_globals,source"},
			{"_filters_mutated", 0, 0, func(t *Thread, args []Object) Object {
				t.interp.warnings.version++
				return None
			}, ""},
		})
		return m
	}
}

// warn gives a warning from the running code; false means that it became an
// exception.
func (t *Thread) warn(category *Type, message string, level int) bool {
	return t.warnObject(NewStr(message), category, level, nil) != nil
}

// warningCategory is the class of a warning, nil with TypeError if it is none.
func (t *Thread) warningCategory(message, category Object) *Type {
	if c := message.Class(); c.isSubtype(WarningType) {
		return c
	}
	if category == nil || category == None {
		return UserWarning
	}
	c, ok := category.(*Type)
	if !ok || !c.isSubtype(WarningType) {
		t.typeError("category must be a Warning subclass, not '" + category.Class().name + "'")
		return nil
	}
	return c
}

// isInternalFrame tells frames of importlib, which warnings are not about.
func isInternalFrame(f *Frame) bool {
	name := f.code.src.FileName
	return strings.Contains(name, "importlib") && strings.Contains(name, "_bootstrap")
}

// warnObject is warnings.warn.
func (t *Thread) warnObject(message, category Object, level int, source Object) Object {
	cls := t.warningCategory(message, category)
	if cls == nil {
		return nil
	}
	f := t.frame
	if level <= 0 || f != nil && isInternalFrame(f) {
		for level--; level > 0 && f != nil; level-- {
			f = f.back
		}
	} else {
		for level--; level > 0 && f != nil; level-- {
			for f = f.back; f != nil && isInternalFrame(f); f = f.back {
			}
		}
	}
	globals, file, line := t.interp.sys.dict, "sys", 1
	if f != nil {
		globals, file, line = f.globals, f.code.src.FileName, f.line()
	}
	registry := globals.getStr(intern("__warningregistry__"))
	if registry == nil {
		registry = NewDict()
		globals.setStr(intern("__warningregistry__"), registry)
	}
	module := globals.getStr(nameName)
	if strOf(orNone(module)) == nil {
		module = newASCII("<string>")
	}
	return t.warnAt(cls, message, NewStr(file), line, module, registry, source)
}

// warnExplicit is warnings.warn_explicit.
func warnExplicit(t *Thread, args []Object) Object {
	cls := t.warningCategory(args[0], args[1])
	if cls == nil {
		return nil
	}
	line, ok := t.cLong(args[3])
	if !ok {
		return nil
	}
	if strOf(args[2]) == nil {
		return t.typeError("warn_explicit() argument 3 must be str, not " + args[2].Class().name)
	}
	if g := args[6]; g != nil && g != None && dictOf(g) == nil {
		return t.typeError("module_globals must be a dict, not '" + g.Class().name + "'")
	}
	return t.warnAt(cls, args[0], args[2], line, args[4], args[5], args[7])
}

// warnAt decides what becomes of a warning and does it. nil means that an
// exception is pending.
func (t *Thread) warnAt(cls *Type, message, file Object, line int, module, registry, source Object) Object {
	if module == nil || module == None {
		name := t.displayText(file)
		if name == "" {
			name = "<unknown>"
		}
		module = NewStr(strings.TrimSuffix(name, ".py"))
	}
	var seen *Dict
	if registry != nil && registry != None {
		if seen = dictOf(registry); seen == nil {
			return t.typeError("'registry' must be a dict or None")
		}
	}
	text, instance := message, message
	if message.Class().isSubtype(WarningType) {
		s := t.str(message)
		if s == nil {
			return nil
		}
		text = s
	} else if instance = t.call1(cls, message); instance == nil {
		return nil
	}
	key := tupleOf(text, cls, intOf(line))
	if seen != nil {
		done, ok := t.alreadyWarned(seen, key, false)
		if !ok {
			return nil
		}
		if done {
			return None
		}
	}
	action, item, ok := t.warningAction(cls, text, line, module)
	if !ok {
		return nil
	}
	name := ""
	if s := strOf(action); s != nil {
		name = s.s
	}
	if name == "error" {
		return t.raiseInstance(instance.(*Instance))
	}
	if name == "ignore" {
		return None
	}
	done := false
	if seen != nil && name != "always" {
		if !seen.set(t, key, True) {
			return nil
		}
	}
	switch name {
	case "always":
	case "once":
		done, ok = t.alreadyWarned(t.onceRegistry(), tupleOf(text, cls), true)
	case "module":
		if seen != nil {
			done, ok = t.alreadyWarned(seen, tupleOf(text, cls, newInt(0)), true)
		}
	case "default":
	default:
		s, _ := t.repr(orNone(item))
		return t.raise(RuntimeError, "Unrecognized action ("+t.displayRepr(orNone(action))+") in warnings.filters:\n "+s)
	}
	if !ok {
		return nil
	}
	if done {
		return None
	}
	return t.showWarning(cls, text, instance, file, line, source)
}

// warningsAttr looks an attribute of the module warnings up, if it is there.
func (t *Thread) warningsAttr(name string) Object {
	m, ok := t.interp.modules.getStr(intern("warnings")).(*Module)
	if !ok {
		return nil
	}
	return m.dict.getStr(intern(name))
}

func (t *Thread) onceRegistry() *Dict {
	if d, ok := t.warningsAttr("onceregistry").(*Dict); ok {
		return d
	}
	return t.interp.warnings.once
}

// alreadyWarned tells whether key is in a registry, and may add it.
func (t *Thread) alreadyWarned(registry *Dict, key Object, add bool) (done, ok bool) {
	version := intern("version")
	if v, isInt := smallValue(orNone(registry.getStr(version))); !isInt || int(v) != t.interp.warnings.version {
		registry.clear()
		registry.setStr(version, intOf(t.interp.warnings.version))
	} else if v := registry.get(t, key); v != nil {
		return t.truth(v)
	} else if t.exc != nil {
		return false, false
	}
	if add {
		return false, registry.set(t, key, True)
	}
	return false, true
}

// warningAction finds the filter for a warning.
func (t *Thread) warningAction(cls *Type, text Object, line int, module Object) (action, item Object, ok bool) {
	filters := t.warningsAttr("filters")
	if filters == nil {
		filters = t.interp.warnings.filters
	}
	list := listOf(filters)
	if list == nil {
		t.valueError("_warnings.filters must be a list")
		return nil, nil, false
	}
	for i := 0; i < len(list.items); i++ {
		row := tuplePayload(list.items[i])
		if row == nil || len(row.items) != 5 {
			t.valueError("_warnings.filters item " + strconv.Itoa(i) + " isn't a 5-tuple")
			return nil, nil, false
		}
		good, ok := t.warningMatches(row.items[1], text)
		if !ok {
			return nil, nil, false
		}
		if !good {
			continue
		}
		if good, ok = t.warningMatches(row.items[3], module); !ok {
			return nil, nil, false
		}
		if !good {
			continue
		}
		if good, ok = t.isSubclassOf(cls, row.items[2]); !ok {
			return nil, nil, false
		}
		n, isInt := t.cLong(row.items[4])
		if !isInt {
			return nil, nil, false
		}
		if good && (n == 0 || n == line) {
			return row.items[0], row, true
		}
	}
	if a := t.warningsAttr("defaultaction"); a != nil {
		return a, nil, true
	}
	return t.interp.warnings.action, nil, true
}

// warningMatches compares a pattern of a filter with a text.
func (t *Thread) warningMatches(pattern, text Object) (matches, ok bool) {
	if pattern == None {
		return true, true
	}
	if s, isStr := pattern.(*Str); isStr {
		return t.equal(s, text)
	}
	r := t.callAttr(pattern, intern("match"), text)
	if r == nil {
		return false, false
	}
	return t.truth(r)
}

// showWarning prints a warning, through the module warnings if it is there.
func (t *Thread) showWarning(cls *Type, text, instance, file Object, line int, source Object) Object {
	show := t.warningsAttr("_showwarnmsg")
	if show == nil && source != nil && source != None {
		if t.importPath("warnings") == nil {
			t.exc = nil
		}
		show = t.warningsAttr("_showwarnmsg")
	}
	if show != nil {
		if !isCallable(show) {
			return t.typeError("warnings._showwarnmsg() must be set to a callable")
		}
		if maker := t.warningsAttr("WarningMessage"); maker != nil {
			record := t.call(maker, []Object{instance, cls, file, intOf(line), None, None, orNone(source)}, nil)
			if record == nil {
				return nil
			}
			return t.call1(show, record)
		}
		return t.raise(RuntimeError, "unable to get warnings.WarningMessage")
	}
	name := t.displayText(file)
	out := name + ":" + strconv.Itoa(line) + ": " + cls.name + ": " + t.displayText(text) + "\n"
	if s, ok := t.sourceLine(name, line); ok {
		out += "  " + strings.TrimLeft(s, " \t\f") + "\n"
	}
	t.writeError(out)
	return None
}
