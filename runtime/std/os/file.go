// Package os replaces Go's package os: what a command needs of files, directories, arguments and the environment, on
// blocking system calls. Errors, modes and file information are those of package io/fs, as in Go.
package os

// This file has File.

import (
	"io"
	"io/fs"
	"syscall"
	"time"
	"unsafe"
)

// Flags of OpenFile.
const (
	O_RDONLY = syscall.O_RDONLY
	O_WRONLY = syscall.O_WRONLY
	O_RDWR   = syscall.O_RDWR
	O_APPEND = syscall.O_APPEND
	O_CREATE = syscall.O_CREAT
	O_EXCL   = syscall.O_EXCL
	O_SYNC   = syscall.O_SYNC
	O_TRUNC  = syscall.O_TRUNC

	SEEK_SET = 0
	SEEK_CUR = 1
	SEEK_END = 2

	DevNull           = "/dev/null"
	PathSeparator     = '/'
	PathListSeparator = ':'
)

// A File is an open file.
type File struct {
	fd       int
	name     string
	appends  bool
	entries  []byte // directory entries that ReadDir has read ahead
	position int    // in entries
}

// The standard files.
var (
	Stdin  = NewFile(0, "/dev/stdin")
	Stdout = NewFile(1, "/dev/stdout")
	Stderr = NewFile(2, "/dev/stderr")
)

// NewFile returns a File for a descriptor.
func NewFile(fd uintptr, name string) *File { return &File{fd: int(fd), name: name} }

// Open opens a file for reading.
func Open(name string) (*File, error) { return OpenFile(name, O_RDONLY, 0) }

// Create makes or empties a file and opens it for reading and writing.
func Create(name string) (*File, error) { return OpenFile(name, O_RDWR|O_CREATE|O_TRUNC, 0666) }

// OpenFile opens a file.
func OpenFile(name string, flag int, perm FileMode) (*File, error) {
	for {
		fd, err := syscall.Open(name, flag|syscall.O_CLOEXEC, modeBits(perm))
		if err == nil {
			return &File{fd: fd, name: name, appends: flag&O_APPEND != 0}, nil
		}
		if err != syscall.EINTR {
			return nil, &PathError{Op: "open", Path: name, Err: err}
		}
	}
}

// modeBits returns the bits of m for a system call.
func modeBits(m FileMode) uint32 {
	bits := uint32(m.Perm())
	if m&ModeSetuid != 0 {
		bits |= syscall.S_ISUID
	}
	if m&ModeSetgid != 0 {
		bits |= syscall.S_ISGID
	}
	if m&ModeSticky != 0 {
		bits |= syscall.S_ISVTX
	}
	return bits
}

// check returns why f cannot be used, if so.
func (f *File) check(op string) error {
	if f == nil {
		return ErrInvalid
	}
	if f.fd < 0 {
		return &PathError{Op: op, Path: f.name, Err: ErrClosed}
	}
	return nil
}

// wrap returns err with the operation and the name.
func (f *File) wrap(op string, err error) error {
	if err == nil || err == io.EOF {
		return err
	}
	return &PathError{Op: op, Path: f.name, Err: err}
}

// Name returns the name given to Open.
func (f *File) Name() string { return f.name }

// Fd returns the descriptor.
func (f *File) Fd() uintptr {
	if f == nil {
		return ^uintptr(0)
	}
	return uintptr(f.fd)
}

// Close closes the file.
func (f *File) Close() error {
	if err := f.check("close"); err != nil {
		return err
	}
	err := syscall.Close(f.fd)
	f.fd = -1
	return f.wrap("close", err)
}

// read reads once.
func (f *File) read(b []byte) (int, error) {
	if len(b) == 0 {
		return 0, nil
	}
	for {
		n, err := syscall.Read(f.fd, b)
		switch {
		case err == syscall.EINTR:
		case err != nil:
			return 0, err
		case n == 0:
			return 0, io.EOF
		default:
			return n, nil
		}
	}
}

// Read reads at most len(b) bytes.
func (f *File) Read(b []byte) (n int, err error) {
	if err := f.check("read"); err != nil {
		return 0, err
	}
	n, err = f.read(b)
	return n, f.wrap("read", err)
}

// write writes all of b.
func (f *File) write(b []byte) (n int, err error) {
	for n < len(b) {
		m, err := syscall.Write(f.fd, b[n:])
		switch {
		case err == syscall.EINTR:
		case err != nil:
			return n, err
		case m == 0:
			return n, io.ErrUnexpectedEOF
		default:
			n += m
		}
	}
	return n, nil
}

// Write writes b.
func (f *File) Write(b []byte) (n int, err error) {
	if err := f.check("write"); err != nil {
		return 0, err
	}
	n, err = f.write(b)
	return n, f.wrap("write", err)
}

// WriteString writes s.
func (f *File) WriteString(s string) (n int, err error) {
	return f.Write(unsafe.Slice(unsafe.StringData(s), len(s)))
}

// Seek moves the offset of the next Read or Write.
func (f *File) Seek(offset int64, whence int) (ret int64, err error) {
	if err := f.check("seek"); err != nil {
		return 0, err
	}
	f.entries, f.position = nil, 0
	ret, err = syscall.Seek(f.fd, offset, whence)
	if err != nil {
		return 0, f.wrap("seek", err)
	}
	return ret, nil
}

// at runs f with the offset moved to off, and moves it back.
func (f *File) at(op string, off int64, run func() (int, error)) (n int, err error) {
	if err := f.check(op); err != nil {
		return 0, err
	}
	if off < 0 {
		return 0, f.wrap(op, errNegativeOffset)
	}
	old, err := syscall.Seek(f.fd, 0, io.SeekCurrent)
	if err == nil {
		_, err = syscall.Seek(f.fd, off, io.SeekStart)
	}
	if err != nil {
		return 0, f.wrap(op, err)
	}
	n, err = run()
	if _, back := syscall.Seek(f.fd, old, io.SeekStart); err == nil {
		err = back
	}
	return n, f.wrap(op, err)
}

