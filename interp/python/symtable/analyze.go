package symtable

import "rgo/interp/python/ast"

// This file decides where names live, by CPython's algorithm: downwards go
// the names that enclosing functions bind and those declared global, upwards
// come the names that are free.

// set is a set of names in the order they were added.
type set struct {
	names []string
	has   map[string]bool
}

func newSet() *set { return &set{has: map[string]bool{}} }

func (s *set) add(name string) {
	if has, known := s.has[name]; !has {
		if !known {
			s.names = append(s.names, name)
		}
		s.has[name] = true
	}
}

func (s *set) remove(name string) {
	if s.has[name] {
		s.has[name] = false
	}
}

func (s *set) addAll(other *set) {
	for _, name := range other.names {
		if other.has[name] {
			s.add(name)
		}
	}
}

func (b *builder) analyze() {
	b.analyzeScope(b.table.Scopes[0], nil, newSet(), newSet())
}

// analyzeScope gives the names of a scope their meaning. bound has the names
// of enclosing functions, nil in the module. The scope's free names are
// added to free.
func (b *builder) analyzeScope(s *Scope, bound, free, global *set) {
	local, newGlobal, newFree, newBound := newSet(), newSet(), newSet(), newSet()
	if s.Kind == Class {
		newGlobal.addAll(global)
		if bound != nil {
			newBound.addAll(bound)
		}
	}
	for i := range s.Symbols {
		b.analyzeName(s, &s.Symbols[i], bound, local, free, global)
	}
	if b.err != nil {
		return
	}
	if s.Kind == Class {
		newBound.add("__class__")
	} else {
		if s.Kind == Function {
			newBound.addAll(local)
		}
		if bound != nil {
			newBound.addAll(bound)
		}
		newGlobal.addAll(global)
	}
	for _, child := range s.Children {
		childBound, childGlobal := newSet(), newSet()
		childBound.addAll(newBound)
		childGlobal.addAll(newGlobal)
		b.analyzeScope(child, childBound, newFree, childGlobal)
		if b.err != nil {
			return
		}
	}
	switch s.Kind {
	case Function:
		for i := range s.Symbols {
			if symbol := &s.Symbols[i]; symbol.Meaning == Local && newFree.has[symbol.Name] {
				symbol.Meaning = Cell
				newFree.remove(symbol.Name)
			}
		}
	case Class:
		if newFree.has["__class__"] {
			newFree.remove("__class__")
			s.NeedsClassClosure = true
		}
	}
	s.addFree(newFree, bound)
	free.addAll(newFree)
}

// addFree makes the free names of children that are not bound here free here.
func (s *Scope) addFree(free, bound *set) {
	for _, name := range free.names {
		if !free.has[name] {
			continue
		}
		if symbol := s.Lookup(name); symbol != nil {
			if s.Kind == Class && symbol.Use&(defBound|DefGlobal) != 0 {
				symbol.Use |= DefFreeClass
			}
			continue
		}
		if bound != nil && !bound.has[name] {
			continue
		}
		s.index[name] = len(s.Symbols)
		s.Symbols = append(s.Symbols, Symbol{Name: name, Meaning: Free})
	}
}

func (b *builder) analyzeName(s *Scope, symbol *Symbol, bound, local, free, global *set) {
	name := symbol.Name
	switch {
	case symbol.Use&DefGlobal != 0:
		if symbol.Use&DefNonlocal != 0 {
			b.fail(s.directiveSpan(name), "name '"+name+"' is nonlocal and global")
		}
		symbol.Meaning = GlobalExplicit
		global.add(name)
		if bound != nil {
			bound.remove(name)
		}
	case symbol.Use&DefNonlocal != 0:
		if bound == nil {
			b.fail(s.directiveSpan(name), "nonlocal declaration not allowed at module level")
		} else if !bound.has[name] {
			b.fail(s.directiveSpan(name), "no binding for nonlocal '"+name+"' found")
		}
		symbol.Meaning = Free
		free.add(name)
	case symbol.Use&defBound != 0:
		symbol.Meaning = Local
		local.add(name)
		global.remove(name)
	case bound != nil && bound.has[name]:
		symbol.Meaning = Free
		free.add(name)
	default:
		symbol.Meaning = GlobalImplicit
	}
}

// directiveSpan is the place of the global or nonlocal statement for a name.
func (s *Scope) directiveSpan(name string) ast.Span {
	for _, d := range s.directives {
		if d.name == name {
			return d.span
		}
	}
	return ast.Span{}
}
