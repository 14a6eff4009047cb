package parts

// This file keeps what has been made of parts between translations.

import (
	"cmp"
	"encoding/binary"
	"hash/crc32"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// A Store keeps pieces of text by name in a directory, the latest Most of them. It may be shared by processes: files
// appear complete. A directory that cannot be read or written, or a damaged file, is the same as an empty store.
type Store struct {
	Dir  string // "": nothing is kept
	Most int
}

// Get returns the pieces kept under name, or false.
func (s Store) Get(name string) ([][]byte, bool) {
	if s.Dir == "" {
		return nil, false
	}
	path := filepath.Join(s.Dir, name)
	b, err := os.ReadFile(path)
	if err != nil || len(b) < 4 {
		return nil, false
	}
	b, sum := b[:len(b)-4], binary.LittleEndian.Uint32(b[len(b)-4:])
	if crc32.ChecksumIEEE(b) != sum {
		return nil, false
	}
	var list [][]byte
	for len(b) > 0 {
		n, k := binary.Uvarint(b)
		if k <= 0 || n > uint64(len(b)-k) {
			return nil, false
		}
		list = append(list, b[k:k+int(n)])
		b = b[k+int(n):]
	}
	now := time.Now()
	os.Chtimes(path, now, now)
	return list, true
}

// Put keeps list under name.
func (s Store) Put(name string, list [][]byte) {
	if s.Dir == "" || os.MkdirAll(s.Dir, 0o755) != nil {
		return
	}
	size := 4
	for _, x := range list {
		size += binary.MaxVarintLen64 + len(x)
	}
	b := make([]byte, 0, size)
	for _, x := range list {
		b = binary.AppendUvarint(b, uint64(len(x)))
		b = append(b, x...)
	}
	b = binary.LittleEndian.AppendUint32(b, crc32.ChecksumIEEE(b))
	tmp, err := os.CreateTemp(s.Dir, ".new-*")
	if err != nil {
		return
	}
	_, err = tmp.Write(b)
	if e := tmp.Close(); err == nil {
		err = e
	}
	if err == nil {
		err = os.Rename(tmp.Name(), filepath.Join(s.Dir, name))
	}
	if err != nil {
		os.Remove(tmp.Name())
	}
}

// Trim removes what has not been used for longest.
func (s Store) Trim() {
	if s.Dir != "" {
		Trim(s.Dir, s.Most)
	}
}

// Trim removes the files in dir that have not been used for longest, until there are most of them. Those that are being written, whose
// names begin with a dot, do not count.
func Trim(dir string, most int) {
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) <= most {
		return
	}
	type kept struct {
		name string
		used time.Time
	}
	var list []kept
	for _, e := range entries {
		if info, err := e.Info(); err == nil && !strings.HasPrefix(e.Name(), ".") {
			list = append(list, kept{e.Name(), info.ModTime()})
		}
	}
	slices.SortFunc(list, func(a, b kept) int { return cmp.Or(b.used.Compare(a.used), cmp.Compare(a.name, b.name)) })
	for _, k := range list[min(len(list), most):] {
		os.Remove(filepath.Join(dir, k.name))
	}
}
