package fmt

// entries is a map whose entries can be listed: the front end makes shapeEntries of it.
//
//lint:ignore U1000 no source mentions it
type entries[K comparable, V any] map[K]V

// List returns the keys of m, each with its value behind it.
func (m entries[K, V]) List() []any {
	list := make([]any, 0, 2*len(m))
	for k, v := range m {
		list = append(list, k, v)
	}
	return list
}
