# Many threads use the same objects. What CPython does in one step must not be lost, nor done twice.
import sys, threading, queue, collections, gc, weakref
from common.together import T, together

N = int(sys.argv[1]) if len(sys.argv) > 1 else 300

# list: append, pop, items, iteration
shared = []
together(lambda k: [shared.append(k * N + i) for i in range(N)])
print('append', len(shared), sum(shared) == sum(range(T * N)), len(set(shared)))
taken = []
def pop(k):
    mine = []
    while True:
        try:
            mine.append(shared.pop())
        except IndexError:
            break
    taken.extend(mine)
together(pop)
print('pop', len(taken), len(set(taken)), len(shared))
slots = [0] * T
def items(k):
    for i in range(N):
        slots[k] += 1
        slots[k - T] += 1
together(items)
print('items', slots)
grown = []
def walk(k):
    n = 0
    for i in range(N // 10):
        grown.append(i)
        n = 0
        for x in grown:
            n += 1
            if n > 50: break
        grown[-1], grown[0:1], len(grown), 5 in grown[:20]
together(walk)
print('walk', len(grown))

# dict: keys of one's own, common keys, growing while others read
d = {}
def own(k):
    for i in range(N):
        d[k, i] = i
        d['%d-%d' % (k, i)] = i
        d[k * N + i] = i
        if i % 3 == 0: del d[k * N + i]
        d.get(i), i in d
together(own)
print('dict', len(d), sum(1 for x in d if isinstance(x, int)), sum(d.values()))
e = {}
def same(k):
    for i in range(N):
        e.setdefault(i, k)
        e[i % 7] = e.get(i % 7)
together(same)
print('setdefault', len(e))
popped = []
def popitem(k):
    n = 0
    while e:
        try: e.popitem(); n += 1
        except KeyError: break
    popped.append(n)
together(popitem)
print('popitem', sum(popped))

# set, deque
s = set()
def sets(k):
    for i in range(N):
        s.add(i); s.add('t%d' % (k * N + i)); s.add((k, i % 10))
        i in s
together(sets)
print('set', len(s))
q = collections.deque()
def deq(k):
    for i in range(N):
        q.append(i)
        if i % 2: q.popleft()
together(deq)
print('deque', len(q))

# attributes of instances, of classes, of modules; new ones while others read
class C:
    count = 0
    def __init__(self): self.a = 1
    def method(self): return self.a
o = C()
def attributes(k):
    name = 'own%d' % k
    for i in range(N):
        setattr(o, name, i)
        setattr(o, 'n%d_%d' % (k, i % 40), i)
        o.a = o.a
        p = C(); p.b = 2; p.c = p.a + p.b
        p.method()
        assert getattr(o, name) == i and p.c == 3 and o.method() == 1
together(attributes)
print('attributes', sorted(v for n, v in vars(o).items() if n.startswith('own')), len(vars(o)))
class D:
    __slots__ = ('x', 'y')
shared_d = D()
def slotted(k):
    for i in range(N):
        shared_d.x = k
        shared_d.y = i
        assert 0 <= shared_d.x < T
together(slotted)
def classes(k):
    for i in range(N // 10):
        setattr(C, 'c%d' % k, i)
        C.method = lambda self, i=i: self.a
        assert o.method() == 1 and getattr(C, 'c%d' % k) == i
        if i % 10 == 0: globals()['g%d' % k] = i
together(classes)
print('classes', [getattr(C, 'c%d' % k) for k in range(T)], [globals()['g%d' % k] for k in range(T)])

# iterators and generators that several threads drive
it = iter(range(T * N)); got = []
def drive(k):
    mine = []
    for x in it: mine.append(x)
    got.extend(mine)
together(drive)
print('range', len(got) == len(set(got)) == T * N)
it = iter(list(range(T * N))); got = []
together(drive)
print('list iterator', len(got) == len(set(got)) == T * N)
it = iter('x' * (T * N)); got = []
together(drive)
print('str iterator', len(got))
it = iter(tuple(range(T * N))); got = []
together(drive)
print('tuple iterator', len(got) == len(set(got)) == T * N)
it = enumerate(iter(range(T * N))); got = []
together(drive)
print('enumerate', all(a == b for a, b in got), len(set(got)))
def numbers():
    for i in range(T * N // 4): yield i
g = numbers(); seen = []; busy = [0]
def resume(k):
    while True:
        try: seen.append(next(g))
        except ValueError: busy[0] += 1
        except StopIteration: break
together(resume)
print('generator', len(seen), len(set(seen)))

# exceptions, closures, recursion, calls with all kinds of arguments
def deep(n): return n if n == 0 else deep(n - 1) + 1
def kinds(a, b=2, *c, d=4, **e): return a + b + sum(c) + d + sum(e.values())
total = []
def calls(k):
    n = 0
    def inner():
        nonlocal n
        n += 1
    for i in range(N // 4):
        try:
            if i % 2: raise ValueError(i)
            {}[i]
        except ValueError as x: n += x.args[0] == i
        except KeyError as x: n += x.args[0] == i
        inner()
        n += kinds(1) == 7 and kinds(1, d=1, z=3) == 7 and kinds(1, 2, 3, 4) == 14
        n += deep(20) == 20
    total.append(n)
together(calls)
print('calls', total)

# garbage, weak references, collections while others run
class Node:
    def __init__(self, next): self.next = next
dead = []
def garbage(k):
    for i in range(N // 30):
        a = Node(None); a.next = a
        w = weakref.ref(a)
        b = [Node(j) for j in range(50)]
        if i % 10 == 0: gc.collect()
        assert sum(x.next for x in b) == 1225
together(garbage)

# a lock, a queue, a condition
lock = threading.Lock(); count = 0
def locked(k):
    global count
    for i in range(N):
        with lock: count += 1
together(locked)
print('lock', count)
work, results = queue.Queue(), queue.SimpleQueue()
for i in range(N): work.put(i)
def worker(k):
    while True:
        try: n = work.get_nowait()
        except queue.Empty: return
        results.put(n * n)
together(worker)
print('queue', sum(results.get() for _ in range(N)))
