package translator

// This file builds: from a lowered program to a file, and from there to a running process.

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"time"

	"rgo/backends/golang"
	"rgo/backends/llvm"
	"rgo/backends/parts"
	"rgo/flowgraph"
)

// HaveClang reports whether the LLVM backend can compile on this machine.
func HaveClang() bool {
	_, err := llvm.FindToolchain()
	return err == nil
}

// Translate runs all passes and writes the output. Nothing is written if anything fails.
func (s *Session) Translate() error {
	out := s.OutputName()
	if err := writable(out, s.Options.Emit == "go"); err != nil {
		return &ToolError{err}
	}
	if err := s.Options.Missing(); err != nil {
		return err
	}
	kept := ""
	if s.reusable() {
		var err error
		if kept, err = s.kept(); err != nil {
			return Wrap(err)
		}
		if kept != "" && takeResult(kept, out) {
			s.note("wrote " + out + ": unchanged since an earlier translation")
			return nil
		}
	}
	if err := s.make(out); err != nil {
		return err
	}
	if kept != "" {
		keepResult(out, kept)
	}
	s.note(s.summary(out))
	if s.counts() && s.Options.Emit == "bin" {
		s.note("each run of it writes a profile, " + filepath.Base(out) + ".rgoprof or what RGO_PROFILE names; rgo profile sums them up")
	}
	return nil
}

// make runs the passes and the backend.
func (s *Session) make(out string) (err error) {
	s.forget = len(s.done) == 0 // else somebody looks at the stages, who needs the program afterwards
	if s.sources != nil {
		memoryAhead(s.sources.Size())
	}
	s.memory = s.newMemory()
	s.lazy = s.Options.Backend == "go" && s.Options.VerifyStages
	s.keeps = true
	defer func() { s.endKeeping(err) }()
	defer func() { s.memory.ended(err) }()
	if err := s.To(flowgraph.Lowered); err != nil {
		return Wrap(err)
	}
	if s.memory != nil {
		var kept sync.WaitGroup
		defer kept.Wait()
		kept.Go(func() {
			inBackground()
			s.memory.keep()
		})
	}
	return Wrap(s.blamed(s.emit(out), flowgraph.Lowered))
}

// Missing returns an error if something is not installed that a collector needs.
func (o *Options) Missing() error {
	if o.GC != "boehm" || o.Emit == "ll" || o.Emit == "asm" {
		return nil
	}
	tools, err := llvm.FindToolchain()
	if err == nil && !tools.HasLibrary("gc") {
		err = errors.New("--gc boehm needs libgc, which is not installed: apt install libgc-dev, or scripts/setup.sh boehm")
	}
	if err != nil {
		return &ToolError{err}
	}
	return nil
}

// writable finds out early whether out can be made, before minutes of work.
func writable(out string, isDir bool) error {
	if info, err := os.Stat(out); err == nil && info.IsDir() && !isDir {
		return fmt.Errorf("cannot write %s: it is a directory: name a file with -o", out)
	}
	if filepath.Ext(out) == ".go" && !isDir {
		return fmt.Errorf("cannot write %s: that is the name of a source file", out)
	}
	dir := filepath.Dir(out)
	f, err := os.CreateTemp(dir, ".rgo-*")
	if err != nil {
		var path *os.PathError
		if errors.As(err, &path) {
			err = path.Err
		}
		return fmt.Errorf("cannot write %s: %w", out, err)
	}
	f.Close()
	return os.Remove(f.Name())
}

// emit runs the backend.
func (s *Session) emit(out string) error {
	if s.Progress != nil {
		s.Progress.Begin(s.Options.Backend, 0, 1)
	}
	start, cpu := time.Now(), userTime()
	var left *finisher
	if s.lazy {
		var err error
		if left, err = s.finisher(); err != nil {
			return err
		}
	}
	prog, graphs := s.Prog, len(s.Prog.Graphs)
	if s.forget {
		s.Prog = nil // the backend can do without it before it has ended
	}
	var err error
	switch s.Options.Backend {
	case "llvm":
		_, err = llvm.Build(prog, llvm.Options{
			Opt:      s.level(),
			Output:   out,
			EmitLL:   s.Options.Emit == "ll",
			EmitAsm:  s.Options.Emit == "asm",
			CacheDir: cacheDir("objects"),
			Keep:     s.Options.Keep,
			Debug:    s.Options.Debug == "on",
		})
	case "go":
		o := golang.Options{Output: out, Debug: s.Options.Debug == "on", EmitGo: s.Options.Keep}
		if s.Options.Emit == "go" {
			o.EmitGo, o.NoBuild, o.Lines = out, true, golang.LineComments
		}
		if o.Debug {
			o.Lines = golang.LineDirectives
		}
		if left != nil {
			err = left.options(&o)
		}
		if err == nil {
			_, err = golang.Build(prog, o)
		}
	}
	if err != nil {
		return err
	}
	wall := time.Since(start)
	if left != nil {
		wall -= left.ended()
	}
	step := Step{Pass: "backend " + s.Options.Backend, Time: wall, CPU: userTime() - cpu, Graphs: graphs}
	s.steps = append(s.steps, step)
	if s.Progress != nil {
		s.Progress.End(step)
	}
	return nil
}

func (s *Session) summary(out string) string {
	var total time.Duration
	for _, st := range s.steps {
		total += st.Time
	}
	size := ""
	if info, err := os.Stat(out); err == nil && !info.IsDir() {
		size = fmt.Sprintf(", %.1f MB", float64(info.Size())/1e6)
	}
	return fmt.Sprintf("wrote %s (%s, gc %s, roots %s, -O%s%s) in %.1f s", out, s.Options.Backend, s.Options.GC, s.Options.Roots, s.Options.Opt, size, total.Seconds())
}

// Run translates into the cache, unless the same program has been translated with the same options by the same
// translator before, and runs the result with args on the standard streams. It returns the exit status.
func (s *Session) Run(args []string) (int, error) {
	if s.Options.Emit != "bin" {
		return 0, &UsageError{"--emit " + s.Options.Emit + " makes nothing that can be run"}
	}
	if err := s.Options.Missing(); err != nil {
		return 0, err
	}
	out, err := s.kept()
	if err != nil {
		return 0, Wrap(err)
	}
	if out == "" {
		return 0, &ToolError{errors.New("no cache directory: set XDG_CACHE_HOME or HOME")}
	}
	if !touch(out) {
		if err := s.make(out); err != nil {
			return 0, err
		}
		parts.Trim(filepath.Dir(out), maxResults)
	}
	cmd := exec.Command(out, args...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	err = cmd.Run()
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		if !exit.Exited() {
			return 0, &ToolError{fmt.Errorf("the translated program died: %s", exit)}
		}
		return exit.ExitCode(), nil
	}
	if err != nil {
		return 0, &ToolError{err}
	}
	return 0, nil
}
