// Package view is the page of `rgo view`: a web server that shows one translation, and the page itself.
//
// In comes an inspect.Program. The server answers questions about functions as JSON, the same that `rgo graph --format
// json` and `rgo why` print, and pictures as SVG. The page is one bundle embedded in the command: it needs no network and
// no other program. Nothing that is asked changes anything.
package view

import (
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"rgo/flowgraph"
	"rgo/flowgraph/draw"
	"rgo/translator"
	"rgo/translator/inspect"
)

//go:embed static
var static embed.FS

// A Server answers the questions of the page.
type Server struct {
	p     *inspect.Program
	title string
	mux   *http.ServeMux
}

// New returns a server for p; title is what the program is called.
func New(p *inspect.Program, title string) *Server {
	s := &Server{p: p, title: title, mux: http.NewServeMux()}
	files, err := fs.Sub(static, "static")
	if err != nil {
		panic(err) // the embedded folder has that name
	}
	s.mux.Handle("GET /", http.FileServerFS(files))
	for path, answer := range map[string]func(*request) (any, error){
		"program":   s.program,
		"functions": s.functions,
		"function":  s.function,
		"graph":     s.graph,
		"picture":   s.picture,
		"backend":   s.backend,
		"machine":   s.machine,
		"why":       s.why,
		"fact":      s.fact,
		"calls":     s.calls,
		"stats":     s.stats,
		"treemap":   s.treemap,
	} {
		s.mux.HandleFunc("GET /api/"+path, func(w http.ResponseWriter, r *http.Request) { reply(w, r, answer) })
	}
	return s
}

// ServeHTTP serves the page and its questions to browsers on any machine that can reach the address.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Security-Policy", "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	s.mux.ServeHTTP(w, r)
}

// A request is a question.
type request struct {
	*http.Request
	query url.Values
}

// A picture is an answer that is not JSON.
type picture string

// An unknown error is about something that does not exist.
type unknown struct{ error }

