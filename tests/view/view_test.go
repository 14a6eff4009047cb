// Package view tests the page of `rgo view` in a real browser: what people do with mouse and keys, and what they see.
// Without a Chromium, the tests say so and are skipped.
package view

import (
	"fmt"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"rgo/flowgraph"
	"rgo/tests/view/chrome"
	"rgo/translator"
	"rgo/translator/inspect"
	"rgo/view"
)

var (
	shared      *chrome.Browser
	sharedError error
	once        sync.Once
)

func TestMain(m *testing.M) {
	status := m.Run()
	if shared != nil {
		shared.Close()
	}
	os.Exit(status)
}

// browser returns the one browser of all tests.
func browser(t *testing.T) *chrome.Browser {
	t.Helper()
	if _, err := chrome.Find(); err != nil {
		t.Skip(err)
	}
	once.Do(func() { shared, sharedError = chrome.Start(1280, 800) })
	if sharedError != nil {
		t.Fatal(sharedError)
	}
	return shared
}

// open translates a program far enough to be looked at.
func open(pattern string) (*inspect.Program, error) {
	o := translator.Options{}
	if _, err := o.Resolve(translator.HaveClang()); err != nil {
		return nil, err
	}
	return inspect.Open(&translator.Session{Options: o, Patterns: []string{pattern}}, flowgraph.Lowered)
}

var small = sync.OnceValues(func() (string, error) {
	p, err := open("testdata/main.go")
	if err != nil {
		return "", err
	}
	return httptest.NewServer(view.New(p, "testdata")).URL + "/", nil
})

// A page is the page in a test.
type page struct {
	*testing.T
	*chrome.Browser
	url    string
	faults int // complaints of the page before the test
}

func visit(t *testing.T, query string) *page {
	t.Helper()
	b := browser(t)
	url, err := small()
	if err != nil {
		t.Fatal(err)
	}
	return visitAt(t, b, url, query)
}

func visitAt(t *testing.T, b *chrome.Browser, url, query string) *page {
	t.Helper()
	p := &page{t, b, url, len(b.Faults())}
	// The mouse may still be where the test before left it, over something that lights up.
	p.do(b.Open("about:blank"), b.MoveMouse(640, 2), b.Open(url+query), b.Wait("document.body && document.body.dataset.ready"))
	t.Cleanup(func() {
		if list := b.Faults(); len(list) > p.faults {
			t.Errorf("the page complained: %s", strings.Join(list[p.faults:], "\n"))
		}
	})
	return p
}

func (p *page) do(errs ...error) {
	p.Helper()
	for _, err := range errs {
		if err != nil {
			p.Fatal(err)
		}
	}
}

// text returns the value of a JavaScript expression as text.
func (p *page) text(expression string) string {
	p.Helper()
	var s string
	p.do(p.Eval("String("+expression+")", &s))
	return s
}

// want checks that a JavaScript condition holds now.
func (p *page) want(condition string) {
	p.Helper()
	if p.text("Boolean("+condition+")") != "true" {
		p.Errorf("on the page, this does not hold: %s", condition)
	}
}

// line is the JavaScript for the line of a column that contains text.
func line(column, text string) string {
	return fmt.Sprintf("[...document.querySelectorAll('#col-%s [data-line], #col-%s .op')].find(e => e.textContent.includes(%q))", column, column, text)
}

func TestSearchAndOpen(t *testing.T) {
	p := visit(t, "")
	p.want("document.querySelector('.start-page').textContent.includes('functions')")
	p.do(p.Press("/"), p.Type("mnttl"), p.Wait("document.querySelector('#results [aria-selected=true]')"))
	if got := p.text("document.querySelector('#results [aria-selected=true]').dataset.name"); got != "main.total" {
		t.Errorf("the letters mnttl find %s first", got)
	}
	p.do(p.Press("Enter"), p.Wait("document.querySelector('#col-picture svg .block')"), p.Wait("document.querySelector('#col-source li')"))
	p.want("location.search === '?f=main.total'")
	p.want("document.querySelector('#col-source').textContent.includes('n += s.area()')")
	p.do(p.Press("/"), p.Type("zzzzq"), p.Wait("document.querySelector('#results .none')"), p.Press("Escape"))
	p.want("document.querySelector('#results').hidden")
	p.do(p.Press("/"), p.Eval("document.querySelector('#search').value = ''", nil), p.Type("main.g"), p.Wait("document.querySelectorAll('#results [role=option]').length > 0"),
		p.Press("ArrowDown"), p.Press("ArrowUp"), p.Press("Enter"), p.Wait("location.search === '?f=main.gcd'"))
}

