// Package chrome drives a headless Chromium over the DevTools protocol, for tests and screenshots of the page of `rgo
// view`. Messages go through two pipes, so that there is no port and no WebSocket.
//
// In comes the address of a page; out go what its scripts say, what its keys and clicks do, and pictures of it. A browser
// has a profile of its own, which Close removes.
package chrome

import (
	"bufio"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"time"
)

// names are the commands under which the browser is looked for.
var names = [...]string{"chromium", "chromium-browser", "chromium-headless-shell", "google-chrome", "google-chrome-stable"}

// Find returns the path of a browser, or an error that says how to get one.
func Find() (string, error) {
	for _, n := range names {
		if path, err := exec.LookPath(n); err == nil {
			return path, nil
		}
	}
	return "", errors.New("no Chromium found: install it with scripts/setup.sh browser")
}

// A Browser is a running browser with one page.
type Browser struct {
	cmd     *exec.Cmd
	out     io.WriteCloser
	profile string
	session string

	mu      sync.Mutex
	next    int
	waiting map[int]chan message
	faults  []string // what the page complained about
	closed  bool
}

type message struct {
	ID      int             `json:"id"`
	Method  string          `json:"method"`
	Params  json.RawMessage `json:"params"`
	Result  json.RawMessage `json:"result"`
	Error   *struct{ Message string }
	Session string `json:"sessionId"`
}

// timeout is how long the browser may take for anything.
const timeout = 60 * time.Second

// Start starts a browser whose page has the given size.
func Start(width, height int) (*Browser, error) {
	path, err := Find()
	if err != nil {
		return nil, err
	}
	profile, err := os.MkdirTemp("", "rgo-chrome-")
	if err != nil {
		return nil, err
	}
	b := &Browser{profile: profile, waiting: map[int]chan message{}}
	toRead, toWrite, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	fromRead, fromWrite, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	b.cmd = exec.Command(path, "--headless=new", "--remote-debugging-pipe", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
		"--no-first-run", "--disable-extensions", "--disable-background-networking", "--disable-dev-shm-usage", "--force-color-profile=srgb",
		"--user-data-dir="+profile, "about:blank")
	b.cmd.ExtraFiles = []*os.File{toRead, fromWrite} // descriptors 3 and 4 of the browser
	err = b.cmd.Start()
	toRead.Close()
	fromWrite.Close()
	if err != nil {
		os.RemoveAll(profile)
		return nil, err
	}
	b.out = toWrite
	go b.read(fromRead)
	if err := b.attach(width, height); err != nil {
		b.Close()
		return nil, err
	}
	return b, nil
}

// attach opens the page.
func (b *Browser) attach(width, height int) error {
	var target struct{ TargetID string }
	if err := b.call("Target.createTarget", map[string]any{"url": "about:blank"}, &target); err != nil {
		return err
	}
	var attached struct{ SessionID string }
	if err := b.call("Target.attachToTarget", map[string]any{"targetId": target.TargetID, "flatten": true}, &attached); err != nil {
		return err
	}
	b.session = attached.SessionID
	for _, domain := range []string{"Page.enable", "Runtime.enable", "Log.enable"} {
		if err := b.call(domain, nil, nil); err != nil {
			return err
		}
	}
	return b.Resize(width, height)
}

