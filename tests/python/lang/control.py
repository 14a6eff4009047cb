# tricky control flow and protocol
import sys
def a():
    for i in range(3):
        try:
            try:
                if i == 0: continue
                if i == 1: raise ValueError(i)
                return "ret"
            except ValueError as e:
                print("VE", e)
            else: print("else")
            finally: print("fin", i)
        finally: print("outer", i)
print(a())
def b():
    while True:
        try: return 1
        finally: break
    return 2
print(b())
def c():
    try: raise ValueError("a")
    finally: return "swallowed"
print(c())
class CM:
    def __init__(self, sup): self.sup = sup
    def __enter__(self): return self
    def __exit__(self, t, v, tb):
        print("exit", t.__name__ if t else None, tb is not None); return self.sup
def d():
    for i in range(2):
        with CM(True):
            if i == 0: continue
            raise KeyError(i)
    with CM(False): return "with-ret"
print(d())
def e():
    try:
        with CM(False): raise ValueError("prop")
    except ValueError as x: return repr(x), x.__traceback__ is not None
print(e())
# nested functions & closures in loops, class scopes
x = "global"
class K:
    x = "class"
    def m(self): return x
    l = [x for _ in range(1)]
    def n(self): return __class__
print(K().m(), K.l, K().n())
def gen_with_cm():
    with CM(False):
        yield 1
        yield 2
g = gen_with_cm(); print(next(g)); g.close()
def inf():
    n = 0
    while True:
        r = yield n
        n = r if r is not None else n + 1
i = inf(); print([next(i), next(i), i.send(10), next(i)])
# yield from with throw/return
def inner():
    try:
        while True:
            try: v = yield "in"; print("v", v)
            except KeyError: print("inner KE")
    finally: print("inner done")
def outer():
    try: yield from inner()
    except ValueError as e: print("outer VE", e); yield "after"
o = outer(); next(o); o.send(1); o.throw(KeyError("k")); print(o.throw(ValueError("v")))
try: o.send(None)
except StopIteration: print("stop")
# exception chaining
def chain():
    try: 1/0
    except ZeroDivisionError as e:
        try: {}["k"]
        except KeyError as k:
            return k.__context__ is e, k.__cause__, k.__suppress_context__
print(chain())
try:
    try: raise A
    except NameError: raise TypeError("x") from None
except TypeError as t: print(t.__context__, t.__suppress_context__)
# except variable cleared
try: raise ValueError("v")
except ValueError as ev: pass
try: ev
except NameError as n: print(n)
# star exceptions, bare raise
def reraiser():
    try: raise ValueError("orig")
    except: raise
try: reraiser()
except ValueError as e: print(e, len(e.args))
try: raise
except RuntimeError as e: print(e)
try: raise ValueError from TypeError("c")
except ValueError as e: print(repr(e.__cause__))
try: raise type("E", (Exception,), {})("dyn")
except Exception as e: print(type(e).__name__, e)
print(issubclass(KeyError, LookupError), isinstance(OSError(2, "x"), FileNotFoundError), OSError(2, "No such", "f"), repr(OSError(1, "y")), KeyError("k"), str(KeyError("k")), Exception(1, 2), repr(Exception()), StopIteration(5).value)
# del, global del, attribute del
q = [1, 2, 3]; del q[0], q[0]; print(q)
def dl():
    z = 1
    del z
    try: z
    except UnboundLocalError as e: print(e)
dl()
def cell():
    y = 1
    def f(): return y
    del y
    try: f()
    except NameError as e: print(e)
cell()
# chained comparison evaluation order, short circuits
def t(n): print("t", n, end=" "); return n
print(t(1) < t(3) < t(2) < t(9)); print(t(0) or t(5) and t(6))
# augmented assignment targets evaluated once
l = [0, 1]
def idx(): print("idx", end=" "); return 0
l[idx()] += 5; print(l)
class P:
    def __init__(s): s.v = 1
    def __setattr__(s, n, v): object.__setattr__(s, n, v); print("set", n, v)
