# Keys that are equal and of different types, in tables that know short ways for texts, integers and tuples of them.
class S(str):
    pass


class Odd:
    def __init__(self, value):
        self.value = value

    def __hash__(self):
        return hash(self.value)

    def __eq__(self, other):
        return self.value == other


def show(table):
    found = [key in table for key in (1, True, 1.0, "a", S("a"), Odd("a"), Odd(1), Odd((1, "a")), 2, "b", Odd(2), None)]
    tuples = [key in table for key in ((1, "a"), (True, "a"), (1.0, S("a")), (1, "b"), (1,), (1, Odd("a")), (Odd(1), "a"), ((1, "a"), 2))]
    print(found, tuples)


for keys in [1, "a", (1, "a")], [1.0, S("a"), (True, S("a"))], [Odd(1), Odd("a"), Odd((1, "a"))], [True, ((1, "a"), 2), (Odd(1), Odd("a"))]:
    show(set(keys))
    show(frozenset(keys))
    show(dict.fromkeys(keys, 0))
    s = set(keys)
    for key in 1, "a", (1, "a"), 5, "x":
        s.add(key)
    for key in 5, "x", "y", 7:
        s.discard(key)
    print(len(s), s.pop() is not None, len(s))

crowd = set(range(0, 4000, 8))
for i in range(0, 4000, 16):
    crowd.discard(i)
    crowd.add(i + 1)
    crowd.add(str(i))
print(len(crowd), 1 in crowd, 16 in crowd, "16" in crowd, "8" in crowd, 8 in crowd, sum(x for x in crowd if type(x) is int))


def pairs(n):
    held = [0]
    while n:
        got = yield n
        if got:
            for x in range(got):
                yield held, x
        n -= 1


g = pairs(5)
print(next(g), g.send(2), next(g), next(g), next(g), g.send(1), list(g))
