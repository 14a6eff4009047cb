package build

// This file is the table of standard packages and functions that programs may use.

import (
	"maps"
	"slices"
)

// supported lists the standard packages that programs may import. The others are refused even where they would load:
// what is listed here is tested.
var supported = map[string]bool{
	"bufio": true, "bytes": true, "cmp": true, "compress/bzip2": true, "compress/flate": true, "compress/gzip": true,
	"compress/lzw": true, "compress/zlib": true, "container/heap": true, "container/list": true, "container/ring": true,
	"encoding": true, "encoding/ascii85": true, "encoding/base32": true, "encoding/base64": true, "encoding/binary": true,
	"encoding/csv": true, "encoding/hex": true, "encoding/pem": true, "errors": true, "fmt": true, "go/scanner": true,
	"go/token": true, "hash": true, "hash/adler32": true, "hash/crc32": true, "hash/crc64": true, "hash/fnv": true,
	"html": true, "io": true, "io/fs": true, "io/ioutil": true, "iter": true, "log": true, "maps": true, "math": true,
	"math/big": true, "math/bits": true, "math/cmplx": true, "math/rand": true, "math/rand/v2": true, "os": true, "path": true,
	"path/filepath": true, "regexp": true, "regexp/syntax": true, "runtime": true, "runtime/debug": true, "slices": true,
	"sort": true, "strconv": true, "strings": true, "sync": true, "sync/atomic": true, "text/scanner": true,
	"text/tabwriter": true, "text/template/parse": true, "time": true, "unicode": true, "unicode/utf16": true,
	"unicode/utf8": true, "unsafe": true, "weak": true,
}

// supportedThreaded lists those that programs with goroutines may import besides.
var supportedThreaded = map[string]bool{"context": true}

// Packages returns the paths of the standard packages that programs may import, and of those that need threads, sorted.
func Packages() (always, threaded []string) {
	return slices.Sorted(maps.Keys(supported)), slices.Sorted(maps.Keys(supportedThreaded))
}

// needsThreads lists the codes that do not count where there are goroutines.
var needsThreads = map[string]bool{codeGo: true, codeChan: true, codeSelect: true, codePull: true, codeTimer: true, codeGoexit: true}

// refusedPackages maps packages to the code that says best why they are refused. Any other package that is not
// supported has codePackage.
var refusedPackages = map[string]string{
	"reflect": codeReflect,
	"embed":   codeEmbed,
	"os/exec": codeProcess,
	"C":       codeCgo,
}

// refusedNames maps functions and types of supported packages to the code they are refused with.
var refusedNames = map[string]string{
	"iter.Pull":             codePull,
	"iter.Pull2":            codePull,
	"os.StartProcess":       codeProcess,
	"os.FindProcess":        codeProcess,
	"os.Pipe":               codeProcess,
	"runtime.Caller":        codeCaller,
	"runtime.Callers":       codeCaller,
	"runtime.CallersFrames": codeCaller,
	"runtime.FuncForPC":     codeCaller,
	"runtime.Goexit":        codeGoexit,
	"runtime.Stack":         codeCaller,
	"time.After":            codeTimer,
	"time.AfterFunc":        codeTimer,
	"time.NewTicker":        codeTimer,
	"time.NewTimer":         codeTimer,
	"time.Tick":             codeTimer,
	"unsafe.Add":            codeUnsafe,
	"unsafe.Pointer":        codeUnsafe,
	"unsafe.Slice":          codeUnsafe,
	"unsafe.SliceData":      codeUnsafe,
	"unsafe.String":         codeUnsafe,
	"unsafe.StringData":     codeUnsafe,
}
