//go:build rgo_free

package thread

// This file is for programs whose threads run at the same time. A function that is marked //rgo:parallel
//
//   - reads what never changes, and what only functions without the mark change, as it likes: while one of those runs, no marked
//     one does. But where it calls one without the mark, or Offer, all of that may change;
//   - writes what belongs to its own thread, and single words, as it likes. What it writes must be good to read without having seen
//     anything else;
//   - uses a Bias, if Together, for what marked functions read and write in more than one word. Between Lock and Unlock it calls
//     nothing without the mark and locks nothing else, which the translator checks. After Own it looks at nothing that it has seen before,
//     and calls Own again behind everything that may offer the thread's turn;
//   - evaluates what it hands to a function without the mark only from what never changes: that function begins with waiting.

import (
	"unsafe"

	"rgo/runtime/raw"
	"rgo/runtime/scheduler"
)

// Parallel says whether threads can run at the same time.
const Parallel = true

// Together reports whether others may run at the same time just now.
//
//rgo:inline
//rgo:nogc
func Together() bool { return raw.Company() == raw.Together }

// BeAlone waits until nobody else runs. The translator has functions begin with it.
//
//rgo:inline
func BeAlone() {
	if raw.Company() != raw.Alone {
		raw.BeAlone()
	}
}

// Turn reports whether the thread should call Offer.
//
//rgo:op poll
func Turn() bool { return false }

// Offer lets others run who are ready, and those who wait to be alone.
//
//rgo:cold
//rgo:noinline
func Offer() {
	raw.Answered()
	raw.Safepoint()
	if raw.Local(raw.MachineTick) != 0 {
		raw.BeAway()
		scheduler.Offer()
	}
	raw.BeTogether()
}

const (
	numLocks = 1024
	patience = 200 // looks at a lock before letting the system run somebody else
)

// locks are for all objects, which share them by address. Each has a line of the cache for itself. It is odd while somebody has it, and
// counts: so who only looks can look without it, and see afterwards whether somebody else had it meanwhile (Peek).
var locks [numLocks * 8]uint64

//rgo:inline
//rgo:nogc
func lockOf(p unsafe.Pointer) unsafe.Pointer {
	n := uint64(raw.Address(p)>>3) * 0x9e3779b97f4a7c15 >> 54
	return unsafe.Pointer(&locks[n<<3&(numLocks*8-1)])
}

func lock(p unsafe.Pointer) {
	if l := lockOf(p); raw.Or(l, 1)&1 != 0 {
		await(l)
	}
}

// await takes a lock that another thread has, which may have to wait for the end of a collection.
//
//rgo:cold
//rgo:noinline
func await(l unsafe.Pointer) {
	const schedYield = 24
	for n := 1; raw.Load(l)&1 != 0 || raw.Or(l, 1)&1 != 0; n++ {
		raw.Safepoint()
		if n%patience == 0 {
			raw.Syscall(schedYield, nil, nil, nil, nil, nil, nil, 0, 0, 0, 0, 0, 0)
		}
	}
}

// A Bias says which thread uses an object without a lock. It is a field of the object. Objects of one thread stay that thread's; when
// another one comes, either it takes the object over (Take), or both use a lock from then on (Lock). For either it has to be alone.
// What several threads only read needs no lock until one of them changes it (LockToRead). The zero Bias is of nobody yet.
type Bias struct{ owner uintptr }

// Owners that are no threads.
const (
	lockedBias = 2 // of an object that is used under its lock
	sharedBias = 4 // of one that threads have only read since another one than its owner came: who changes it has to be alone first
	frozenBias = 6 // of one that nobody changes any more
)

//rgo:inline
//rgo:nogc
func me() uintptr { return raw.Local(raw.MachineG) | 1 }

// Mine is the Bias of an object that only the thread that runs knows.
//
//rgo:inline
//rgo:nogc
func Mine() Bias { return Bias{me()} }

// Frozen is the Bias of an object that nobody changes any more: all threads may look at it.
//
//rgo:inline
//rgo:nogc
func Frozen() Bias { return Bias{frozenBias} }

// by returns the owner, which another thread may be changing.
//
//rgo:inline
//rgo:nogc
func (b *Bias) by() uintptr { return uintptr(raw.Load(unsafe.Pointer(&b.owner))) }

// IsMine reports whether the thread that runs may use the object as it likes until it calls Offer or waits.
//
//rgo:inline
func (b *Bias) IsMine() bool { return b.by() == me() || b.by() == 0 && b.claim() }

// claim makes an object of nobody the thread's, unless another one is faster.
//
//rgo:noinline
func (b *Bias) claim() bool { return raw.Cas(unsafe.Pointer(&b.owner), 0, int(me())) != 0 }

// Take makes the object belong to the thread that runs. For that it may have to be alone: what it knew of the object before is not true any
// more then.
func (b *Bias) Take() {
	if !b.IsMine() {
		BeAlone()
		b.owner = me()
	}
}

// Own has the thread be alone unless the object is its own: either way nobody else uses the object until the thread offers its turn, or
// calls something that does. Who needs several objects calls Own for all of them before it looks at any.
//
//rgo:inline
func (b *Bias) Own() {
	if b.by() != me() {
		b.ownOther()
	}
}

//rgo:noinline
func (b *Bias) ownOther() {
	if by := b.by(); by != frozenBias && (by != 0 || !b.claim()) {
		BeAlone()
	}
}

// Lock keeps others from the object until Unlock, in functions that may run at the same time. It may begin with being alone.
//
//rgo:inline
func (b *Bias) Lock() bool { return b.by() != me() && b.lockOther() }

//rgo:noinline
func (b *Bias) lockOther() bool {
	if b.by() == 0 && b.claim() {
		return false
	}
	if b.by() != lockedBias {
		BeAlone()
		b.owner = lockedBias
		return false
	}
	lock(unsafe.Pointer(b))
	return true
}

// LockToRead is Lock for who changes nothing before Unlock, and does not call Offer or wait.
//
//rgo:inline
func (b *Bias) LockToRead() bool {
	by := b.by()
	return by != me() && by != sharedBias && b.readOther()
}

//rgo:noinline
func (b *Bias) readOther() bool {
	if by := b.by(); by == frozenBias || by == 0 && b.claim() {
		return false
	}
	if b.by() != lockedBias {
		BeAlone()
	}
	if b.by() != lockedBias {
		b.owner = sharedBias
		return false
	}
	lock(unsafe.Pointer(b))
	return true
}

// Unlock ends Lock or LockToRead, which has returned locked.
//
//rgo:inline
func (b *Bias) Unlock(locked bool) {
	if locked {
		raw.Add(lockOf(unsafe.Pointer(b)), 1)
	}
}

// Peek begins to look at an object that is used under its lock without locking it. What is read then may be half of what somebody else
// writes: lengths and addresses of slices must not be used before Unchanged has said that they belong together, and what comes of it all
// is true if Unchanged says so afterwards. ok is false if that is not for here: then there is Lock.
//
//rgo:inline
func (b *Bias) Peek() (seen int, ok bool) {
	if b.by() != lockedBias {
		return 0, false
	}
	seen = raw.Load(lockOf(unsafe.Pointer(b)))
	return seen, seen&1 == 0
}

// Unchanged reports whether nobody has had the lock since Peek returned seen.
//
//rgo:inline
func (b *Bias) Unchanged(seen int) bool { return raw.Load(lockOf(unsafe.Pointer(b))) == seen }

func yield() {
	before := away()
	scheduler.Offer()
	back(before)
}

func away() uintptr { return raw.BeAway() }

func back(before uintptr) { raw.Return(before) }
