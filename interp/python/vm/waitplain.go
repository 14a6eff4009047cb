//go:build !rgo

package vm

import "time"

// waitForGuards gives the guards of collected files time to close them: under
// plain Go they run in a goroutine of their own.
func waitForGuards() { time.Sleep(2 * time.Millisecond) }
