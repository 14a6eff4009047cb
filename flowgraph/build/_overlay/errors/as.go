package errors

// Is reports whether any error in err's tree matches target. Without reflection, comparing finds out what is comparable.
func Is(err, target error) bool {
	if err == nil || target == nil {
		return err == target
	}
	return is(err, target, comparableValue(target))
}

// comparableValue reports whether x == x does not panic.
func comparableValue(x error) (ok bool) {
	defer func() {
		if recover() != nil {
			ok = false
		}
	}()
	return x == x || true
}

// As is never called: calls become those of Target.As for the type of the target.
func As(err error, target any) bool { panic("errors: the type of the target of As is not known") }

// Target carries the implementation of As for targets of type *T.
type Target[T any] struct{}

// As is errors.As.
func (t Target[T]) As(err error, to *T) bool {
	if err == nil {
		return false
	}
	if to == nil {
		panic("errors: target must be a non-nil pointer")
	}
	for {
		if x, ok := any(err).(T); ok {
			*to = x
			return true
		}
		if x, ok := err.(interface{ As(any) bool }); ok && x.As(to) {
			return true
		}
		switch x := err.(type) {
		case interface{ Unwrap() error }:
			err = x.Unwrap()
			if err == nil {
				return false
			}
		case interface{ Unwrap() []error }:
			for _, err := range x.Unwrap() {
				if err != nil && t.As(err, to) {
					return true
				}
			}
			return false
		default:
			return false
		}
	}
}

// as and errorType replace what only the original As uses.
func as(error, any) bool { return false }

var errorType = 0
