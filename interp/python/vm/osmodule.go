package vm

import "os"

// This file is the modules _os, what the operating system gives, and os and
// os.path in Python on top of it.

func init() { builtinModules["_os"] = makeOS }

// pathArg reads a path argument.
func (t *Thread) pathArg(o Object) (*Str, bool) {
	s := strOf(o)
	if s == nil {
		t.typeError("expected str, bytes or os.PathLike object, not " + o.Class().name)
	}
	return s, s != nil
}

// makeOS makes the module _os.
func makeOS(t *Thread) *Module {
	m := newModule("_os")
	m.addFunctions([]method{
		{"getcwd", 0, 0, func(t *Thread, args []Object) Object {
			dir, err := os.Getwd()
			if err != nil {
				return t.osError(err, nil)
			}
			return NewStr(dir)
		}, ""},
		{"getenv", 1, 2, func(t *Thread, args []Object) Object {
			name, ok := t.pathArg(args[0])
			if !ok {
				return nil
			}
			if v := os.Getenv(name.s); v != "" {
				return NewStr(v)
			}
			if len(args) > 1 {
				return args[1]
			}
			return None
		}, ""},
		{"listdir", 0, 1, func(t *Thread, args []Object) Object {
			path := newASCII(".")
			if len(args) > 0 {
				var ok bool
				if path, ok = t.pathArg(args[0]); !ok {
					return nil
				}
			}
			entries, err := os.ReadDir(path.s)
			if err != nil {
				return t.osError(err, path)
			}
			items := make([]Object, len(entries))
			for i, e := range entries {
				items[i] = NewStr(e.Name())
			}
			return newList(items)
		}, ""},
		{"stat", 1, 1, func(t *Thread, args []Object) Object {
			path, ok := t.pathArg(args[0])
			if !ok {
				return nil
			}
			info, err := os.Stat(path.s)
			if err != nil {
				return t.osError(err, path)
			}
			return tupleOf(boolOf(info.IsDir()), newInt(info.Size()))
		}, ""},
		{"_exit", 1, 1, func(t *Thread, args []Object) Object {
			status, ok := t.index(args[0])
			if !ok {
				return nil
			}
			os.Exit(status & 0xff)
			return None
		}, ""},
	})
	return m
}

const osSource = `
from _os import _exit, getcwd, getenv, listdir
import _os
import sys
import posixpath as path

name = "posix"
sep = path.sep
curdir, pardir, extsep, linesep, pathsep, devnull = ".", "..", ".", "\n", ":", "/dev/null"
error = OSError
sys.modules["os.path"] = path


class _Environ:
    def __getitem__(self, key):
        value = getenv(key)
        if value is None:
            raise KeyError(key)
        return value

    def __contains__(self, key):
        return getenv(key) is not None

    def get(self, key, default=None):
        return getenv(key, default)


environ = _Environ()


class stat_result:
    def __init__(self, is_dir, size):
        self.st_mode = 0o40755 if is_dir else 0o100644
        self.st_size = size


def stat(path):
    return stat_result(*_os.stat(path))


def fspath(path):
    if isinstance(path, (str, bytes)):
        return path
    return type(path).__fspath__(path)


def walk(top, topdown=True):
    dirs, files = [], []
    try:
        names = listdir(top)
    except OSError:
        return
    for entry in names:
        (dirs if path.isdir(path.join(top, entry)) else files).append(entry)
    if topdown:
        yield top, dirs, files
    for entry in dirs:
        yield from walk(path.join(top, entry), topdown)
    if not topdown:
        yield top, dirs, files
`

const posixpathSource = `
import _os

sep, curdir, pardir, extsep, pathsep = "/", ".", "..", ".", ":"


def join(first, *rest):
    result = first
    for part in rest:
        if part.startswith("/"):
            result = part
        elif not result or result.endswith("/"):
            result += part
        else:
            result += "/" + part
    return result


def split(p):
    i = p.rfind("/") + 1
    head, tail = p[:i], p[i:]
    if head and head != "/" * len(head):
        head = head.rstrip("/")
    return head, tail


def basename(p):
    return split(p)[1]


def dirname(p):
    return split(p)[0]


def splitext(p):
    start = p.rfind("/") + 1
    dot = p.rfind(".")
    if dot > start and p[start:dot].strip("."):
        return p[:dot], p[dot:]
    return p, ""


def isabs(p):
    return p.startswith("/")


def normpath(p):
    if p == "":
        return "."
    lead = "/" if p.startswith("/") else ""
    if p.startswith("//") and not p.startswith("///"):
        lead = "//"
    parts = []
    for part in p.split("/"):
        if part in ("", "."):
            continue
        if part != ".." or not lead and not parts or parts and parts[-1] == "..":
            parts.append(part)
        elif parts:
            parts.pop()
    return lead + "/".join(parts) or "."


def abspath(p):
    return normpath(p if isabs(p) else join(_os.getcwd(), p))


realpath = abspath


def relpath(path, start="."):
    a = [x for x in abspath(start).split("/") if x]
    b = [x for x in abspath(path).split("/") if x]
    i = 0
    while i < len(a) and i < len(b) and a[i] == b[i]:
        i += 1
    return "/".join([".."] * (len(a) - i) + b[i:]) or "."


def _stat(p):
    try:
        return _os.stat(p)
    except (OSError, ValueError):
        return None


def exists(p):
    return _stat(p) is not None


def isdir(p):
    s = _stat(p)
    return s is not None and s[0]


def isfile(p):
    s = _stat(p)
    return s is not None and not s[0]


def getsize(p):
    return _os.stat(p)[1]


def expanduser(p):
    return _os.getenv("HOME", "~") + p[1:] if p == "~" or p.startswith("~/") else p


def commonprefix(m):
    if not m:
        return ""
    low, high = min(m), max(m)
    for i, c in enumerate(low):
        if c != high[i]:
            return low[:i]
    return low
`
