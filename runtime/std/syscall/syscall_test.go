package syscall

import (
	"slices"
	real "syscall"
	"testing"

	_ "rgo/runtime/raw/host"
)

func TestStat(t *testing.T) {
	var ours Stat_t
	var theirs real.Stat_t
	for _, name := range []string{"/etc/passwd", "/", "/dev/null", "syscall.go"} {
		if err := Stat(name, &ours); err != nil {
			t.Fatal(err)
		}
		if err := real.Stat(name, &theirs); err != nil {
			t.Fatal(err)
		}
		ours.Atim, theirs.Atim = Timespec{}, real.Timespec{}
		if ours.Dev != theirs.Dev || ours.Ino != theirs.Ino || ours.Nlink != theirs.Nlink || ours.Mode != theirs.Mode ||
			ours.Uid != theirs.Uid || ours.Gid != theirs.Gid || ours.Rdev != theirs.Rdev || ours.Size != theirs.Size ||
			ours.Blocks != theirs.Blocks || ours.Mtim != Timespec(theirs.Mtim) || ours.Ctim != Timespec(theirs.Ctim) {
			t.Errorf("%s: %+v, want %+v", name, ours, theirs)
		}
	}
	if err := Lstat("/nonexistent", &ours); err != ENOENT {
		t.Errorf("missing file: %v", err)
	}
}

func TestErrno(t *testing.T) {
	for e := range 200 {
		if got, want := Errno(e).Error(), real.Errno(e).Error(); got != want {
			t.Errorf("%d: %q, want %q", e, got, want)
		}
	}
}

func TestEnvironment(t *testing.T) {
	t.Setenv("RGO_A", "x=y")
	if v, ok := Getenv("RGO_A"); v != "x=y" || !ok {
		t.Errorf("RGO_A is %q", v)
	}
	if !slices.Equal(Environ(), real.Environ()) {
		t.Error("Environ differs")
	}
	if Setenv("RGO_A", "2") != nil || Setenv("a=b", "") != EINVAL || Setenv("", "") != EINVAL {
		t.Error("Setenv")
	}
	Unsetenv("RGO_A")
	if _, ok := Getenv("RGO_A"); ok {
		t.Error("RGO_A is still set")
	}
}
