# What the interpreter has short ways for, at their edges: attributes of several classes at one place, slices between
# integers, tests that jump, keys that are equal to keys of another type, integers that leave the machine word.


class Plain:
    def __init__(self, v):
        self.v = v

    def m(self):
        return "Plain", self.v

    @property
    def p(self):
        return "property"


class Overrides(Plain):
    def m(self):
        return "Overrides", self.v


class Attribute(Plain):
    p = "attribute"


class OtherOrder(Plain):
    def __init__(self, v):
        self.w = 1
        self.v = v


class Derived(OtherOrder):
    pass


class Slots(OtherOrder):
    __slots__ = ("q",)


def many_classes():
    objects = [cls(i) for i, cls in enumerate((Plain, Overrides, Attribute, OtherOrder, Derived, Slots))]
    rows = []
    for round in range(40):
        for o in objects:
            rows.append((o.v, o.m(), o.p))
            o.v += 1
        if round == 20:
            Overrides.m = lambda self: "new"
            Attribute.p = property(lambda self: "now a property")
            Plain.p = 3
    print(rows[:6])
    print(rows[-6:])
    print(sum(v for v, _, _ in rows), len({m for _, m, _ in rows}), len({p for _, _, p in rows}))


def slices():
    items, pair, text, wide, data = [1, 2, 3], (1, 2, 3), "abc", "a\u20acb", bytearray(b"abc")
    for low in (None, -5, -1, 0, 1, 2, 5):
        for high in (None, -5, -1, 0, 1, 2, 5):
            print(items[low:high], pair[low:high], text[low:high], wide[low:high], data[low:high], end=" ")
    print()
    print(pair[:] is pair, items[True:], items[:10 ** 30], text[-10 ** 30:])
    for key in (1.5, "a"):
        try:
            items[key:]
        except TypeError as e:
            print(e)


def tests():
    seen = []
    for x in (None, 1, "a", ()):
        if x is None:
            seen.append("none")
        if x is not None:
            seen.append("some")
        if x in (1, "a"):
            seen.append("in")
        if x not in [1]:
            seen.append("not in")
        while x is not None and x in {1}:
            x = None
        seen.append(x and 1 or 2)
    print(seen)
    try:
        if 1 in 2:
            pass
    except TypeError as e:
        print(e)


class Text(str):
    pass


class Any(int):
    def __eq__(self, other):
        return True

    __hash__ = int.__hash__


def keys():
    d = {1: "a", True + 1: "b", 2.0: "c"}
    print(d, d[1], d[True], d[1.0], 1 in d, 2.0 in d, 5 in d, d.get(0), d.pop(2.0), d)
    d = {Text("x"): 1, Any(7): 2}
    print(d["x"], d[7], 7 in d, {Any(7)} & {7}, 7 in {Any(7)}, Text("x") in {"x": 1}, "x" in {Text("x")})
    d["x"] = 3
    d[7] = 4
    print(len(d), sorted(map(str, d)), list(d.values()))
    s = set()
    for i in range(-30, 30):
        s.add(i)
        s.discard(i - 7)
        s.add(True)
    print(s, -1 in s, -2 in s, 10 ** 30 in s, 0.0 in s)


def lists():
    items = []
    for i in range(20):
        items.append(i)
    items.clear()
    items.append(3)
    short = [1, 2]
    other = short[:]
    short.clear()
    short += other
    print(items, short, other)


def bytes_of_arrays():
    data, total = bytearray(1000), 0
    for i in range(1000):
        data[i] = i & 255
        total += data[i - 3]
    print(total, data[3:6], data[::300], bytes(data)[2:5], data[-1], b"abc"[1], b"abc"[-1])
    for key in (1000, "a"):
        try:
            data[key]
        except (IndexError, TypeError) as e:
            print(e)


def words():
    x, y = 2 ** 63, 2 ** 64
    print(x + 1, x * x, -x - 1, -x * -1, (x - 1) * (x - 1) % 1000007, y % y, 6364136223846793005 * 77 % y, -7 * 2 ** 62 % y)
    seed, parts = 42, []
    for _ in range(20):
        seed = (seed * 6364136223846793005 + 1442695040888963407) % 2 ** 64
        parts.append(seed >> 33)
    print(parts)
    for a in (x - 1, -x, x, 3037000500, -3037000500, 2 ** 32, 1):
        print([a * b for b in (x - 1, -x, x, 3037000500, 2 ** 31, -1, 0)], [a & b for b in (y - 1, -1, 255)])


many_classes()
slices()
tests()
keys()
lists()
bytes_of_arrays()
words()
