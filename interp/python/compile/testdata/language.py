"""Constructs that the standard library uses little or not at all."""
from __future__ import division

import a.b.c as d, e.f, g as h
from . import x as y
from .. import (p, q as r,)
from ...m import *


def star_handlers():
    try:
        f()
    except* (A, B) as group:
        g(group)
    except* C:
        h()
    else:
        i()
    finally:
        j()


def star_handler_loop():
    for x in y:
        try:
            f()
        except* A as e:
            for z in e:
                if z:
                    break
                continue


def nested_finally(x):
    while x:
        try:
            try:
                if a:
                    return x.y
                if b:
                    break
                if c:
                    continue
            finally:
                with x as y, z:
                    return 1
        except E as e:
            if d:
                return e
            continue
        except:
            raise
        finally:
            lambda: x
    else:
        return None
    return [lambda: x for y in z]


def patterns(subject):
    match subject:
        case 1 | -2 | 3.5 | -1j | 2 + 3j | "s" "t" | b"x" | None | True:
            a()
        case [x, y, *rest] | [x, *rest, y, _] if x:
            b(x, y, rest)
        case [_, *_, z]:
            pass
        case (a, [b, c, *_], *d):
            pass
        case {"k": v, -1: w, m.n: [o, p], **rest}:
            pass
        case {**only}:
            pass
        case {}:
            pass
        case Point(1, y=2) | m.Point(x=1, y=2):
            pass
        case Point(x, y, z=Point(_, w)):
            pass
        case (1 | 2) as n:
            pass
        case [(1, a) | (a, 2)] | [a]:
            pass
        case [a, b, (c, d) | (d, c)]:
            pass
        case str() as s if s.x:
            return s
        case []:
            pass
        case [_]:
            pass
        case [*_]:
            pass
        case m.value:
            pass
        case _ if subject:
            pass
    match subject, 1:
        case x, y:
            pass
        case _:
            return 2
    match x:
        case y:
            pass
    match match:
        case case:
            case = match
    match (x):
        case 1:
            return


async def coroutine(x):
    async with x as y, z:
        return y
    async for i, *j in x:
        if i:
            break
        if j:
            continue
        await i
    else:
        await x
    a = [i async for i in x if await i]
    b = {i: await j for i, j in x async for k in i}
    c = (i async for i in x)
    d = [await i for i in x]
    e = {i for i in [await x]}
    try:
        return await x
    finally:
        await y


async def generator(x):
    async with x:
        yield x
    async for y in x:
        yield
    try:
        yield await x
    except E:
        return


def gen(x):
    y = yield
    z = yield x, y
    w = yield from x
    yield from (yield)
    return (yield)


def comprehensions(x):
    a = [y for y in x for z in [y + 1] if z if y]
    b = {y: z for y, z in x}
    c = {y for (y) in x}
    d = (y for y in x if (z := y))
    e = [[w for w in v] for v in x]
    f = [y := 1, y**2]
    return [lambda: y for y in x], any((z := i) for i in x)


class C(B, metaclass=M, **kw):
    """doc"""
    x: int = 1
    __y: "str"
    (z): int = 3
    w.a: int
    v[0]: int
    u[1:2, ::3]: int
    __z = __y

    def __init__(self, /, a, b=1, *args: int, c, d=2, **kwargs: str) -> None:
        super().__init__()
        self.__a = __class__
        self.__b += 1

    @property
    @classmethod
    def p(self): return self.x

    class D:
        def m(self):
            nonlocal_ = C
            return __class__

    if x:
        y: int


def closures(a, b, *, c, **d):
    x = a
    def inner():
        nonlocal x, a
        x += b
        del a
        global G
        G = c
        def deeper():
            return x, d, G
        return deeper
    class K:
        y = x
        a = a
        def m(self): return a
    return inner, K


def calls(f, *args, **kw):
    f(*args)
    f(*args, **kw)
    f(1, *args, 2, a=1, **kw, b=2, c=3)
    f(a=1, b=2)
    f.m(1, a=2)
    f.m(*args)
    f.m(**kw)
    f(x for x in y)
    f(*[1], *[2], **{}, **{})
    f(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31)
    f(a1=1, a2=1, a3=1, a4=1, a5=1, a6=1, a7=1, a8=1, a9=1, a10=1, a11=1, a12=1, a13=1, a14=1, a15=1, a16=1, a17=1)
    f.m(
        1,
    ).n(
        2
    )
    f \
        .g \
        .h()
    d.e(1)
    d.e.f(2)