// Resize sets the size of the page.
func (b *Browser) Resize(width, height int) error {
	return b.call("Emulation.setDeviceMetricsOverride", map[string]any{"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false}, nil)
}

// Dark chooses between the dark and the light scheme.
func (b *Browser) Dark(dark bool) error {
	value := "light"
	if dark {
		value = "dark"
	}
	return b.call("Emulation.setEmulatedMedia", map[string]any{"features": []map[string]string{{"name": "prefers-color-scheme", "value": value}}}, nil)
}

// read hands answers to those who wait for them.
func (b *Browser) read(r io.ReadCloser) {
	defer r.Close()
	in := bufio.NewReaderSize(r, 1<<20)
	for {
		text, err := in.ReadBytes(0)
		if err != nil {
			break
		}
		var m message
		if json.Unmarshal(text[:len(text)-1], &m) != nil {
			continue
		}
		b.mu.Lock()
		if c := b.waiting[m.ID]; m.ID != 0 && c != nil {
			delete(b.waiting, m.ID)
			c <- m
		}
		switch m.Method {
		case "Runtime.exceptionThrown":
			b.faults = append(b.faults, string(m.Params))
		case "Log.entryAdded":
			// An answer with an error status is logged too; the page shows those itself.
			if s := string(m.Params); strings.Contains(s, `"level":"error"`) && !strings.Contains(s, `"source":"network"`) {
				b.faults = append(b.faults, s)
			}
		}
		b.mu.Unlock()
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.closed = true
	for id, c := range b.waiting {
		delete(b.waiting, id)
		close(c)
	}
}

// call sends a command and waits for its answer.
func (b *Browser) call(method string, params any, result any) error {
	c := make(chan message, 1)
	b.mu.Lock()
	if b.closed {
		b.mu.Unlock()
		return errors.New("the browser has ended")
	}
	b.next++
	id := b.next
	b.waiting[id] = c
	b.mu.Unlock()
	m := map[string]any{"id": id, "method": method}
	if params != nil {
		m["params"] = params
	}
	if b.session != "" {
		m["sessionId"] = b.session
	}
	text, err := json.Marshal(m)
	if err != nil {
		return err
	}
	if _, err := b.out.Write(append(text, 0)); err != nil {
		return err
	}
	select {
	case answer, ok := <-c:
		switch {
		case !ok:
			return fmt.Errorf("%s: the browser has ended", method)
		case answer.Error != nil:
			return fmt.Errorf("%s: %s", method, answer.Error.Message)
		case result != nil:
			return json.Unmarshal(answer.Result, result)
		}
		return nil
	case <-time.After(timeout):
		return fmt.Errorf("%s: no answer for %v", method, timeout)
	}
}

// Open goes to url.
func (b *Browser) Open(url string) error {
	var result struct{ ErrorText string }
	if err := b.call("Page.navigate", map[string]any{"url": url}, &result); err != nil {
		return err
	}
	if result.ErrorText != "" {
		return fmt.Errorf("%s: %s", url, result.ErrorText)
	}
	return nil
}

// Eval computes a JavaScript expression, waits for it if it is a promise, and stores its value in result, which can be nil.
func (b *Browser) Eval(expression string, result any) error {
	var answer struct {
		Result           struct{ Value json.RawMessage }
		ExceptionDetails *struct {
			Text      string
			Exception struct{ Description string }
		}
	}
	err := b.call("Runtime.evaluate", map[string]any{"expression": expression, "returnByValue": true, "awaitPromise": true}, &answer)
	if err != nil {
		return err
	}
	if x := answer.ExceptionDetails; x != nil {
		return fmt.Errorf("%s: %s %s", expression, x.Text, x.Exception.Description)
	}
	if result == nil || len(answer.Result.Value) == 0 {
		return nil
	}
	return json.Unmarshal(answer.Result.Value, result)
}

// Wait waits until a JavaScript condition holds.
func (b *Browser) Wait(condition string) error {
	end := time.Now().Add(timeout)
	for {
		var ok bool
		err := b.Eval("Boolean("+condition+")", &ok)
		if err == nil && ok {
			return nil
		}
		if time.Now().After(end) {
			return fmt.Errorf("waited %v in vain for %s (last error: %v)", timeout, condition, err)
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// Type types text.
func (b *Browser) Type(text string) error {
	return b.call("Input.insertText", map[string]any{"text": text}, nil)
}

// keyCodes are the numbers of keys that have no character.
var keyCodes = map[string]int{"Enter": 13, "Escape": 27, "ArrowLeft": 37, "ArrowUp": 38, "ArrowRight": 39, "ArrowDown": 40, "Tab": 9}

// Press presses and lets go a key, by its name in DOM: "Enter", "ArrowDown", "/", "d".
func (b *Browser) Press(key string) error {
	params := map[string]any{"type": "keyDown", "key": key}
	if code := keyCodes[key]; code != 0 {
		params["windowsVirtualKeyCode"] = code
		if key == "Enter" {
			params["text"] = "\r"
		}
	} else {
		params["text"] = key
	}
	if err := b.call("Input.dispatchKeyEvent", params, nil); err != nil {
		return err
	}
	return b.call("Input.dispatchKeyEvent", map[string]any{"type": "keyUp", "key": key}, nil)
}

// middle returns the middle of the element that a JavaScript expression gives, after scrolling it into view.
func (b *Browser) middle(element string) (x, y float64, err error) {
	var at []float64
	err = b.Eval(`(e => { if (!e) return null; e.scrollIntoView({block: "nearest"}); const r = e.getBoundingClientRect(); return [r.left + Math.min(r.width / 2, 60), r.top + r.height / 2]; })(`+element+`)`, &at)
	if err == nil && len(at) != 2 {
		err = fmt.Errorf("there is no element %s", element)
	}
	if err != nil {
		return 0, 0, err
	}
	return at[0], at[1], nil
}

// Hover moves the mouse over an element, given as a JavaScript expression.
func (b *Browser) Hover(element string) error {
	x, y, err := b.middle(element)
	if err != nil {
		return err
	}
	return b.MoveMouse(x, y)
}

// MoveMouse moves the mouse to a place of the page.
func (b *Browser) MoveMouse(x, y float64) error {
	return b.call("Input.dispatchMouseEvent", map[string]any{"type": "mouseMoved", "x": x, "y": y}, nil)
}

// Click clicks on an element, given as a JavaScript expression, count times in a row.
func (b *Browser) Click(element string, count int) error {
	if err := b.Hover(element); err != nil {
		return err
	}
	x, y, err := b.middle(element)
	if err != nil {
		return err
	}
	for n := 1; n <= count; n++ {
		for _, kind := range []string{"mousePressed", "mouseReleased"} {
			if err := b.call("Input.dispatchMouseEvent", map[string]any{"type": kind, "x": x, "y": y, "button": "left", "clickCount": n}, nil); err != nil {
				return err
			}
		}
	}
	return nil
}

// Back goes back in the history of the page.
func (b *Browser) Back() error { return b.Eval("history.back()", nil) }

// Screenshot returns the page as PNG.
func (b *Browser) Screenshot() ([]byte, error) {
	var shot struct{ Data string }
	if err := b.call("Page.captureScreenshot", map[string]any{"format": "png"}, &shot); err != nil {
		return nil, err
	}
	return base64.StdEncoding.DecodeString(shot.Data)
}

// Faults returns what the page has complained about: exceptions and errors in its console.
func (b *Browser) Faults() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return append([]string(nil), b.faults...)
}

// Close ends the browser.
func (b *Browser) Close() {
	b.session = ""
	_ = b.call("Browser.close", nil, nil)
	b.out.Close()
	done := make(chan struct{})
	go func() {
		_ = b.cmd.Wait()
		close(done)
	}()
	select {
	case <-done:
	case <-time.After(5 * time.Second):
		_ = b.cmd.Process.Kill()
		<-done
	}
	os.RemoveAll(b.profile)
}
