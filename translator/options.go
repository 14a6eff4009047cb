// Package translator drives a translation: it holds the options and their constraints, the pass table, the cache and
// the progress report, and runs the passes in order. It is what cmd/rgo and the tests call.
package translator

import (
	"fmt"
	"slices"
	"sort"
	"strings"

	"rgo/flowgraph/build"
	"rgo/transform"
)

// Options say what to build. The zero value of a field means "not given": Resolve fills in defaults.
type Options struct {
	Backend string // "llvm" or "go"
	GC      string // a row of transform.Collectors
	Roots   string // "conservative" or "shadowstack"
	Threads string // "none", "green", "gil" or "free"
	Opt     string // "0" to "3"
	Emit    string // "bin", "ll", "asm" or "go"
	Debug   string // "on" or "off": source positions for gdb and perf
	Count   string // "on" or "off": the program counts what runs, and writes a profile

	Profile string // files of profiles, separated by commas; "" or "auto": default.rgoprof if there is one; "off": none
	Output  string // path of what is built; "" is named after the package
	Dump    string // print graphs whose name ends in this after each pass that changed them
	Stats   bool   // print a table of passes: time, graphs, operations
	Keep    string // keep intermediate files in this directory

	VerifyStages bool // graphs are verified at the end of each stage, and not after each pass
}

// An option is a row of the option table.
type option struct {
	name    string
	values  []string // the first is the default
	planned []string // named in the design, not there yet
	doc     string
	get     func(*Options) *string
}

var optionTable = []option{
	{"backend", []string{"llvm", "go"}, []string{"jvm", "wasm"}, "what code is generated: LLVM IR compiled by clang, or Go compiled by the go tool",
		func(o *Options) *string { return &o.Backend }},
	{"gc", collectors(true), append(collectors(false), "go"), "garbage collector: see below",
		func(o *Options) *string { return &o.GC }},
	{"roots", []string{"conservative", "shadowstack"}, nil, "how the collector finds roots: by scanning machine stacks, or on a stack of references of its own",
		func(o *Options) *string { return &o.Roots }},
	{"threads", []string{"none", "green", "gil", "free"}, nil, "what goroutines are: refused, coroutines on one OS thread, or on several of which one at a time runs, or on several at the same time",
		func(o *Options) *string { return &o.Threads }},
	{"O", []string{"2", "0", "1", "3"}, nil, "optimization level, of our passes and of the compiler behind the backend",
		func(o *Options) *string { return &o.Opt }},
	{"emit", []string{"bin", "ll", "asm", "go"}, nil, "what is written: an executable, LLVM IR, assembly, or Go source",
		func(o *Options) *string { return &o.Emit }},
	{"debug", []string{"off", "on"}, nil, "source positions for gdb and perf in the executable",
		func(o *Options) *string { return &o.Debug }},
	{"instrument", []string{"off", "on"}, nil, "the program counts what runs, and writes a profile when it ends; --instrument alone is on",
		func(o *Options) *string { return &o.Count }},
}

// A rule says that one option's value needs another's. If the user did not give the other one, it is set.
type rule struct {
	option, value  string
	needs, toBe    string
	because        string
	alternateValue string // also accepted for needs
}

var rules = append(collectorRules(),
	rule{"gc", "boehm", "threads", "none", "libgc is told of one machine stack", ""},
	rule{"threads", "free", "backend", "llvm", "goroutines that run at the same time are there on the LLVM backend only", ""},
	rule{"threads", "free", "gc", "marksweep", "it is the collector that has memory for allocation for each OS thread", ""},
	rule{"threads", "free", "roots", "conservative", "a shadow stack belongs to one OS thread", ""},
	rule{"emit", "ll", "backend", "llvm", "only the LLVM backend writes LLVM IR", ""},
	rule{"emit", "asm", "backend", "llvm", "only the LLVM backend writes assembly", ""},
	rule{"emit", "go", "backend", "go", "only the Go backend writes Go", ""},
	rule{"backend", "go", "roots", "shadowstack", "Go's stack cannot be scanned", ""},
)

// collectors returns the names of the collectors whose packages are there, or are not.
func collectors(there bool) []string {
	var names []string
	for _, c := range transform.Collectors() {
		if build.Embedded(transform.Package(c.Name)) == there {
			names = append(names, c.Name)
		}
	}
	return names
}

// collectorRules returns what the table of collectors says about other options.
func collectorRules() []rule {
	var list []rule
	for _, c := range transform.Collectors() {
		if !build.Embedded(transform.Package(c.Name)) {
			continue
		}
		if len(c.Backends) == 1 {
			list = append(list, rule{"gc", c.Name, "backend", c.Backends[0], c.Why, ""})
		}
		if len(c.Roots) == 1 {
			list = append(list, rule{"gc", c.Name, "roots", c.Roots[0], c.Why, ""})
		}
	}
	return list
}

