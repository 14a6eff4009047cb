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
