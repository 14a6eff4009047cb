// Package matrix lists the builds that tests and benchmarks run: every combination of backend, collector and way to find
// roots that translates. It comes from the option table, so a new collector is in the tests as soon as its package is
// there.
package matrix

import (
	"os"
	"slices"
	"strings"

	"rgo/transform"
	"rgo/translator"
)

// A Build is one way to translate a program.
type Build struct {
	Name    string // BACKEND-GC, with -shadowstack behind it where the usual way is another
	Options translator.Options
}

// Ours reports whether b has a collector of ours that collects: it obeys RGO_GC_STRESS and writes pauses to RGO_GC_LOG.
func (b Build) Ours() bool {
	c := transform.FindCollector(b.Options.GC)
	return c != nil && c.Name != "none" && !c.Foreign
}

// Missing says what this machine lacks to make b, or "".
func (b Build) Missing() string {
	if b.Options.Backend == "llvm" && !translator.HaveClang() {
		return "no clang"
	}
	if b.Options.GC == "boehm" {
		if _, err := os.Stat("/usr/include/gc.h"); err != nil {
			return "no libgc"
		}
	}
	return ""
}

// Builds returns all legal builds, those with the usual collector first, without those of collectors that are not installed.
func Builds() []Build {
	var list []Build
	for _, gc := range values("gc") {
		for _, backend := range values("backend") {
			usual := ""
			for _, roots := range values("roots") {
				o := translator.Options{Backend: backend, GC: gc, Roots: roots}
				if _, err := o.Resolve(true); err != nil || o.Missing() != nil {
					continue
				}
				name := backend + "-" + gc
				if usual == "" {
					usual = roots
				} else if gc == "none" { // it looks for no roots
					continue
				} else {
					name += "-" + roots
				}
				list = append(list, Build{name, translator.Options{Backend: backend, GC: gc, Roots: roots}})
			}
		}
	}
	return list
}

// Find returns the build called name.
func Find(name string) (Build, bool) {
	for _, b := range Builds() {
		if b.Name == name {
			return b, true
		}
	}
	return Build{}, false
}

// Names returns the names of builds.
func Names(list []Build) string {
	var names []string
	for _, b := range list {
		names = append(names, b.Name)
	}
	return strings.Join(names, ",")
}

// Spread is the part of the matrix that short tests run: with the usual collector both backends, with every other one the
// last of its builds, which is the one with the least usual options.
func Spread() []Build {
	all := Builds()
	var list []Build
	for i, b := range all {
		usual := b.Options.GC == all[0].Options.GC && (i == 0 || b.Options.Backend != all[i-1].Options.Backend)
		last := i+1 == len(all) || all[i+1].Options.GC != b.Options.GC
		if usual || last {
			list = append(list, b)
		}
	}
	return list
}

// values returns the values of an option that are there.
func values(name string) []string {
	var o translator.Options
	flags := o.Flags()
	i := slices.IndexFunc(flags, func(f translator.OptionFlag) bool { return f.Name == name })
	return flags[i].Values
}
