package inspect

// This file shows what the backend makes of a function: LLVM IR and assembly of the function alone, or the Go that is
// printed for it. Every line knows the place of the source that it comes from.

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"rgo/backends/golang"
	"rgo/backends/llvm"
	"rgo/flowgraph"
)

// A Line is a line of code in a language of the backend.
type Line struct {
	Text    string   `json:"text"`
	Pos     string   `json:"pos,omitempty"` // file:line:column, or file:line where columns are not known
	Own     []string `json:"own,omitempty"` // the places of the function's own source that it belongs to
	Label   bool     `json:"label,omitempty"`
	Callee  string   `json:"callee,omitempty"`  // the function that it calls
	Samples float64  `json:"samples,omitempty"` // share of the profile, 0 to 1
	Addr    string   `json:"addr,omitempty"`
}

// A Listing is the code of a function.
type Listing struct {
	Language string `json:"language"` // "llvm", "go" or "asm"
	Note     string `json:"note"`     // where it comes from
	Lines    []Line `json:"lines"`
}

// codeCache holds what the printers of the backends share.
type codeCache struct {
	once   sync.Once
	err    error
	llvm   *llvm.Printer
	golang *golang.Printer
	mu     sync.Mutex
	asm    map[string]*Listing
	names  map[string]string // function by symbol
}

func (p *Program) printers() (*codeCache, error) {
	c := &p.code
	c.once.Do(func() {
		s := p.Session
		if p.Stage != flowgraph.Lowered {
			c.err = fmt.Errorf("the translation stops at stage %s, so there is no code yet", p.Stage)
			return
		}
		c.asm, c.names = map[string]*Listing{}, map[string]string{}
		if s.Options.Backend == "go" {
			if c.golang, c.err = golang.NewPrinter(s.Prog); c.err == nil {
				for _, g := range s.Prog.Graphs {
					c.names[c.golang.Name(g)] = g.Name
				}
			}
			return
		}
		level, _ := strconv.Atoi(s.Options.Opt)
		if c.llvm, c.err = llvm.NewPrinter(s.Prog, llvm.Options{Opt: level, SourceDir: s.Dir}); c.err == nil {
			for _, g := range s.Prog.Graphs {
				c.names[c.llvm.Symbol(g)] = g.Name
			}
		}
	})
	return c, c.err
}

// lowered returns the graph that the backend gets, or an error that says why there is none.
func (p *Program) lowered(name string) (*flowgraph.Graph, error) {
	if g := p.Graph(name, flowgraph.Lowered); g != nil {
		return g, nil
	}
	if _, text := p.instead(name); text != "" {
		return nil, fmt.Errorf("%s has no code of its own: it %s", name, text)
	}
	if p.Graph(name, flowgraph.Annotated) != nil {
		return nil, fmt.Errorf("%s has no code of its own: every call of it has been inlined, or never happens", name)
	}
	return nil, fmt.Errorf("there is no function %s", name)
}

// Backend returns the function in the language of the backend: LLVM IR or Go.
func (p *Program) Backend(name string) (*Listing, error) {
	c, err := p.printers()
	if err != nil {
		return nil, err
	}
	g, err := p.lowered(name)
	if err != nil {
		return nil, err
	}
	if c.golang != nil {
		text, err := c.golang.Function(g)
		if err != nil {
			return nil, err
		}
		return &Listing{Language: "go", Note: "the Go that the backend prints", Lines: p.owned(g, c.goLines(string(text)))}, nil
	}
	module, err := c.llvm.Module(g)
	if err != nil {
		return nil, err
	}
	return &Listing{Language: "llvm", Note: "LLVM IR, as the backend prints it", Lines: p.owned(g, c.irLines(string(module), c.llvm.Symbol(g)))}, nil
}

