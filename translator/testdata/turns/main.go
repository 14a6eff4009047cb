// A program that gives threads to a language, or would.
package main

import "rgo/rlib/thread"

func main() { thread.Start(func() {}) }
