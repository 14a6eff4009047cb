package bytealg

// MakeNoZero makes a slice of n bytes. All fresh memory is zero.
func MakeNoZero(n int) []byte { return make([]byte, n) }
