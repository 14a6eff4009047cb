package vm

import (
	"os"
	"strconv"
	"strings"
)

// This file is what the command line and the environment decide.

// Config is the configuration of an interpreter, CPython's PyConfig in short.
type Config struct {
	Program     string   // argv[0] of the process
	Argv        []string // sys.argv
	Original    []string // sys.orig_argv
	PathEntry   string   // goes in front of sys.path unless SafePath
	HasEntry    bool
	Warnings    []string // -W and PYTHONWARNINGS, least important first
	X           []string // -X options
	SearchPath  string   // PYTHONPATH
	Home        string   // PYTHONHOME
	CachePrefix string   // PYTHONPYCACHEPREFIX
	Encoding    string   // PYTHONIOENCODING

	Debug, Inspect, Interactive, Optimize, DontWriteBytecode, NoUserSite, NoSite, IgnoreEnvironment int
	Verbose, BytesWarning, Quiet, Isolated, DevMode, Utf8Mode, WarnEncoding, SafePath, Unbuffered   int
	HashSeed                                                                                        string
	MaxDigits                                                                                       int
	SkipLibrary                                                                                     bool // the library is not looked for: for tests
	NoCarets                                                                                        bool // no_debug_ranges
	FaultHandler                                                                                    bool // faulthandler.enable() at the start
}

// libraryVersion names the directory of the library.
const libraryVersion = "3.11"

// usualPrefixes are where the library is looked for when neither PYTHONHOME
// nor the place of the program tells.
var usualPrefixes = []string{"/usr", "/usr/local", "/opt/python3.11", "/opt/homebrew"}

// layout is where things are.
type layout struct {
	executable string
	prefix     string
	execPrefix string
	library    string   // directory of the library; empty if there is none
	tried      []string // where it was looked for
}

// isLibrary reports whether dir holds the library: os.py is its landmark.
func isLibrary(dir string) bool {
	st, r := statAt(atFdcwd, dir+"/os.py", true)
	return r == 0 && st.mode&0o170000 == 0o100000
}

// findLayout computes the prefixes.
func findLayout(c *Config) *layout {
	l := &layout{executable: findExecutable(c.Program)}
	if c.SkipLibrary {
		l.prefix, l.execPrefix = "/usr", "/usr"
		return l
	}
	var candidates []string
	if c.Home != "" {
		prefix, execPrefix, both := strings.Cut(c.Home, ":")
		l.prefix, l.execPrefix = prefix, prefix
		if both {
			l.execPrefix = execPrefix
		}
		candidates = []string{prefix}
	} else {
		for dir := parentDir(l.executable); dir != "/" && dir != "."; dir = parentDir(dir) {
			candidates = append(candidates, dir)
		}
		candidates = append(candidates, usualPrefixes...)
	}
	for _, prefix := range candidates {
		dir := strings.TrimSuffix(prefix, "/") + "/lib/python" + libraryVersion
		l.tried = append(l.tried, dir)
		if isLibrary(dir) {
			l.library = dir
			if c.Home == "" {
				l.prefix, l.execPrefix = prefix, prefix
			}
			break
		}
	}
	if l.prefix == "" {
		l.prefix, l.execPrefix = "/usr", "/usr"
	}
	return l
}

// parentDir is the directory of a path.
func parentDir(path string) string {
	i := strings.LastIndexByte(path, '/')
	switch {
	case i < 0:
		return "."
	case i == 0:
		return "/"
	}
	return path[:i]
}

// findExecutable is the absolute path of the program.
func findExecutable(program string) string {
	if program == "" {
		return ""
	}
	if strings.IndexByte(program, '/') >= 0 {
		return absolutePath(program)
	}
	for _, dir := range strings.Split(os.Getenv("PATH"), ":") {
		if dir == "" {
			continue
		}
		path := dir + "/" + program
		if st, r := statAt(atFdcwd, path, true); r == 0 && st.mode&0o170000 == 0o100000 && st.mode&0o111 != 0 {
			return absolutePath(path)
		}
	}
	return ""
}

// absolutePath makes a path absolute, keeping its parts as they are but for
// a leading "./".
func absolutePath(path string) string {
	if strings.HasPrefix(path, "/") {
		return path
	}
	dir, r := currentDirectory()
	if r < 0 {
		return path
	}
	for strings.HasPrefix(path, "./") {
		path = path[2:]
	}
	return strings.TrimSuffix(dir, "/") + "/" + path
}

// pathItems is sys.path before site and the script's directory.
func (l *layout) pathItems(c *Config) []Object {
	var items []Object
	if c.SearchPath != "" {
		for _, dir := range strings.Split(c.SearchPath, ":") {
			items = append(items, fsDecode(absolutePath(dir)))
		}
	}
	base := strings.TrimSuffix(l.prefix, "/") + "/lib/python"
	items = append(items, fsDecode(base+strings.ReplaceAll(libraryVersion, ".", "")+".zip"), fsDecode(base+libraryVersion))
	return append(items, fsDecode(strings.TrimSuffix(l.execPrefix, "/")+"/lib/python"+libraryVersion+"/lib-dynload"))
}

