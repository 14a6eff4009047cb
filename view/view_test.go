package view

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"

	"rgo/flowgraph"
	"rgo/flowgraph/draw"
	"rgo/translator"
	"rgo/translator/inspect"
)

func serve(t *testing.T) *httptest.Server {
	t.Helper()
	o := translator.Options{Backend: "go"}
	if _, err := o.Resolve(false); err != nil {
		t.Fatal(err)
	}
	p, err := inspect.Open(&translator.Session{Options: o, Patterns: []string{"../tests/view/testdata/main.go"}}, flowgraph.Lowered)
	if err != nil {
		t.Fatal(err)
	}
	s := httptest.NewServer(New(p, "testdata"))
	t.Cleanup(s.Close)
	return s
}

func get(t *testing.T, s *httptest.Server, path string) (status int, kind, body string) {
	t.Helper()
	r, err := http.Get(s.URL + path)
	if err != nil {
		t.Error(err)
		return 0, "", ""
	}
	defer r.Body.Close()
	text, err := io.ReadAll(r.Body)
	if err != nil {
		t.Error(err)
	}
	return r.StatusCode, r.Header.Get("Content-Type"), string(text)
}

// TestAnswers asks everything that the page asks, of a program for the Go backend.
func TestAnswers(t *testing.T) {
	s := serve(t)
	for path, want := range map[string]string{
		"/":                                   "<title>rgo view</title>",
		"/view.js":                            "use strict",
		"/view.css":                           "prefers-color-scheme",
		"/api/program":                        `"backend":"go"`,
		"/api/functions":                      `["main.total",`,
		"/api/function?name=total":            "range shapes",
		"/api/graph?name=gcd&stage=optimized": `"op":"int_mod"`,
		"/api/graph?name=total&stage=optimized&from=rtyped":             `"change":"new"`,
		"/api/graph?name=total&stage=optimized&from=rtyped&side=before": `"change":"gone"`,
		"/api/picture?name=gcd&stage=flow":                              "<svg",
		"/api/backend?name=gcd":                                         `"language":"go"`,
		"/api/why?name=total":                                           "nil check stays",
		"/api/calls?name=total":                                         "<svg",
		"/api/calls?name=total&format=json":                             `"around":"main.total"`,
		"/api/stats":                                                    `"unit":"operations"`,
		"/api/treemap?of=time":                                          "<svg",
		"/api/fact?name=total&var=" + url.QueryEscape("s"):              "can be main.box",
	} {
		status, _, body := get(t, s, path)
		if status != http.StatusOK || !strings.Contains(body, want) {
			t.Errorf("%s: status %d, no %q in\n%.400s", path, status, want, body)
		}
	}
}

// TestGraphIsTheSchema checks that the page gets the same object as `rgo graph --format json` prints, and no field that the
// schema does not have.
func TestGraphIsTheSchema(t *testing.T) {
	s := serve(t)
	_, kind, body := get(t, s, "/api/graph?name=total&stage=annotated")
	if kind != "application/json" {
		t.Errorf("content type %s", kind)
	}
	var g draw.Graph
	d := json.NewDecoder(strings.NewReader(body))
	d.DisallowUnknownFields()
	if err := d.Decode(&g); err != nil {
		t.Fatal(err)
	}
	if g.Version != draw.Version || g.Name != "main.total" || len(g.Blocks) < 4 {
		t.Errorf("%+v", g)
	}
}

func TestErrors(t *testing.T) {
	s := serve(t)
	for path, want := range map[string]string{
		"/api/function?name=gdc":              "No function \"gdc\" is reached: did you mean main.gcd?",
		"/api/function":                       "Name a function.",
		"/api/graph?name=gcd&stage=late":      "Unknown stage \"late\": use flow, annotated, rtyped, optimized, lowered.",
		"/api/graph?name=twice&stage=lowered": "main.twice is not there at stage lowered: every call of it has been inlined.",
		"/api/fact?name=gcd&var=zz":           "main.gcd has no variable \"zz\" at stage annotated.",
		"/api/machine?name=gcd":               "Machine code of the Go backend is shown from an executable: start rgo view with --binary FILE, made with --debug on.",
		"/api/treemap?of=space":               "Unknown treemap \"space\": use code or time.",
	} {
		status, kind, body := get(t, s, path)
		var e struct{ Error string }
		if err := json.Unmarshal([]byte(body), &e); err != nil || status < 400 || kind != "application/json" {
			t.Errorf("%s: status %d, %s, %s, %v", path, status, kind, body, err)
		}
		if e.Error != want {
			t.Errorf("%s: %q, want %q", path, e.Error, want)
		}
	}
	if status, _, _ := get(t, s, "/api/nothing"); status != http.StatusNotFound {
		t.Errorf("an unknown question: status %d", status)
	}
}

// TestParallel asks many things at the same time, which the race detector watches if it is on.
func TestParallel(t *testing.T) {
	s := serve(t)
	var group sync.WaitGroup
	for range 4 {
		for _, path := range []string{"/api/graph?name=total&stage=annotated", "/api/why?name=total", "/api/fact?name=total&var=s", "/api/fact?name=gcd&var=a", "/api/backend?name=gcd",
			"/api/backend?name=total", "/api/picture?name=total&stage=lowered", "/api/calls?name=total", "/api/function?name=total", "/api/stats"} {
			group.Go(func() {
				if status, _, body := get(t, s, path); status != http.StatusOK {
					t.Errorf("%s: status %d: %s", path, status, body)
				}
			})
		}
	}
	group.Wait()
}
