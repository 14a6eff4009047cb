# The death of objects: __del__, weak references, their callbacks. What CPython does when the last reference goes, other
# collectors do in gc.collect at the latest: so everything here is checked after that, and in no order.
import gc
import os
import re
import tempfile
import warnings
import weakref

seen = []


class Node:
    def __init__(self, name, other=None):
        self.name = name
        self.other = other

    def __del__(self):
        seen.append("del " + self.name)


class Plain:
    pass


class Other:
    def __init__(self, name, other=None):
        self.name = name
        self.other = other


class OtherList(list):
    pass


def lasts():
    try:
        yield 1
    finally:
        "what the last one did, to be forgotten in turn"


def clear():
    """Does with other objects what was done with those that are dead: collectors that look for references in the machine's
    memory find what has been left there else, and keep the last one."""
    deep(40)
    for x in lasts(), lasts(), lasts():
        next(x)
    for o in Other("p", Other("q")), Plain(), OtherList([1, 2]):
        refs = [weakref.ref(o, seen.count), weakref.ref(o), weakref.finalize(o, print), weakref.proxy(o)]
        refs[2].detach()
        values = weakref.WeakValueDictionary(x=o)
        if not isinstance(o, list):
            keys = weakref.WeakKeyDictionary({o: 1})
            members = weakref.WeakSet([o])
        last[:] = refs, values  # so that no callback runs


last = []


def deep(n):
    a, b, c, d = Plain(), Plain(), Other("a"), OtherList()
    return n and deep(n - 1)


def check(title, *wanted):
    clear()
    gc.collect()
    gc.collect()
    missing = [w for w in wanted if w not in seen]
    more = [s for s in seen if s not in wanted]
    print(title, "missing", missing, "more", more, "twice", len(seen) != len(set(seen)))
    seen.clear()


def simple():
    Node("a")
    b = Node("b")
    b.other = b
    Node("c", Node("d", Node("e")))


def cycle():
    x = Node("x")
    y = Node("y", x)
    x.other = y


def many():
    for i in range(1000):
        Node(str(i)).other = [i]


class Phoenix:
    def __del__(self):
        global kept
        kept = self
        seen.append("phoenix")


def resurrect():
    Phoenix()


def callbacks():
    p = Plain()
    return weakref.ref(p, lambda r: seen.append("callback " + str(r() is None))), weakref.ref(p)


def mappings():
    values = weakref.WeakValueDictionary()
    keys = weakref.WeakKeyDictionary()
    members = weakref.WeakSet()
    stays, goes = Plain(), Plain()
    for name, o in (("stays", stays), ("goes", goes)):
        values[name] = o
        keys[o] = name
        members.add(o)
    return stays, values, keys, members


def proxied():
    return weakref.proxy(Node("proxied"))


def subclasses():
    class List(list):
        def __del__(self):
            seen.append("list %d" % len(self))

    List([1, 2, 3])


def tries(name):
    try:
        yield 1
        yield 2
    finally:
        seen.append("finally " + name)


class Context:
    def __enter__(self):
        return self

    def __exit__(self, kind, e, traceback):
        seen.append("exit " + kind.__name__)


def uses():
    with Context():
        yield 1


def delegates():
    yield from tries("inner")


class Awaitable:
    def __await__(self):
        yield 1


async def waits():
    try:
        await Awaitable()
    finally:
        seen.append("coroutine")


def generators():
    next(tries("forgotten"))
    next(uses())
    next(delegates())
    waits().send(None)
    for x in tries("left"):
        break
    tries("never started")
    for x in tries("finished"):
        pass


simple()
check("simple", "del a", "del b", "del c", "del d", "del e")
cycle()
check("cycle", "del x", "del y")
many()
check("many", *["del " + str(i) for i in range(1000)])
resurrect()
check("resurrect", "phoenix")
print(type(kept).__name__)
del kept
check("again")
r, s = callbacks()
check("callback", "callback True")
print(r() is None, s() is None, r.__callback__ is None)
stays, values, keys, members = mappings()
check("mappings")
print(sorted(values), sorted(keys.values()), len(members), values["stays"] is stays)
p = proxied()
check("proxy", "del proxied")
try:
    p.name
