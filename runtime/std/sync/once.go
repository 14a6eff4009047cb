package sync

// This file has the functions of package sync that stand for a Once.

// OnceFunc returns a function that calls f once. If f panics, so does every call, with the same value.
func OnceFunc(f func()) func() {
	once := OnceValue(func() struct{} {
		f()
		return struct{}{}
	})
	return func() { once() }
}

// OnceValue returns a function that calls f once and returns its value each time.
func OnceValue[T any](f func() T) func() T {
	once := OnceValues(func() (T, struct{}) { return f(), struct{}{} })
	return func() T {
		v, _ := once()
		return v
	}
}

// OnceValues returns a function that calls f once and returns its values each time.
func OnceValues[T1, T2 any](f func() (T1, T2)) func() (T1, T2) {
	var (
		once     Once
		returned bool
		failure  any
		v1       T1
		v2       T2
	)
	run := func() {
		defer func() {
			f = nil // let go of what it holds
			failure = recover()
			if !returned {
				panic(failure)
			}
		}()
		v1, v2 = f()
		returned = true
	}
	return func() (T1, T2) {
		once.Do(run)
		if !returned {
			panic(failure)
		}
		return v1, v2
	}
}
