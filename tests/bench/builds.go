package main

// This file makes the builds that are compared.

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"rgo/tests/bench/measure"
)

// A build is one way to run Python programs.
type build struct {
	name    string
	command []string // before the program's path
	make    []string // makes the file command[0], or nil
	env     []string
	start   []string // options for the shortest start, in front of -c
	older   bool     // of an older Python, which may not read every program
}

// reads reports whether b's Python has the syntax of a program.
func (b build) reads(file string) bool {
	args := append(b.command[1:len(b.command):len(b.command)], "-c", "import sys; compile(open(sys.argv[1]).read(), '', 'exec')", file)
	return !b.older || exec.Command(b.command[0], args...).Run() == nil
}

const (
	baseline = "plain go"
	// Debian's own CPython, not another one that may come first in PATH.
	cpython = "/usr/bin/python3"
	pypy    = "/usr/bin/pypy3"
	script  = "./interp/python"
)

// prepare makes the builds that can be made on this machine in dir. The profile for Go's compiler is of scripts; forOurs is
// what rgo takes.
func prepare(dir, rgo, forOurs string, scripts []measure.Script) ([]build, error) {
	in := func(name string) string { return filepath.Join(dir, name) }
	plain, guided, viaGo, viaLLVM := in("pygo-plain"), in("pygo-pgo"), in("pygo-go"), in("pygo-llvm")
	profile, err := profiles(dir, scripts)
	if err != nil {
		return nil, err
	}
	builds := []build{
		{name: baseline, command: []string{plain}, make: []string{"go", "build", "-o", plain, script}},
		{name: "plain, GOGC=3200", command: []string{plain}, env: []string{"GOGC=3200"}},
		{name: "plain, Go's PGO", command: []string{guided}, make: []string{"go", "build", "-pgo", profile, "-o", guided, script}},
		{name: "Go backend", command: []string{viaGo}, make: []string{rgo, "translate", script, "--backend", "go", "--profile", forOurs, "-o", viaGo}},
		{name: "LLVM backend", command: []string{viaLLVM}, make: []string{rgo, "translate", script, "--backend", "llvm", "--profile", forOurs, "-o", viaLLVM}},
	}
	for i, b := range builds {
		if b.make != nil {
			if err := measure.Make(b.name, b.make, os.Stderr); err != nil {
				return nil, err
			}
		}
		builds[i].start = []string{"-S", "-E"}
	}
	if out, err := exec.Command(cpython, "-c", "import sys; print('%d.%d' % sys.version_info[:2])").Output(); err == nil && strings.TrimSpace(string(out)) == "3.11" {
		builds = append(builds, build{name: "CPython 3.11", command: []string{cpython, "-B"}, start: []string{"-S", "-E"}})
	} else {
		fmt.Fprintln(os.Stderr, "no CPython 3.11 at "+cpython+": that column is missing")
	}
	if _, err := os.Stat(pypy); err == nil {
		builds = append(builds,
			build{name: "PyPy, no JIT", command: []string{pypy, "-B", "--jit", "off"}, start: []string{"-S", "-E"}, older: true},
			build{name: "PyPy", command: []string{pypy, "-B"}, start: []string{"-S", "-E"}, older: true})
	}
	return builds, nil
}

// profiles runs every script on the interpreter compiled by plain Go, and returns the file with what all runs showed.
func profiles(dir string, scripts []measure.Script) (string, error) {
	program := filepath.Join(dir, "profile")
	if err := measure.Make("the profiler", []string{"go", "build", "-o", program, "./tests/bench/profile"}, os.Stderr); err != nil {
		return "", err
	}
	merge := []string{"tool", "pprof", "-proto", "-output", filepath.Join(dir, "all.pgo")}
	for _, s := range scripts {
		one := filepath.Join(dir, s.Name+".pgo")
		if out, err := exec.Command(program, append([]string{one}, s.Args...)...).CombinedOutput(); err != nil {
			return "", fmt.Errorf("cannot profile %s: %w\n%s", s.Name, err, out)
		}
		merge = append(merge, one)
	}
	if out, err := exec.Command("go", merge...).CombinedOutput(); err != nil {
		return "", fmt.Errorf("cannot merge profiles: %w\n%s", err, out)
	}
	return filepath.Join(dir, "all.pgo"), nil
}
