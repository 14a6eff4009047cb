// Package runtime is the directory of what is translated into every program, as the translator carries it with it. The
// packages below are ordinary Go in the subset, tested under plain go test; this one only holds their source.
package runtime

import "embed"

// Files is the source of the packages below this directory; those below std replace standard packages.
//
//go:embed *
var Files embed.FS
