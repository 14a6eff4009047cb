# generators, closures, exceptions
def g():
    try:
        while True:
            try:
                x = yield 1
                print("got", x)
            except ValueError as e:
                print("VE", e)
    finally:
        print("cleanup")
it = g(); next(it); it.send(5); it.throw(ValueError("v")); it.close()
def g2():
    yield 1
    return 7
def g3():
    r = yield from g2()
    print("r =", r)
    yield r
print(list(g3()))
it = g2(); next(it)
try: next(it)
except StopIteration as e: print("stop", e.value)
def g4():
    raise StopIteration("bad")
    yield
try: next(g4())
except RuntimeError as e: print(e, repr(e.__cause__))
def g5():
    try: yield 1
    except GeneratorExit: print("GE"); raise
x = g5(); next(x); x.close()
def f():
    try: return 1
    finally: print("finally")
print(f())
def f2():
    for i in range(3):
        try:
            if i == 1: continue
            print(i)
        finally: print("f", i)
    else: print("else")
f2()
def f3():
    try:
        raise ValueError(1)
    except (TypeError, ValueError) as e:
        try: raise KeyError(2)
        except KeyError as k: print(repr(k.__context__))
    try: e
    except UnboundLocalError as u: print(u)
f3()
try:
    raise ExceptionGroup("eg", [ValueError(1), TypeError(2), ExceptionGroup("in", [ValueError(3)])])
except* ValueError as eg: print("V", eg.exceptions)
except* TypeError as eg: print("T", eg.exceptions)
class CM:
    def __init__(self, n): self.n = n
    def __enter__(self): print("in", self.n); return self.n
    def __exit__(self, *a): print("out", self.n, a[0]); return self.n == 2
with CM(1) as a, CM(2) as b: print(a, b); raise ValueError("z")
print("after")
def rec(n): return rec(n + 1)
try: rec(0)
except RecursionError as e: print(e)
import sys
print(sys.exc_info())
try: raise ValueError("q")
except ValueError: print(sys.exc_info()[0], sys.exc_info()[1])
# comprehension scoping, lambda defaults
fs = [lambda i=i: i for i in range(3)]; print([f() for f in fs])
fs = [lambda: i for i in range(3)]; print([f() for f in fs])
print([(x, y) for x in range(3) for y in range(x)], {k: v for k, v in zip("abc", range(3))})
print([y := 5, y ** 2], y)
n = 0
while True:
    n += 1
    if n > 5: break
