"""What CPython's own tests found to be different: each line was wrong once."""
import array
import codecs
import io
import locale
import marshal
import os
import re
import select
import types


def error(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as e:
        return type(e).__name__ + ": " + str(e)


class Text(str):
    def __str__(self):
        return self


class Keys(set):
    pass


class BadLength:
    def __len__(self):
        raise RuntimeError("no length")

    def __iter__(self):
        return iter(())


class Blocked:
    __reversed__ = None

    def __getitem__(self, i):
        return i

    def __len__(self):
        return 2


class Plain:
    pass


# sequences
print([1, 2].__rmul__(2), error("ab".__mul__, ""), error([].__mul__, None))
print(error(bytearray().extend, 3), error([].extend, BadLength()), error(bytearray().extend, BadLength()))
print(error(reversed, Blocked()), type(str(Text("x"))).__name__)
print(error("\xff".translate, {0xFF: 0x110000}), "% 5d|%+d" % (3, 4), error(lambda: "% %s" % 1))
numbers = array.array("i", [1, 2, 3])
with memoryview(numbers) as view:
    print(error(numbers.append, 4), error(numbers.__delitem__, 0), error(numbers.pop))
    numbers[0:1] = array.array("i", [7])
numbers.append(4)
print(numbers)

# sets and views of dicts
letters = dict.fromkeys("abc")
print({"a"} & letters.keys(), sorted(["a", "d"] | letters.keys()), {"a", "b", "c"} == letters.keys(), frozenset("a") <= letters.keys())
print(error(Keys, sequence=()), {1}.issubset([1]))

# objects
print(error(object.__init__, Plain(), 1), error(Plain, 1))
print(type(types.FunctionType.__globals__).__name__, type(complex.real).__name__, error(setattr, property(), "fget", 1))
print(staticmethod(None).__dict__, classmethod(Plain).__name__)
fault = UnicodeEncodeError("baz", "xxxxx", 1, 5, "foo")
fault.encoding = 4000
print(fault, format(1.5, "z.1f"), error(format, "x", "zs"))

# modules
category = locale.setlocale(locale.LC_ALL, "C")
print(category, locale.setlocale(locale.LC_ALL, category))
nested = []
for _ in range(1500):
    nested = [nested]
print(len(marshal.loads(marshal.dumps(nested))))
print(bool(re.match("\ufb05", "\ufb06", re.I)), re.match("(?i)ss", "\xdf"))
fd = os.eventfd(0, os.EFD_NONBLOCK)
os.eventfd_write(fd, 2**64 - 2)
print(select.select([fd], [fd], [], 0) == ([fd], [], []), os.eventfd_read(fd) == 2**64 - 2)
os.close(fd)

# files
text = io.TextIOWrapper(io.BytesIO(), "ascii")
text.detach()
print(text.errors, error(io.BufferedReader, io.BytesIO(), 1, 2)[:36])
with open(os.devnull, "w") as null:
    print(error(null.read))


class Closing(io.IOBase):
    def close(self):
        print("closed", self.closed)
        super().close()


Closing().__del__()
print(error(codecs.lookup("utf-8").encode, "\ud800")[:18])
