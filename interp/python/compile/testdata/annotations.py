from __future__ import annotations

x: int | None = None
y: Dict[str, Tuple[int, ...]]
z: "quoted"
a: f(1, *b, c=2, **d)
b: lambda x, /, y=1, *z, w, v=2, **k: (x, y)
c: [i for i in j if k async for l in m]
d: {1: 2, **e}, {1, 2}, [1], (), (1,)
e: a if b else c
f: not a and b or (c and d)
g: -a ** -b, (-a) ** b, a ** b ** c, (a ** b) ** c
h: a < b <= c is not d not in e
i: x[1:2, ::3], x[1], x[a, b], x[*a]
j: a.b.c, 1 .real, 1.5.real, 1e999, 1j
k: f"a{b!r:>{c}}d{{}}" , f'{x}"', u"u", b"b", "it's", ...
l: (yield)
m: (a := b)
n: a + b * c - d, (a + b) * c, a - (b - c), ~a, a @ b, a // b % c, a << b & c | d ^ e
o: (i for i in j), f(i for i in j)
p: {i: j for i in k}, {i for i in j}


def fun(a: int, *args: *Ts, b: C[d] = 1, **kw: E) -> F | G:
    v: undefined = 1
    w: other


class K:
    x: K
    def m(self, other: K) -> __private: pass