except ReferenceError as e:
    print("ReferenceError", e)
f = weakref.finalize(Plain(), seen.append, "finalize")
check("finalize", "finalize")
print(f.alive)
subclasses()
check("subclasses", "list 3")
generators()
check("generators", "finally forgotten", "exit GeneratorExit", "finally inner", "coroutine", "finally left", "finally finished")


class Late:
    def __del__(self):
        print("late")


late = Late()
print("end")

# Builtin objects die, too: arrays, deques, views, patterns, code.
import array
import collections
import functools
import struct


def forgotten(make):
    o = make()
    return weakref.ref(o)


for make in (lambda: array.array("b", [1]), collections.deque, lambda: memoryview(bytearray(3)), lambda: {1},
             lambda: compile("x + 1", "f", "eval"), lambda: struct.Struct("<i"), lambda: list[int], lambda: functools.partial(print)):
    r = forgotten(make)
    for _ in range(3):
        gc.collect()
    print(r() is None)


def files():
    """A file that dies open is warned of and has written what it held; a coroutine that nobody has awaited is warned of."""

    def leave():
        open(path, "w").write("kept")

    async def nothing():
        pass

    def forget():
        nothing()

    handle, path = tempfile.mkstemp()
    os.close(handle)
    for f in leave, forget:
        with warnings.catch_warnings(record=True) as got:
            warnings.simplefilter("always")
            for _ in range(3):  # what lies forgotten on a stack may keep one
                f()
                gc.collect()
        print(f.__name__, {re.sub(" name=.*", "", str(w.message)) for w in got})
    with open(path) as f:
        print(f.read())
    os.unlink(path)


def order():
    """Who refers to another dies first."""

    class Part:
        def __init__(self, name, inner=None):
            self.name, self.inner = name, inner

        def __del__(self):
            died.append(self.name)

    def make(i):
        Part((i, "outer"), Part((i, "middle"), Part((i, "inner"))))

    died = []
    for i in range(3):
        make(i)
        gc.collect()
    groups = [[name for i, name in died if i == k] for k in range(3)]
    print("order", {tuple(g) for g in groups if len(g) == 3})


def weak_brought_back():
    """What dies with a weak reference to something that lives finds that, wherever it is."""

    class Keeper:
        def __init__(self, o):
            self.ref = weakref.ref(o)

        def __del__(self):
            found.append(self.ref() in (None, target))  # CPython forgets weak references of cycles

    class Target:
        pass

    def make():
        k = Keeper(target)
        k.self = k

    found = []
    target = Target()
    for _ in range(20):
        make()
        gc.collect()
    gc.collect()
    print("weak", len(found) >= 19, set(found))  # what lies forgotten on a stack may keep the last


def forgotten():
    """What built-in operations leave behind on the machine stack keeps nothing alive at the next collection.

    A shadow stack is no machine stack: the loop's own slots hold on to the last object until the next one comes."""

    class C:
        pass

    def use_and_forget(use):
        o = C()
        ref = weakref.ref(o)
        use(o)
        del o
        gc.collect()
        return ref, ref() is None

    slots = "SHADOW_STACK" in os.environ
    uses = (hash, lambda o: {o: 1}, lambda o: {o}, lambda o: {1: o}, lambda o: [o].index(o), lambda o: sorted([o]), lambda o: (o,) == (o,), repr)
    for use in uses:
        rounds = [use_and_forget(use) for _ in range(4)]
        print("forgotten", [ref() is None if slots else died for ref, died in rounds[:-1]], slots or rounds[-1][1])


files()
order()
weak_brought_back()
forgotten()