func TestStages(t *testing.T) {
	p := visit(t, "?f=main.total&cols=picture,text&stage=flow")
	has := func(column, text string) {
		t.Helper()
		p.do(p.Wait(line(column, text)))
	}
	has("text", "invoke")
	has("picture", "invoke")
	p.do(p.Press("s"))
	p.do(p.Wait("location.search.includes('stage=annotated')"))
	has("text", "one of *main.square, main.box")
	p.do(p.Press("s"))
	has("text", "call main.box.area")
	has("picture", "type_id")
	p.do(p.Press("S"), p.Wait("location.search.includes('stage=annotated')"))
	p.do(p.Eval("(e => { e.value = 'lowered'; e.dispatchEvent(new Event('change')); })(document.querySelector('#stage'))", nil))
	has("text", "int_mul")
	p.want("location.search.includes('stage=lowered')")
}

func TestCrossHighlight(t *testing.T) {
	cols := "source,picture,text,backend"
	if translator.HaveClang() {
		cols += ",machine"
	}
	p := visit(t, "?f=main.gcd&cols="+cols)
	p.do(p.Wait(line("text", "int_mod")), p.Wait("document.querySelector('#col-backend li')"))
	p.do(p.Hover(line("source", "a%b")))
	for _, c := range strings.Split(cols, ",") {
		p.do(p.Wait("document.querySelector('#col-" + c + " .near')"))
	}
	p.want(line("text", "int_mod") + ".classList.contains('near')")
	p.want("!" + line("text", "switch b_") + ".classList.contains('near')")
	if translator.HaveClang() {
		p.want("[...document.querySelectorAll('#col-machine .near')].some(e => e.textContent.includes('div'))")
	}
	// From an operation to all columns, the same operation most of all.
	p.do(p.Hover(line("text", "switch b_")))
	p.do(p.Wait(line("source", "for b != 0") + ".classList.contains('near')"))
	p.want("document.querySelector('#col-picture .op.exit.same')")
	// A click keeps it when the mouse goes elsewhere, and Escape lets it go.
	p.do(p.Click(line("source", "a%b"), 1), p.Hover("document.querySelector('header')"), p.Wait("document.querySelector('.pinned')"))
	p.want(line("text", "int_mod") + ".classList.contains('near')")
	p.want("location.search.includes('line=17')")
	p.do(p.Press("Escape"), p.Wait("!document.querySelector('.near')"))
}

// What was inlined lights up with the line of the call.
func TestInlinedHighlight(t *testing.T) {
	p := visit(t, "?f=main.total&cols=source,text&line=26")
	p.do(p.Wait("document.querySelectorAll('#col-text .near').length > 3"))
	p.want("[...document.querySelectorAll('#col-text .near')].some(e => e.textContent.includes('int_mul') && e.title.includes('inlined at'))")
}

func TestDiff(t *testing.T) {
	p := visit(t, "?f=main.total&cols=text,picture&stage=optimized")
	p.do(p.Press("d"), p.Wait("document.querySelector('#col-before .gone')"), p.Wait("document.querySelector('#col-text .new')"))
	p.want("location.search.includes('from=rtyped')")
	p.want("[...document.querySelectorAll('#col-before .gone')].every(e => e.textContent.includes('call'))")
	p.want("[...document.querySelectorAll('#col-text .new')].some(e => e.textContent.includes('int_mul'))")
	p.want("document.querySelector('#col-picture .op.new')")
	p.want("getComputedStyle(document.querySelector('#col-text .new')).backgroundColor !== getComputedStyle(document.querySelector('#col-text li:not(.new):not(.changed)')).backgroundColor")
	p.do(p.Press("d"), p.Wait("!document.querySelector('#col-before')"))
}

func TestWhy(t *testing.T) {
	p := visit(t, "?f=main.total&cols=source")
	p.do(p.Wait("document.querySelector('#answers').textContent.includes('main.total is alive')"))
	p.want("document.querySelector('#answers').textContent.includes('nil check stays')")
	p.want("!document.querySelector('#answers').textContent.includes('switch with direct calls')")
	p.do(p.Click("document.querySelector('#all')", 1), p.Wait("document.querySelector('#answers').textContent.includes('switch with direct calls')"))
	p.do(p.Click(line("source", "range shapes"), 1), p.Wait("document.querySelector('#answers').textContent.includes('About line 25')"))
	p.want("document.querySelector('#answers').textContent.includes('bounds check')")
	p.want("!document.querySelector('#answers').textContent.includes('switch with direct calls')")
}

