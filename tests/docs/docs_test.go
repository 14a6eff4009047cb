// Package docs checks what the pages in docs say about other files of the repository: code on a page that names the file
// that it is from must be in that file, and links must lead somewhere.
package docs

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

const root = "../.."

// quote is code with the file that it is from.
var quote = regexp.MustCompile("(?s)In `([^`\n]+)`:\n\n```go\n(.*?)```")

// TestQuotes compares code on the pages with the files that they name.
func TestQuotes(t *testing.T) {
	quotes := 0
	for _, page := range pages(t) {
		for _, m := range quote.FindAllStringSubmatch(read(t, page), -1) {
			quotes++
			if !strings.Contains(read(t, filepath.Join(root, m[1])), m[2]) {
				t.Errorf("%s: this is not in %s:\n%s", page, m[1], m[2])
			}
		}
	}
	if quotes == 0 {
		t.Error("no page quotes a file")
	}
}

// link is a link to a file beside the page.
var link = regexp.MustCompile(`\]\(([^)#:\s]+)(#[^)]*)?\)`)

// TestLinks follows the links between pages.
func TestLinks(t *testing.T) {
	for _, page := range append(pages(t), filepath.Join(root, "README.md")) {
		for _, m := range link.FindAllStringSubmatch(read(t, page), -1) {
			if _, err := os.Stat(filepath.Join(filepath.Dir(page), m[1])); err != nil {
				t.Errorf("%s: the link to %s leads nowhere", page, m[1])
			}
		}
	}
}

func pages(t *testing.T) []string {
	list, err := filepath.Glob(filepath.Join(root, "docs", "*.md"))
	if err != nil || len(list) == 0 {
		t.Fatal("no pages", err)
	}
	return list
}

func read(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Error(err)
	}
	return string(data)
}