def displays(x):
    a = [1, 2, 3]
    b = (1, 2, 3)
    c = {1, 2, 3}
    d = {"a": 1, "b": x, **x, "c": 2, x: 3}
    e = [*x, 1, *x]
    f = (*x, 1)
    g = {*x, 1}
    h = {1: 2}
    i = {}
    j = {"a": 1, "b": 2, "c": 3}
    k = [x, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31]
    l = {0: x, 1: 1, 2: 2, 3: 3, 4: 4, 5: 5, 6: 6, 7: 7, 8: 8, 9: 9, 10: 10, 11: 11, 12: 12, 13: 13, 14: 14, 15: 15, 16: 16, 17: 17}
    m = x[1:2], x[:, 1], x[::x], x[...], x[*a], x[1:2, *a]
    return x in [1, 2], x not in {1, 2}, x in (1, 2)


def assignments(x):
    a = b = x
    a, b = b, a
    a, b, c = c, a, b
    (a, b), c = x
    [a, *b] = x
    *a, = x
    a.b, c[d], *e = x
    a += 1; a -= 1; a *= 2; a /= 2; a //= 2; a %= 2; a **= 2; a @= 2; a &= 2; a |= 2; a ^= 2; a <<= 2; a >>= 2
    a.b += 1
    a[b] += 1
    a[b:c] += 1
    del a, b.c, d[e], (f, g), [h]
    del d[1:2]


def conditions(a, b, c):
    if a and b or c: x
    if not (a and b): x
    if not a: x
    if a if b else c: x
    if a < b < c: x
    if not a < b < c: x
    while a < b < c: x
    while not a: break
    while True:
        if a: continue
        break
    while 1: pass
    while 0: y
    if 0: y
    if 1: x
    elif 2: y
    x = a and b and c or d
    x = a < b < c
    x = a is None, a is not None, not a is None, not a in b
    if a is None: x
    if a is not None: x
    assert a
    assert a, b
    assert a < b < c, "m"
    x = a if b else c
    x = (a or b) and c
    return (a and b) if c else (b or c)


def constants():
    a = 1 + 2 * 3 - 4 // 5 % 6 ** 7
    b = 1 << 10, -1, ~1, not 1, +True, 10 / 4, 1e10 * 2, 7 // -2, -7 % 3, 2 ** 100, 1 << 200
    c = "a" * 10, "ab" + "c", b"x" * 3, (1, 2) * 2, "abc"[1], (1, 2)[0], "%s %r" % (a, b), "%d" % (a,), "%5s%%%-3a" % (a, b)
    d = 1j + 2, 3 - 1j, 2j * 2j, -1j, 1.5 // 0.5, -1.5 % 1.0
    e = 0x_ff, 0o17, 0b11, 1_000, 1e-5, .5, 5., 1e400, 123456789012345678901234567890
    f = __debug__, ..., None, True
    g = 5 or 6, 0 and x, "" or y
    return


def strings(x):
    a = f"{x}" f"{x!r:>{x}}" "lit{}" f"{{}}{x:{x}.{x}}"
    b = f"{x=}", f"{x = !s}", f"{x=:5}", f"{'a' if x else 'b'}", f""
    c = rf"\{x}\d", f"\N{LATIN SMALL LETTER A}{x}", u"u", "\x41\u0042\U00000043\101\
continued"
    d = f'''{
    x
    }''' f"{x:%Y-%m}", f"{(lambda: 1)}"
    return f"{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}{x}"


def annotated(a: int, /, b: "str" = 1, *args: *Ts, c: int = 2, **kw: dict) -> list[int]:
    x: int
    y: int = 1
    z.a: int = 2
    (w): str
    return x


def unreachable():
    return 1
    x = 2
    while True:
        pass
    raise


def empty():
    "doc"


lambda x, *y, z=1, **k: (yield)
lambda: (x, y)
x = lambda a=1, /, *, b=2: a
print(1, end="")
(yield_ := 3)
async_ = [x for x in range(3)]
if x:
    with a: b
else:
    with (a as b, c as d,): e
with (a, b): c
with (a): c
with (a) as b, (c): d
with (yield_): pass
for x in *a, *b: pass
for (x, y), z in w: pass
for x.y in z: pass
for x[0], *y in z: pass
