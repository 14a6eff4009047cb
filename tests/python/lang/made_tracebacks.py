"""Tracebacks that a program makes, comparisons that a class blocks, unions of None, what methods are pickled as."""
import sys
import traceback
import types


def attempt(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        print(type(e).__name__, e)


frame = sys._getframe()
tb = types.TracebackType(None, frame, 4, 5)
print(tb.tb_next, tb.tb_frame is frame, tb.tb_lasti, tb.tb_lineno)
above = types.TracebackType(tb, frame, -1, 7)
print(above.tb_next is tb, traceback.extract_tb(above)[0].lineno)
for args in (1, frame, 1, 2), (None, 1, 1, 2), (None, frame, "1", 2), (None, frame):
    attempt(types.TracebackType, *args)
for value in above, 3, None:
    try:
        tb.tb_next = value
        print(tb.tb_next)
    except Exception as e:
        print(type(e).__name__, e)
try:
    del tb.tb_next
except TypeError as e:
    print(e)


class Blocks:
    __eq__ = None
    __lt__ = None


class Sub(int):
    __ne__ = None


attempt(lambda: Blocks() == 3)
attempt(lambda: 3 == Blocks())
attempt(lambda: 3 > Blocks())
attempt(lambda: 3 != Sub(3))
attempt(lambda: None | None)
print(int | None, None | int)


class C:
    def method(self):
        "of C"


m = C.method.__get__(C)
print(m.__reduce__()[1][1], m.__doc__, m.__name__, getattr(m, "__reduce_ex__")(2)[1][1], m.__class__)
