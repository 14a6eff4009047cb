import sys, math
def fib(n):
    return n if n < 2 else fib(n-1) + fib(n-2)
print(fib(20))
class A:
    x = 5
    def __init__(self, a, b=2, *c, d=4, **e):
        self.a = a; self.b = b; self.c = c; self.d = d; self.e = e
    def __repr__(self):
        return f"A({self.a!r}, {self.b}, {self.c}, {self.d}, {self.e})"
    @property
    def p(self): return self.a * 2
    @p.setter
    def p(self, v): self.a = v
    @classmethod
    def make(cls, *a): return cls(*a)
    @staticmethod
    def s(q): return q + 1
print(A(1), A(1, 2, 3, 4, d=5, z=6), A.make(9).p, A.s(4))
a = A(3); a.p = 10; print(a.p, a.a, a.x)
class B(A):
    def __init__(self, *args, **kw):
        super().__init__(*args, **kw)
        self.extra = 1
    def __eq__(self, o): return self.a == o.a
    def __hash__(self): return 1
    def __lt__(self, o): return self.a < o.a
print(B(1) == B(1), B(1) < B(2), sorted([B(3), B(1), B(2)]))
def gen(n):
    for i in range(n):
        x = yield i
        if x: print("got", x)
    return "done"
g = gen(3); print(next(g), g.send("hi"), list(g))
def deleg():
    r = yield from gen(2)
    print("r", r)
print(list(deleg()))
try:
    1/0
except ZeroDivisionError as e:
    print("caught", e, type(e))
finally:
    print("fin")
try:
    try:
        raise ValueError("x")
    except ValueError as e:
        raise KeyError("y") from e
except KeyError as e:
    print(repr(e), repr(e.__cause__))
print([x*x for x in range(10) if x % 2], {x: x+1 for x in range(3)}, {1,2,3}, sum(x for x in range(100)))
print("%5.2f|%-5s|%05d|%x|%r" % (3.14159, "ab", 42, 255, "q"))
print("{:>10}|{:^10}|{:<10}|{:,}|{:.3e}|{:08.3f}".format("a", "b", "c", 1234567, 12345.678, 3.14159))
print(2**100, -7//2, -7%3, 7.5//2, divmod(-7,2), 10**20 % 7, 1<<70, (1<<70)>>68)
print(0.1+0.2, 1e16, 1e-5, 123456789.123, float("inf"), -0.0, 1e22, 5e-324)
d = {"b":1, "a":2}; d["c"]=3; del d["b"]; print(d, list(d.items()), d.get("zz"), "a" in d)
with open("/tmp/rgo-basics.txt","w") as f:
    f.write("line1\nline2\n")
for line in open("/tmp/rgo-basics.txt"): print(repr(line))
x, *y, z = range(5); print(x, y, z)
print(*[1,2,3], sep="-", end="!\n")
def f(a, /, b, *, c=3): return a, b, c
print(f(1, 2), f(1, b=2, c=4))
for args in [(), (1,), (1,2,3)]:
    try: f(*args)
    except TypeError as e: print(e)
try: f(1,2,d=4)
except TypeError as e: print(e)
try: f(a=1,b=2)
except TypeError as e: print(e)
class Ctx:
    def __enter__(self): print("enter"); return self
    def __exit__(self, t, v, tb): print("exit", t, v); return True
with Ctx() as c:
    raise RuntimeError("boo")
print(type(c).__name__, isinstance(c, Ctx), issubclass(B, A), B.__mro__)
match [1, 2, {"k": 3}]:
    case [a, b, {"k": v}]: print("matched", a, b, v)
print(sorted("hello world"), max([3,1,4]), min(3,1,4), "abc".upper(), "a,b,c".split(","), " x ".strip())
print(list(zip([1,2],[3,4])), list(enumerate("ab")), list(map(str, [1,2])), list(filter(None,[0,1,2])))
print(math.sqrt(2), math.pi, math.floor(2.7), math.factorial(20))
lst = [5,3,1]; lst.sort(key=lambda q: -q, reverse=True); print(lst, lst[::-1], lst[1:])
global_v = 1
def outer():
    n = 0
    def inner():
        nonlocal n
        n += 1
        return n
    return inner
i = outer(); i(); print(i())
print(f"{3.14159:.2f} {'x':>5} {42:#x} {1000000:_} {a!r:>30}")
print(hash(1.0) == hash(1), hash((1,2,3)), hash(2**61), hash(0.5), hash(-1))
print(repr("it's \"q\" \n\t\x00é\u200b"), ascii("é"), b"ab\x00\xff")
print({3,1,2}, {10, 5, 100, 33}, frozenset([1]))
