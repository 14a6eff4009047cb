# more semantics
class A:
    def __init__(self): self.items = []
    def __iter__(self): return iter([1,2,3])
    def __getattribute__(self, n):
        if n == "magic": return 42
        return super().__getattribute__(n)
    def __delattr__(self, n): print("del", n); super().__delattr__(n)
    def __eq__(self, o): return NotImplemented
a = A(); print(a.magic, list(a), a == 1, a != 1, a == a)
a.z = 1; del a.z
try: a.z
except AttributeError as e: print(e)
print([*a, *range(2)], {**{"a": 1}, "b": 2}, (*a,), {*a})
def f(*args, k=1, **kw): return args, k, kw
print(f(*a, **{"k": 2, "q": 3}), f(1, *[2], 3, *(4,), k=5))
try: f(**{"k": 1}, **{"k": 2})
except TypeError as e: print(e)
try: f(**{1: 2})
except TypeError as e: print(e)
try: f(*1)
except TypeError as e: print(e)
try: f(**1)
except TypeError as e: print(e)
# global/nonlocal
cnt = 0
def inc():
    global cnt
    cnt += 1
inc(); inc(); print(cnt)
def mk():
    x = 1
    class K:
        y = x
        def g(self): return x
    x = 2
    return K
print(mk().y, mk()().g())
# string formatting corner cases
for spec in ["", "5", "<5", ">5", "^5", "05", "+", " ", ",", "_", "x", "#x", "b", "o", "c", "e", ".2f", "10.3e", "%", "g", ".3g", "n", "+.1f", "*^15,.2f"]:
    for v in [65, -7, 3.5, 1234567.891, True]:
        try: print(repr(format(v, spec)), end=" ")
        except (ValueError, TypeError, OverflowError) as e: print("!", e, end=" ")
    print()
for v in [1e100, 1e-7, 123456789012345678.0, 0.1, 1/3, 100.0, 1e15, 1e16, 12345678.9, float("nan"), -float("inf"), 5e-324, 1.7976931348623157e308, 2.5, 1e21, 9007199254740993.0]:
    print(v, "%g" % v, "%.3f" % v, "%e" % v, f"{v:.5g}", f"{v:n}" if abs(v) < 1e10 else "", round(v, 2) if v == v and abs(v) < 1e300 else "")