// option returns the value of a -X option, and whether it is there.
func (c *Config) option(name string) (string, bool) {
	value, found := "", false
	for _, x := range c.X {
		k, v, _ := strings.Cut(x, "=")
		if k == name {
			value, found = v, true
		}
	}
	return value, found
}

// ReadEnvironment takes the PYTHON... variables into account, as far as the
// command line does not decide. It returns the text of a fatal error.
func (c *Config) ReadEnvironment() string {
	get := os.Getenv
	if c.IgnoreEnvironment != 0 {
		get = func(string) string { return "" }
	}
	raise := func(name string, flag *int) {
		if s := get(name); s != "" {
			n, err := strconv.Atoi(s)
			if err != nil || n < 0 {
				n = 1
			}
			*flag = max(*flag, n)
		}
	}
	raise("PYTHONDEBUG", &c.Debug)
	raise("PYTHONVERBOSE", &c.Verbose)
	raise("PYTHONOPTIMIZE", &c.Optimize)
	set := func(name string, flag *int) {
		if get(name) != "" {
			*flag = 1
		}
	}
	set("PYTHONINSPECT", &c.Inspect)
	set("PYTHONDONTWRITEBYTECODE", &c.DontWriteBytecode)
	set("PYTHONNOUSERSITE", &c.NoUserSite)
	set("PYTHONUNBUFFERED", &c.Unbuffered)
	set("PYTHONDEVMODE", &c.DevMode)
	set("PYTHONSAFEPATH", &c.SafePath)
	set("PYTHONWARNDEFAULTENCODING", &c.WarnEncoding)
	switch v := get("PYTHONUTF8"); {
	case v == "1":
		c.Utf8Mode = 1
	case v == "" && isCLocale(localeName()):
		c.Utf8Mode = 1 // PEP 540
	case v != "" && v != "0":
		return "preconfig_init_utf8_mode: invalid PYTHONUTF8 environment variable value"
	}
	if get("PYTHONNODEBUGRANGES") != "" {
		c.NoCarets = true
	}
	if v, ok := c.option("utf8"); ok {
		switch v {
		case "", "1":
			c.Utf8Mode = 1
		case "0":
			c.Utf8Mode = 0
		default:
			return "preconfig_init_utf8_mode: invalid -X utf8 option value"
		}
	}
	if _, ok := c.option("dev"); ok {
		c.DevMode = 1
	}
	if _, ok := c.option("warn_default_encoding"); ok {
		c.WarnEncoding = 1
	}
	_, c.FaultHandler = c.option("faulthandler")
	c.FaultHandler = c.FaultHandler || c.DevMode != 0 || get("PYTHONFAULTHANDLER") != ""
	if _, ok := c.option("no_debug_ranges"); ok {
		c.NoCarets = true
	}
	if c.HashSeed == "" {
		c.HashSeed = get("PYTHONHASHSEED")
	}
	if c.HashSeed != "" && c.HashSeed != "random" {
		if n, err := strconv.ParseUint(c.HashSeed, 10, 32); err != nil || n > 4294967295 {
			return "config_init_hash_seed: PYTHONHASHSEED must be \"random\" or an integer in range [0; 4294967295]"
		}
	}
	c.MaxDigits = 4300
	for i, source := range []string{get("PYTHONINTMAXSTRDIGITS"), ""} {
		name := "PYTHONINTMAXSTRDIGITS"
		if i == 1 {
			v, ok := c.option("int_max_str_digits")
			if !ok {
				continue
			}
			source, name = v, "-X int_max_str_digits"
		} else if source == "" {
			continue
		}
		n, err := strconv.Atoi(source)
		if err != nil || n != 0 && n < 640 {
			return "config_init_int_max_str_digits: " + name + ": invalid limit; must be >= 640 or 0 for unlimited."
		}
		c.MaxDigits = n
	}
	if s := get("PYTHONWARNINGS"); s != "" {
		c.Warnings = append(strings.Split(s, ","), c.Warnings...)
	}
	if c.DevMode != 0 {
		c.Warnings = append([]string{"default"}, c.Warnings...)
	}
	if c.BytesWarning > 1 {
		c.Warnings = append(c.Warnings, "error::BytesWarning")
	} else if c.BytesWarning == 1 {
		c.Warnings = append(c.Warnings, "default::BytesWarning")
	}
	c.SearchPath, c.Home = get("PYTHONPATH"), get("PYTHONHOME")
	c.CachePrefix, c.Encoding = get("PYTHONPYCACHEPREFIX"), get("PYTHONIOENCODING")
	if v, ok := c.option("pycache_prefix"); ok {
		c.CachePrefix = v
	}
	return ""
}
