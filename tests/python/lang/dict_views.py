class X:
    def __hash__(self): return 0
    def __eq__(self, o):
        other.clear()
        return False
other = dict((i,0) for i in range(1, 1337)); other[X()] = 0
d = {X(): 0, 1: 1}
try: d.update(other)
except RuntimeError as e: print(e)
class C:
    def __eq__(self, other): raise RuntimeError("compared")
d1, d2, d3 = {1: C()}, {1: C()}, {1: C(), 2: C()}
import operator as op
for f in op.eq, op.ne, op.lt, op.le, op.gt, op.ge:
    for a, b in (d1, d2), (d1, d3), (d3, d1):
        try: print(f.__name__, f(a.items(), b.items()), end="; ")
        except RuntimeError as e: print(f.__name__, e, end="; ")
    print()
u = {1: "a", 2: 3}
for f in op.eq, op.ne, op.lt, op.le, op.gt, op.ge:
    print(f.__name__, [f(a, b) for a in (u.keys(), u.items(), {1}, {(2, 3)}, {1, 2, 3}) for b in (u.keys(), {1: "a", 2: 3, 4: 5}.items(), {2: 3}.items(), {1: 0, 2: 0, 3: 0}.keys())])
