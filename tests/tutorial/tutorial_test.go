// Package tutorial runs docs/your-first-interpreter.md: it writes the files that the page shows and runs the commands,
// in order, as a reader would, and compares their output with the page.
//
// Blocks of the page are told apart by what follows the fence. go and text blocks behind a line "File `name`..." are
// files. sh blocks are commands; "sh fails" must exit with a status other than 0. An output block is the output of the
// commands in front of it; a line that is or ends in "..." stands for anything.
package tutorial

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

const (
	page     = "../../docs/your-first-interpreter.md"
	finished = "../../interp/calc"
)

// A block is a fenced block of the page.
type block struct {
	kind string // "go", "text", "sh", "sh fails", "output"
	file string // for a file
	text string
	line int
}

var fileLine = regexp.MustCompile("^File `([^`]+)`")

func readPage(t *testing.T) []block {
	data, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	var blocks []block
	file := ""
	lines := strings.Split(string(data), "\n")
	for i := 0; i < len(lines); i++ {
		if m := fileLine.FindStringSubmatch(lines[i]); m != nil {
			file = m[1]
			continue
		}
		kind, ok := strings.CutPrefix(lines[i], "```")
		if !ok {
			if lines[i] != "" {
				file = ""
			}
			continue
		}
		b := block{kind: kind, file: file, line: i + 1}
		for i++; i < len(lines) && lines[i] != "```"; i++ {
			b.text += lines[i] + "\n"
		}
		blocks = append(blocks, b)
		file = ""
	}
	return blocks
}

func TestEveryCommand(t *testing.T) {
	dir := t.TempDir()
	bin := filepath.Join(dir, "bin")
	rgo := filepath.Join(bin, "rgo")
	if out, err := exec.Command("go", "build", "-o", rgo, "rgo/cmd/rgo").CombinedOutput(); err != nil {
		t.Fatalf("building rgo: %v\n%s", err, out)
	}
	work := filepath.Join(dir, "work")
	if err := os.Mkdir(work, 0o755); err != nil {
		t.Fatal(err)
	}
	env := append(os.Environ(), "PATH="+bin+string(os.PathListSeparator)+os.Getenv("PATH"), "GOFLAGS=-mod=mod", "GOWORK=off")
	at := work
	var output string
	for _, b := range readPage(t) {
		switch b.kind {
		case "go", "text":
			if b.file == "" {
				t.Fatalf("line %d: a %s block without a file", b.line, b.kind)
			}
			path := filepath.Join(at, b.file)
			if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, []byte(b.text), 0o644); err != nil {
				t.Fatal(err)
			}
		case "sh", "sh fails":
			output = ""
			for _, command := range strings.Split(strings.TrimSpace(b.text), "\n") {
				if to, ok := strings.CutPrefix(command, "cd "); ok {
					at = filepath.Join(at, to)
					continue
				}
				cmd := exec.Command("sh", "-c", command)
				cmd.Dir, cmd.Env = at, env
				var stdout, stderr bytes.Buffer
				cmd.Stdout, cmd.Stderr = &stdout, &stderr
				err := cmd.Run()
				if failed := err != nil; failed != (b.kind == "sh fails") {
					t.Fatalf("line %d: %s: %v\n%s%s", b.line, command, err, stdout.Bytes(), stderr.Bytes())
				}
				output = stdout.String()
			}
		case "output":
			if !matches(b.text, output) {
				t.Fatalf("line %d: output is\n%s\nthe page says\n%s", b.line, output, b.text)
			}
		default:
			t.Fatalf("line %d: unknown kind of block %q", b.line, b.kind)
		}
	}
}

// matches compares output with a pattern in which "..." at the end of a line stands for anything, newlines included.
func matches(pattern, output string) bool {
	parts := strings.Split(regexp.QuoteMeta(pattern), regexp.QuoteMeta("...")+"\n")
	return regexp.MustCompile(`(?s)^` + strings.Join(parts, `.*`) + `$`).MatchString(output)
}

// TestFilesAreTheFinishedOnes keeps the page and interp/calc the same.
func TestFilesAreTheFinishedOnes(t *testing.T) {
	last := map[string]block{}
	for _, b := range readPage(t) {
		if b.file != "" && !strings.Contains(b.file, "/") {
			last[b.file] = b
		}
	}
	files, err := filepath.Glob(filepath.Join(finished, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		want, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		name := filepath.Base(f)
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		if b, ok := last[name]; !ok || b.text != string(want) {
			t.Errorf("%s on the page (line %d) is not %s", name, b.line, f)
		}
	}
}
