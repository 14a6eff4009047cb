package llvm

// This file keeps compiled objects by what they were compiled from.

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"rgo/backends/parts"
)

// A cache is a directory of objects, or nothing if dir is "". It may be shared by processes: files appear complete.
type cache struct{ dir string }

// key returns the name of the object made by these tools and flags from text.
func (cache) key(tools Toolchain, flags []string, text []byte) string {
	h := sha256.New()
	io.WriteString(h, tools.Version+"\n"+strings.Join(flags, "\n")+"\n")
	h.Write(text)
	return hex.EncodeToString(h.Sum(nil)[:16]) + ".o"
}

// take puts the object called key at path and reports whether there is one. The cache may be emptied at any time, so the
// linker does not read from it.
func (c cache) take(key, path string) bool {
	if c.dir == "" {
		return false
	}
	in := filepath.Join(c.dir, key)
	if st, err := os.Stat(in); err != nil || st.Size() == 0 {
		return false
	}
	now := time.Now()
	os.Chtimes(in, now, now)
	os.Remove(path)
	return os.Link(in, path) == nil || copyFile(in, path) == nil
}

// maxObjects is how many objects are kept: those of some fifteen builds of a large program.
const maxObjects = 1500

// trim removes the objects that have not been used for longest, if there are too many.
func (c cache) trim() {
	if c.dir != "" {
		parts.Trim(c.dir, maxObjects)
	}
}

// add puts a copy of the object at path into the cache. A cache that cannot be written is no error.
func (c cache) add(key, path string) {
	if c.dir == "" || os.MkdirAll(c.dir, 0o777) != nil {
		return
	}
	tmp, err := os.CreateTemp(c.dir, ".new-*")
	if err != nil {
		return
	}
	tmp.Close()
	if copyFile(path, tmp.Name()) != nil || os.Rename(tmp.Name(), filepath.Join(c.dir, key)) != nil {
		os.Remove(tmp.Name())
	}
}
