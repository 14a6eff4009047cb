// Package linux makes system calls of Linux on amd64 for interpreters that show their programs the operating system:
// descriptors, processes, files with all their attributes.
//
// In: call numbers, integers, buffers. Out: the kernel's result; a negative one is -errno, as the kernel itself says it.
// What holds: buffers are used in place, so a call writes into the slice it was given. Under plain Go the calls go
// through package syscall; in translated programs through the external function syscall.
package linux

// Buffers are the memory arguments of a call: entry i takes the place of argument i unless it is nil.
type Buffers [6][]byte

// Int makes a call with integers only.
func Int(number int, args ...int) int { return Call(number, Buffers{}, args...) }

// Path makes a call whose first argument is a path.
func Path(number int, path string, args ...int) int {
	all := make([]int, len(args)+1)
	copy(all[1:], args)
	return Call(number, Buffers{CString(path)}, all...)
}

// CString is s with a NUL behind it.
func CString(s string) []byte {
	b := make([]byte, len(s)+1)
	copy(b, s)
	return b
}

// Word reads the little-endian word of n bytes at b[at:].
func Word(b []byte, at, n int) uint64 {
	v := uint64(0)
	for i := n - 1; i >= 0; i-- {
		v = v<<8 | uint64(b[at+i])
	}
	return v
}

// PutWord stores the little-endian word of n bytes at b[at:].
func PutWord(b []byte, at, n int, v uint64) {
	for i := 0; i < n; i++ {
		b[at+i] = byte(v)
		v >>= 8
	}
}

// Child describes a process to start.
type Child struct {
	Paths    []string // tried one after the other
	Argv     []string
	Env      []string // nil: that of this process
	Dir      string   // empty: that of this process
	Files    [3]int   // become the descriptors 0, 1 and 2; -1 keeps what is there
	Keep     []int    // descriptors that stay open
	Close    bool     // all others above 2 are closed
	Setsid   bool
	Group    int // process group, -1 for none
	Uid, Gid int // -1 for none
	Groups   []int
	SetGroup bool
	Umask    int  // -1 for none
	Restore  bool // SIGPIPE, SIGXFSZ get their default actions
}

// HookFailed is what ForkExec returns in place of an errno if before returned
// false.
const HookFailed = 0x7fffffff

// DirFailed is the errno with which the child could not enter its directory,
// -1 if it could.
func DirFailed(c *Child) int {
	const sysStat, isDir = 4, 0o40000
	if c.Dir == "" {
		return -1
	}
	b := make([]byte, 144)
	if r := Call(sysStat, Buffers{CString(c.Dir), b}); r < 0 {
		return -r
	}
	if Word(b, 24, 4)&0o170000 != isDir {
		return 20
	}
	return -1
}
