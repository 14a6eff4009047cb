package translator

// This file keeps finished binaries by what they were made from, so that what has not changed is not translated again.

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"syscall"
	"time"

	"rgo/backends/llvm"
	"rgo/backends/parts"
	"rgo/flowgraph/build"
)

// maxResults is how many binaries are kept.
const maxResults = 40

// cacheDir returns a directory of the user's cache, made if need be, or "" if there is none.
func cacheDir(name string) string {
	base, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	dir := filepath.Join(base, "rgo", name)
	if os.MkdirAll(dir, 0o755) != nil {
		return ""
	}
	return dir
}

// reusable reports whether the output can come from the cache: it is a binary, and nobody wants to see how it is made.
func (s *Session) reusable() bool {
	return s.Options.Emit == "bin" && s.Options.Dump == "" && !s.Options.Stats && s.Options.Keep == ""
}

// kept finds the program's sources and returns the file of the cache that is its binary, once there is one; "" if there is
// no cache.
func (s *Session) kept() (string, error) {
	dir := cacheDir("run")
	if dir == "" {
		return "", nil
	}
	var compiler string
	var asked sync.WaitGroup
	asked.Go(func() { compiler = s.compiler() })
	defer asked.Wait()
	var err error
	if s.sources, err = build.Locate(s.loadConfig()); err != nil {
		return "", err
	}
	if err := s.readProfile(); err != nil {
		return "", err
	}
	asked.Wait()
	key, err := s.fingerprint(compiler)
	return filepath.Join(dir, key), err
}

// fingerprint identifies the sources, the options, this translator and the compiler behind it.
func (s *Session) fingerprint(compiler string) (string, error) {
	h := sha256.New()
	if err := s.translator(h); err != nil {
		return "", err
	}
	fmt.Fprintln(h, compiler)
	fmt.Fprintf(h, "profile %x\n", s.profileKey)
	s.sources.Hash(h)
	return hex.EncodeToString(h.Sum(nil))[:32], nil
}

// translator writes what identifies this translator and the options.
func (s *Session) translator(w io.Writer) error {
	program, err := executable()
	if err != nil {
		return err
	}
	io.WriteString(w, program)
	for _, f := range s.Options.Flags() {
		fmt.Fprintf(w, "%s=%s\n", f.Name, *f.Target)
	}
	return nil
}

// executable identifies this translator.
func executable() (string, error) {
	exe, err := os.Executable()
	if err != nil {
		return "", err
	}
	info, err := os.Stat(exe)
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("%s %d %d\n", exe, info.Size(), info.ModTime().UnixNano()), nil
}

// compiler returns the version of the compiler that the backend calls.
func (s *Session) compiler() string {
	if s.Options.Backend == "llvm" {
		tools, err := llvm.FindToolchain()
		if err != nil {
			return ""
		}
		return tools.Clang + " " + tools.Version
	}
	out, err := exec.Command("go", "version").Output()
	if err != nil {
		return ""
	}
	return string(out)
}

// touch marks the result at path as used and reports whether there is one.
func touch(path string) bool {
	now := time.Now()
	return os.Chtimes(path, now, now) == nil
}

// takeResult copies the binary kept at path to out, complete or not at all, and reports whether it did.
func takeResult(path, out string) bool {
	return touch(path) && copyComplete(path, out) == nil
}

// keepResult keeps a copy of the binary out at path. A cache that cannot be written is no error.
func keepResult(out, path string) {
	if copyComplete(out, path) == nil {
		parts.Trim(filepath.Dir(path), maxResults)
	}
}

// copyComplete copies an executable file under another name and then renames it. Meanwhile this process starts no others:
// they would have the file open for writing until they run their programs, and the system runs no file that is.
func copyComplete(from, to string) error {
	syscall.ForkLock.RLock()
	defer syscall.ForkLock.RUnlock()
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	tmp, err := os.CreateTemp(filepath.Dir(to), ".rgo-*")
	if err != nil {
		return err
	}
	defer os.Remove(tmp.Name())
	_, err = io.Copy(tmp, in)
	if e := tmp.Close(); err == nil {
		err = e
	}
	if err == nil {
		err = os.Chmod(tmp.Name(), 0o755)
	}
	if err != nil {
		return err
	}
	return os.Rename(tmp.Name(), to)
}
