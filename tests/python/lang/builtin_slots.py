"""Special methods of builtin types: __init__ of what wraps functions, explicit reprs, what binds and what does not."""
import collections
import functools
import math
import operator
import types
import typing

T = typing.TypeVar("T")


class Cached(property, typing.Generic[T]):
    """A property whose class stands before another one in the order of bases."""

    def __init__(self, getter, doc=None):
        super().__init__(getter, doc=doc)
        self.extra = 1


class Record:
    @Cached
    def value(self):
        "the doc"
        return 42


print(Record().value, Record.value.extra, Record.value.__doc__)


def function():
    pass


again = property()
again.__init__(function)
print(again.fget is function)
for wrapper in (classmethod, staticmethod):
    empty = wrapper.__new__(wrapper)
    print(empty.__func__)
    empty.__init__(function)
    print(empty.__func__ is function)
    for args in ((), (1, 2)):
        try:
            wrapper(*args)
        except TypeError as e:
            print(e)


class Logged(types.SimpleNamespace):
    def __init__(self, **names):
        super().__init__(**names, seen=len(names))


print(Logged(a=1, b=2), types.SimpleNamespace(x=[1]))
blank = types.SimpleNamespace.__new__(types.SimpleNamespace)
blank.__init__(q=3)
print(blank)
try:
    types.SimpleNamespace(1)
except TypeError as e:
    print(e)

# % takes values by key from whatever has items.


class Names:
    first = "x"
    second = "y"


class Doubling:
    def __getitem__(self, key):
        return key * 2


print("%(first)s-%(second)s" % vars(Names), "abc" % vars(Names))
print("%(a)s" % Doubling(), "%(a)s" % collections.ChainMap({"a": 1}), "abc" % collections.ChainMap())
print("abc" % [1], "abc" % b"x", b"%(a)d" % {b"a": 3}, b"abc" % [])
for template, values in (("x", (1,)), ("x", "a"), ("x", 1), (b"x", b"a"), (b"x", "a"), ("%(a)s", "a")):
    try:
        print(template % values)
    except TypeError as e:
        print(e)

# The special methods can be called by name.
for o in (None, NotImplemented, ..., function, Doubling().__getitem__, len, [].append, str.join, function.__code__,
          staticmethod(function), classmethod(function), list[int], int | str, types.CellType(1)):
    print(type(o).__name__, type(o).__repr__(o) == repr(o))
print(bool.__rand__(True, False), type(None).__bool__(None), range.__bool__(range(0)), range.__bool__(range(2)))
print(list[int].__call__((1, 2)), (int | str).__eq__(str | int))

# Builtin functions do not bind; what they belong to is __self__.
print(print.__self__.__name__, math.sin.__self__.__name__, [].append.__self__, int.__new__.__self__, (1).__add__.__self__)
for o in (len, str.join, (1).__add__, [].append, int.__new__):
    print(*(hasattr(o, name) for name in ("__get__", "__self__", "__module__", "__objclass__", "__call__")))
print(len.__module__, math.sin.__module__, [].append.__module__)


class Bound:
    """Binds a function to a list, as proxies of libraries do."""

    def __init__(self, f):
        self.f = f

    def __get__(self, obj, owner=None):
        if obj is None:
            return self
        if hasattr(self.f, "__get__"):
            return self.f.__get__([3, 1], list)
        return functools.partial(self.f, [3, 1])


class Proxy:
    __getattr__ = Bound(getattr)
    __len__ = Bound(len)
    __add__ = Bound(list.__add__)
    __getitem__ = Bound(operator.getitem)
    __repr__ = Bound(repr)


p = Proxy()
print(p.count(1), len(p), p + [2], p[0], p)

# An alias has the attributes of its class, but for its own.
alias = list[int]
for name in ("__name__", "__module__", "append", "__class__", "__args__", "__origin__", "__hash__"):
    print(name, getattr(alias, name))
print("append" in dir(alias), sorted(set(dir(alias)) - set(dir(list))))

# What is no operation of the language is an ordinary method.
for o in (list.__len__, list.__reversed__, object.__reduce_ex__, object.__dir__, int.__round__, int.__add__, type.__subclasses__):
    print(o)

# Descriptors apply to objects of their class only, wherever they are put.


def attempt(action):
    try:
        print(action())
    except (TypeError, AttributeError) as e:
        print(type(e).__name__, e)


class Thief:
    a = type.__dict__["__name__"]
    b = types.FunctionType.__dict__["__code__"]
    c = list.append
    d = int.__dict__["real"]
    e = BaseException.__dict__["args"]
    f = types.CodeType.__dict__["co_code"]
    g = types.GeneratorType.__dict__["gi_frame"]
    h = property.__dict__["fget"]


class Slotted:
    __slots__ = ("x",)


class Plain:
    pass


thief = Thief()
for name in "abcdefgh":
    attempt(lambda: getattr(thief, name))
for name in "abdefgh":
    attempt(lambda: setattr(thief, name, 1))
attempt(lambda: type.__dict__["__name__"].__get__(thief, Thief))
attempt(lambda: type.__dict__["__name__"].__get__(Thief))
attempt(lambda: types.FunctionType.__dict__["__name__"].__set__(Thief, "x"))
attempt(lambda: Slotted.x.__get__(5))
attempt(lambda: Slotted.x.__set__([], 1))
attempt(lambda: Plain.__dict__["__dict__"].__get__(thief))
attempt(lambda: Plain.__dict__["__dict__"].__get__(Plain()))
attempt(lambda: list.append.__get__({}))
attempt(lambda: list.__len__({}))
attempt(lambda: dict.__dict__["fromkeys"].__get__(None, int))