// A UsageError is a conflict between options, or a value that does not exist.
type UsageError struct{ Text string }

func (e *UsageError) Error() string { return e.Text }

// profileDoc says what --profile takes.
const profileDoc = "profiles that guide optimization: files, separated by commas; auto (the default) is " + DefaultProfile + " beside the main package, or default-THREADS.rgoprof for a threading model, if there is one; off is none"

// Resolve checks o against the option table and the rules and fills in what was not given. haveClang says whether the
// LLVM backend can work on this machine. The note, if not empty, tells the user about a choice made for them.
func (o *Options) Resolve(haveClang bool) (note string, err error) {
	for i := range optionTable {
		if err := optionTable[i].check(o); err != nil {
			return "", err
		}
	}
	for _, r := range rules {
		have, want := findOption(r.option).get(o), findOption(r.needs).get(o)
		if *have != r.value {
			continue
		}
		if *want == "" {
			*want = r.toBe
		}
		if *want != r.toBe && (r.alternateValue == "" || *want != r.alternateValue) {
			return "", &UsageError{fmt.Sprintf("--%s %s needs --%s %s, not %s: %s", r.option, r.value, r.needs, r.toBe, *want, r.because)}
		}
	}
	if o.Backend == "" && !haveClang {
		o.Backend = "go"
		note = "no clang 15 or newer found: using the Go backend (install clang-19 and lld-19 for the LLVM backend)"
		if o.Roots == "conservative" {
			return "", &UsageError{"--roots conservative needs --backend llvm, and no clang 15 or newer was found: install clang-19"}
		}
		o.Roots = "shadowstack"
	}
	if o.Count == "on" && o.Profile != "" && o.Profile != "auto" && o.Profile != "off" {
		return "", &UsageError{"--instrument makes a program that counts; --profile uses what one has counted: give one of them"}
	}
	for _, t := range optionTable {
		if p := t.get(o); *p == "" {
			*p = t.values[0]
		}
	}
	return note, nil
}

func (t *option) check(o *Options) error {
	v := *t.get(o)
	if v == "" {
		return nil
	}
	if slices.Contains(t.values, v) {
		return nil
	}
	if slices.Contains(t.planned, v) {
		return &UsageError{fmt.Sprintf("--%s %s is not there yet: use %s", t.name, v, strings.Join(t.values, " or "))}
	}
	known := slices.Clone(t.values)
	sort.Strings(known)
	return &UsageError{fmt.Sprintf("unknown value %q for --%s: use %s", v, t.name, strings.Join(known, ", "))}
}

func findOption(name string) *option {
	for i := range optionTable {
		if optionTable[i].name == name {
			return &optionTable[i]
		}
	}
	panic("internal error: the rules name an unknown option " + name)
}

// ProfileDoc says what --profile takes, for command lines.
func ProfileDoc() string { return profileDoc }

// OptionFlag is what a command line needs to know of a row of the option table.
type OptionFlag struct {
	Name    string
	Values  []string // the first is the default
	Planned []string
	Doc     string
	Target  *string
}

// Flags returns the rows of the option table bound to the fields of o.
func (o *Options) Flags() []OptionFlag {
	var list []OptionFlag
	for _, t := range optionTable {
		list = append(list, OptionFlag{t.name, t.values, t.planned, t.doc, t.get(o)})
	}
	return list
}

// OptionsText renders the option table and the rules for `rgo options`.
func OptionsText() string {
	var b strings.Builder
	for _, t := range optionTable {
		fmt.Fprintf(&b, "--%-10s %s\n", t.name, t.doc)
		fmt.Fprintf(&b, "%13s%s (default %s)\n", "", strings.Join(t.values, ", "), t.values[0])
		if len(t.planned) > 0 {
			fmt.Fprintf(&b, "%13splanned: %s\n", "", strings.Join(t.planned, ", "))
		}
	}
	fmt.Fprintf(&b, "--%-10s %s\n", "profile", profileDoc)
	b.WriteString("\nConstraints\n")
	for _, r := range rules {
		fmt.Fprintf(&b, "  --%s %s needs --%s %s: %s\n", r.option, r.value, r.needs, r.toBe, r.because)
	}
	b.WriteString("\nCollectors\n")
	for _, name := range collectors(true) {
		c := transform.FindCollector(name)
		fmt.Fprintf(&b, "  %-10s %s; backend %s; roots %s\n", name, c.What, strings.Join(c.Backends, ", "), strings.Join(c.Roots, ", "))
	}
	return b.String()
}
