// Package godebug replaces internal/godebug: every setting has its default, which a Value of "" means.
package godebug

// A Setting is a setting of the GODEBUG variable.
type Setting struct{ name string }

// New returns the setting called name.
func New(name string) *Setting { return &Setting{name} }

// Name returns the setting's name.
func (s *Setting) Name() string { return s.name }

// Undocumented reports whether the setting is not documented.
func (s *Setting) Undocumented() bool { return len(s.name) > 0 && s.name[0] == '#' }

// String returns name=value.
func (s *Setting) String() string { return s.name + "=" }

// Value returns the value.
func (s *Setting) Value() string { return "" }

// IncNonDefault counts a behaviour that a setting has changed.
func (s *Setting) IncNonDefault() {}
