package llvm

// This file finds clang and the linker, and runs them.

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
)

// oldestClang is the first version that reads the IR we write.
const oldestClang = 15

// candidates are the names under which clang is looked for; the version developed against comes first.
var candidates = [...]string{"clang-19", "clang-20", "clang-21", "clang-22", "clang-23", "clang", "clang-18", "clang-17", "clang-16", "clang-15"}

// A Toolchain is a usable clang and the linker that goes with it.
type Toolchain struct {
	Clang   string // path
	Version string // first line of clang --version
	Linker  string // path of lld, or "" to use the default linker
}

// ErrNoClang is returned if there is no clang that can be used.
var ErrNoClang = errors.New("no clang of version 15 or later found: install clang-19 and lld-19 (on Debian: " +
	"apt install clang-19 lld-19), or translate with --backend go")

// toolchains are those that have been found, by PATH: asking clang for its version takes as long as a stage of a small program.
var toolchains sync.Map

// FindToolchain looks for clang on PATH.
func FindToolchain() (Toolchain, error) {
	if t, ok := toolchains.Load(os.Getenv("PATH")); ok {
		return t.(Toolchain), nil
	}
	t, err := findToolchain()
	if err == nil {
		toolchains.Store(os.Getenv("PATH"), t)
	}
	return t, err
}

func findToolchain() (Toolchain, error) {
	for _, name := range candidates {
		path, err := exec.LookPath(name)
		if err != nil {
			continue
		}
		out, err := exec.Command(path, "--version").Output()
		if err != nil {
			continue
		}
		version, _, _ := strings.Cut(string(out), "\n")
		major := majorVersion(version)
		if major < oldestClang {
			continue
		}
		t := Toolchain{Clang: path, Version: version}
		for _, linker := range []string{"ld.lld-" + strconv.Itoa(major), "ld.lld"} {
			if p, err := exec.LookPath(linker); err == nil {
				t.Linker = p
				break
			}
		}
		return t, nil
	}
	return Toolchain{}, ErrNoClang
}

// majorVersion returns the number behind "version " in the text that clang prints, or 0.
func majorVersion(text string) int {
	m := regexp.MustCompile(`version (\d+)`).FindStringSubmatch(text)
	if m == nil {
		return 0
	}
	n, _ := strconv.Atoi(m[1])
	return n
}

// A ToolError says that clang or the linker failed.
type ToolError struct {
	Tool   string
	Output string // what it printed
	Kept   string // the input that it failed on, or ""
	Err    error
}

func (e *ToolError) Error() string {
	lines := strings.Split(strings.TrimSpace(e.Output), "\n")
	const most = 8
	if len(lines) > most {
		lines = append(lines[:most], "…")
	}
	text := fmt.Sprintf("%s failed: %v", e.Tool, e.Err)
	for _, l := range lines {
		if l != "" {
			text += "\n\t" + l
		}
	}
	if e.Kept != "" {
		text += "\n\tinput kept in " + e.Kept
	}
	return text
}

func (e *ToolError) Unwrap() error { return e.Err }

// run runs the compiler driver.
func (t Toolchain) run(ctx context.Context, args ...string) error {
	cmd := exec.CommandContext(ctx, t.Clang, args...)
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Run(); err != nil {
		return &ToolError{Tool: filepath.Base(t.Clang), Output: out.String(), Err: err}
	}
	return nil
}

// compileFlags are used for everything that is compiled. Code has fixed addresses: the program is linked statically.
//
// Loop strength reduction is off because it replaces the address of an array by one that moves through it, or that is
// offset from it to where the collector does not see which object is meant; it gains nothing on interpreters.
//
// From level 2 on, blocks that end alike keep their ends: the cases of an interpreter's switch do, and sharing them costs each
// case a jump or two. pygo with its loop compiled so takes 0.85 of the time. And the switch is copied to the end of each case,
// which clang does since ever, but from version 19 on not if there are more than 16 cases.
func (t Toolchain) compileFlags(opt int) []string {
	flags := baseFlags(opt)
	if opt >= 2 {
		flags = append(flags, "-mllvm", "-enable-tail-merge=false")
		if majorVersion(t.Version) >= 19 {
			flags = append(flags, "-mllvm", "-tail-dup-pred-size=1000", "-mllvm", "-tail-dup-succ-size=1000")
		}
	}
	return flags
}

// baseFlags are the flags of every level.
func baseFlags(opt int) []string {
	return []string{"-O" + strconv.Itoa(opt), "-fno-pic", "-fno-asynchronous-unwind-tables", "-fvisibility=hidden",
		"-ffp-contract=off", "-mllvm", "-disable-lsr", "-Wno-override-module", "-Wno-unused-command-line-argument"}
}

// HasLibrary reports whether the linker would find library name.
func (t Toolchain) HasLibrary(name string) bool {
	for _, file := range []string{"lib" + name + ".a", "lib" + name + ".so"} {
		out, err := exec.Command(t.Clang, "-print-file-name="+file).Output()
		if err == nil && strings.TrimSpace(string(out)) != file {
			return true
		}
	}
	return false
}

// link links objects and libraries to an executable at output. Where there is no static C library it links the shared one.
func (t Toolchain) link(ctx context.Context, output string, objects, libraries []string) error {
	args := []string{"-o", output}
	if t.Linker != "" {
		args = append(args, "--ld-path="+t.Linker)
	}
	args = append(args, "-Wl,--build-id=none", "-Wl,-z,noexecstack")
	args = append(args, objects...)
	args = append(append(args, libraries...), "-lm")
	err := t.run(ctx, append([]string{"-static"}, args...)...)
	var failed *ToolError
	if errors.As(err, &failed) && missingLibrary.MatchString(failed.Output) {
		return t.run(ctx, append([]string{"-no-pie"}, args...)...)
	}
	return err
}

var missingLibrary = regexp.MustCompile(`(unable to find library|cannot find) -l`)

// replaceFile moves the finished file at from to output.
func replaceFile(from, output string, mode os.FileMode) error {
	if err := os.Chmod(from, mode); err != nil {
		return err
	}
	return os.Rename(from, output)
}
