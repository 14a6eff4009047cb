package translator

// This file remembers from one translation of a program to the next what passes have found out about its functions.

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"

	"rgo/backends/parts"
	"rgo/flowgraph"
	"rgo/optimizer"
)

// maxMemories is how many programs, with how many options, are remembered.
const maxMemories = 16

// A memory is a flowgraph.Memory that lies in a file of a store between translations. What nobody asked for is forgotten.
type memory struct {
	store parts.Store
	name  string
	ready func() // waits until old is there

	ahead sync.Map    // *flowgraph.Body, by name
	asked atomic.Bool // somebody has begun to ask

	mu   sync.Mutex
	old  map[string][]byte
	used map[string][]byte
	news bool // something in used is not in old
}

// newMemory returns what is remembered of the program, or nil if that cannot be found out. Nothing may be remembered where somebody
// wants to see what passes do, or positions, which are not kept.
func (s *Session) newMemory() *memory {
	dir := cacheDir("functions")
	if dir == "" || s.Options.Dump != "" || s.Options.Stats || s.Options.Debug == "on" || s.Options.Keep != "" || s.Options.Emit == "go" ||
		s.counts() || !s.Options.VerifyStages {
		return nil
	}
	h := sha256.New()
	if s.translator(h) != nil {
		return nil
	}
	for _, p := range s.Patterns {
		abs, err := filepath.Abs(filepath.Join(s.Dir, p))
		if err != nil {
			return nil
		}
		fmt.Fprintln(h, abs)
	}
	m := &memory{store: parts.Store{Dir: dir, Most: maxMemories}, name: hex.EncodeToString(h.Sum(nil)[:16]), used: map[string][]byte{}}
	m.ready = sync.OnceFunc(m.read)
	go m.readAhead()
	return m
}

// readAhead reads the store, and as many bodies in it as there is time for before passes ask for them.
func (m *memory) readAhead() {
	m.ready()
	inBackground()
	var d flowgraph.Decoder
	for name, text := range m.old {
		if m.asked.Load() {
			return
		}
		if body := optimizer.Ahead(&d, text); body != nil {
			m.ahead.Store(name, body)
		}
	}
}

// Body returns what has been read ahead.
func (m *memory) Body(name string) *flowgraph.Body {
	body, ok := m.ahead.LoadAndDelete(name)
	if !ok {
		return nil
	}
	return body.(*flowgraph.Body)
}

// read takes names and texts, in turn, from the store.
func (m *memory) read() {
	list, _ := m.store.Get(m.name)
	m.old = make(map[string][]byte, len(list)/2)
	for i := 0; i+1 < len(list); i += 2 {
		m.old[string(list[i])] = list[i+1]
	}
}

func (m *memory) Get(name string) []byte {
	m.ready()
	m.asked.Store(true)
	text := m.old[name]
	if text != nil {
		m.mu.Lock()
		defer m.mu.Unlock()
		m.used[name] = text
	}
	return text
}

func (m *memory) Put(name string, text []byte) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.used[name], m.news = text, true
}

// ended forgets everything if err says that the translator has failed: what is remembered may be why.
func (m *memory) ended(err error) {
	var internal *InternalError
	if m != nil && errors.As(err, &internal) {
		os.Remove(filepath.Join(m.store.Dir, m.name))
	}
}

// keep writes what has been used or found out to the store, if that is not what is there.
func (m *memory) keep() {
	m.ready()
	m.mu.Lock()
	defer m.mu.Unlock()
	if !m.news && len(m.used) == len(m.old) {
		return
	}
	list := make([][]byte, 0, 2*len(m.used))
	for name, text := range m.used {
		list = append(list, []byte(name), text)
	}
	m.store.Put(m.name, list)
	m.store.Trim()
}
