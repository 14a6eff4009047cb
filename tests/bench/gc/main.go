// Command gc compares collectors: the programs in the folder programs, which live on allocation, and the Python programs
// of tests/python, each in every build of package matrix beside the same program by plain `go build`. It prints user CPU
// as a ratio to plain Go and to Boehm's collector, peak memory as a ratio to plain Go, and the pauses from the logs.
//
//	go run ./tests/bench/gc                              everything, 3 rounds
//	go run ./tests/bench/gc -rounds 5 trees mutate       some programs; those of Python are called py-NAME
//	go run ./tests/bench/gc -builds llvm-immix,llvm-boehm
//	go run ./tests/bench/gc -quick                       a quarter of an hour: 2 rounds, one of longlived, less of Python
//	go run ./tests/bench/gc -write                       the tables go to docs/gc-benchmarks.md and docs/choose-a-gc.md too
//	go run ./tests/bench/gc -save a.json trees           measures in parts,
//	go run ./tests/bench/gc -merge a.json,b.json         which make one page
//
// All builds run in turn, so that what else happens on the machine hits all of them alike: only ratios mean anything.
package main

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"rgo/tests/bench/measure"
	"rgo/tests/matrix"
)

// A workload is a program in the folder programs.
type workload struct {
	name string
	args []string
	none bool // without a collector it needs no more memory than a machine has
	what string
}

var workloads = []workload{
	{"trees", []string{"18"}, true, "binary trees, nearly all of them short-lived"},
	{"longlived", []string{"1024"}, true, "a hash table of 1 GB, of which little changes at a time"},
	{"mutate", []string{"100"}, true, "stores of young objects into an old graph"},
	{"text", []string{"500"}, true, "strings, made and dropped"},
	{"bounded", []string{"3", "50"}, false, "3 GB allocated, 50 MB alive, objects of all sizes up to 1 MB"},
}

const (
	plain     = "plain go"
	plainHigh = "plain go, GOGC=800"
	boehm     = "llvm-boehm"

	python = "./interp/python"
	prefix = "py-" // of the names of Python programs
)

// settings are the flags.
type settings struct {
	rounds int
	builds string
	rgo    string
	only   []string
	save   string
	quick  bool
}

// In a quick run, Python is measured with these programs, which allocate most, on these builds and plain Go.
var (
	quickScripts = []string{"trees", "json_text", "words", "expressions", "pipelines"}
	quickBuilds  = []string{plain, plainHigh, "llvm-immix", "go-immix", "llvm-marksweep", boehm}
)

const quickRounds = 2

func main() {
	var s settings
	flag.IntVar(&s.rounds, "rounds", 3, "how often each build runs each program")
	flag.StringVar(&s.builds, "builds", "", "builds to measure beside plain Go, separated by commas (default: all): "+matrix.Names(matrix.Builds()))
	flag.StringVar(&s.rgo, "rgo", "bin/rgo", "the translator")
	flag.BoolVar(&s.quick, "quick", false, "measure in a quarter of an hour, if nothing else runs on the machine")
	write := flag.Bool("write", false, "also write the tables to docs/gc-benchmarks.md and docs/choose-a-gc.md")
	flag.StringVar(&s.save, "save", "", "also keep the samples in this `file`")
	merge := flag.String("merge", "", "measure nothing: render the samples in these `files`, separated by commas, of which the first has all builds")
	flag.Parse()
	s.only = flag.Args()
	if s.quick {
		s.rounds = quickRounds
	}
	var r *results
	var err error
	if *merge != "" {
		r, err = merged(strings.Split(*merge, ","))
	} else {
		r, err = run(s)
	}
	if err == nil && *write {
		err = os.WriteFile(filepath.Join("docs", "gc-benchmarks.md"), []byte(r.page()), 0o644)
		if err == nil {
			err = r.writeChoose()
		}
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench: "+err.Error())
		os.Exit(1)
	}
	fmt.Print(r.page())
}

