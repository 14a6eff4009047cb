package flowgraph

// This file gives names to static data that stay the same when other data comes or goes.

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"hash"
	"strconv"
)

// Symbols names statics. "&" keeps the names apart from those of graphs. Read-only data, most of which the rtyper
// has numbered, is named by its content: otherwise each new string of a program would rename those after it, and with
// them change every module that mentions one.
func Symbols(list []*Static) map[*Static]string {
	symbols := make(map[*Static]string, len(list))
	taken := make(map[string]int, len(list))
	names := make([]string, len(list))
	Parallel(len(list), func(i int) {
		names[i] = "&" + list[i].Name
		if list[i].ReadOnly {
			names[i] = "&" + contentName(list[i])
		}
	})
	for i, s := range list {
		name := names[i]
		taken[name]++
		if n := taken[name]; n > 1 {
			name += "'" + strconv.Itoa(n)
		}
		symbols[s] = name
	}
	return symbols
}

// contentName describes the content of s: its data, and that of what it refers to.
func contentName(s *Static) string {
	h := sha256.New()
	hashStatic(h, s)
	for _, r := range s.Relocs {
		hashInt(h, r.Off)
		hashInt(h, r.Addend)
		switch {
		case r.Graph != nil:
			h.Write([]byte(r.Graph.Name))
		case r.Static != nil && r.Static.ReadOnly:
			hashStatic(h, r.Static)
		case r.Static != nil:
			h.Write([]byte(r.Static.Name))
		}
	}
	return hex.EncodeToString(h.Sum(nil)[:10])
}

func hashStatic(h hash.Hash, s *Static) {
	if s.Layout != nil {
		h.Write([]byte(s.Layout.Name))
	}
	hashInt(h, s.Len)
	hashInt(h, s.Size)
	h.Write(s.Data)
}

func hashInt(h hash.Hash, n int64) {
	var b [8]byte
	binary.LittleEndian.PutUint64(b[:], uint64(n))
	h.Write(b[:])
}
