// Package syscall replaces Go's package syscall by the few calls that packages os and time make, on the external
// functions of package raw. Results and errors are those of Go's.
package syscall

import (
	"unsafe"

	"rgo/runtime/raw"
)

// Flags of Open, bits of Stat_t.Mode.
const (
	O_RDONLY    = 0x0
	O_WRONLY    = 0x1
	O_RDWR      = 0x2
	O_CREAT     = 0x40
	O_EXCL      = 0x80
	O_TRUNC     = 0x200
	O_APPEND    = 0x400
	O_SYNC      = 0x101000
	O_DIRECTORY = 0x10000
	O_CLOEXEC   = 0x80000
	O_LARGEFILE = 0

	S_IFMT   = 0xf000
	S_IFSOCK = 0xc000
	S_IFLNK  = 0xa000
	S_IFREG  = 0x8000
	S_IFBLK  = 0x6000
	S_IFDIR  = 0x4000
	S_IFCHR  = 0x2000
	S_IFIFO  = 0x1000
	S_ISUID  = 0x800
	S_ISGID  = 0x400
	S_ISVTX  = 0x200

	ImplementsGetwd = true
)

// Timespec is a struct timespec.
type Timespec struct {
	Sec  int64
	Nsec int64
}

// Unix returns the time as seconds and nanoseconds.
func (ts *Timespec) Unix() (sec int64, nsec int64) { return ts.Sec, ts.Nsec }

// Stat_t is a struct stat of Linux on amd64.
type Stat_t struct {
	Dev       uint64
	Ino       uint64
	Nlink     uint64
	Mode      uint32
	Uid       uint32
	Gid       uint32
	X__pad0   int32
	Rdev      uint64
	Size      int64
	Blksize   int64
	Blocks    int64
	Atim      Timespec
	Mtim      Timespec
	Ctim      Timespec
	X__unused [3]int64
}

// fail returns r as a count, or the error that a negative r stands for.
func fail(r int) (int, error) {
	if r < 0 {
		return -1, Errno(-r)
	}
	return r, nil
}

// path returns s for a call, unless it has a NUL byte.
func path(s string) (unsafe.Pointer, error) {
	for i := 0; i < len(s); i++ {
		if s[i] == 0 {
			return nil, EINVAL
		}
	}
	return raw.PathBytes(s), nil
}

// Open opens a file.
func Open(name string, mode int, perm uint32) (fd int, err error) {
	p, err := path(name)
	if err != nil {
		return -1, err
	}
	return fail(open(p, mode, int(perm)))
}

// Close closes a file.
func Close(fd int) error {
	_, err := fail(raw.Close(fd))
	return err
}

// Read reads into p.
func Read(fd int, p []byte) (n int, err error) {
	return fail(read(fd, unsafe.Pointer(unsafe.SliceData(p)), len(p)))
}

// Write writes p.
func Write(fd int, p []byte) (n int, err error) {
	return fail(write(fd, unsafe.Pointer(unsafe.SliceData(p)), len(p)))
}

// Seek moves the file offset.
func Seek(fd int, offset int64, whence int) (off int64, err error) {
	n, err := fail(raw.Seek(fd, int(offset), whence))
	return int64(n), err
}

// A statBuffer is a struct stat as the kernel writes it.
type statBuffer [144]byte

func (b *statBuffer) word(at int) uint64 {
	v := uint64(0)
	for i := 7; i >= 0; i-- {
		v = v<<8 | uint64(b[at+i])
	}
	return v
}

func (b *statBuffer) time(at int) Timespec {
	return Timespec{int64(b.word(at)), int64(b.word(at + 8))}
}

// decode fills st, unless r is an error.
func (b *statBuffer) decode(r int, st *Stat_t) error {
	if _, err := fail(r); err != nil {
		return err
	}
	owner := b.word(24)
	*st = Stat_t{Dev: b.word(0), Ino: b.word(8), Nlink: b.word(16), Mode: uint32(owner), Uid: uint32(owner >> 32),
		Gid: uint32(b.word(32)), Rdev: b.word(40), Size: int64(b.word(48)), Blksize: int64(b.word(56)),
		Blocks: int64(b.word(64)), Atim: b.time(72), Mtim: b.time(88), Ctim: b.time(104)}
	return nil
}

// Fstat describes an open file.
func Fstat(fd int, st *Stat_t) error {
	var b statBuffer
	return b.decode(raw.Fstat(fd, unsafe.Pointer(&b)), st)
}

// Stat describes a file, links followed.
func Stat(name string, st *Stat_t) error {
	p, err := path(name)
	if err != nil {
		return err
	}
	var b statBuffer
	return b.decode(raw.Stat(p, unsafe.Pointer(&b)), st)
}

// Lstat describes a file.
func Lstat(name string, st *Stat_t) error {
	p, err := path(name)
	if err != nil {
		return err
	}
	var b statBuffer
	return b.decode(raw.Lstat(p, unsafe.Pointer(&b)), st)
}

// ReadDirent reads directory entries.
func ReadDirent(fd int, buf []byte) (n int, err error) {
	return fail(raw.Getdents(fd, unsafe.Pointer(unsafe.SliceData(buf)), len(buf)))
}

// Getwd returns the current directory.
func Getwd() (wd string, err error) {
	buf := make([]byte, 4096)
	n, err := fail(raw.Getcwd(unsafe.Pointer(unsafe.SliceData(buf)), len(buf)))
	if err != nil {
		return "", err
	}
	return string(buf[:n-1]), nil
}

// Mkdir makes a directory.
func Mkdir(name string, mode uint32) error {
	p, err := path(name)
	if err == nil {
		_, err = fail(raw.Mkdir(p, int(mode)))
	}
	return err
}

// Unlink removes a file.
func Unlink(name string) error {
	p, err := path(name)
	if err == nil {
		_, err = fail(raw.Unlink(p))
	}
	return err
}

// Rmdir removes an empty directory.
func Rmdir(name string) error {
	p, err := path(name)
	if err == nil {
		_, err = fail(raw.Rmdir(p))
	}
	return err
}

// Rename renames a file.
func Rename(from, to string) error {
	p, err := path(from)
	if err != nil {
		return err
	}
	q, err := path(to)
	if err == nil {
		_, err = fail(raw.Rename(p, q))
	}
	return err
}

// Exit ends the process.
func Exit(code int) { raw.Exit(code) }

// Getpagesize returns the size of a memory page.
func Getpagesize() int { return 4096 }
