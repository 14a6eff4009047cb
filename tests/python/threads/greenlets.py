import greenlet
from greenlet import getcurrent, GreenletExit
G = greenlet.greenlet
def f(a, b=0):
    print("f", a, b)
    x = main.switch("from f")
    print("f got", x)
    try:
        main.switch(1, 2)
    except ValueError as e:
        print("f caught", e)
    return "done"
main = getcurrent()
g = G(f)
print(bool(g), g.dead, g.parent is main)
print(g.switch(1, b=2))
print(bool(g))
print(g.switch("hello"))
print(g.throw(ValueError("v")))
print(g.dead, bool(g), g.switch("to parent"))
def h():
    1/0
try:
    G(h).switch()
except ZeroDivisionError as e:
    print("propagates", e)
def k():
    try:
        main.switch()
    finally:
        print("cleanup")
g = G(k); g.switch()
r = g.throw()
print(type(r).__name__, g.dead)
def gen(n):
    def body():
        for i in range(n):
            getcurrent().parent.switch(i)
    return G(body)
g = gen(3)
print([g.switch() for _ in range(3)])
class Sub(G):
    def run(self, *a, **k):
        print("run", a, k)
        return a
print(Sub().switch(5, z=6))
def ping(n):
    while n:
        n = other.switch(n - 1)
    return "ping ends"
def pong(n):
    while True:
        n = p.switch(n - 1)
p, other = G(ping), G(pong)
print(p.switch(1000))
def deep(n):
    if n == 0:
        return main.switch("deep")
    return deep(n - 1) + 1
d = G(deep)
print(d.switch(500), d.switch(0))
a = G(lambda: b.switch("a"))
b = G(lambda x: x + "b", a)
b.parent = main
print(a.switch())
gs = [G(lambda i=i: main.switch(i)) for i in range(2000)]
print(sum(g.switch() for g in gs))
for g in gs: g.switch()
print(all(g.dead for g in gs))