// run measures.
func run(s settings) (*results, error) {
	dir, err := os.MkdirTemp("", "rgo-bench-gc-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	b := &bench{settings: s, dir: dir}
	if err := b.chooseBuilds(); err != nil {
		return nil, err
	}
	if err := b.choosePrograms(); err != nil {
		return nil, err
	}
	r := &results{Builds: b.names, Rounds: s.rounds}
	if r.Samples, err = measure.Run(b.names, b.programs, s.rounds, os.Stderr); err != nil {
		return nil, err
	}
	for _, p := range b.programs {
		r.Programs = append(r.Programs, p.Name)
	}
	if s.save != "" {
		if err := r.write(s.save); err != nil {
			return nil, err
		}
	}
	return r, nil
}

// A bench is what is measured.
type bench struct {
	settings
	dir      string
	names    []string       // of builds
	builds   []matrix.Build // one for each name; of those by plain Go, the zero value
	programs []measure.Program
}

func (b *bench) chooseBuilds() error {
	b.names = []string{plain, plainHigh}
	b.builds = make([]matrix.Build, len(b.names))
	list := matrix.Builds()
	if b.settings.builds != "" {
		list = nil
		for _, name := range strings.Split(b.settings.builds, ",") {
			build, ok := matrix.Find(name)
			if !ok {
				return fmt.Errorf("no build %q; builds are %s", name, matrix.Names(matrix.Builds()))
			}
			list = append(list, build)
		}
	}
	for _, build := range list {
		if missing := build.Missing(); missing != "" {
			fmt.Fprintf(os.Stderr, "%s: no column %s\n", missing, build.Name)
			continue
		}
		b.names = append(b.names, build.Name)
		b.builds = append(b.builds, build)
	}
	return nil
}

// wanted reports whether a program is among those that the command line names.
func (b *bench) wanted(name string) bool { return len(b.only) == 0 || slices.Contains(b.only, name) }

// choosePrograms makes all executables.
func (b *bench) choosePrograms() error {
	for _, w := range workloads {
		if !b.wanted(w.name) {
			continue
		}
		binaries, err := b.make("./tests/bench/gc/programs/"+w.name, w.name, b.names)
		if err != nil {
			return err
		}
		b.add(strings.Join(append([]string{w.name}, w.args...), " "), binaries, w.args, w.none)
		if b.quick && w.name == "longlived" {
			b.programs[len(b.programs)-1].Rounds = 1
		}
	}
	var names []string // all
	builds := b.names
	if b.quick {
		names, builds = quickScripts, quickBuilds
	}
	scripts, err := measure.Scripts(names)
	if err != nil {
		return err
	}
	scripts = slices.DeleteFunc(scripts, func(s measure.Script) bool { return !b.wanted(prefix + s.Name) })
	if len(scripts) > 0 {
		binaries, err := b.make(python, "pygo", builds)
		if err != nil {
			return err
		}
		for _, s := range scripts {
			b.add(prefix+s.Name, binaries, s.Args, false)
		}
	}
	if len(b.programs) == 0 {
		return fmt.Errorf("no program is called %s", strings.Join(b.only, " or "))
	}
	return nil
}

// make builds a package by those builds that names has, and returns the paths of the executables: "" for others.
func (b *bench) make(pkg, name string, names []string) ([]string, error) {
	paths := make([]string, len(b.names))
	for i, build := range b.names {
		if !slices.Contains(names, build) {
			continue
		}
		o := b.builds[i].Options
		paths[i] = filepath.Join(b.dir, name+"."+strings.Fields(build)[0])
		command := []string{b.rgo, "translate", pkg, "--backend", o.Backend, "--gc", o.GC, "--roots", o.Roots, "-o", paths[i]}
		switch build {
		case plain:
			command = []string{"go", "build", "-o", paths[i], pkg}
		case plainHigh:
			continue // the same executable
		}
		if err := measure.Make(name+" by "+build, command, os.Stderr); err != nil {
			if build == plain { // what all others are compared with
				return nil, err
			}
			fmt.Fprintf(os.Stderr, "bench: %v\nbench: %s is left out of column %s\n", err, name, build)
			paths[i] = ""
		}
	}
	return paths, nil
}

// add adds a program, for every build that can run it.
func (b *bench) add(name string, binaries, args []string, none bool) {
	p := measure.Program{Name: name}
	for i, build := range b.names {
		c := &measure.Command{Args: append([]string{binaries[i]}, args...)}
		switch {
		case binaries[i] == "":
			c = nil
		case build == plainHigh:
			c.Env = []string{"GOGC=800"}
		case build == plain:
		case b.builds[i].Options.GC == "none" && !none:
			c = nil
		case b.builds[i].Ours():
			c.Log = filepath.Join(b.dir, "log")
		}
		p.Commands = append(p.Commands, c)
	}
	b.programs = append(b.programs, p)
}

// goVersion returns the version of the go command.
func goVersion() string {
	out, err := exec.Command("go", "env", "GOVERSION").Output()
	if err != nil {
		return "unknown version"
	}
	return strings.TrimSpace(string(out))
}
