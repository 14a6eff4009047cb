package vm

// This file is float.__getformat__.

func init() {
	FloatType.addClassMethods([]method{{"__getformat__", 1, 1, func(t *Thread, args []Object) Object {
		s := strOf(args[1])
		if s == nil {
			return t.typeError("__getformat__() argument must be str, not " + args[1].Class().name)
		}
		if s.s != "double" && s.s != "float" {
			return t.valueError("__getformat__() argument 1 must be 'double' or 'float'")
		}
		return newASCII("IEEE, little-endian")
	}, ""}})
}
