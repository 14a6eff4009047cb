package llvm

// This file is the backend's entry: from a program to a file.

import (
	"bytes"
	"context"
	"embed"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"rgo/backends/parts"
	"rgo/flowgraph"
)

// Options say what to build.
type Options struct {
	Opt      int    // 0 to 3, as clang's -O
	Output   string // file to write
	EmitLL   bool   // write LLVM IR as text instead of an executable
	EmitAsm  bool   // write assembly instead
	Jobs     int    // compilations at the same time; 0 is one per processor
	CacheDir string // where objects are kept between builds, or ""
	Keep     string // directory for intermediate files, or ""
	Debug    bool   // source lines for debuggers and profilers
	// SourceDir is the directory that file names in positions are relative to, for debuggers; "" is the current one.
	SourceDir string
}

// A Report says what a build did.
type Report struct {
	Clang    string // version
	Modules  int
	Cached   int // of Modules, taken from the cache
	IRBytes  int64
	Size     int64 // of the output
	Compile  time.Duration
	Link     time.Duration
	Parallel int
}

//go:embed support
var support embed.FS

// stackRegister is the machine's name for the stack pointer.
const stackRegister = "rsp"

// Build compiles p as o says.
func Build(p *flowgraph.Program, o Options) (Report, error) {
	return BuildContext(context.Background(), p, o)
}

// BuildContext is Build, stopped when ctx is.
func BuildContext(ctx context.Context, p *flowgraph.Program, o Options) (r Report, err error) {
	if p.Stage != flowgraph.Lowered {
		return r, fmt.Errorf("internal error: llvm backend: program is at stage %s", p.Stage)
	}
	if o.Opt < 0 || o.Opt > 3 {
		return r, fmt.Errorf("optimization level %d is not 0 to 3", o.Opt)
	}
	if runtime.GOARCH != "amd64" || runtime.GOOS != "linux" {
		return r, fmt.Errorf("the llvm backend compiles for linux/amd64 only: translate with --backend go")
	}
	b := &builder{options: o, ctx: ctx, cache: cache{o.CacheDir}}
	if !o.EmitLL {
		if b.tools, err = FindToolchain(); err != nil {
			return r, err
		}
		r.Clang = b.tools.Version
	}
	if b.output, err = createBeside(o.Output); err != nil {
		return r, err
	}
	defer os.Remove(b.output)
	if b.dir, err = workDir(o.Keep); err != nil {
		return r, err
	}
	b.program = newProgram(p, o)
	err = b.build(&r)
	var failed *ToolError
	switch {
	case o.Keep != "":
	case errors.As(err, &failed) && failed.Kept != "":
		// Leave only what the message speaks of.
		b.removeOthers(failed.Kept)
	default:
		os.RemoveAll(b.dir)
	}
	if err != nil {
		return r, err
	}
	mode := os.FileMode(0o755)
	if o.EmitLL || o.EmitAsm {
		mode = 0o644
	}
	if err := replaceFile(b.output, o.Output, mode); err != nil {
		return r, fmt.Errorf("cannot write %s: %w", o.Output, bare(err))
	}
	if st, err := os.Stat(o.Output); err == nil {
		r.Size = st.Size()
	}
	return r, nil
}

// createBeside makes an empty file in the directory of output, to be renamed to output when it is complete.
func createBeside(output string) (string, error) {
	if st, err := os.Stat(output); err == nil && st.IsDir() {
		return "", fmt.Errorf("cannot write %s: is a directory", output)
	}
	f, err := os.CreateTemp(filepath.Dir(output), "."+filepath.Base(output)+"-*")
	if err != nil {
		return "", fmt.Errorf("cannot write %s: %w", output, bare(err))
	}
	return f.Name(), f.Close()
}

// bare takes the names of temporary files off an error.
func bare(err error) error {
	var path *os.PathError
	var link *os.LinkError
	switch {
	case errors.As(err, &path):
		return path.Err
	case errors.As(err, &link):
		return link.Err
	}
	return err
}

func workDir(keep string) (string, error) {
	if keep == "" {
		return os.MkdirTemp("", "rgo-llvm-")
	}
	return keep, os.MkdirAll(keep, 0o777)
}