else: print("no")
print(n)
# strings
s = "Hello, World"
print(s.lower(), s.swapcase(), s.title(), s.find("o"), s.rfind("o"), s.count("l"), s.replace("l", "L", 2), s.center(20, "*"))
print("a\tb".expandtabs(), "x=1;y=2".partition(";"), "a b  c".split(), "a,b,,c".split(","), "a b c".rsplit(" ", 1), "l1\nl2\r\nl3".splitlines())
print("abc".isalpha(), "123".isdigit(), "aB1".isalnum(), " ".isspace(), "Abc".istitle(), "abc".zfill(5), "-5".zfill(4))
print("ünïcödé"[1], len("ünïcödé"), "ünïcödé"[::-1], "日本語".encode(), "日本語"[1], "😀"[0], len("😀"))
print("abc" < "abd", "a" in "abc", "abc" * 2, "%s %r %d%%" % ("a", "b", 5), "%(k)s" % {"k": 1})
print("abc".translate(str.maketrans("ab", "xy")), "a-b".join(["1", "2"]), "abcabc".strip("ac"), "test".startswith(("a", "te")))
print(str(1.0), repr("a'b"), 'a"b', "\x41\u00e9\u2022" if True else "")
print(f"{'a':*^9}|{1.5:+.2f}|{255:#b}|{1e10:g}|{123456.789:,.2f}|{0.5:%}|{-5:05d}|{5!s:>3}|{'x'!r}")
print(f"{1+1=}, {s!r:>20}, {s[:3]}", f"{{}}", f"{10:{5}}|", f"{3.0}", f"{10**20:,}")
print(bytes([1, 2, 65]), bytearray(b"abc"), b"a" + b"b", b"abc"[0], b"abc"[1:], b"x".hex(), bytes.fromhex("0aff"), b"a,b".split(b","))
print(int("ff", 16), int("0b11", 0), int("-12"), int(3.9), int("1_000"), float("1e3"), float("-inf"), round(2.5), round(3.14159, 2), round(1234, -2), round(-0.5))
print(bin(10), oct(8), hex(255), chr(97), ord("a"), abs(-3.5), pow(2, 10), pow(2, 10, 1000), divmod(17, 5), divmod(-17.5, 5))
print(complex(1, 2), (1+2j)*(3-1j), abs(3+4j), (1+2j).conjugate(), 1j**2, complex("1+2j"))
print([1,2,3] < [1,2,4], (1, "a") == (1, "a"), [1] + [2], [0] * 3, [[]] * 2, [1,2,3,4,5][1:4:2], list(range(10))[::-3])
l = list(range(10)); l[2:5] = ["a"]; print(l); del l[::2]; print(l); l[1:1] = [7, 7]; print(l); l.insert(0, "f"); print(l, l.pop(), l.index(7), l.count(7)); l.extend("xy"); l.reverse(); print(l)
print({1: "a", 2: "b"} | {2: "c"}, {1, 2} & {2, 3}, {1, 2} | {3}, {1, 2} - {2}, {1, 2} ^ {2, 3}, {1} < {1, 2}, {1, 2}.issubset([1, 2, 3]))
d = dict(a=1); d.update(b=2); d.setdefault("c", []).append(1); print(d, d.pop("a"), d, list(reversed(d)), d.keys() & {"b"}, d == {"b": 2, "c": [1]})
print(any([0, 1]), all([]), sum([1, 2], 10), sum([[1], [2]], []), min("bca"), max([1, 5, 3], key=lambda x: -x), min([], default=9))
print(isinstance(True, int), True + 1, type(None), ..., NotImplemented, slice(1, 2), range(1, 10, 2), range(10)[2:5], list(range(5, 0, -2)), 5 in range(10), len(range(0, 10, 3)))
import time; assert time.time() > 0
exec("zz = 5\ndef ff(): return zz"); print(zz, ff()); print(eval("zz + 1", {"zz": 10}))
print(globals()["zz"], "zz" in dir(), vars(CM(3)), getattr(CM(4), "n"), hasattr(1, "real"))
a = b = [1]; a += [2]; print(b, a is b, a is not b); x, y = 1, 2; x, y = y, x; print(x, y)
print(1 < 2 < 3, 1 < 3 < 2, not 1, 1 and 2, 0 or 3, None or 0, 3 if 0 else 4, (lambda *a, **k: (a, k))(1, 2, z=3))
def ann(x: int, y: "str" = 1) -> bool: ...
print(ann.__annotations__, ann.__defaults__, ann.__name__, ann.__code__.co_varnames)
match {"t": "pt", "x": 1, "y": 2}:
    case {"t": "pt", "x": x, **rest}: print(x, rest)
class Pt:
    __match_args__ = ("x", "y")
    def __init__(s, x, y): s.x = x; s.y = y
for o in [Pt(0, 1), Pt(1, 1), [1, 2, 3], "str", 5, None, (1,)]:
    match o:
        case Pt(0, y): print("P0", y)
        case Pt(x=1): print("P1")
        case [a, *r]: print("seq", a, r)
        case str() as q: print("str", q)
        case int(n) if n > 3: print("int", n)
        case None: print("none")
        case _: print("other")
async def co(n): return n + 1
async def main():
    a = await co(1); b = await co(a); return b
try: main().send(None)
except StopIteration as e: print(e.value)

# a bool counts repetitions on either side
print(True * [1, 2], [1, 2] * True, False * "ab", "ab" * False, True * (3,), True * b"x", (1 != 2) * bytearray(b"y"))
