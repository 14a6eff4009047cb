package slices

// This file chooses the capacity of a slice that append has to move. Programs can see it, so that it is the one that
// gc's runtime chooses: doubling at first, a quarter more later, then as much as fits the size class of its allocator.

// classes are the sizes of small blocks of gc's allocator in bytes, in units of 8.
var classes = [...]uint16{1, 2, 3, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30, 32, 36, 40, 44, 48, 52, 56, 60,
	64, 72, 80, 88, 96, 112, 128, 144, 160, 176, 192, 224, 256, 288, 336, 384, 400, 432, 512, 608, 672, 768, 816, 848,
	864, 1024, 1184, 1216, 1280, 1360, 1536, 1696, 1792, 2048, 2304, 2384, 2560, 2720, 3072, 3408, 3584, 4096}

const (
	largest   = 32768 - 8 // largest request that a size class serves
	page      = 8192
	threshold = 256
)

// capacity returns the capacity that follows old for at least total elements of size bytes. A total that has
// overflowed, or is too large for any memory, is passed on: make refuses it.
func capacity(old, total int, size uintptr) int {
	if size == 0 || total < 0 {
		return total
	}
	next := total
	if total <= 2*old {
		next = 2 * old
		if old >= threshold {
			next = old
			for next < total {
				next += (next + 3*threshold) >> 2
				if next <= 0 {
					return total
				}
			}
		}
	}
	if uint64(next) > 1<<47/uint64(size) {
		return next
	}
	return int(roundUp(uintptr(next)*size) / size)
}

// small is the size class for each number of words up to its length: an index into classes.
var small = makeSmall()

func makeSmall() (table [129]uint8) {
	at := 0
	for words := range table {
		if int(classes[at]) < words {
			at++
		}
		table[words] = uint8(at)
	}
	return table
}

// roundUp returns the size of the block that gc's allocator has for n bytes.
func roundUp(n uintptr) uintptr {
	if n > largest {
		return (n + page - 1) &^ (page - 1)
	}
	words := (n + 7) >> 3
	if classes[0] == 0 { // in an initialiser that runs before that of this package
		return words << 3
	}
	if words < uintptr(len(small)) {
		return uintptr(classes[small[words]]) << 3
	}
	low, high := int(small[len(small)-1]), len(classes)-1
	for low < high {
		if mid := int(uint(low+high) >> 1); uintptr(classes[mid]) < words {
			low = mid + 1
		} else {
			high = mid
		}
	}
	return uintptr(classes[low]) << 3
}
