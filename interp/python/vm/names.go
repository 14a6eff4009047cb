package vm

// This file interns names. Attribute and variable names are interned strings,
// so that tables keyed by names compare pointers.

// internTable maps text to its one Str.
type internTable struct{ byText map[string]*Str }

// interned is the one intern table. It belongs to the process as the builtin
// types do: initialisers fill it and the frozen heap keeps it.
var interned = &internTable{byText: map[string]*Str{}}

// intern returns the one interned Str with this text.
//
//rgo:parallel
func intern(s string) *Str {
	if x := interned.byText[s]; x != nil {
		return x
	}
	return addName(NewStr(s))
}

// internStr returns the interned Str equal to s.
//
//rgo:parallel
func internStr(s *Str) *Str {
	if s.interned {
		return s
	}
	if x := interned.byText[s.s]; x != nil {
		return x
	}
	return addName(s)
}

// addName interns s, if no other thread has interned its text meanwhile.
func addName(s *Str) *Str {
	if x := interned.byText[s.s]; x != nil {
		return x
	}
	s.place = placeOf(s.s)
	s.interned = true
	interned.byText[s.s] = s
	return s
}

// Names that the VM itself looks up.
var (
	nameAbs             = intern("__abs__")
	nameAll             = intern("__all__")
	nameBases           = intern("__bases__")
	nameAnnotations     = intern("__annotations__")
	nameBool            = intern("__bool__")
	nameBuildClass      = intern("__build_class__")
	nameBuiltins        = intern("__builtins__")
	nameBytes           = intern("__bytes__")
	nameCopy            = intern("__copy__")
	nameCall            = intern("__call__")
	nameCeil            = intern("__ceil__")
	nameClass           = intern("__class__")
	nameClassCell       = intern("__classcell__")
	nameClassGetItem    = intern("__class_getitem__")
	nameClose           = intern("close")
	nameComplex         = intern("__complex__")
	nameContains        = intern("__contains__")
	nameDelAttr         = intern("__delattr__")
	nameDelItem         = intern("__delitem__")
	nameDelete          = intern("__delete__")
	nameDict            = intern("__dict__")
	nameDir             = intern("__dir__")
	nameDivmod          = intern("__divmod__")
	nameDoc             = intern("__doc__")
	nameEnter           = intern("__enter__")
	nameEq              = intern("__eq__")
	nameExit            = intern("__exit__")
	nameFile            = intern("__file__")
	nameFloat           = intern("__float__")
	nameFloor           = intern("__floor__")
	nameFormat          = intern("__format__")
	nameGe              = intern("__ge__")
	nameGet             = intern("__get__")
	nameGetAttr         = intern("__getattr__")
	nameGetAttribute    = intern("__getattribute__")
	nameGetItem         = intern("__getitem__")
	nameGt              = intern("__gt__")
	nameDel             = intern("__del__")
	nameHash            = intern("__hash__")
	nameImport          = intern("__import__")
	nameIndex           = intern("__index__")
	nameInit            = intern("__init__")
	nameInitSubclass    = intern("__init_subclass__")
	nameInstanceCheck   = intern("__instancecheck__")
	nameInt             = intern("__int__")
	nameInvert          = intern("__invert__")
	nameIter            = intern("__iter__")
	nameKeys            = intern("keys")
	nameLe              = intern("__le__")
	nameLen             = intern("__len__")
	nameLt              = intern("__lt__")
	nameMain            = intern("__main__")
	nameMatchArgs       = intern("__match_args__")
	nameMetaclass       = intern("metaclass")
	nameMissing         = intern("__missing__")
	nameModule          = intern("__module__")
	nameMroEntries      = intern("__mro_entries__")
	nameName            = intern("__name__")
	nameNe              = intern("__ne__")
	nameNeg             = intern("__neg__")
	nameNew             = intern("__new__")
	nameNext            = intern("__next__")
	namePath            = intern("__path__")
	namePackage         = intern("__package__")
	namePos             = intern("__pos__")
	namePow             = intern("__pow__")
	namePrepare         = intern("__prepare__")
	nameQualname        = intern("__qualname__")
	nameRepr            = intern("__repr__")
	nameReversed        = intern("__reversed__")
	nameRound           = intern("__round__")
	nameSend            = intern("send")
	nameSet             = intern("__set__")
	nameSetAttr         = intern("__setattr__")
	nameSetItem         = intern("__setitem__")
	nameSetName         = intern("__set_name__")
	nameSlots           = intern("__slots__")
	nameSpec            = intern("__spec__")
	nameStr             = intern("__str__")
	nameSubclassCheck   = intern("__subclasscheck__")
	nameThrow           = intern("throw")
	nameTrunc           = intern("__trunc__")
	nameWrite           = intern("write")
	nameFlush           = intern("flush")
	nameIsAbstract      = intern("__isabstractmethod__")
	nameAbstractMethods = intern("__abstractmethods__")
	nameAwait           = intern("__await__")
	nameAiter           = intern("__aiter__")
	nameAnext           = intern("__anext__")
	nameAenter          = intern("__aenter__")
	nameAexit           = intern("__aexit__")
	nameEmpty           = intern("")
)