// newProgram prepares what all modules share.
func newProgram(p *flowgraph.Program, o Options) *program {
	q := &program{
		Program:    p,
		debug:      o.Debug,
		names:      map[*flowgraph.Graph]string{},
		places:     map[*flowgraph.Static]place{},
		tables:     map[string]*flowgraph.Static{},
		allocators: map[*flowgraph.Graph]bool{},
		copied:     map[*flowgraph.Graph]bool{},
		parallel:   p.RunsInParallel(),
	}
	if q.sourceDir = o.SourceDir; o.Debug && q.sourceDir == "" {
		q.sourceDir, _ = os.Getwd()
	}
	// A power of two, so that code does not change with every new type.
	for q.typeIDs = 2; q.typeIDs < int64(len(p.Layouts)); q.typeIDs *= 2 {
	}
	sum := 0
	for _, g := range p.Graphs {
		q.names[g] = symbol(g.Name)
		q.allocators[g] = isAllocator(g)
		sum += parts.Weight(g)
	}
	q.findConsiderate()
	q.whole = sum <= wholeWeight || o.EmitLL || o.EmitAsm
	for _, g := range p.Graphs {
		q.copied[g] = !q.whole && o.Opt > 0 && !q.allocators[g] && parts.WorthCopying(g)
	}
	q.symbols = flowgraph.Symbols(p.Statics)
	for _, s := range p.Statics {
		q.places[s] = placeOf(s, globalReference(q.symbols[s]))
		if name, ok := strings.CutPrefix(s.Name, "rgo."); ok {
			q.tables[name] = s
		}
	}
	return q
}

// Weights of modules, as package parts counts them.
const (
	wholeWeight = 12000 // programs up to this weight are one module, which optimizes best
	partMin     = 5000
	partMax     = 16000
)

// parts returns the graphs of each module.
func (p *program) parts() [][]*flowgraph.Graph {
	if p.whole {
		return [][]*flowgraph.Graph{p.Graphs}
	}
	return parts.Split(p.Graphs, partMin, partMax)
}

// usesLibgc reports whether p calls libgc.
func usesLibgc(p *flowgraph.Program) bool {
	for _, g := range p.Graphs {
		for _, b := range g.Blocks {
			for _, op := range b.Ops {
				if name, ok := op.Extern(); ok && strings.HasPrefix(name, "boehm_") {
					return true
				}
			}
		}
	}
	return false
}

// symbol returns the linker symbol of a graph: its name, unless that could be a name of C or LLVM.
func symbol(name string) string {
	if !strings.Contains(name, ".") || strings.HasPrefix(name, "llvm.") {
		return "go." + name
	}
	return name
}

// isAllocator reports whether g returns the address of a fresh object as an integer: see the interface of collectors.
func isAllocator(g *flowgraph.Graph) bool {
	rest, ok := strings.CutPrefix(g.Name, "rgo/runtime/gc/")
	return ok && (strings.HasSuffix(rest, ".Alloc") || strings.HasSuffix(rest, ".AllocArray")) && len(g.Results) == 1
}

// A builder is one build going on.
type builder struct {
	ctx     context.Context
	options Options
	tools   Toolchain
	cache   cache
	program *program
	dir     string // intermediate files
	output  string // file being made

	begun   atomic.Int32 // compilers so far
	emptied sync.Once    // what the passes have left behind is given back
}

// fewCompilers is how many compilers there is memory for beside what the passes have left behind.
const fewCompilers = 2

// A unit is something to be compiled: a module, or a file of support.
type unit struct {
	name    string
	make    func() ([]byte, error)
	isIR    bool
	object  string
	cached  bool
	irBytes int64
}

// build makes the modules and, if an executable is wanted, compiles and links them.
func (b *builder) build(r *Report) error {
	units := b.units()
	if b.options.EmitLL || b.options.EmitAsm {
		return b.emitText(units[0])
	}
	began := time.Now()
	r.Parallel = b.options.Jobs
	if r.Parallel <= 0 {
		r.Parallel = runtime.NumCPU()
	}
	if err := b.compileAll(units, r.Parallel); err != nil {
		return err
	}
	r.Compile = time.Since(began)
	var objects []string
	for _, u := range units {
		objects = append(objects, u.object)
		if u.isIR {
			r.Modules++
			r.IRBytes += u.irBytes
			if u.cached {
				r.Cached++
			}
		}
	}
	if r.Cached < r.Modules {
		b.cache.trim()
	}
	began = time.Now()
	// The linker maps its output: on a full disk it would die of a bus error. So it writes where there is space for
	// the objects, and the copy reports what is wrong.
	linked := filepath.Join(b.dir, "linked")
	var libraries []string
	if usesLibgc(b.program.Program) {
		libraries = append(libraries, "-lgc")
	}
	err := b.tools.link(b.ctx, linked, objects, libraries)
	r.Link = time.Since(began)
	if err != nil {
		return err
	}
	defer os.Remove(linked)
	if err := copyFile(linked, b.output); err != nil {
		return fmt.Errorf("cannot write %s: %w", b.options.Output, bare(err))
	}
	return nil
}

// copyFile writes the content of from to the file called to.
func copyFile(from, to string) error {
	data, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	return os.WriteFile(to, data, 0o666)
}