// ReadAt reads len(b) bytes at offset off.
func (f *File) ReadAt(b []byte, off int64) (n int, err error) {
	return f.at("read", off, func() (int, error) {
		n := 0
		for n < len(b) {
			m, err := f.read(b[n:])
			n += m
			if err != nil {
				return n, err
			}
		}
		return n, nil
	})
}

// WriteAt writes b at offset off.
func (f *File) WriteAt(b []byte, off int64) (n int, err error) {
	if f != nil && f.appends {
		return 0, errWriteAtInAppendMode
	}
	return f.at("write", off, func() (int, error) { return f.write(b) })
}

// ReadFrom writes what it reads from r.
func (f *File) ReadFrom(r io.Reader) (n int64, err error) {
	if err := f.check("write"); err != nil {
		return 0, err
	}
	buf := make([]byte, 32<<10)
	for {
		m, err := r.Read(buf)
		if m > 0 {
			w, werr := f.Write(buf[:m])
			n += int64(w)
			if werr != nil {
				return n, werr
			}
		}
		if err == io.EOF {
			return n, nil
		}
		if err != nil {
			return n, err
		}
	}
}

// Sync would wait for the disk. The kernel does that in its own time.
func (f *File) Sync() error { return f.check("sync") }

// Stat describes the file.
func (f *File) Stat() (FileInfo, error) {
	if err := f.check("stat"); err != nil {
		return nil, err
	}
	st := new(fileStat)
	if err := syscall.Fstat(f.fd, &st.sys); err != nil {
		return nil, f.wrap("stat", err)
	}
	return st.fill(f.name), nil
}

// Stat describes the file called name, links followed.
func Stat(name string) (FileInfo, error) {
	st := new(fileStat)
	if err := syscall.Stat(name, &st.sys); err != nil {
		return nil, &PathError{Op: "stat", Path: name, Err: err}
	}
	return st.fill(name), nil
}

// Lstat describes the file called name.
func Lstat(name string) (FileInfo, error) {
	st := new(fileStat)
	if err := syscall.Lstat(name, &st.sys); err != nil {
		return nil, &PathError{Op: "lstat", Path: name, Err: err}
	}
	return st.fill(name), nil
}

// A fileStat is the FileInfo of a file.
type fileStat struct {
	name string
	mode FileMode
	sys  syscall.Stat_t
}

// kinds maps the type bits of a struct stat to those of a FileMode.
var kinds = [16]FileMode{
	syscall.S_IFBLK >> 12:  ModeDevice,
	syscall.S_IFCHR >> 12:  ModeDevice | ModeCharDevice,
	syscall.S_IFDIR >> 12:  ModeDir,
	syscall.S_IFIFO >> 12:  ModeNamedPipe,
	syscall.S_IFLNK >> 12:  ModeSymlink,
	syscall.S_IFSOCK >> 12: ModeSocket,
}

// fill completes st from what the system call has filled in.
func (st *fileStat) fill(name string) *fileStat {
	st.name = basename(name)
	m := st.sys.Mode
	st.mode = FileMode(m&0777) | kinds[m>>12&15]
	if m&syscall.S_ISGID != 0 {
		st.mode |= ModeSetgid
	}
	if m&syscall.S_ISUID != 0 {
		st.mode |= ModeSetuid
	}
	if m&syscall.S_ISVTX != 0 {
		st.mode |= ModeSticky
	}
	return st
}

func (st *fileStat) Name() string       { return st.name }
func (st *fileStat) Size() int64        { return st.sys.Size }
func (st *fileStat) Mode() FileMode     { return st.mode }
func (st *fileStat) ModTime() time.Time { return time.Unix(st.sys.Mtim.Unix()) }
func (st *fileStat) IsDir() bool        { return st.mode.IsDir() }
func (st *fileStat) Sys() any           { return &st.sys }

// SameFile reports whether two results of Stat are of the same file.
func SameFile(fi1, fi2 FileInfo) bool {
	a, ok1 := fi1.(*fileStat)
	b, ok2 := fi2.(*fileStat)
	return ok1 && ok2 && a.sys.Dev == b.sys.Dev && a.sys.Ino == b.sys.Ino
}

// basename returns the last element of a path.
func basename(name string) string {
	for len(name) > 1 && name[len(name)-1] == '/' {
		name = name[:len(name)-1]
	}
	for i := len(name) - 1; i >= 0; i-- {
		if name[i] == '/' && i+1 < len(name) {
			return name[i+1:]
		}
	}
	return name
}

// What package io/fs defines.
type (
	FileInfo = fs.FileInfo
	FileMode = fs.FileMode
	DirEntry = fs.DirEntry
)

// The bits of a FileMode.
const (
	ModeDir        = fs.ModeDir
	ModeAppend     = fs.ModeAppend
	ModeExclusive  = fs.ModeExclusive
	ModeTemporary  = fs.ModeTemporary
	ModeSymlink    = fs.ModeSymlink
	ModeDevice     = fs.ModeDevice
	ModeNamedPipe  = fs.ModeNamedPipe
	ModeSocket     = fs.ModeSocket
	ModeSetuid     = fs.ModeSetuid
	ModeSetgid     = fs.ModeSetgid
	ModeCharDevice = fs.ModeCharDevice
	ModeSticky     = fs.ModeSticky
	ModeIrregular  = fs.ModeIrregular
	ModeType       = fs.ModeType
	ModePerm       = fs.ModePerm
)
