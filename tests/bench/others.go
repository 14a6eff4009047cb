package main

// This file measures programs that are not Python, so that nothing is made for one interpreter only.

import (
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"rgo/tests/bench/measure"
)

// others are the programs: a package, and what it is given.
var others = []struct {
	pkg  string
	args []string
}{
	{"./interp/scheme", []string{"interp/scheme/testdata/meta.scm", "25"}},
	{"./interp/scheme", []string{"interp/scheme/testdata/derive.scm", "2000"}},
	{"./interp/scheme", []string{"interp/scheme/testdata/queens.scm", "10"}},
	{"./tests/bench/versions", []string{"500000"}},
}

// otherBuilds are the builds of each package. Where make is nil, the executable is that of the build before.
var otherBuilds = []struct {
	name string
	make func(rgo, pkg, out string) []string
	env  []string
}{
	{baseline, func(_, pkg, out string) []string { return []string{"go", "build", "-o", out, pkg} }, nil},
	{"plain, GOGC=3200", nil, []string{"GOGC=3200"}},
	{"Go backend", func(rgo, pkg, out string) []string {
		return []string{rgo, "translate", pkg, "--backend", "go", "-o", out}
	}, nil},
	{"LLVM backend", func(rgo, pkg, out string) []string {
		return []string{rgo, "translate", pkg, "--backend", "llvm", "-o", out}
	}, nil},
}

// onlyOthers reports whether names are given, and all of them are names of packages here.
func onlyOthers(names []string) bool {
	for _, name := range names {
		found := false
		for _, o := range others {
			found = found || path.Base(o.pkg) == name
		}
		if !found {
			return false
		}
	}
	return len(names) > 0
}

// measureOthers runs the programs whose package's name is among only, or all if that is empty, and returns the table of
// user CPU and that of memory.
func measureOthers(dir, rgo string, rounds int, only []string) (string, error) {
	var names []string
	for _, b := range otherBuilds {
		names = append(names, b.name)
	}
	made := map[string]bool{}
	var programs []measure.Program
	for _, o := range others {
		base := path.Base(o.pkg)
		if len(only) > 0 && !slices.Contains(only, base) {
			continue
		}
		p := measure.Program{Name: base + " " + strings.TrimPrefix(strings.Join(o.args, " "), "interp/scheme/testdata/")}
		file := ""
		for _, b := range otherBuilds {
			if b.make != nil {
				file = filepath.Join(dir, base+"-"+strings.Fields(b.name)[0])
				if !made[file] {
					made[file] = true
					if err := measure.Make(base+", "+b.name, b.make(rgo, o.pkg, file), os.Stderr); err != nil {
						return "", err
					}
				}
			}
			p.Commands = append(p.Commands, &measure.Command{Args: append([]string{file}, o.args...), Env: b.env})
		}
		programs = append(programs, p)
	}
	if len(programs) == 0 {
		return "", nil
	}
	samples, err := measure.Run(names, programs, rounds, os.Stderr)
	if err != nil {
		return "", err
	}
	return "\nPrograms that are not Python: an interpreter that walks trees, and an ordered map that keeps its old states. User CPU as above.\n\n" +
		measure.Ratios(names, programs, samples, 0, "s", measure.User) + "\nTheir peak memory, MB.\n\n" + peaks(names, programs, samples), nil
}
