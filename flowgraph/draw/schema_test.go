package draw

import (
	"os"
	"reflect"
	"regexp"
	"strings"
	"testing"
)

// TestSchema compares docs/graph-json.md with the types: every field has a row, in order, with its JSON type, and no row
// is of a field that is not there.
func TestSchema(t *testing.T) {
	text, err := os.ReadFile("../../docs/graph-json.md")
	if err != nil {
		t.Fatal(err)
	}
	sections := map[string][]string{}
	name := ""
	rowOf := regexp.MustCompile(`^\| (\w+) \| ([^|]+) \|`)
	for _, line := range strings.Split(string(text), "\n") {
		if h, ok := strings.CutPrefix(line, "## "); ok {
			name = h
			sections[name] = nil
		}
		if m := rowOf.FindStringSubmatch(line); m != nil && m[1] != "field" {
			sections[name] = append(sections[name], m[1]+": "+m[2])
		}
	}
	for _, x := range []any{Graph{}, Block{}, Var{}, Op{}, Site{}, Exit{}, Link{}, Calls{}, Function{}, Call{}} {
		typ := reflect.TypeOf(x)
		if got, want := sections[typ.Name()], fields(typ); !reflect.DeepEqual(got, want) {
			t.Errorf("section %s has the rows\n\t%s\nand the type the fields\n\t%s", typ.Name(), strings.Join(got, "\n\t"), strings.Join(want, "\n\t"))
		}
		delete(sections, typ.Name())
	}
	if len(sections) > 0 {
		t.Errorf("sections without a type: %v", sections)
	}
}

func fields(typ reflect.Type) []string {
	var list []string
	for i := range typ.NumField() {
		f := typ.Field(i)
		if f.Anonymous {
			list = append(list, fields(f.Type)...)
			continue
		}
		tag, omit, _ := strings.Cut(f.Tag.Get("json"), ",")
		text := tag + ": " + jsonType(f.Type)
		if omit != "" {
			text += ", optional"
		}
		list = append(list, text)
	}
	return list
}

func jsonType(t reflect.Type) string {
	switch t.Kind() {
	case reflect.String:
		return "string"
	case reflect.Bool:
		return "boolean"
	case reflect.Slice:
		return "array of " + jsonType(t.Elem())
	case reflect.Struct:
		return t.Name()
	}
	return "number"
}