p = P(); p.v += 2
# conditional imports, __name__, docstrings
"""not doc"""
def doc(): "the doc"
print(__name__, doc.__doc__, K.__doc__, doc.__module__, doc.__qualname__, K.m.__qualname__)
# lambda, ternary, nested comprehension with condition, walrus
print([(lambda v: v * w)(3) for w in range(3) if w], [[c for c in r if c != "b"] for r in ("abc", "bcd")], [z for z in range(10) if (h := z % 3) == 0], h)
print({a: b for a, b in [(1, 2)]}, {s for s in "hello" if s > "h"} == set("lo"), list(x for x in range(3)), sum(i * j for i in range(3) for j in range(i)))
# print to file, sep None
print("out"); print(1, 2, sep=None, end=None); print(); print(*[], sep="x"); print(1, "a", None, True, 1.5, [1], sep=", ")
# int/str conversions on classes
class Conv:
    def __int__(self): return 7
    def __float__(self): return 2.5
    def __str__(self): return "conv"
    def __bool__(self): return False
    def __hash__(self): return 5
    def __round__(self, n=None): return ("round", n)
    def __abs__(self): return "abs"
    def __divmod__(self, o): return "dm"
    def __pow__(self, o, m=None): return ("pow", o, m)
    def __reversed__(self): return iter([3, 2])
    def __length_hint__(self): return 3
    def __complex__(self): return 1j
    def __trunc__(self): return 4
    def __floor__(self): return 8
    def __ceil__(self): return 9
    def __matmul__(self, o): return "mm"
    def __rmatmul__(self, o): return "rmm"
    def __lshift__(self, o): return "ls"
    def __getitem__(self, k): return k
    def __dir__(self): return ["b", "a"]
    def __sizeof__(self): return 1
v = Conv(); import math
print(int(v), float(v), str(v), bool(v), hash(v), round(v), round(v, 2), abs(v), divmod(v, 1), pow(v, 2), pow(v, 2, 3), list(reversed(v)), complex(v), math.trunc(v), math.floor(v), math.ceil(v), v @ 1, 1 @ v, v << 1, v[1:2, ...], dir(v))
# type() 3-arg, metaclass conflict, __class__ assignment, __bases__
T = type("T", (object,), dict(a=1, f=lambda self: self.a)); print(T().f(), T.__name__, T.__mro__)
class Old: pass
class New: hi = "hi"
ob = Old(); ob.__class__ = New; print(ob.hi, type(ob))
print(type(1).__mro__, bool.__bases__, type(type), type.__mro__)
class Single:
    inst = None
    def __new__(cls, *a):
        if cls.inst is None: cls.inst = super().__new__(cls)
        return cls.inst
    def __init__(self, *a): self.a = a
print(Single(1) is Single(2), Single.inst.a)
class NoInit:
    def __new__(cls, v): return v
print(NoInit(5))
try: object(1)
except TypeError as e: print(e)
try: Old(1)
except TypeError as e: print(e)
class WithInit:
    def __init__(self): return 5
try: WithInit()
except TypeError as e: print(e)
# property without setter, class attribute descriptors, super in classmethod/staticmethod
class Pr:
    @property
    def r(self): return 1
    @classmethod
    def cm(cls): return cls.__name__
class Pr2(Pr):
    @classmethod
    def cm(cls): return "2" + super().cm()
    @Pr.r.getter
    def r(self): return 2
try: Pr().r = 5
except AttributeError as e: print(e)
try: del Pr().r
except AttributeError as e: print(e)
print(Pr2.cm(), Pr2().r, Pr2().cm())
print(getattr(Pr, "zz", "dflt"), [n for n in dir(Pr) if not n.startswith("_")], Pr.__dict__["r"].fget(None))
def va(a, *, b): return a, b
print(va(1, b=2), va.__kwdefaults__, (lambda a=1, *b, c=2, **d: 0).__code__.co_varnames)
for s in ["f(a=1, a=2)", "def f(a, a): pass", "x = 1 = 2", "1 + ", "for", "return 1", "yield", "break", "continue", "class", "nonlocal x", "import", "a b", "f(x for x in y, 1)", "lambda x, x: 1", "(", "'abc", "x +", "if x:\npass", "def f():\nreturn", "  x", "{1:2, 3}", "del f()", "f() = 1", "a, b += 1", "async def f(): await", "print 'x'", "else: pass", "try: pass", "*a", "x: int: 3", "with a as 1: pass", "global x; x = 1; def f(): global y; nonlocal y", "0777", "1__0", "1e", "0x", "'\\x1'", "f'{'", "f'{a b}'", "f'{}'", "@", "a = *b", "[*a for a in b]", "def f(*): pass", "def f(a=1, b): pass", "f(**a, *b)", "f(a=1, 2)", "not", "a not b", "a <> b", "raise from x", "from . import *", "from x import", "import a.b as", "assert", "pass 1", "exec 'a'", "None = 1", "True = 1", "__debug__ = 1", "def None(): pass", "lambda: (yield)", "[i := 0 for i in x]", "match x:\n case a: pass\n case b: pass", "i++", "a ? b : c", "a && b", "!a", "$", "?"]:
    try: exec(s); print(repr(s), "ok")
    except SyntaxError as e: print(repr(s), type(e).__name__, e, e.lineno, e.offset, e.end_offset)
    except Exception as e: print(repr(s), type(e).__name__, e)
