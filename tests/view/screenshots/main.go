// Command screenshots makes the pictures of docs/inspect.md from real runs: it translates interp/python, measures a
// Python program on the result, and takes pictures of the page of `rgo view` in a headless browser.
//
// usage: go run ./tests/view/screenshots [-only NAME] RGO DIRECTORY
package main

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"rgo/tests/view/chrome"
)

// A shot is one picture: a page, and what is done on it before the picture is taken.
type shot struct {
	name string
	url  string
	dark bool
	act  func(b *chrome.Browser) error
}

var shots = []shot{
	{name: "search", url: "", act: func(b *chrome.Browser) error {
		return first(b.Press("/"), b.Type("addint"), b.Wait("document.querySelectorAll('#results [role=option]').length > 0"))
	}},
	{name: "why", url: "?f=addInts", act: pinLine("return newInt(c)")},
	{name: "facts", url: "?f=addInts&stage=annotated&cols=source,picture&tab=facts", act: func(b *chrome.Browser) error {
		return first(b.Wait("document.querySelector('.facts tr')"),
			b.Click(`[...document.querySelectorAll(".facts tr")].find(r => r.textContent.includes("*vm.BigInt") && r.textContent.includes("vm.Int")).querySelector("button")`, 1),
			b.Wait("document.querySelector('#answers .steps')"))
	}},
	{name: "diff", url: "?f=addInts&stage=optimized&from=rtyped&cols=source,text", act: pinLine("return newInt(c)")},
	{name: "machine", url: "?f=addInts&cols=source,backend,machine", dark: true, act: pinLine("return newInt(c)")},
	{name: "calls", url: "?f=addInts&cols=source,picture&tab=calls", act: nil},
	{name: "profile", url: "?f=vm.(*Thread).run&cols=source,machine&tab=why", act: pinLine("addInts(x.v, y.v)")},
	{name: "sizes", url: "", act: func(b *chrome.Browser) error {
		return first(b.Wait("document.querySelectorAll('.start-page svg').length == 2"), b.Eval("document.querySelector('.start-page svg').scrollIntoView()", nil))
	}},
}

func main() {
	only := flag.String("only", "", "make this picture alone")
	flag.Parse()
	if flag.NArg() != 2 {
		fmt.Fprintln(os.Stderr, "usage: screenshots [-only NAME] RGO DIRECTORY")
		os.Exit(2)
	}
	if err := run(flag.Arg(0), flag.Arg(1), *only); err != nil {
		fmt.Fprintln(os.Stderr, "screenshots:", err)
		os.Exit(1)
	}
}

// pinLine selects the line of the source that contains text.
func pinLine(text string) func(b *chrome.Browser) error {
	return func(b *chrome.Browser) error {
		return first(b.Click(fmt.Sprintf(`[...document.querySelectorAll("#col-source li")].find(e => e.textContent.includes(%q))`, text), 1), b.Wait("document.querySelector('.pinned')"))
	}
}

// first returns the first error.
func first(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// program is what is measured: loops that add.
const program = `
def count(n):
    total = 0
    i = 0
    while i < n:
        total = total + i
        i = i + 1
    return total

print(count(6000000))
`

func run(rgo, dir, only string) error {
	b, err := chrome.Start(1280, 800)
	if err != nil {
		return err
	}
	defer b.Close()
	work, err := os.MkdirTemp("", "rgo-screenshots-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	args, err := measure(rgo, work)
	if err != nil {
		return err
	}
	server := exec.Command(rgo, append([]string{"view", "./interp/python", "--addr", "localhost:0"}, args...)...)
	url, err := chrome.StartServer(server)
	if err != nil {
		return err
	}
	defer func() {
		_ = server.Process.Signal(os.Interrupt)
		_ = server.Wait()
	}()
	for _, s := range shots {
		if only != "" && only != s.name {
			continue
		}
		if err := take(b, s, url, dir); err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
		fmt.Println(s.name)
	}
	if list := b.Faults(); len(list) > 0 {
		return fmt.Errorf("the page complained: %s", strings.Join(list, "\n"))
	}
	return nil
}

// measure makes an executable and a profile of it, as far as the machine has perf, and returns the flags that show them.
func measure(rgo, work string) ([]string, error) {
	binary := filepath.Join(work, "pygo")
	cmd := exec.Command(rgo, "translate", "./interp/python", "--debug", "on", "-o", binary)
	cmd.Stderr = os.Stderr
	if err := cmd.Run(); err != nil {
		return nil, err
	}
	args := []string{"--binary", binary}
	source := filepath.Join(work, "count.py")
	if err := os.WriteFile(source, []byte(program), 0o666); err != nil {
		return nil, err
	}
	data := filepath.Join(work, "perf.data")
	if out, err := exec.Command("perf", "record", "-q", "-e", "cpu-clock", "-o", data, binary, source).CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "screenshots: no profile: perf: %v\n%s", err, out)
		return args, nil
	}
	text, err := exec.Command("perf", "script", "-i", data).Output()
	if err != nil {
		return nil, err
	}
	profile := filepath.Join(work, "perf.txt")
	return append(args, "--samples", profile), os.WriteFile(profile, text, 0o666)
}

func take(b *chrome.Browser, s shot, url, dir string) error {
	if err := first(b.Dark(s.dark), b.Open("about:blank"), b.Open(url+s.url), b.Wait("document.body && document.body.dataset.ready")); err != nil {
		return err
	}
	if err := b.Wait("!document.querySelector('.wait') || !document.querySelector('.column .wait')"); err != nil {
		return err
	}
	if s.act != nil {
		if err := s.act(b); err != nil {
			return err
		}
	}
	// Let what was asked last arrive.
	if err := first(b.MoveMouse(900, 2), b.Eval("new Promise(r => setTimeout(r, 700))", nil)); err != nil {
		return err
	}
	picture, err := b.Screenshot()
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	if picture, err = smaller(picture); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, s.name+".png"), picture, 0o666)
}
