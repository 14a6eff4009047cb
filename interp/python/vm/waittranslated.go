//go:build rgo

package vm

// waitForGuards does nothing: the collection has called the guards.
func waitForGuards() {}