// Machine returns the machine code of the function: what is in the executable, if there is one, else the function
// compiled alone, which takes no time.
func (p *Program) Machine(ctx context.Context, name string) (*Listing, error) {
	c, err := p.printers()
	if err != nil {
		return nil, err
	}
	if p.binary != nil {
		return p.fromBinary(name)
	}
	g, err := p.lowered(name)
	if err != nil {
		return nil, err
	}
	if c.golang != nil {
		return nil, fmt.Errorf("machine code of the Go backend is shown from an executable: start rgo view with --binary FILE, made with --debug on")
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if l := c.asm[name]; l != nil {
		return l, nil
	}
	module, err := c.llvm.Module(g)
	if err != nil {
		return nil, err
	}
	text, err := c.llvm.Assembly(ctx, module)
	if err != nil {
		return nil, err
	}
	l := &Listing{Language: "asm", Note: "compiled alone at -O" + p.Session.Options.Opt + ", with the small functions that it calls", Lines: p.owned(g, c.asmLines(string(text), c.llvm.Symbol(g)))}
	c.asm[name] = l
	return l, nil
}

// quotedOrBare matches a symbol as LLVM and its assembler write it: in quotes if there is something special about it.
func quotedOrBare(symbol string) string {
	s := regexp.QuoteMeta(symbol)
	return `(?:"` + s + `"|` + s + `)`
}

var (
	dbgAttachment  = regexp.MustCompile(`,? !dbg !(\d+)`)
	profAttachment = regexp.MustCompile(`,? !prof !\d+`)
	locationNode   = regexp.MustCompile(`^!(\d+) = !DILocation\(line: (\d+), column: (\d+), scope: !(\d+)`)
	scopeNode      = regexp.MustCompile(`^!(\d+) = (?:distinct )?!(?:DISubprogram|DILexicalBlockFile)\(.*file: !(\d+)`)
	fileNode       = regexp.MustCompile(`^!(\d+) = !DIFile\(filename: "((?:[^"\\]|\\..)*)"`)
	calledSymbol   = regexp.MustCompile(`@(?:"([^"]*)"|([\w.$]+))\(`)
)

// irLines cuts the definition of symbol out of a module.
func (c *codeCache) irLines(module, symbol string) []Line {
	type location struct{ line, column, scope string }
	locations, scopes, files := map[string]location{}, map[string]string{}, map[string]string{}
	all := strings.Split(module, "\n")
	for _, l := range all {
		if !strings.HasPrefix(l, "!") {
			continue
		}
		if m := locationNode.FindStringSubmatch(l); m != nil {
			locations[m[1]] = location{m[2], m[3], m[4]}
		} else if m := scopeNode.FindStringSubmatch(l); m != nil {
			scopes[m[1]] = m[2]
		} else if m := fileNode.FindStringSubmatch(l); m != nil {
			files[m[1]] = m[2]
		}
	}
	define := regexp.MustCompile(`^define .*@` + quotedOrBare(symbol) + `\(`)
	var lines []Line
	inside := false
	for _, l := range all {
		if !inside {
			inside = define.MatchString(l)
			if !inside {
				continue
			}
		}
		line := Line{Text: strings.ReplaceAll(profAttachment.ReplaceAllString(dbgAttachment.ReplaceAllString(l, ""), ""), "\t", "    ")}
		if m := dbgAttachment.FindStringSubmatch(l); m != nil && len(lines) > 0 {
			if at, ok := locations[m[1]]; ok {
				line.Pos = files[scopes[at.scope]] + ":" + at.line + ":" + at.column
			}
		}
		line.Label = strings.HasSuffix(l, ":")
		if strings.Contains(l, "call ") {
			if m := calledSymbol.FindStringSubmatch(l); m != nil {
				line.Callee = c.names[m[1]+m[2]]
			}
		}
		lines = append(lines, line)
		if strings.TrimSpace(line.Text) == "]" {
			// A switch has its position behind its last case.
			for i := len(lines) - 2; i > 0 && lines[i].Pos == "" && !lines[i].Label; i-- {
				lines[i].Pos = line.Pos
				if strings.Contains(lines[i].Text, "switch ") {
					break
				}
			}
		}
		if l == "}" {
			break
		}
	}
	return lines
}

var (
	asmFile = regexp.MustCompile(`^\t\.file\t(\d+) (?:"[^"]*" )?"([^"]*)"`)
	asmLoc  = regexp.MustCompile(`^\t\.loc\t(\d+) (\d+) (\d+)`)
	asmCall = regexp.MustCompile(`^\t(?:call|jmp)\t(?:"([^"]*)"|([\w.$]+))`)
)

// asmLines cuts the code of symbol out of an assembly file.
func (c *codeCache) asmLines(text, symbol string) []Line {
	files := map[string]string{}
	all := strings.Split(text, "\n")
	for _, l := range all {
		if m := asmFile.FindStringSubmatch(l); m != nil {
			files[m[1]] = m[2]
		}
	}
	start := regexp.MustCompile(`^` + quotedOrBare(symbol) + `:`)
	var lines []Line
	pos := ""
	inside := false
	for _, l := range all {
		switch {
		case !inside:
			inside = start.MatchString(l)
			if inside {
				lines = append(lines, Line{Text: symbol + ":", Label: true})
			}
			continue
		case strings.HasPrefix(l, ".Lfunc_end"):
			return lines
		}
		if m := asmLoc.FindStringSubmatch(l); m != nil {
			pos = files[m[1]] + ":" + m[2] + ":" + m[3]
			if m[2] == "0" {
				pos = ""
			}
			continue
		}
		if i := strings.Index(l, "# "); i >= 0 && !strings.Contains(l, "\"") {
			l = strings.TrimRight(l[:i], " \t")
		}
		switch {
		case strings.TrimSpace(l) == "", strings.HasPrefix(l, "\t."), strings.HasPrefix(l, ".Ltmp"), strings.HasPrefix(l, ".Lfunc_begin"):
		case strings.HasSuffix(l, ":"):
			lines = append(lines, Line{Text: l, Label: true})
		default:
			line := Line{Text: "    " + strings.ReplaceAll(strings.TrimPrefix(l, "\t"), "\t", " "), Pos: pos}
			if m := asmCall.FindStringSubmatch(l); m != nil {
				line.Callee = c.names[m[1]+m[2]]
			}
			lines = append(lines, line)
		}
	}
	return lines
}

// owned tells for each line of the code of g which lines of g's own source it belongs to: an inlined operation belongs
// to the call that it came by.
func (p *Program) owned(g *flowgraph.Graph, lines []Line) []Line {
	full, short := map[string][]string{}, map[string][]string{}
	add := func(m map[string][]string, key, own string) {
		if !slices.Contains(m[key], own) {
			m[key] = append(m[key], own)
		}
	}
	note := func(pos flowgraph.Pos) {
		if pos.Line != 0 {
			own := pos.Own().String()
			text := bare(pos).String()
			add(full, text, own)
			add(short, text[:strings.LastIndexByte(text, ':')], own)
		}
	}
	for _, b := range g.Blocks {
		note(b.Pos)
		for _, op := range b.Ops {
			note(op.Pos)
		}
	}
	for i := range lines {
		l := &lines[i]
		if l.Pos == "" {
			continue
		}
		l.Own = full[l.Pos]
		if l.Own == nil {
			l.Own = short[l.Pos]
		}
		if l.Own == nil && strings.HasPrefix(l.Pos, g.Pos.File+":") {
			l.Own = []string{l.Pos}
		}
	}
	return lines
}

var (
	lineComment = regexp.MustCompile(`^\s*// (.+):(\d+)$`)
	goCall      = regexp.MustCompile(`\b([A-Za-z_]\w*)\(`)
)

// goLines takes the comments that name lines out of printed Go.
func (c *codeCache) goLines(text string) []Line {
	var lines []Line
	pos := ""
	for i, l := range strings.Split(strings.TrimRight(text, "\n"), "\n") {
		if m := lineComment.FindStringSubmatch(l); m != nil && i > 1 {
			pos = m[1] + ":" + m[2]
			continue
		}
		line := Line{Text: strings.ReplaceAll(l, "\t", "    "), Pos: pos}
		line.Label = strings.HasSuffix(l, ":") && !strings.Contains(l, " ")
		for _, m := range goCall.FindAllStringSubmatch(l, -1) {
			if line.Callee = c.names[m[1]]; line.Callee != "" {
				break
			}
		}
		lines = append(lines, line)
	}
	return lines
}