// units lists what has to be compiled, in the order in which it is linked.
func (b *builder) units() []*unit {
	p := b.program
	unitOf := func(name string, fill func(m *module) error) *unit {
		return &unit{name: name + ".ll", isIR: true, make: func() ([]byte, error) {
			m := newModule(p)
			if err := fill(m); err != nil {
				return nil, err
			}
			var text bytes.Buffer
			err := m.writeTo(&text)
			return text.Bytes(), err
		}}
	}
	var list []*unit
	for i, part := range p.parts() {
		list = append(list, unitOf(fmt.Sprintf("part%d", i), func(m *module) error {
			if err := m.addGraphs(part); err != nil || !p.whole {
				return err
			}
			return m.addData()
		}))
	}
	if !p.whole {
		list = append(list, unitOf("data", (*module).addData))
	}
	sources := []string{"start.c", "amd64.S"}
	if usesLibgc(p.Program) {
		sources = append(sources, "boehm.c")
	}
	start := func() ([]byte, error) { return support.ReadFile("support/start.c") }
	if p.parallel || switchesStacks(p.Program) {
		sources = append(sources, "amd64stacks.S")
		start = func() ([]byte, error) { return startWithStacks(p.Program) }
	}
	assembly := ""
	if p.parallel {
		assembly = parallelDefine
	}
	for _, name := range sources {
		u := &unit{name: name, make: func() ([]byte, error) { return support.ReadFile("support/" + name) }}
		switch name {
		case "start.c":
			u.make = start
		case "amd64stacks.S":
			u.make = func() ([]byte, error) {
				text, err := support.ReadFile("support/" + name)
				return append([]byte(blockDefines()+assembly), text...), err
			}
		case "amd64.S":
			u.make = func() ([]byte, error) {
				text, err := support.ReadFile("support/" + name)
				return append([]byte(assembly), text...), err
			}
		}
		list = append(list, u)
	}
	return list
}

// compileAll compiles units, so many at a time. Of several errors it returns that of the first unit in the list.
func (b *builder) compileAll(units []*unit, parallel int) error {
	ctx, stop := context.WithCancel(b.ctx)
	defer stop()
	errs := make([]error, len(units))
	next := make(chan int)
	var workers sync.WaitGroup
	for range min(parallel, len(units)) {
		workers.Go(func() {
			for i := range next {
				if errs[i] = b.compile(ctx, units[i]); errs[i] != nil {
					stop()
				}
			}
		})
	}
	for i := range units {
		next <- i
	}
	close(next)
	workers.Wait()
	for _, err := range errs {
		if err != nil && !errors.Is(err, context.Canceled) {
			return err
		}
	}
	return b.ctx.Err()
}

// compile makes the object of u, or takes it from the cache.
func (b *builder) compile(ctx context.Context, u *unit) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	text, err := u.make()
	if err != nil {
		return err
	}
	u.irBytes = int64(len(text))
	flags := b.tools.compileFlags(b.options.Opt)
	key := b.cache.key(b.tools, flags, text)
	source := filepath.Join(b.dir, u.name)
	if b.options.Keep != "" {
		if err := os.WriteFile(source, text, 0o666); err != nil {
			return err
		}
	}
	u.object = source + ".o"
	if u.cached = b.cache.take(key, u.object); u.cached {
		return nil
	}
	if b.options.Keep == "" {
		if err := os.WriteFile(source, text, 0o666); err != nil {
			return err
		}
	}
	b.makeRoom()
	err = b.tools.run(ctx, append(flags, "-c", source, "-o", u.object)...)
	var failed *ToolError
	if errors.As(err, &failed) && ctx.Err() == nil {
		failed.Kept = source
	}
	if err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		return err
	}
	if b.options.Keep == "" {
		os.Remove(source)
	}
	b.cache.add(key, u.object)
	return nil
}

// makeRoom is called before a compiler starts. It gives back to the system what the passes have left behind, but not for the
// few compilers that a changed function needs.
func (b *builder) makeRoom() {
	if !b.program.whole && b.begun.Add(1) > fewCompilers {
		b.emptied.Do(debug.FreeOSMemory)
	}
}

// emitText writes the only module as LLVM IR or assembly.
func (b *builder) emitText(u *unit) error {
	text, err := u.make()
	if err != nil {
		return err
	}
	if b.options.EmitLL {
		return os.WriteFile(b.output, text, 0o666)
	}
	source := filepath.Join(b.dir, u.name)
	if err := os.WriteFile(source, text, 0o666); err != nil {
		return err
	}
	err = b.tools.run(b.ctx, append(b.tools.compileFlags(b.options.Opt), "-S", source, "-o", b.output)...)
	var failed *ToolError
	if errors.As(err, &failed) {
		failed.Kept = source
	}
	return err
}

// removeOthers removes intermediate files but kept.
func (b *builder) removeOthers(kept string) {
	entries, _ := os.ReadDir(b.dir)
	for _, e := range entries {
		if path := filepath.Join(b.dir, e.Name()); path != kept {
			os.Remove(path)
		}
	}
}
