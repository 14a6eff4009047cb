package parts

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"
)

func TestStore(t *testing.T) {
	s := Store{Dir: filepath.Join(t.TempDir(), "new"), Most: 3}
	if _, ok := s.Get("a"); ok {
		t.Error("an empty store has something")
	}
	for i, name := range []string{"a", "b", "c", "d", "e"} {
		s.Put(name, [][]byte{[]byte(name), nil, []byte("text of " + name)})
		old := time.Now().Add(time.Duration(i-100) * time.Minute)
		if err := os.Chtimes(filepath.Join(s.Dir, name), old, old); err != nil {
			t.Fatal(err)
		}
	}
	if got, ok := s.Get("a"); !ok || fmt.Sprintf("%q", got) != `["a" "" "text of a"]` {
		t.Errorf("a is %q, %t", got, ok)
	}
	s.Trim() // a has just been used
	for name, want := range map[string]bool{"a": true, "b": false, "c": false, "d": true, "e": true} {
		if _, ok := s.Get(name); ok != want {
			t.Errorf("%s is kept: %t", name, ok)
		}
	}
	(Store{}).Put("a", nil)
	if _, ok := (Store{}).Get("a"); ok {
		t.Error("a store without a directory has something")
	}
}
