"""_pickle: the bytes of every protocol, subclasses, buffers, errors."""
import _pickle
import io
import pickle
import pickletools


class Point:
    def __init__(self, x, y):
        self.x, self.y = x, y

    def __eq__(self, other):
        return (self.x, self.y) == (other.x, other.y)

    @classmethod
    def origin(cls):
        return cls(0, 0)


class Slotted:
    __slots__ = "a", "b"


class Keyworded(int):
    def __new__(cls, value, *, unit):
        self = super().__new__(cls, value)
        self.unit = unit
        return self

    def __getnewargs_ex__(self):
        return (int(self),), {"unit": self.unit}


slotted = Slotted()
slotted.a = 3
loop = []
loop.append((loop,))
values = [None, True, 0, 255, 256, 65536, -1, 2**31, -2**31 - 1, 2**70, -2**2048, 1.5, float("inf"), 2j, "", "aé\u20ac\U0001f600\n\\", b"", b"\xff" * 3,
          bytearray(b"ab"), (), (1,), (1, 2, 3), (1, 2, 3, 4), [], [1], list(range(2100)), {}, {1: 2}, {i: i for i in range(1000)}, {5},
          frozenset({6}), set(), int, len, Point.origin, Ellipsis, NotImplemented, type(None), range(3), Keyworded(3, unit="m"), slotted, "a" * 70000]
for protocol in range(6):
    for value in values:
        try:
            data = pickle.dumps(value, protocol)
        except Exception as e:
            print(protocol, type(e).__name__, e)
            continue
        back = pickle.loads(data)
        shown = data if len(data) < 120 else (len(data), data[:40], data[-10:], hash(tuple(data)) % 1000)
        print(protocol, shown, back == value or type(back) is Slotted and back.a == 3 or type(back).__name__ == "bytes")
    same = "shared text"
    data = pickle.dumps([Point(1, [same, same]), Point(1, same)], protocol)
    print([i[0].name for i in pickletools.genops(data)], pickle.loads(data)[0] == Point(1, [same, same]))
    back = pickle.loads(pickle.dumps(loop, protocol))
    print(back[0][0] is back)


class ByID(pickle.Pickler):
    def persistent_id(self, o):
        return ("point", o.x) if isinstance(o, Point) else None

    def reducer_override(self, o):
        return (complex, (1, 2)) if o is same else NotImplemented


class OfID(pickle.Unpickler):
    def persistent_load(self, pid):
        return Point(pid[1], "loaded")

    def find_class(self, module, name):
        print("find", module, name)
        return super().find_class(module, name)


f = io.BytesIO()
ByID(f).dump([Point(7, 8), same, len])
ByID(f, 2).dump(Point(9, 9))
f.seek(0)
print([v.y if isinstance(v, Point) else v for v in OfID(f).load()], OfID(f).load().x)

buffers = []
data = pickle.dumps([pickle.PickleBuffer(bytearray(b"out")), pickle.PickleBuffer(b"of band")], 5, buffer_callback=buffers.append)
print(data, [bytes(b) for b in buffers], pickle.loads(data, buffers=buffers)[1] is buffers[1])
p = pickle.Pickler(io.BytesIO())
p.dump([1, "a", [2]])
print(sorted(v for v in p.memo.copy().values()), p.bin, p.fast)
p.clear_memo()
print(p.memo.copy())
for data in b"", b".", b"N", b"(.", b"t.", b"a.", b"\x80\x07.", b"Z", b"\xfe", b"I1\n", b"h\x07.", b"csys\nnothing\n.", b"S'a\n.", b"\x8b\xff\xff\xff\xff.", b"Pid\n.", b"\x82\x05.", b"N0.":
    try:
        print(pickle.loads(data))
    except Exception as e:
        print(data, type(e).__module__, type(e).__name__, e)


def local():
    def inner(): pass
    return inner


for value in local(), lambda: 0, open, object.__init_subclass__:
    for protocol in 0, 4:
        try:
            print(pickle.loads(pickle.dumps(value, protocol)) is value)
        except Exception as e:
            print(type(e).__module__, type(e).__name__, str(e).split(" at 0x")[0])
for args in (1, 9), (1, -5, 3), ():
    try:
        pickle.dumps(*args)
    except Exception as e:
        print(type(e).__name__, e)