func TestFacts(t *testing.T) {
	p := visit(t, "?f=main.total&cols=text&stage=annotated")
	p.do(p.Wait(line("text", "invoke")))
	p.do(p.Click("[..."+line("text", "invoke")+".querySelectorAll('.var')].find(e => e.textContent.startsWith('s_'))", 1))
	p.do(p.Wait("document.querySelector('#answers').textContent.includes('can be *main.square')"))
	p.want("document.querySelector('#answers').textContent.includes('main.go:86')")
	p.want("location.search.includes('tab=facts')")
	p.want("document.querySelectorAll('.var.used').length > 1")
}

func TestCallsAndBack(t *testing.T) {
	p := visit(t, "?f=main.total&cols=source,text&stage=rtyped")
	p.do(p.Wait("document.querySelector('#col-text a')"))
	p.do(p.Click("[...document.querySelectorAll('#col-text a')].find(a => a.textContent === 'main.gcd')", 1), p.Wait("location.search.includes('f=main.gcd')"),
		p.Wait("document.querySelector('#title').textContent === 'main.gcd' && "+line("text", "int_mod")))
	p.do(p.Press("c"), p.Wait("document.querySelector('#answers').textContent.includes('Called by (2)')"))
	p.do(p.Back(), p.Wait("document.querySelector('#title').textContent === 'main.total' && "+line("source", "s.area()")))
	p.want("location.search.includes('stage=rtyped')")
	// In the picture, a double click on a call goes to the callee.
	p.do(p.Press("2"), p.Wait(line("picture", "main.gcd")))
	p.do(p.Click(line("picture", "call main.gcd"), 2), p.Wait("document.querySelector('#title').textContent === 'main.gcd'"))
}

func TestDeepLink(t *testing.T) {
	p := visit(t, "?f=gcd&stage=lowered&from=rtyped&cols=source,text,backend&line=16&tab=calls")
	p.do(p.Wait("document.querySelector('#col-source .pinned')"), p.Wait("document.querySelector('#answers').textContent.includes('Called by')"))
	p.want("document.querySelector('#title').textContent === 'main.gcd'")
	p.want("document.querySelector('#stage').value === 'lowered' && document.querySelector('#from').value === 'rtyped'")
	p.want("document.querySelectorAll('.column').length === 4")
	p.want(line("source", "for b != 0") + ".classList.contains('pinned')")
	p.do(p.Wait("[...document.querySelectorAll('#col-backend .near')].some(e => /switch|icmp|== 0/.test(e.textContent))"))
}

// TestNoHorizontalScroll shows fifty lines at 1280 pixels: columns scroll inside of themselves, the page does not.
func TestNoHorizontalScroll(t *testing.T) {
	for _, cols := range []string{"source,picture,machine", "source,picture,text,backend,machine"} {
		p := visit(t, "?f=main.fifty&cols="+cols)
		p.do(p.Wait("document.querySelectorAll('#col-source li').length >= 50"))
		p.want("document.documentElement.scrollWidth <= 1280 && document.body.scrollWidth <= 1280")
		p.want("[...document.querySelectorAll('.column')].every(c => { const r = c.getBoundingClientRect(); return r.left >= 0 && r.right <= 1280.5 && r.width > 150; })")
	}
}

func TestErrorsAreSentences(t *testing.T) {
	p := visit(t, "?f=main.gdc")
	p.do(p.Wait("document.querySelector('.error')"))
	if got := p.text("document.querySelector('.error').textContent"); !strings.Contains(got, "did you mean main.gcd") || !strings.HasSuffix(got, "?") || strings.ToUpper(got[:1]) != got[:1] {
		t.Errorf("an unknown function: %q", got)
	}
	p = visit(t, "?f=main.twice&cols=source,backend&stage=lowered")
	p.do(p.Wait("document.querySelector('#col-backend .error')"))
	if got := p.text("document.querySelector('#col-backend .error').textContent"); !strings.Contains(got, "every call of it has been inlined") || !strings.HasSuffix(got, ".") {
		t.Errorf("code of a function that was inlined: %q", got)
	}
	p = visit(t, "?f=rgo.entry&cols=source")
	p.do(p.Wait("document.querySelector('#col-source .error')"))
}

