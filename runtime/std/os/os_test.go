package os

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	real "os"
	"path/filepath"
	"slices"
	"testing"

	_ "rgo/runtime/raw/host"
)

func TestFiles(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "a.txt")
	data := bytes.Repeat([]byte("hello\n"), 3000)
	if err := WriteFile(name, data, 0640); err != nil {
		t.Fatal(err)
	}
	got, err := ReadFile(name)
	if err != nil || !bytes.Equal(got, data) {
		t.Fatalf("ReadFile: %d bytes, %v", len(got), err)
	}
	ours, err := Stat(name)
	theirs, _ := real.Stat(name)
	if err != nil || ours.Name() != theirs.Name() || ours.Mode() != theirs.Mode() || ours.Size() != theirs.Size() ||
		!ours.ModTime().Equal(theirs.ModTime()) {
		t.Errorf("Stat: %v, want %v (%v)", fs.FormatFileInfo(ours), fs.FormatFileInfo(theirs), err)
	}
	f, err := OpenFile(name, O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	buf := make([]byte, 5)
	if n, err := f.ReadAt(buf, 6); n != 5 || err != nil || string(buf) != "hello" {
		t.Errorf("ReadAt: %d %v %q", n, err, buf)
	}
	if n, err := f.ReadAt(buf, int64(len(data))-2); n != 2 || err != io.EOF {
		t.Errorf("ReadAt end: %d %v", n, err)
	}
	if pos, err := f.Seek(-6, io.SeekEnd); pos != int64(len(data))-6 || err != nil {
		t.Errorf("Seek: %d %v", pos, err)
	}
	if n, err := f.WriteString("HELLO\n!"); n != 7 || err != nil {
		t.Errorf("WriteString: %d %v", n, err)
	}
	if n, err := f.Read(buf); n != 0 || err != io.EOF {
		t.Errorf("Read at end: %d %v", n, err)
	}
	if err := f.Close(); err != nil {
		t.Error(err)
	}
	if err := f.Close(); !errors.Is(err, ErrClosed) {
		t.Errorf("second Close: %v", err)
	}
	if info, _ := Stat(name); info.Size() != int64(len(data))+1 {
		t.Errorf("size %d", info.Size())
	}
}

func TestDirectories(t *testing.T) {
	dir := t.TempDir()
	deep := filepath.Join(dir, "x", "y", "z")
	if err := MkdirAll(deep, 0755); err != nil {
		t.Fatal(err)
	}
	var want []string
	for i := range 500 {
		n := string(rune('a'+i%26)) + string(rune('a'+i/26))
		want = append(want, n)
		if err := WriteFile(filepath.Join(deep, n), nil, 0644); err != nil {
			t.Fatal(err)
		}
	}
	slices.Sort(want)
	list, err := ReadDir(deep)
	var got []string
	for _, d := range list {
		if d.IsDir() || d.Type() != 0 {
			t.Errorf("type of %v", d)
		}
		got = append(got, d.Name())
	}
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("ReadDir: %d names, want %d: %v", len(got), len(want), err)
	}
	if err := Rename(deep, deep+"2"); err != nil {
		t.Error(err)
	}
	if err := RemoveAll(filepath.Join(dir, "x")); err != nil {
		t.Error(err)
	}
	if list, err := ReadDir(dir); len(list) != 0 || err != nil {
		t.Errorf("left: %v %v", list, err)
	}
}

// TestErrors compares the texts of errors with those of the real package.
func TestErrors(t *testing.T) {
	dir := t.TempDir()
	missing := filepath.Join(dir, "missing")
	for name, pair := range map[string][2]func() error{
		"open":   {func() error { _, err := Open(missing); return err }, func() error { _, err := real.Open(missing); return err }},
		"stat":   {func() error { _, err := Stat(missing); return err }, func() error { _, err := real.Stat(missing); return err }},
		"read":   {func() error { _, err := ReadFile(dir); return err }, func() error { _, err := real.ReadFile(dir); return err }},
		"mkdir":  {func() error { return Mkdir(dir, 0) }, func() error { return real.Mkdir(dir, 0) }},
		"remove": {func() error { return Remove(missing) }, func() error { return real.Remove(missing) }},
		"rename": {func() error { return Rename(missing, dir+"/b") }, func() error { return real.Rename(missing, dir+"/b") }},
		"dir":    {func() error { _, err := ReadDir(missing); return err }, func() error { _, err := real.ReadDir(missing); return err }},
		"nul":    {func() error { _, err := Open("a\x00b"); return err }, func() error { _, err := real.Open("a\x00b"); return err }},
	} {
		ours, theirs := pair[0](), pair[1]()
		if ours == nil || ours.Error() != theirs.Error() {
			t.Errorf("%s: %v, want %v", name, ours, theirs)
		}
		if IsNotExist(ours) != real.IsNotExist(theirs) || IsExist(ours) != real.IsExist(theirs) ||
			errors.Is(ours, fs.ErrNotExist) != errors.Is(theirs, fs.ErrNotExist) {
			t.Errorf("%s: kind of %v", name, ours)
		}
	}
}

func TestProcess(t *testing.T) {
	startup()
	if !slices.Equal(Args, real.Args) {
		t.Errorf("Args: %q", Args)
	}
	t.Setenv("RGO_TEST", "1=2")
	if v, ok := LookupEnv("RGO_TEST"); v != "1=2" || !ok {
		t.Errorf("LookupEnv: %q", v)
	}
	ours, err := Getwd()
	if theirs, _ := real.Getwd(); ours != theirs || err != nil {
		t.Errorf("Getwd: %q, want %q: %v", ours, theirs, err)
	}
}