func reply(w http.ResponseWriter, r *http.Request, answer func(*request) (any, error)) {
	x, err := answer(&request{r, r.URL.Query()})
	w.Header().Set("Cache-Control", "no-store")
	if err != nil {
		status := http.StatusUnprocessableEntity
		var missing unknown
		if errors.As(err, &missing) {
			status = http.StatusNotFound
		}
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		_ = json.NewEncoder(w).Encode(map[string]string{"error": sentence(err.Error())})
		return
	}
	if p, ok := x.(picture); ok {
		w.Header().Set("Content-Type", "image/svg+xml")
		_, _ = w.Write([]byte(p))
		return
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(x)
}

// sentence makes an error message one: with a capital letter and a full stop.
func sentence(text string) string {
	text = strings.TrimSpace(text)
	if text == "" {
		return "Something went wrong."
	}
	if first := text[0]; 'a' <= first && first <= 'z' && !strings.ContainsAny(strings.Fields(text)[0], "./") {
		text = strings.ToUpper(text[:1]) + text[1:]
	}
	if !strings.HasSuffix(text, ".") && !strings.HasSuffix(text, "?") {
		text += "."
	}
	return text
}

// name returns the function that is asked about.
func (s *Server) name(r *request) (string, error) {
	name := r.query.Get("name")
	if name == "" {
		return "", unknown{errors.New("name a function")}
	}
	full, err := s.p.FindAny(name)
	if err != nil {
		return "", unknown{err}
	}
	return full, nil
}

func (r *request) stage(key string) (flowgraph.Stage, error) {
	st, err := translator.ParseStage(r.query.Get(key))
	if err != nil {
		return 0, unknown{err}
	}
	return st, nil
}

// A programInfo is what the page shows before a function is chosen.
type programInfo struct {
	Title    string   `json:"title"`
	Options  string   `json:"options"`
	Backend  string   `json:"backend"`
	Stages   []string `json:"stages"`
	Profile  string   `json:"profile,omitempty"` // what the samples are
	Binary   bool     `json:"binary"`            // machine code is read from an executable
	Main     string   `json:"main"`
	Function int      `json:"functions"`
}

func (s *Server) program(*request) (any, error) {
	o := s.p.Session.Options
	info := programInfo{Title: s.title, Backend: o.Backend, Main: "main.main", Function: len(s.p.Names()), Binary: s.p.HasBinary(), Profile: s.p.ProfileText(),
		Options: fmt.Sprintf("--backend %s --gc %s --roots %s -O %s", o.Backend, o.GC, o.Roots, o.Opt)}
	for st := flowgraph.Flow; st <= flowgraph.Lowered; st++ {
		info.Stages = append(info.Stages, st.String())
	}
	return info, nil
}

// functions lists all functions: [name, size, share of samples].
func (s *Server) functions(*request) (any, error) {
	list := make([][3]any, 0, len(s.p.Names()))
	for _, n := range s.p.Names() {
		list = append(list, [3]any{n, s.p.Size(n), s.p.Samples(n)})
	}
	return list, nil
}

// A functionInfo is what columns have in common.
type functionInfo struct {
	Name    string          `json:"name"`
	Pos     string          `json:"pos,omitempty"`
	Stages  []string        `json:"stages"`
	Source  *inspect.Source `json:"source,omitempty"`
	Missing string          `json:"missing,omitempty"` // why there is no source
	Hot     map[int]float64 `json:"hot,omitempty"`     // share of samples by line
	Callers []inspect.Near  `json:"callers"`
	Callees []inspect.Near  `json:"callees"`
}

func (s *Server) function(r *request) (any, error) {
	name, err := s.name(r)
	if err != nil {
		return nil, err
	}
	info := functionInfo{Name: name, Stages: []string{}, Callers: s.p.Callers(name), Callees: s.p.Callees(name)}
	for _, st := range s.p.Stages(name) {
		info.Stages = append(info.Stages, st.String())
		if g := s.p.Graph(name, st); info.Pos == "" && g.Pos.Line != 0 {
			info.Pos = g.Pos.String()
		}
	}
	if info.Source, err = s.p.Source(name); err != nil {
		info.Missing = sentence(err.Error())
	}
	info.Hot = s.p.HotLines(name)
	return info, nil
}

// drawn returns the graph that is asked about, compared with another stage if "from" names one; before asks for the other
// side of the comparison.
func (s *Server) drawn(r *request) (*draw.Graph, error) {
	name, err := s.name(r)
	if err != nil {
		return nil, err
	}
	st, err := r.stage("stage")
	if err != nil {
		return nil, err
	}
	g := s.p.Draw(name, st)
	if r.query.Get("from") != "" && g != nil {
		from, err := r.stage("from")
		if err != nil {
			return nil, err
		}
		before, after := s.p.Diff(name, from, st)
		if g = after; r.query.Get("side") == "before" {
			g = before
		}
		st = from
	}
	if g == nil {
		_, err := s.p.Find(name, st)
		if err == nil {
			err = fmt.Errorf("%s is not there at stage %s", name, st)
		}
		return nil, unknown{err}
	}
	return g, nil
}

func (s *Server) graph(r *request) (any, error) { return s.drawn(r) }

func (s *Server) picture(r *request) (any, error) {
	g, err := s.drawn(r)
	if err != nil {
		return nil, err
	}
	var b strings.Builder
	err = draw.SVG(&b, g, false)
	return picture(b.String()), err
}

func (s *Server) backend(r *request) (any, error) {
	name, err := s.name(r)
	if err != nil {
		return nil, err
	}
	return s.p.Backend(name)
}

func (s *Server) machine(r *request) (any, error) {
	name, err := s.name(r)
	if err != nil {
		return nil, err
	}
	return s.p.Machine(r.Context(), name)
}

func (s *Server) why(r *request) (any, error) {
	name, err := s.name(r)
	if err != nil {
		return nil, err
	}
	return s.p.Why(name, 0), nil
}

func (s *Server) fact(r *request) (any, error) {
	name, err := s.name(r)
	if err != nil {
		return nil, err
	}
	v := r.query.Get("var")
	f, ok := s.p.FactOf(name, v)
	if !ok {
		return nil, unknown{fmt.Errorf("%s has no variable %q at stage annotated", name, v)}
	}
	return f, nil
}

func (s *Server) calls(r *request) (any, error) {
	name, err := s.name(r)
	if err != nil {
		return nil, err
	}
	depth, err := strconv.Atoi(r.query.Get("depth"))
	if err != nil || depth < 1 || depth > 5 {
		depth = 1
	}
	c := s.p.Calls(name, depth, flowgraph.Lowered, s.p.Samples)
	if r.query.Get("format") == "json" {
		return c, nil
	}
	var b strings.Builder
	err = c.SVG(&b, false)
	return picture(b.String()), err
}

func (s *Server) stats(*request) (any, error) { return s.p.Stats() }

func (s *Server) treemap(r *request) (any, error) {
	st, err := s.p.Stats()
	if err != nil {
		return nil, err
	}
	var b strings.Builder
	err = st.Treemap(&b, r.query.Get("of"), false)
	return picture(b.String()), err
}