func TestKeyboard(t *testing.T) {
	p := visit(t, "?f=main.gcd&cols=source,picture,text")
	p.do(p.Wait(line("text", "int_mod")))
	for range 20 {
		p.do(p.Press("Tab"))
		if p.text("document.activeElement.closest('#col-source .body') !== null") == "true" {
			break
		}
	}
	p.want("document.activeElement.closest('#col-source .body')")
	p.do(p.Press("ArrowDown"), p.Press("ArrowDown"), p.Press("ArrowDown"), p.Press("ArrowDown"))
	p.do(p.Wait("document.querySelector('#col-source .pinned')"), p.Wait("document.querySelector('#col-text .near')"))
	before := p.text("document.querySelector('#col-picture svg').getAttribute('viewBox')")
	p.do(p.Eval("document.querySelector('#col-picture .body').focus()", nil), p.Press("+"))
	if after := p.text("document.querySelector('#col-picture svg').getAttribute('viewBox')"); after == before {
		t.Error("the key + does not make the picture larger")
	}
	p.do(p.Press("3"), p.Wait("!document.querySelector('#col-text')"), p.Press("?"), p.Wait("document.querySelector('#keys').open"), p.Press("Escape"), p.Wait("!document.querySelector('#keys').open"))
}

func TestDarkAndLight(t *testing.T) {
	p := visit(t, "?f=main.gcd&cols=source,picture")
	p.do(p.Wait("document.querySelector('#col-picture svg .block')"))
	// bright is how light a colour is, 0 to 255.
	bright := func(expression string) string {
		return `(c => { const m = c.match(/[\d.]+/g).map(Number); return (m[0] + m[1] + m[2]) / 3; })(` + expression + `)`
	}
	paper, ink := bright("getComputedStyle(document.body).backgroundColor"), bright("getComputedStyle(document.querySelector('svg .op')).fill")
	for _, dark := range []bool{true, false} {
		p.do(p.Dark(dark), p.Wait(fmt.Sprintf("(%s < 90) === %v", paper, dark)))
		p.want(fmt.Sprintf("(%s > 150) === %v", ink, dark))
		p.want(fmt.Sprintf("Math.abs(%s - %s) > 120", paper, ink))
	}
}

// TestLargeFunction draws a function of 500 blocks.
func TestLargeFunction(t *testing.T) {
	var src strings.Builder
	src.WriteString("package main\n\n//rgo:noinline\nfunc large(x int) int {\n\tn := x\n")
	for i := range 250 {
		fmt.Fprintf(&src, "\tif n%%%d == %d {\n\t\tn += x * %d\n\t}\n", i+3, i%3, i)
	}
	src.WriteString("\treturn n\n}\n\nfunc main() { println(large(7)) }\n")
	name := filepath.Join(t.TempDir(), "main.go")
	if err := os.WriteFile(name, []byte(src.String()), 0o666); err != nil {
		t.Fatal(err)
	}
	b := browser(t)
	program, err := open(name)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(view.New(program, "large"))
	defer server.Close()
	start := time.Now()
	p := visitAt(t, b, server.URL+"/", "?f=main.large&cols=source,picture,text&stage=flow")
	p.do(p.Wait("document.querySelectorAll('#col-picture .block').length >= 500 && document.querySelectorAll('#col-text li').length > 500"))
	took := time.Since(start)
	t.Logf("500 blocks: %v", took)
	if os.Getenv("RGO_TEST_FULL") != "" && took > 2*time.Second {
		t.Errorf("500 blocks took %v to be shown", took)
	}
}

// TestPythonOpens looks at the Python interpreter.
func TestPythonOpens(t *testing.T) {
	if testing.Short() {
		t.Skip("translates interp/python")
	}
	b := browser(t)
	program, err := open("../../interp/python")
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(view.New(program, "interp/python"))
	defer server.Close()
	start := time.Now()
	p := visitAt(t, b, server.URL+"/", "?f=addInts&cols=source,picture,text,backend")
	p.do(p.Wait(line("text", "int_add")), p.Wait("document.querySelector('#col-backend li')"))
	took := time.Since(start)
	t.Logf("the first function of interp/python: %v", took)
	if os.Getenv("RGO_TEST_FULL") != "" && took > 5*time.Second {
		t.Errorf("interp/python took %v to be shown after its translation", took)
	}
	p.do(p.Wait("document.querySelector('#answers').textContent.includes('allocates rgo/interp/python/vm.Int')"))
	p.do(p.Press("/"), p.Type("vmthreadrun"), p.Wait("document.querySelector('#results [role=option]')"), p.Press("Escape"))
	p.do(p.Open(server.URL+"/?f=vm.(*Thread).run&cols=source,picture,text"), p.Wait("document.querySelectorAll('#col-picture .block').length > 200"))
}
