//go:build !rgo_threads

package iter

// Pull needs coroutines, so a program that reaches it is refused.
func Pull[V any](seq Seq[V]) (next func() (V, bool), stop func()) {
	coroutine()
	return nil, nil
}

// Pull2 needs coroutines, like Pull.
func Pull2[K, V any](seq Seq2[K, V]) (next func() (K, V, bool), stop func()) {
	coroutine()
	return nil, nil
}

// coroutine has no body: it stands for what is missing.
func coroutine()
