package rt

// This file is for programs that watch signals. Those for the process go to its first thread while that takes them, and only
// calls of the thread that got one are interrupted: so the program stays on the first.

import "runtime"

func init() { runtime.LockOSThread() }
