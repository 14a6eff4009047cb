package golang

// This file runs the go command and puts the binary in place.

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"strings"

	"rgo/flowgraph"
)

// maxErrorLines is how much of the compiler's output an error shows.
const maxErrorLines = 12

// compilerGC says that the Go compiler collects no garbage as long as it needs less memory than compilerMemory: a part of a
// program needs 200 MB, and with the usual 100 percent a fifth of the time goes to collecting, with 400 a fourteenth. What is
// larger than a part is one function.
const (
	compilerGC     = "off"
	compilerMemory = "600MiB"
)

// skipped are passes of the Go compiler that have next to nothing to do in what our optimizer leaves. All of them are
// optional: the compiler's -N leaves them out, too.
var skipped = []string{"nilcheckelim", "dead_auto_elim", "sccp", "dse", "memcombine", "elim_unread_autos"}

// lessEffort returns the flags of the Go compiler for what did not run in a profile. No nil check is lost, since all are
// explicit in a lowered program. Leaving out more, and inlining nothing, made programs slower that do run such functions.
func lessEffort() string {
	return "-d=disablenil=1,nodeadlocals=1,ssa/" + strings.Join(skipped, "/off,ssa/") + "/off"
}

// hungryBytes is how much Go source that was not there in earlier translations is worth a garbage collection of ours before it is
// compiled.
const hungryBytes = 4 << 20

// Build prints p and compiles it. The binary is made beside its place and then renamed: a failure leaves nothing behind.
func Build(p *flowgraph.Program, options Options) (Report, error) {
	files, report, err := printProgram(p, options)
	if err != nil {
		return report, err
	}
	dir := options.EmitGo
	if dir != "" || options.Keep {
		if err := formatFiles(files); err != nil {
			return report, err
		}
	}
	if dir == "" {
		if dir, err = os.MkdirTemp("", "rgo-go-"); err != nil {
			return report, plainError(err)
		}
	}
	kept := options.EmitGo != "" || options.Keep
	defer func() {
		if !kept {
			os.RemoveAll(dir)
		}
	}()
	if err := writeFiles(dir, files); err != nil {
		return report, plainError(err)
	}
	if !options.NoBuild {
		if report.NewBytes > hungryBytes {
			go debug.FreeOSMemory() // what printing has left behind: two compilers at a time will need it
		}
		if err := compile(dir, options, &kept); err != nil {
			return report, err
		}
	}
	if kept {
		report.Dir = dir
	}
	return report, nil
}

// compile runs go build in dir. It sets keep if the printed package is worth looking at.
func compile(dir string, options Options, keep *bool) error {
	tool, err := exec.LookPath("go")
	if err != nil {
		return errors.New("the Go backend needs the go command, which is not in PATH: install Go 1.26 or later, or use --backend llvm [GOB002]")
	}
	output, err := filepath.Abs(options.Output)
	if err != nil {
		return err
	}
	temporary, err := os.CreateTemp(filepath.Dir(output), "."+filepath.Base(output)+"-*")
	if err != nil {
		return fmt.Errorf("cannot write %s: %w [GOB003]", options.Output, reason(err))
	}
	temporary.Close()
	defer os.Remove(temporary.Name())

	idle := options.idleFlags
	if idle == "" {
		idle = lessEffort()
	}
	text, err := goBuild(tool, dir, temporary.Name(), idle, options.Debug)
	if err != nil && (strings.Contains(text, "debug option") || strings.Contains(text, "unknown debug key")) {
		text, err = goBuild(tool, dir, temporary.Name(), "", options.Debug) // a compiler with other passes
	}
	if err != nil {
		if strings.Contains(text, "no space left on device") || strings.Contains(text, "disk quota exceeded") {
			return fmt.Errorf("cannot write %s: no space left on device [GOB003]", options.Output)
		}
		*keep = true
		return fmt.Errorf("internal error: the go command failed on the printed package in %s: %w\n%s [GOB004]", dir, err, firstLines(text))
	}
	if err := os.Chmod(temporary.Name(), 0o755); err != nil {
		return fmt.Errorf("cannot write %s: %w [GOB003]", options.Output, reason(err))
	}
	if err := os.Rename(temporary.Name(), output); err != nil {
		return fmt.Errorf("cannot write %s: %w [GOB003]", options.Output, reason(err))
	}
	return nil
}

// goBuild runs go build in dir. Parts that did not run in a profile are compiled with the flags idle, too. It returns what the command
// says.
func goBuild(tool, dir, output, idle string, debug bool) (string, error) {
	args := []string{"build", "-trimpath", "-buildvcs=false", "-o", output}
	if !debug {
		args = append(args, "-ldflags=-w", "-gcflags=translated/...=-dwarf=false")
		idle = "-dwarf=false " + idle
	}
	command := exec.Command(tool, append(args, "-gcflags=translated/"+idlePrefix+"...="+idle, ".")...)
	command.Dir = dir
	command.Env = append(os.Environ(), "GO111MODULE=on", "GOFLAGS=", "GOWORK=off", "CGO_ENABLED=0", "GOOS=linux", "GOARCH=amd64",
		"GOTOOLCHAIN=local")
	if os.Getenv("GOGC") == "" && os.Getenv("GOMEMLIMIT") == "" {
		command.Env = append(command.Env, "GOGC="+compilerGC, "GOMEMLIMIT="+compilerMemory)
	}
	var out bytes.Buffer
	command.Stdout, command.Stderr = &out, &out
	err := command.Run()
	return strings.TrimSpace(out.String()), err
}

// plainError is err with the code for files that cannot be written.
func plainError(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return fmt.Errorf("cannot write %s: %w [GOB003]", p.Path, p.Err)
	}
	return err
}

// reason strips the path, which may be that of a temporary file, from an error.
func reason(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	var l *os.LinkError
	if errors.As(err, &l) {
		return l.Err
	}
	return err
}

func firstLines(s string) string {
	lines := strings.Split(s, "\n")
	if len(lines) > maxErrorLines {
		lines = append(lines[:maxErrorLines], fmt.Sprintf("... and %d more lines", len(lines)-maxErrorLines))
	}
	for i, l := range lines {
		lines[i] = "\t" + l
	}
	return strings.Join(lines, "\n")
}