print("%s|%10s|%-10s|%.2s|%c|%c|%%|%+d|% d|%#x|%#o|%05.1f|%i|%e" % ("a", "b", "c", "def", "x", 65, 5, 5, 255, 8, 3.14159, 7.9, 12345.678))
print("%(a)s %(b)05d" % {"a": 1, "b": 2}, "%s" % (1,), "%s" % [1], "%r" % "x", "%a" % "é", "%5s%%" % 3, "%*d" % (5, 42), "%.*f" % (2, 3.14159))
print("{0} {1} {0} {name} {name!r:>6} {2[0]} {3.real} {4[k]}".format(1, 2, [3], 4, {"k": 5}, name="n"), "{:{w}.{p}f}".format(3.14159, w=10, p=2), "{{}}".format())
# ints
print(10**30 // 7, -10**30 // 7, 10**30 % -7, divmod(-10**30, 10**10 + 1), (-5) >> 1, -5 & 0xff, ~5, 5 ^ -3, 1 << 100 >> 98, int("9" * 30) + 1, -(2**63), 2**63 - 1, 2**63, -2**63 - 1, (2**63) * (2**63), 7 ** -2, 0 ** 0, (-2) ** 3, 3 ** 40, pow(3, 100, 7), pow(2, -1, 7))
print(2**1000 % 1000007, hash(2**100), hash(-2**100), 12345678901234567890 == 12345678901234567890.0, 2**53 == 2.0**53, 2**53 + 1 == 2.0**53, 10**400 > 1e300, (10**20).bit_length(), (255).to_bytes(2, "big"), int.from_bytes(b"\x01\x00", "little"))
print(1e308 * 10, -1e308 * 10, 0.1 + 0.2, 1.1 * 1.1, 3.0 // 2, -3.5 % 2, 3.5 // -2, 7 / 2, 6 / 3, 2 ** 0.5, 2 ** -1, (-8) ** (1/3), 1_000.5, 0x1F, 0o17, 0b11, 1e3, .5, 5., 1j * 1j, 3 + 4j)
print(int(1e20), int(-2.9), float(10**20), round(0.5), round(1.5), round(-2.5), round(2.675, 2), round(1e20), round(12345, -3), round(15, -1), round(25, -1))
for x in ["1e5", "nan", "-inf", " 3.5 ", "1_0.5", "0x10", "", "1e", "é", "+5"]:
    try: print(float(x), end=" ")
    except ValueError as e: print(e, end=" ")
print()
for x, b in [("10", 2), ("zz", 36), ("0x1f", 16), ("0x1f", 0), ("1_0", 10), ("", 10), ("-0b11", 0), ("08", 0), ("9", 8), (" 7 ", 10)]:
    try: print(int(x, b), end=" ")
    except ValueError as e: print(e, end=" ")
print()
# list sort stability, key errors
data = [("b", 2), ("a", 2), ("c", 1)]
print(sorted(data, key=lambda p: p[1]), sorted(data, key=lambda p: p[1], reverse=True), sorted("bca", reverse=True), sorted([3, 1.5, True, 2]))
try: sorted([1, "a"])
except TypeError as e: print(e)
try: [1, 2].sort(key=lambda x: 1/0)
except ZeroDivisionError as e: print(e)
import random
random.seed(1); big = [random.randrange(1000) for _ in range(2000)]
s = sorted(big); print(all(s[i] <= s[i+1] for i in range(len(s)-1)), sorted(big, key=lambda x: -x)[:5], sorted(map(str, big))[:5])
# dict ordering and mutation
d = {i: i for i in range(20)}
for i in range(0, 20, 2): del d[i]
d[0] = 0; print(d, list(d)[-1]); 
try:
    for k in d: d[k + 100] = 1
except RuntimeError as e: print(e)
try:
    s = {1, 2}
    for k in s: s.add(k + 10)
except RuntimeError as e: print(e)
print({1: "a", 1.0: "b", True: "c"}, {(1, 2): 3}[1, 2], dict([(1, 2)]), dict(zip("ab", [1, 2])), dict.fromkeys("ab", 0))
print({"a": 1}.items() == {("a", 1)}, {"a": 1}.items() - {("a", 1)}, list({"a": 1, "b": 2}.values()))
# star unpack
a, (b, *c), d = 1, (2, 3, 4), 5; print(a, b, c, d)
[*x, y] = "abc"; print(x, y)
for i, (p, q) in enumerate([(1, 2), (3, 4)]): print(i, p, q)
try: a, b = 1,
except ValueError as e: print(e)
try: a, b = 5
except TypeError as e: print(e)
try: a, *b, c = [1]
except ValueError as e: print(e)
# bytes
b = b"hello world"; print(b.upper(), b.split(), b.find(b"o"), b.replace(b"o", b"0"), b[::-1], b"%d-%s" % (5, b"x"), b.startswith(b"he"), b.decode(), list(b[:3]), b"a" in b, 104 in b, b.join([b"1", b"2"]), bytes(3), bytes([1, 2]) + bytearray(b"z"), bytearray(b"abc")[1:], b.title(), b.hex())
ba = bytearray(b"abc"); ba[0] = 120; ba.append(100); ba.extend(b"ef"); del ba[1]; ba[1:2] = b"ZZ"; print(ba, len(ba), ba == b"xZZdef", ba.pop())
print("é".encode("latin-1"), "é".encode("ascii", "replace"), b"\xe9".decode("latin-1"), b"\xff".decode("utf-8", "replace"), b"\xff".decode(errors="ignore"), "\ud800".encode("utf-8", "backslashreplace") if True else "")
try: b"\xff".decode()
except UnicodeDecodeError as e: print(e, e.start, e.reason)
try: "é".encode("ascii")
except UnicodeEncodeError as e: print(e)
# str methods
print("a,b;c".replace(",", ";").split(";", 1), "  x y ".split(" "), "abc".find(""), "aXbX".rsplit("X"), "x".join("abc"), "ab\n\ncd\r\ne".splitlines(True), "Hello".swapcase(), "hello world".capitalize(), "straße".upper(), "ǅ".lower(), "ß".casefold(), "abc".ljust(5, ".") + "|", "abc".center(6, "-"), "1½²".isnumeric(), "²".isdigit(), "²".isdecimal(), "a1_".isidentifier(), "1a".isidentifier(), "tEST".title(), "they're".title())
print("abc"[-2:], "abc"[5:], "abc"[::-1], "abc"[-100:100], "héllo"[1:3], "abcdef"[::2], "abcdef"[4:1:-1])
print("a" < "B", "a" < "é", "z" < "日", "abc" == "abc", max("hello"), "%s" % "é", "é" * 3, len("e\u0301"))
