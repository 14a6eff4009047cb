# Slices with and without steps, read, stored and deleted, as fused instructions (the loops make code warm) and not.


class Index:
    def __init__(self, n):
        self.n = n

    def __index__(self):
        return self.n


class MyList(list):
    pass


class MyTuple(tuple):
    pass


class Recorder:
    def __getitem__(self, key):
        return key

    def __setitem__(self, key, value):
        print("set", key, value)

    def __delitem__(self, key):
        print("del", key)


def read(o, a, b, c):
    return o[a:b:c]


def read2(o, a, b):
    return o[a:b]


def store(o, a, b, v):
    o[a:b] = v


def store3(o, a, b, c, v):
    o[a:b:c] = v


def delete(o, i):
    del o[i]


def attempt(f, *args):
    try:
        return f(*args)
    except Exception as e:
        return type(e).__name__ + ": " + str(e)


for _ in range(40):  # warm
    read([1, 2], 0, 1, 1), read2([1], 0, 1), store([1], 0, 1, [2]), store3([1, 2], 0, 2, 1, [5, 6]), delete([1], 0)

ends = [None, 0, 1, 2, -1, -2, 7, -7, 2**70, -2**70, True, Index(2)]
for o in [0, 1, 2, 3, 4], (0, 1, 2, 3, 4), "abcde", b"abcde", [], (), range(5), MyList([0, 1, 2, 3]), MyTuple((0, 1, 2)):
    total = []
    for step in (None, 1, 2, -1, -2, 5, -5, 2**40, -2**40, 2**70, Index(-1)):
        for a in ends:
            for b in ends:
                total.append(read(o, a, b, step))
    print(len(total), hash(tuple(map(str, total))) == hash(tuple(str(o[a:b:s]) for s in (None, 1, 2, -1, -2, 5, -5, 2**40, -2**40, 2**70, Index(-1)) for a in ends for b in ends)))
    print(*total[300:320], *total[500:516])
print([attempt(read, o, 1, 3, 0) for o in ([1], (1,), "a")], attempt(read, [1], "x", 2, 1), attempt(read, {}, 1, 2, 3), attempt(read, [1], 1, 2, 1.5))
t = (1, 2, 3)
print(read(t, None, None, 1) is t, read(t, 0, 3, 1) is t, read(t, 0, 0, -1) is tuple(), type(read(MyTuple(t), None, None, 1)), type(read(MyList(t), None, None, -1)))
print(read(Recorder(), 1, "x", None), read2(Recorder(), None, 2.5))

for v in [7, 8, 9], (7,), [], "xy", iter([1, 2, 3]), {5: 6}, MyList([3]), MyTuple((4,)), 5, None, range(2):
    results = []
    for a in (None, 1, -1, 9, 3):
        for b in (None, 2, -2, 0):
            l = [0, 1, 2, 3, 4]
            r = attempt(store, l, a, b, v)
            results.append(r if r else l)
    print(*results)
l = [1, 2, 3]
store(l, 1, 2, l)
print(l)
store(l, None, None, l)
print(l)
store(l, 1, 1, (x for x in l))
print(l)
m = MyList([1, 2, 3])
store(m, 0, 2, m)
print(m, type(m))
store(Recorder(), 1, 2, 3)
store(bytearray(b"abc"), 0, 1, b"xyz")
print(attempt(store, (1, 2), 0, 1, [3]), attempt(store, "ab", 0, 1, "c"), attempt(store, [1], "a", 1, [2]))
for step in (1, 2, -1, None, 3):
    l = list(range(6))
    r = attempt(store3, l, None, None, step, "abc")
    print(r if r else l)


class Shrinks:
    def __init__(self, l):
        self.l = l

    def __index__(self):
        self.l.clear()
        return 1


l = [1, 2, 3, 4]
store(l, 0, Shrinks(l), [9])
print(l)
source = [5, 6, 7]
l = [1, 2, 3]
store(l, 0, Shrinks(source), source)
print(len(l))

l = list(range(10))
for i in (0, -1, 3, slice(1, 3), slice(None, None, 2), slice(5, 1, -1), True):
    delete(l, i)
    print(l)
print([attempt(delete, o, i) for o, i in (([], 0), ([1], 2), ((1,), 0), ({}, "k"), ([1], "a"), (5, 1))])
delete(Recorder(), slice(1, 2))
d = {"a": 1}
delete(d, "a")
print(d)
print([[1, 2, 3, 4][i::-1] for i in range(-2, 4)], [1, 2, 3][::-1], (1, 2, 3)[::-1], "abc"[::-1])
x = [1, 2, 3, 4]
x[:2] = x[1::-1]
print(x)
