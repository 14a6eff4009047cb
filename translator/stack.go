package translator

import "runtime/debug"

// stack returns the stack of the current goroutine, for reports of internal errors.
func stack() []byte { return debug.Stack() }
