"""array: constructors, text that is none, abstract base classes, patterns."""
import array
from collections.abc import MutableSequence, Sequence

print(isinstance(array.array("B"), MutableSequence), issubclass(array.array, Sequence))
match array.array("b", [1, 2]):
    case [a, b]:
        print(a, b)
for args in ("b", None), ("d", array.array("b", range(3))), ("u", "aé"), ("b", "a"), ("q", array.array("u", "a")), ("i", b"12"):
    try:
        print(array.array(*args))
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
a = array.array("u", b"\xff\xff\xff\xff")
for use in a.tounicode, a.__repr__:
    try:
        print(use())
    except ValueError as e:
        print(e)

# Formats with huge counts are small.
import struct
import sys
print(struct.calcsize(f"{sys.maxsize // 2}b"), struct.calcsize("3s2x4H0I"), struct.unpack(">3B2sH", b"\1\2\3ab\4\5"), struct.pack("<2h3p", 1, -2, b"abcdef"))
for fmt in (f"{sys.maxsize + 1}b", f"{sys.maxsize // 2}b{sys.maxsize // 2}H", "3", "q?z"):
    try:
        struct.calcsize(fmt)
    except struct.error as e:
        print(e)
for args in ((1, 2), (1, 2, 3, 4)):
    try:
        struct.pack("3b", *args)
    except struct.error as e:
        print(e)
try:
    struct.unpack_from("<I", bytearray(10), -2)
except struct.error as e:
    print(e)
