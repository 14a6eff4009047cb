package vm

// This file is records: tuples with named fields such as sys.version_info, and
// types.SimpleNamespace.

// newRecordType makes the class of a record.
func newRecordType(name string) *Type { return newBuiltinType(name, TupleType, final) }

// Record classes.
var (
	versionInfoType     = newRecordType("sys.version_info")
	floatInfoType       = newRecordType("sys.float_info")
	intInfoType         = newRecordType("sys.int_info")
	hashInfoType        = newRecordType("sys.hash_info")
	flagsType           = newRecordType("sys.flags")
	simpleNamespaceType = newBuiltinType("types.SimpleNamespace", ObjectType, heapDict)
)

// recordFields names the fields of the record classes.
var recordFields = []struct {
	cls    *Type
	fields []string
}{
	{versionInfoType, []string{"major", "minor", "micro", "releaselevel", "serial"}},
	{floatInfoType, []string{"max", "max_exp", "max_10_exp", "min", "min_exp", "min_10_exp", "dig", "mant_dig", "epsilon", "radix", "rounds"}},
	{intInfoType, []string{"bits_per_digit", "sizeof_digit", "default_max_str_digits", "str_digits_check_threshold"}},
	{hashInfoType, []string{"width", "modulus", "inf", "nan", "imag"}},
	{flagsType, []string{"debug", "optimize", "verbose"}},
}

// makeRecord makes a record.
func makeRecord(cls *Type, items ...Object) Object {
	return newInstance(cls, newTuple(items))
}

func init() {
	for _, row := range recordFields {
		for i, name := range row.fields {
			row.cls.addGetSets([]getset{{name, func(t *Thread, o Object) Object { return tuplePayload(o).items[i] }, nil}})
		}
		names := row.fields
		row.cls.layout = TupleType
		row.cls.addMethods([]method{{"__repr__", 0, 0, func(t *Thread, args []Object) Object {
			s := args[0].Class().name + "("
			for i, v := range tuplePayload(args[0]).items {
				if i > 0 {
					s += ", "
				}
				s += names[i] + "=" + t.displayRepr(v)
			}
			return NewStr(s + ")")
		}, ""}})
	}
	simpleNamespaceType.setNew(func(t *Thread, args []Object, kwNames []*Str) Object {
		o := newInstance(args[0].(*Type), nil)
		for i, k := range kwNames {
			o.setSlot(k, args[len(args)-len(kwNames)+i])
		}
		return o
	})
	simpleNamespaceType.addMethods([]method{
		{"__repr__", 0, 0, func(t *Thread, args []Object) Object {
			s := "namespace("
			d := args[0].(*Instance).useDict()
			first := true
			for _, e := range d.entries {
				if e.key == nil {
					continue
				}
				if !first {
					s += ", "
				}
				first = false
				s += t.displayText(e.key) + "=" + t.displayRepr(e.value)
			}
			return NewStr(s + ")")
		}, ""},
		{"__eq__", 1, 1, func(t *Thread, args []Object) Object {
			a := args[0].(*Instance)
			b, ok := args[1].(*Instance)
			if !ok || b.cls != a.cls {
				return NotImplemented
			}
			same, ok := t.equalDicts(a.useDict(), b.useDict())
			if !ok {
				return nil
			}
			return boolOf(same)
		}, ""},
	})
}
