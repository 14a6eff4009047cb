package vm

// This file is the module _typing.

func init() {
	builtinModules["_typing"] = func(t *Thread) *Module {
		m := newModule("_typing")
		m.addFunctions([]method{{"_idfunc", 1, 1, func(t *Thread, args []Object) Object { return args[0] }, ""}})
		return m
	}
}
