package fmt

import (
	"reflect"
	"unsafe"
)

// This file makes shapes under plain Go, of which the front end makes those of translated programs.

func init() {
	HostTypeString = func(x any) string { return reflect.TypeOf(x).String() }
	HostShape = func(x any) shape { return hostShape{reflect.ValueOf(x)} }
}

type hostShape struct{ v reflect.Value }

// part returns the type of part i.
func (s hostShape) part(i int) reflect.Type {
	t := s.v.Type()
	switch {
	case i < 0:
		return t
	case t.Kind() == reflect.Struct:
		return t.Field(i).Type
	case t.Kind() == reflect.Map && i == 0:
		return t.Key()
	}
	return t.Elem()
}

func (s hostShape) shapeKind(i int) int    { return int(s.part(i).Kind()) }
func (s hostShape) shapeText(i int) string { return s.part(i).String() }

func (s hostShape) shapeLen() int {
	switch s.v.Kind() {
	case reflect.Array, reflect.Slice, reflect.Map:
		return s.v.Len()
	case reflect.Struct:
		return s.v.NumField()
	}
	return 0
}

func (s hostShape) shapePart(i int) any {
	switch s.v.Kind() {
	case reflect.Array, reflect.Slice:
		return s.v.Index(i).Interface()
	case reflect.Pointer:
		if i < 0 {
			return s.plainPointer()
		}
		return s.v.Elem().Interface()
	case reflect.Struct: // a field that is not exported is not to be had but through its address
		whole := reflect.New(s.v.Type()).Elem()
		whole.Set(s.v)
		f := whole.Field(i)
		return reflect.NewAt(f.Type(), unsafe.Pointer(f.UnsafeAddr())).Elem().Interface()
	}
	return s.v.Convert(predeclared[s.v.Kind()]).Interface()
}

func (s hostShape) plainPointer() any {
	t := s.v.Type().Elem()
	switch plain := predeclared[t.Kind()]; {
	case plain != nil && plain != t:
		return s.v.Convert(reflect.PointerTo(plain)).Interface()
	case t.Name() != "" && t.Kind() == reflect.Slice && t.Elem() == predeclared[reflect.Uint8]:
		return s.v.Convert(reflect.TypeFor[*[]byte]()).Interface()
	}
	return nil
}

var predeclared = map[reflect.Kind]reflect.Type{}

func init() {
	for _, x := range []any{false, 0, int8(0), int16(0), int32(0), int64(0), uint(0), uint8(0), uint16(0), uint32(0), uint64(0), uintptr(0),
		float32(0), 0.0, complex64(0), 0i, ""} {
		predeclared[reflect.TypeOf(x).Kind()] = reflect.TypeOf(x)
	}
}

func (s hostShape) shapeName(i int) string {
	if s.v.Kind() != reflect.Struct {
		return ""
	}
	f := s.v.Type().Field(i)
	if f.Anonymous {
		return "." + f.Name
	}
	return f.Name
}

func (s hostShape) shapeEntries() []any {
	var list []any
	for it := s.v.MapRange(); it.Next(); {
		list = append(list, it.Key().Interface(), it.Value().Interface())
	}
	return list
}

func (s hostShape) shapeAddress() uintptr { return uintptr(s.v.UnsafePointer()) }
