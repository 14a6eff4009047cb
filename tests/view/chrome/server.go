package chrome

// This file starts `rgo view` for those who want to look at it.

import (
	"bufio"
	"fmt"
	"os/exec"
	"regexp"
	"strings"
	"time"
)

var serverLine = regexp.MustCompile(`rgo: (http://\S+/)`)

// StartServer starts cmd, an `rgo view`, and returns the address that it serves once it says so.
func StartServer(cmd *exec.Cmd) (url string, err error) {
	out, err := cmd.StderrPipe()
	if err != nil {
		return "", err
	}
	if err := cmd.Start(); err != nil {
		return "", err
	}
	found := make(chan string, 1)
	var said strings.Builder
	go func() {
		defer close(found)
		lines := bufio.NewScanner(out)
		for lines.Scan() {
			if m := serverLine.FindStringSubmatch(lines.Text()); m != nil {
				found <- m[1]
			} else if said.Len() < 4000 {
				said.WriteString(lines.Text() + "\n")
			}
		}
	}()
	select {
	case url, ok := <-found:
		if !ok {
			_ = cmd.Wait()
			return "", fmt.Errorf("rgo view ended: %s", said.String())
		}
		return url, nil
	case <-time.After(5 * time.Minute):
		_ = cmd.Process.Kill()
		return "", fmt.Errorf("rgo view did not start within 5 minutes")
	}
}
