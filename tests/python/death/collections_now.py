# gc.collect called from the loop and from elsewhere: what the program let go of dies at once, and the program goes on behind the call.
import gc, weakref
class A: pass
def f():
    a = A(); r = weakref.ref(a); del a
    gc.collect()
    return r()
print(f(), gc.collect(), gc.collect(0), [gc.collect() for _ in range(3)], list(map(gc.collect, [0, 1])))
def g():
    yield gc.collect()
    yield gc.collect(1)
print(list(g()), sum(gc.collect() for _ in range(4)))
try: gc.collect(5)
except ValueError as e: print(e)
try: gc.collect(1, 2)
except TypeError as e: print(e)
class B:
    __len__ = gc.collect
    __bool__ = gc.collect
print(len(B()), gc.collect(generation=1))
try: print(bool(B()))
except TypeError as e: print(e)
class D:
    def __del__(self): print("dies", gc.collect())
D(); gc.collect()
r = weakref.ref(A(), lambda r: print("cb", gc.collect())); gc.collect()
with __import__("contextlib").suppress(ZeroDivisionError):
    try: 1/0
    finally: gc.collect()
print("end")
import asyncio
async def co():
    await asyncio.sleep(0); gc.collect(); return 5
print(asyncio.run(co()))
