package main

// This file runs the translations.

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// A bench is a directory with a copy of the tree, a translator and caches.
type bench struct {
	dir, tree, rgo string
}

// copyTree copies what git knows of, as it is in the work tree.
func (b *bench) copyTree() error {
	out, err := exec.Command("git", "ls-files", "-z").Output()
	if err != nil {
		return fmt.Errorf("git ls-files: %w", err)
	}
	for _, name := range strings.Split(strings.TrimSuffix(string(out), "\x00"), "\x00") {
		text, err := os.ReadFile(name)
		if errors.Is(err, os.ErrNotExist) {
			continue // deleted
		}
		if err != nil {
			return err
		}
		to := filepath.Join(b.tree, name)
		if err := os.MkdirAll(filepath.Dir(to), 0o777); err != nil {
			return err
		}
		if err := os.WriteFile(to, text, 0o666); err != nil {
			return err
		}
	}
	return nil
}

// round measures the cases once, with new caches.
func (b *bench) round(backend string, round int) ([]sample, error) {
	caches := filepath.Join(b.dir, "caches")
	defer os.RemoveAll(caches)
	// Go's standard library, as building a translator leaves it behind, in the form that the Go backend asks for.
	hello := filepath.Join(b.dir, "hello.go")
	if err := os.WriteFile(hello, []byte("package main\n\nfunc main() { println(\"hello\") }\n"), 0o666); err != nil {
		return nil, err
	}
	if _, err := b.translate(caches, backend, hello); err != nil {
		return nil, err
	}
	if err := os.RemoveAll(filepath.Join(caches, "rgo")); err != nil {
		return nil, err
	}
	original, err := os.ReadFile(filepath.Join(b.tree, edited))
	if err != nil {
		return nil, err
	}
	changed := strings.Replace(string(original), before, fmt.Sprintf(after, 1000+round), 1)
	if changed == string(original) {
		return nil, fmt.Errorf("%s has no line %q any more: choose another place for the change in tests/bench/translate", edited, before)
	}
	var list []sample
	for i, text := range []string{string(original), changed, changed} {
		if err := os.WriteFile(filepath.Join(b.tree, edited), []byte(text), 0o666); err != nil {
			return nil, err
		}
		s, err := b.translate(caches, backend, program)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", cases[i], err)
		}
		list = append(list, s)
	}
	return list, os.WriteFile(filepath.Join(b.tree, edited), original, 0o666)
}

// translate runs the translator on pkg once.
func (b *bench) translate(caches, backend, pkg string) (s sample, err error) {
	cmd := exec.Command(b.rgo, "translate", pkg, "--backend", backend, "-o", filepath.Join(b.dir, "out"))
	cmd.Dir = b.tree
	cmd.Env = append(os.Environ(), "XDG_CACHE_HOME="+caches, "GOCACHE="+filepath.Join(caches, "go"), "GOFLAGS=")
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	began := time.Now()
	if err := cmd.Start(); err != nil {
		return s, err
	}
	done := make(chan struct{})
	peak := make(chan int64)
	go watch(cmd.Process.Pid, done, peak)
	err = cmd.Wait()
	s.wall = time.Since(began)
	close(done)
	s.peak = <-peak
	if err != nil {
		return s, fmt.Errorf("%s: %w\n%s", strings.Join(cmd.Args, " "), err, out.String())
	}
	s.user = cmd.ProcessState.UserTime()
	if use, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
		s.peak = max(s.peak, use.Maxrss<<10) // it may have ended before anybody looked
	}
	return s, nil
}

// watch looks at the memory of a process group until done, and then sends the most it had.
func watch(group int, done chan struct{}, peak chan int64) {
	most := int64(0)
	for {
		select {
		case <-done:
			peak <- most
			return
		case <-time.After(200 * time.Millisecond):
			most = max(most, memory(group))
		}
	}
}

// memory returns the resident bytes of all processes of a group.
func memory(group int) int64 {
	paths, err := filepath.Glob("/proc/[0-9]*/stat")
	if err != nil {
		return 0
	}
	sum := int64(0)
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			continue // it has ended
		}
		// Behind the command's name, which ends with the last parenthesis: state, parent, group, ... and as number 22
		// from here the resident pages.
		fields := strings.Fields(string(text[bytes.LastIndexByte(text, ')')+1:]))
		if len(fields) < 22 || fields[2] != strconv.Itoa(group) {
			continue
		}
		pages, err := strconv.ParseInt(fields[21], 10, 64)
		if err == nil {
			sum += pages * int64(os.Getpagesize())
		}
	}
	return sum
}
