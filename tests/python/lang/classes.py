# classes and descriptors
class Meta(type):
    def __new__(m, name, bases, ns, **kw):
        c = super().__new__(m, name, bases, ns)
        c.tag = kw.get("tag", "none")
        return c
    def __init__(cls, name, bases, ns, **kw): super().__init__(name, bases, ns)
    def __call__(cls, *a, **k):
        print("call", cls.__name__); return super().__call__(*a, **k)
    def __len__(cls): return 42
class M(metaclass=Meta, tag="T"):
    def __init__(self, v): self.v = v
print(M(3).v, M.tag, len(M), type(M), M)
class D:
    def __set_name__(self, owner, name): self.name = "_" + name
    def __get__(self, o, t=None):
        if o is None: return self
        return getattr(o, self.name, "unset")
    def __set__(self, o, v): setattr(o, self.name, v * 2)
class U:
    f = D()
u = U(); print(u.f); u.f = 4; print(u.f, u.__dict__)
class S:
    __slots__ = ("a", "b")
    def __init__(self): self.a = 1
s = S(); print(s.a)
try: s.b
except AttributeError as e: print(e)
try: s.c = 1
except AttributeError as e: print(e)
class G:
    def __getattr__(self, n): return n.upper()
    def __setattr__(self, n, v): object.__setattr__(self, n, v + 1)
g = G(); g.x = 1; print(g.x, g.foo)
class I(int):
    def __add__(self, o): return I(int(self) + int(o) + 100)
    def __repr__(self): return f"I({int(self)})"
print(I(3) + 4, 4 + I(3), I(3) * 2, I(5) == 5, hash(I(5)), [I(1), I(2)], str(I(7)))
class L(list):
    def append(self, x): super().append(x * 2)
l = L([1, 2]); l.append(3); print(l, len(l), l[0], l + [1], isinstance(l, list), l == [1, 2, 6], 6 in l)
for q in l: print(q, end=" ")
print()
class DD(dict):
    def __missing__(self, k): return k * 2
dd = DD(a=1); print(dd["a"], dd["zz"], dict(dd), dd, len(dd), list(dd), "a" in dd, {**dd})
class St(str):
    def shout(self): return self.upper() + "!"
st = St("hey"); print(st.shout(), st + "x", st == "hey", {st: 1}["hey"], f"{st:>6}", "%s" % st, st[1], len(st))
class T(tuple):
    def __new__(cls, a, b): return super().__new__(cls, (a, b))
    @property
    def first(self): return self[0]
t = T(1, 2); print(t.first, t, t == (1, 2), hash(t) == hash((1, 2)))
a, b = t; print(a, b)
class E(Exception):
    def __init__(self, code, msg): super().__init__(msg); self.code = code
try: raise E(5, "bad")
except E as e: print(e.code, e, e.args, repr(e))
class V:
    def __init__(self, x): self.x = x
    def __add__(self, o): return V(self.x + o.x) if isinstance(o, V) else NotImplemented
    def __radd__(self, o): return V(o + self.x)
    def __iadd__(self, o): self.x += 1000; return self
    def __eq__(self, o): return isinstance(o, V) and self.x == o.x
    def __neg__(self): return V(-self.x)
    def __bool__(self): return self.x != 0
    def __len__(self): return 5
    def __getitem__(self, i):
        if isinstance(i, slice): return ("slice", i.start, i.stop, i.step)
        if i > 2: raise IndexError
        return i * 10
    def __contains__(self, k): return k == "yes"
    def __call__(self, *a): return a
    def __str__(self): return f"V<{self.x}>"
    def __format__(self, spec): return f"fmt[{spec}]"
    def __index__(self): return 3
    def __enter__(self): return self
    def __exit__(self, *a): return False
v = V(1); print(v + V(2), 5 + v, -v, bool(V(0)), len(v), list(v), v[1:2], "yes" in v, "no" in v, v(1, 2), f"{v:abc}", [0,1,2,3,4][v])
v += 1; print(v, v == V(1001), v != V(1), hex(v), "x" * v)
try: v + "s"
except TypeError as e: print(e)
try: v < v
except TypeError as e: print(e)
class P:
    def __init_subclass__(cls, **kw): print("sub", cls.__name__, kw)
class Q(P, z=1): pass
class X: pass
class Y(X): pass
class Z(X): pass
class W(Y, Z): pass
print([c.__name__ for c in W.__mro__], W.__bases__, Y.__subclasses__())
try:
    class Bad(X, Y): pass
except TypeError as e: print(e)
print(type("Dyn", (X,), {"k": 1}).k, callable(v), callable(3))
import sys
def deco(n):
    def w(f):
        def inner(*a, **k): return f(*a, **k) * n
        inner.__name__ = f.__name__
        return inner
    return w
@deco(3)
def triple(x): "doc"; return x
print(triple(4), triple.__name__)
def kw(a, b=1, *args, c, d=2, **kwargs): pass
for call in ["kw()", "kw(1)", "kw(1,2,3)", "kw(1, c=1, a=2)", "kw(*[1,2],**{'c':3})", "kw(1, **{'c':1}, c=2)", "len()", "len(1,2)", "[].append()", "'a'.join(3)", "int('x')", "[1][5]", "{}['k']", "None.foo", "undefined", "1+'a'", "'a'+1", "[]+1", "abs('a')", "max()", "range(1.5)", "int([])", "float('z')", "'a'.foo", "print(x=1)", "1 in 2", "-'a'", "sorted(1)", "iter(3)", "next(3)", "dict([1])", "set([[]])", "{}[[]]", "'%d' % 'a'", "'abc'.index('z')", "[1].remove(2)", "[].pop()", "{}.popitem()", "chr(-1)", "ord('ab')", "a,b=1,2,3", "1/0", "1%0", "1.0/0", "2.0%0", "0**-1", "(1).x", "int.foo", "super().x", "object().x", "list(5)", "tuple(None)", "bytes('a')", "b'a'+'a'", "int('1', 99)", "round('a')", "'{}'.format()", "'{a}'.format(b=1)", "f'{1:z}'", "f'{\"a\":d}'", "'a' < 1", "[1] < ['a']", "isinstance(1, 2)", "hash([])", "x = y = zz", "import nosuch", "from math import nosuch", "raise 5", "raise ValueError", "assert 0, 'msg'", "del qq", "V(1).nope", "open('/nonexistent')", "open('/tmp')","'abc'[10]", "(1,)[3]", "divmod(1,0)", "pow(2,-1,4)", "[].index(3)", "next(iter([]))", "'a'*'b'", "[1]*1.5", "{1:2}+{}", "type(3)(4,5,6)", "dict(a=1)(2)", "globals()()", "str(b'a', 'zz')", "b'\\xff'.decode()", "'\\u1234'.encode('ascii')", "sum(['a'])", "min([])", "zip(1)", "enumerate()", "map(1)", "reversed({1})", "round(1.5, 'a')", "complex('x')", "x: int = 'q'", "exec('1+')", "eval('1 1')"]:
    try:
        try: print(call, "=>", eval(call))
        except SyntaxError: exec(call); print(call, "ok")
    except BaseException as e: print(call, "=>", type(e).__name__, e)
