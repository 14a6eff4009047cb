//go:build !rgo_free

package thread

// This file is for programs whose threads run one at a time.

// Parallel says whether threads can run at the same time.
const Parallel = false

// Together reports whether others may run at the same time just now.
func Together() bool { return false }

// BeAlone waits until nobody else runs.
func BeAlone() {}

// A Bias says which thread uses an object without a lock: with --threads free, see parallel.go.
type Bias struct{}

// Mine is the Bias of an object that only the thread that runs knows.
func Mine() Bias { return Bias{} }

// Frozen is the Bias of an object that nobody changes any more.
func Frozen() Bias { return Bias{} }

// IsMine reports whether the thread that runs may use the object as it likes until it calls Offer or waits.
func (b *Bias) IsMine() bool { return true }

// Take makes the object belong to the thread that runs.
func (b *Bias) Take() {}

// Own keeps others from the object until the thread offers its turn.
func (b *Bias) Own() {}

// Lock keeps others from the object until Unlock.
func (b *Bias) Lock() bool { return false }

// LockToRead is Lock for who changes nothing.
func (b *Bias) LockToRead() bool { return false }

// Peek begins to look at an object without its lock.
func (b *Bias) Peek() (seen int, ok bool) { return 0, false }

// Unchanged reports whether nobody has had the lock since Peek returned seen.
func (b *Bias) Unchanged(seen int) bool { return true }

// Unlock ends Lock or LockToRead, which has returned locked.
func (b *Bias) Unlock(locked bool) {}
