package golang

// This file prints the parts of the program, but for those that an earlier translation has printed: they are found by what
// goes into them. Functions come here before the last passes over single graphs, which are run for those that are printed only.

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"

	"rgo/backends/parts"
	"rgo/flowgraph"
)

// KeptParts is how many printed parts are worth keeping: those of some ten programs.
const KeptParts = 400

// keyRoom is as many bytes as most functions are written as.
const keyRoom = 64 << 10

// printParts returns the files of each part of list.
func (p *program) printParts(list []*part) ([][]file, error) {
	printed, keys := make([][]file, len(list)), make([]string, len(list))
	f := p.coder()
	flowgraph.Parallel(len(list), func(i int) {
		x := list[i]
		var b bytes.Buffer
		x.printDeclarations(p, &b)
		x.declarations = b.Bytes()
		if p.options.Kept.Dir != "" {
			keys[i] = x.key(p, f)
			printed[i] = x.keptFiles(p.options.Kept, keys[i])
		}
	})
	var missing []int
	for i := range list {
		if printed[i] == nil {
			missing = append(missing, i)
		}
	}
	texts, err := p.printFunctions(flowgraph.LargestFirst(functionsOf(list, missing)))
	if err != nil {
		return nil, err
	}
	flowgraph.Parallel(len(missing), func(k int) {
		i := missing[k]
		printed[i] = list[i].print(p, texts)
		if keys[i] != "" {
			keepFiles(p.options.Kept, keys[i], printed[i])
		}
	})
	for _, i := range missing {
		for _, f := range printed[i] {
			p.newBytes += int64(len(f.text))
		}
	}
	if len(missing) > 0 {
		p.options.Kept.Trim()
	}
	return printed, nil
}

// functionsOf returns the functions of the parts of these numbers, each once.
func functionsOf(list []*part, numbers []int) []*flowgraph.Graph {
	var graphs []*flowgraph.Graph
	seen := map[*flowgraph.Graph]bool{}
	for _, i := range numbers {
		for _, g := range list[i].all() {
			if !seen[g] {
				seen[g] = true
				graphs = append(graphs, g)
			}
		}
	}
	return graphs
}

// printFunctions finishes and prints graphs, several at a time.
func (p *program) printFunctions(graphs []*flowgraph.Graph) (map[*flowgraph.Graph][]byte, error) {
	texts, errs := make([][]byte, len(graphs)), make([]error, len(graphs))
	flowgraph.Parallel(len(graphs), func(i int) {
		if f := p.options.Finish; f != nil {
			if errs[i] = f.Graph(graphs[i]); errs[i] != nil {
				return
			}
		}
		texts[i] = p.printFunction(graphs[i])
	})
	byGraph := make(map[*flowgraph.Graph][]byte, len(graphs))
	for i, g := range graphs {
		if errs[i] != nil {
			return nil, errs[i]
		}
		byGraph[g] = texts[i]
	}
	if len(p.faults) > 0 {
		return nil, p.faultError()
	}
	return byGraph, nil
}

// coder returns what writes functions of p as bytes: everything that their text depends on.
func (p *program) coder() *flowgraph.Coder {
	mentions := make(map[*flowgraph.Graph]string, len(p.Graphs))
	for _, g := range p.Graphs {
		mentions[g] = strings.Join([]string{p.names[g], p.tries[g], p.codes.name(g), strconv.FormatUint(uint64(g.Attr), 16)}, " ")
	}
	f := &flowgraph.Coder{Graph: func(g *flowgraph.Graph) string { return mentions[g] }, Static: p.image.name}
	if p.options.Finish != nil {
		f.Op = p.options.Finish.Op
	}
	return f
}

// key returns what x is called in the store, or "" if it cannot be kept.
func (x *part) key(p *program, f *flowgraph.Coder) string {
	h := sha256.New()
	b := make([]byte, 0, keyRoom)
	section := func() {
		h.Write(strconv.AppendInt(nil, int64(len(b)), 10))
		h.Write([]byte{' '})
		h.Write(b)
		b = b[:0]
	}
	for _, text := range []string{p.options.Key, x.name, string(x.declarations), strconv.Itoa(len(x.own))} {
		b = append(b, text...)
		section()
	}
	for _, g := range x.all() {
		var err error
		b = append(append(b, f.Graph(g)...), 0)
		if p.options.Finish != nil {
			b = append(b, p.options.Finish.Of(g))
		}
		if b, err = f.Append(b, g); err != nil {
			return ""
		}
		section()
	}
	return hex.EncodeToString(h.Sum(nil)[:16]) + ".go"
}

// keptFiles returns the files that the store has under key, or nil.
func (x *part) keptFiles(store parts.Store, key string) []file {
	if key == "" {
		return nil
	}
	list, ok := store.Get(key)
	if !ok || len(list) == 0 {
		return nil
	}
	files := make([]file, len(list))
	for i, text := range list {
		files[i] = file{x.fileName(i), text}
	}
	return files
}

func keepFiles(store parts.Store, key string, files []file) {
	list := make([][]byte, len(files))
	for i, f := range files {
		list[i] = f.text
	}
	store.Put(key, list)
}
