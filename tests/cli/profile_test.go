package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// counting is a program whose counts are known, and that ends in the way that its argument names.
const counting = `package main

import "os"

//go:noinline
func step(i int) int {
	if i%4 == 0 {
		return 1
	}
	return 2
}

func main() {
	sum := 0
	for i := 0; i < 1000; i++ {
		sum += step(i)
	}
	println(sum)
	switch os.Args[1] {
	case "exit":
		os.Exit(5)
	case "panic":
		panic("at the end")
	}
}
`

// TestProfile makes a program that counts on each backend, has it end in every way, and translates with what it counted.
func TestProfile(t *testing.T) {
	for _, backend := range []string{"llvm", "go"} {
		if backend == "go" && testing.Short() {
			continue
		}
		t.Run(backend, func(t *testing.T) {
			dir := project(t, map[string]string{"main.go": counting})
			translate := func(args ...string) result {
				return run(t, dir, nil, rgo, append([]string{"translate", ".", "--backend", backend}, args...)...)
			}
			if r := translate("--instrument", "-o", "counts"); r.status != 0 || !strings.Contains(r.stderr, "each run of it writes a profile, counts.rgoprof") {
				t.Fatalf("%+v", r)
			}
			program := filepath.Join(dir, "counts")
			for _, end := range []struct {
				arg    string
				status int
			}{{"return", 0}, {"exit", 5}, {"panic", 2}} {
				if r := run(t, dir, []string{"RGO_PROFILE=" + end.arg + "-%p.raw"}, program, end.arg); r.status != end.status || !strings.HasPrefix(r.stderr, "1750\n") {
					t.Fatalf("%s: %+v", end.arg, r)
				}
				files, _ := filepath.Glob(filepath.Join(dir, end.arg+"-*.raw"))
				if len(files) != 1 {
					t.Fatalf("%s wrote the files %v", end.arg, files)
				}
				if r := run(t, dir, nil, rgo, "profile", files[0], "-o", end.arg+".rgoprof"); r.status != 0 {
					t.Fatalf("%+v", r)
				}
				text, err := os.ReadFile(filepath.Join(dir, end.arg+".rgoprof"))
				if err != nil {
					t.Fatal(err)
				}
				_, of, _ := strings.Cut(string(text), " main.step\n")
				if branch, _, _ := strings.Cut(of, "\n"); !strings.HasSuffix(branch, " 250 750") {
					t.Errorf("%s: the branch of main.step was counted as %q", end.arg, branch)
				}
			}
			if r := run(t, dir, nil, program, "return"); r.status != 0 {
				t.Fatalf("%+v", r)
			}
			if r := run(t, dir, nil, rgo, "profile", "counts.rgoprof", "return.rgoprof"); r.status != 0 || !strings.Contains(r.stdout, "main.step") {
				t.Errorf("%+v", r)
			}
			if r := run(t, dir, []string{"RGO_PROFILE=/no/such/place"}, program, "exit"); r.status != 5 || !strings.Contains(r.stderr, "/no/such/place: cannot create this profile: error 2\n") {
				t.Errorf("%+v", r)
			}

			// Used by name, and found beside the package: the same program both times, whatever the file is called.
			if r := translate("--profile", "return.rgoprof", "-o", "named"); r.status != 0 {
				t.Fatalf("%+v", r)
			}
			if r := translate("-o", "none"); r.status != 0 {
				t.Fatalf("%+v", r)
			}
			if err := os.Rename(filepath.Join(dir, "return.rgoprof"), filepath.Join(dir, "default.rgoprof")); err != nil {
				t.Fatal(err)
			}
			if r := translate("-o", "found", "--stats"); r.status != 0 {
				t.Fatalf("%+v", r)
			}
			if r := translate("-o", "off", "--profile", "off"); r.status != 0 {
				t.Fatalf("%+v", r)
			}
			contents := map[string]string{}
			for _, name := range []string{"named", "none", "found", "off"} {
				data, err := os.ReadFile(filepath.Join(dir, name))
				if err != nil {
					t.Fatal(err)
				}
				contents[name] = string(data)
				if r := run(t, dir, nil, filepath.Join(dir, name), "exit"); r.status != 5 || r.stderr != "1750\n" {
					t.Errorf("%s: %+v", name, r)
				}
			}
			if contents["named"] != contents["found"] {
				t.Error("the same profile gave two programs")
			}
			if contents["none"] != contents["off"] {
				t.Error("--profile off is not as if there were none")
			}
		})
	}
}

// TestProfileOfModel has a profile for one threading model beside the one for all.
func TestProfileOfModel(t *testing.T) {
	dir := project(t, map[string]string{"main.go": "package main\n\nfunc main() {}\n", "default.rgoprof": "rgo profile 1\n",
		"default-green.rgoprof": "rgo profile 1\ngraph 7 ab of.green\n0 1f 3 4\n"})
	for _, c := range []struct {
		threads string
		its     bool
	}{{"none", false}, {"green", true}} {
		r := run(t, dir, nil, rgo, "translate", ".", "--threads", c.threads, "-o", "program")
		if r.status != 0 || strings.Contains(r.stderr, "of.green") != c.its {
			t.Errorf("%s: %+v", c.threads, r)
		}
	}
}

func TestBadProfiles(t *testing.T) {
	dir := project(t, map[string]string{"main.go": "package main\n\nfunc main() {}\n", "bad": "hello\n", "old": "rgo profile 0\n",
		"foreign": "rgo profile 1\ngraph 7 ab elsewhere.f\n0 1f 3 4\n", "damaged": "rgo profile 1\n0 1f 3 4\n"})
	for _, c := range []struct {
		args   []string
		status int
		want   string
	}{
		{[]string{"--profile", "none"}, statusUsage, "rgo: --profile: open none: no such file or directory"},
		{[]string{"--profile", "bad"}, statusUsage, "rgo: --profile: bad: not a profile"},
		{[]string{"--profile", "old"}, statusUsage, "rgo: --profile: old: this profile is of another version of rgo"},
		{[]string{"--profile", "damaged"}, statusUsage, "rgo: --profile: damaged: line 2: this does not belong into a profile"},
		{[]string{"--profile", "foreign", "--instrument"}, statusUsage, "give one of them"},
		{[]string{"--profile", "foreign"}, 0, "foreign: of the 1 functions of the profile, 1 are not in this program (elsewhere.f)"},
	} {
		r := run(t, dir, nil, rgo, append([]string{"translate", ".", "--backend", "go", "-o", "out"}, c.args...)...)
		if r.status != c.status || !strings.Contains(r.stderr, c.want) {
			t.Errorf("%v: %+v, want %q", c.args, r, c.want)
		}
	}
	if r := run(t, dir, nil, rgo, "profile", "bad"); r.status != statusTool || !strings.Contains(r.stderr, "bad: not a profile") {
		t.Errorf("%+v", r)
	}
}
