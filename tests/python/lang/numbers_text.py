# Numbers from text, large arguments, and ranges of any size.
import math
import warnings


def show(fn, *args):
    try:
        print(fn.__name__, args, fn(*args))
    except Exception as e:
        print(fn.__name__, args, type(e).__name__, e)


for text in ["nan", "-nan", "+inf", " -1_0.5e1_0 ", "++1", "1__0"]:
    show(float, text)
for text in ["( +3.14-6J )", "j", "(-j)", "1+", "1j+2", "1e5+nanj", "(1+2j", "infinityj"]:
    show(complex, text)
for text in ["0x1.8p3", "-0X.8", "1.fp-1074", "0x1p1024", "0x1p-99999999999999999999", "nan", "0x.p0"]:
    show(float.fromhex, text)
big = 1 << 100
show(round, 12345, -1000000)
show(round, 1.5, big)
show("a".center, big)
show([1].pop, big)
show([].__getitem__, big)
show(math.comb, big, 2)
show(math.perm, big, 1)
show(math.factorial, big)
show(math.log, -big)
show(int.from_bytes, [1, 2], "middle")
show(pow, 1j, 2, 3)
r = range(0, big, 3)
print(r[1 << 70], big in r, r.index(9), r.count(9), r[5:][:2], hash(r) == hash(range(0, big, 3)))
print(slice(None, big, 5).indices(big * 2), 1 == 1 + 0j, 1 + 0j in range(3), abs(3 + 4j))
for spec in ["#.0f", "z.1f", "^30,.2f", "#.0g", "z.2e"]:
    print(format(-0.04 - 1234.5j if "," in spec else -0.04, spec))
for fmt, args in [("%*d", (1 << 70, 1)), ("%.*d", (1 << 40, 1)), ("%99999999999999999999d", 1)]:
    try:
        print(fmt % args)
    except Exception as e:
        print(fmt, type(e).__name__, e)


class F(float):
    def __float__(self):
        return F(2.5)


class T:
    def __trunc__(self):
        return 7


with warnings.catch_warnings(record=True) as seen:
    warnings.simplefilter("always")
    print(float(F()), int(T()))
    for w in seen:
        print(w.category.__name__, w.message)

# Decimal numbers of many digits, and large exponents that they outweigh.
for s in ("1" + "0" * 800 + "e-800", "1" + "0" * 20000 + "e-20000", "0." + "0" * 19999 + "1e20000", "0" * 3000 + "." + "0" * 30000 + "123e30003",
          "1" + "0" * 900 + "1e-901", "9" * 1000 + "e-1000", "1e100000", "-1e-100000", "0e99999999999999999999", "1e99999999999999999999999",
          "1.e00000000000000000005", ".5e000000", "1e", "1e+", "e5", "1e5.0", "1.2.3e100000", "+-1e100000", ".e100000", "1_0e1_0", "1e100_000"):
    try:
        print(s[:12], len(s), float(s))
    except ValueError as e:
        print(s[:12], "ValueError")
print(eval("1" + "0" * 850 + "e-850"), eval("0x1p0".replace("0x1p0", "1.5e-10")))
print((5e-324).hex(), (-1.5e-310).hex(), 2.2250738585072014e-308.hex(), float.fromhex("0x0.90bbd7412d19fp-1022"))
