package os

// This file has directories, and what changes them.

import (
	"io"
	"io/fs"
	"slices"
	"strings"
	"syscall"
)

// A dirEntry is a DirEntry of a directory.
type dirEntry struct {
	dir  string
	name string
	kind FileMode
}

func (d *dirEntry) Name() string            { return d.name }
func (d *dirEntry) IsDir() bool             { return d.kind.IsDir() }
func (d *dirEntry) Type() FileMode          { return d.kind }
func (d *dirEntry) Info() (FileInfo, error) { return Lstat(d.dir + "/" + d.name) }
func (d *dirEntry) String() string          { return fs.FormatDirEntry(d) }

// Offsets in a struct linux_dirent64.
const (
	direntLength = 16
	direntType   = 18
	direntName   = 19
	unknownType  = 0
)

// next returns the next entry of the directory f, or nil behind the last one.
func (f *File) next() (*dirEntry, error) {
	for {
		if f.position >= len(f.entries) {
			if cap(f.entries) == 0 {
				f.entries = make([]byte, 0, 8192)
			}
			n, err := syscall.ReadDirent(f.fd, f.entries[:cap(f.entries)])
			if err == syscall.EINTR {
				continue
			}
			if err != nil {
				return nil, &PathError{Op: "readdirent", Path: f.name, Err: err}
			}
			f.entries, f.position = f.entries[:n], 0
			if n == 0 {
				return nil, nil
			}
		}
		e := f.entries[f.position:]
		size := int(e[direntLength]) | int(e[direntLength+1])<<8
		e = e[:size]
		f.position += size
		end := direntName
		for end < len(e) && e[end] != 0 {
			end++
		}
		name := string(e[direntName:end])
		if name == "." || name == ".." {
			continue
		}
		d := &dirEntry{dir: f.name, name: name}
		if e[direntType] == unknownType {
			info, err := d.Info()
			if IsNotExist(err) {
				continue
			}
			if err != nil {
				return nil, err
			}
			d.kind = info.Mode().Type()
		} else {
			d.kind = kinds[e[direntType]&15]
		}
		return d, nil
	}
}

// ReadDir returns the next n entries, or all if n <= 0, in directory order.
func (f *File) ReadDir(n int) ([]DirEntry, error) {
	if err := f.check("readdir"); err != nil {
		return nil, err
	}
	list := []DirEntry{}
	for n <= 0 || len(list) < n {
		d, err := f.next()
		if err != nil {
			return list, err
		}
		if d == nil {
			if n > 0 && len(list) == 0 {
				return list, io.EOF
			}
			break
		}
		list = append(list, d)
	}
	return list, nil
}

// Readdirnames is ReadDir for names only.
func (f *File) Readdirnames(n int) (names []string, err error) {
	list, err := f.ReadDir(n)
	for _, d := range list {
		names = append(names, d.Name())
	}
	return names, err
}

// Readdir is ReadDir with a FileInfo for each entry.
func (f *File) Readdir(n int) ([]FileInfo, error) {
	list, err := f.ReadDir(n)
	infos := []FileInfo{}
	for _, d := range list {
		info, lerr := d.Info()
		if IsNotExist(lerr) {
			continue
		}
		if lerr != nil {
			return infos, lerr
		}
		infos = append(infos, info)
	}
	return infos, err
}

// ReadDir returns the entries of a directory by name.
func ReadDir(name string) ([]DirEntry, error) {
	f, err := OpenFile(name, O_RDONLY|syscall.O_DIRECTORY, 0)
	if err != nil {
		return nil, err
	}
	list, err := f.ReadDir(-1)
	f.Close()
	slices.SortFunc(list, func(a, b DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return list, err
}

// Mkdir makes a directory.
func Mkdir(name string, perm FileMode) error {
	if err := syscall.Mkdir(name, modeBits(perm)); err != nil {
		return &PathError{Op: "mkdir", Path: name, Err: err}
	}
	return nil
}

// MkdirAll makes a directory and those above it that do not exist.
func MkdirAll(path string, perm FileMode) error {
	if info, err := Stat(path); err == nil {
		if info.IsDir() {
			return nil
		}
		return &PathError{Op: "mkdir", Path: path, Err: syscall.ENOTDIR}
	}
	end := len(path)
	for end > 0 && path[end-1] == '/' {
		end--
	}
	for end > 0 && path[end-1] != '/' {
		end--
	}
	if end > 1 {
		if err := MkdirAll(path[:end-1], perm); err != nil {
			return err
		}
	}
	err := Mkdir(path, perm)
	if err != nil {
		if info, serr := Lstat(path); serr == nil && info.IsDir() {
			return nil
		}
	}
	return err
}

// Remove removes a file or an empty directory.
func Remove(name string) error {
	err := syscall.Unlink(name)
	if err == nil {
		return nil
	}
	dirErr := syscall.Rmdir(name)
	if dirErr == nil {
		return nil
	}
	if dirErr != syscall.ENOTDIR { // it is a directory: that error says more
		err = dirErr
	}
	return &PathError{Op: "remove", Path: name, Err: err}
}

// RemoveAll removes path and everything below it. It is no error if there is nothing.
func RemoveAll(path string) error {
	if path == "" {
		return nil
	}
	err := Remove(path)
	if err == nil || IsNotExist(err) {
		return nil
	}
	info, serr := Lstat(path)
	if serr != nil || !info.IsDir() {
		return err
	}
	list, err := ReadDir(path)
	for _, d := range list {
		if rerr := RemoveAll(path + "/" + d.Name()); rerr != nil {
			err = rerr
		}
	}
	if err != nil {
		return err
	}
	return Remove(path)
}

// Rename renames a file or directory.
func Rename(oldpath, newpath string) error {
	if info, err := Lstat(newpath); err == nil && info.IsDir() {
		if old, err := Lstat(oldpath); err != nil || !old.IsDir() {
			if err == nil {
				err = syscall.EEXIST
			} else {
				err = underlying(err)
			}
			return &LinkError{"rename", oldpath, newpath, err}
		}
	}
	if err := syscall.Rename(oldpath, newpath); err != nil {
		return &LinkError{"rename", oldpath, newpath, err}
	}
	return nil
}

// Getwd returns the current directory.
func Getwd() (dir string, err error) {
	if dir := Getenv("PWD"); len(dir) > 0 && dir[0] == '/' { // may say through which links one has come
		here, err1 := Stat(".")
		there, err2 := Stat(dir)
		if err1 == nil && err2 == nil && SameFile(here, there) {
			return dir, nil
		}
	}
	dir, err = syscall.Getwd()
	return dir, NewSyscallError("getwd", err)
}
