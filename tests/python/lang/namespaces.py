# exec with unusual namespaces, breakpoint, cells, classes that only look so.
import types
import sys


class Frozen(dict):
    def __setitem__(self, key, value):
        raise RuntimeError("frozen")


class Lazy(dict):
    def __missing__(self, key):
        if key.startswith("auto"):
            return key.upper()
        raise KeyError(key)


class Refusing(dict):
    def __getitem__(self, key):
        raise LookupError("no " + key)


def attempt(code, *spaces, **more):
    try:
        exec(code, *spaces, **more)
    except Exception as e:
        print(type(e).__name__, e)


attempt("x = 1", Frozen())
attempt("print(auto_x)", Lazy())
attempt("print(name)", {"__builtins__": Refusing(name=1)})
attempt("print(name)", {"__builtins__": Lazy(print=print)})
attempt("print(name)", {"__builtins__": {}})
attempt("class A: pass", {"__builtins__": {}})
attempt("class A: pass\nprint(A)", {"__builtins__": Lazy(vars(__builtins__))})
attempt("pass", 1)
attempt("pass", {}, 1)


def outer():
    value = 3

    def inner():
        return value
    return inner


attempt(outer().__code__, closure=(types.CellType(1), types.CellType(2)))
attempt(outer().__code__, closure=(types.CellType(1),))
attempt("pass", closure=())
print(types.CellType(1) < types.CellType(2), types.CellType() < types.CellType(0), types.CellType() == types.CellType())
for flags in [0x8000, 0x10000000]:
    try:
        compile("1", "f", "eval", flags)
    except (ValueError, OverflowError) as e:
        print(e)


class Looks:
    def __init__(self, *bases):
        self.__bases__ = bases


a = Looks()
b = Looks(a)
c = Looks(b, Looks(a))
print(issubclass(c, a), issubclass(a, c), issubclass(c, (b, a)))
for args in [(c, int), (1, a), (1, 2)]:
    try:
        print(isinstance(*args), issubclass(*args))
    except TypeError as e:
        print(e)
sys.breakpointhook = lambda *args, **kw: print("hook", args, kw)
breakpoint(1, x=2)
print(type(None)() is None, type(...)() is ...)
m = types.ModuleType("m")
print(m)
m.__file__ = "m.py"
print(m)
m.__dir__ = lambda: ["z", "a"]
print(dir(m))


class P(property):
    pass


class Q:
    @P
    def x(self):
        "doc of x"

    @x.setter
    def x(self, v):
        "another"


print(Q.__dict__["x"].__doc__, type(Q.__dict__["x"]).__name__)
d = {0: 0}
try:
    for k in d:
        del d[0]
        d[0] = 0
except RuntimeError as e:
    print(e)
