# Many threads call methods of the same objects, compare, sort, hash, format and
# raise. Nothing of it may be lost, done twice, or seen half done.
import sys, collections
from common.together import T, together

N = int(sys.argv[1]) if len(sys.argv) > 1 else 800

class Key:
    """Asks Python code for its hash and equality."""
    def __init__(self, v): self.v = v
    def __hash__(self): return hash(self.v % 16)
    def __eq__(self, o): return isinstance(o, Key) and self.v == o.v
    def __lt__(self, o): return self.v < o.v

# lists: what changes them in the middle
l = []
def middle(k):
    global l
    for i in range(N):
        l.insert(len(l) // 2, (k, i))
        l.insert(0, (k, -i - 1))
        l.extend([(k, N + i)])
        l += ((k, 2 * N + i),)
        l.remove((k, i))
        if i % 3 == 0: l.append(l.pop(0))
        if i % 50 == 0: l.reverse(); l.count((k, 1)); l == l[:]; (k, 0) in l; l[1:-1:2]
together(middle)
print('middle', len(l), len(set(l)), sum(a for _, a in l))
s = [i * 7919 % 1009 for i in range(300)]
bad = []
def sorting(k):
    for i in range(N // 20):
        try:
            s.sort(key=(lambda v: -v) if k % 2 else None)
        except ValueError: pass # modified during sort
        c = sorted(s)
        if c and sorted(c, reverse=True) != c[::-1]: bad.append(k)
        if len(c) not in (0, 300): bad.append(len(c))
        s[0:0] = []
together(sorting)
print('sorting', len(s), sum(s), bad)
keys = [Key(i) for i in range(60)]
def by_python(k):
    own = keys[::-1]
    for i in range(N // 40):
        own.sort()
        if own[0].v != 0 or keys.index(Key(59)) != 59 or Key(-1) in keys: bad.append(k)
        if own != keys: bad.append('order')
together(by_python)
print('by_python', bad)

# dicts: keys of all kinds, taken and given back
d = {}
def counted(k):
    for i in range(N):
        for key in (('t', i % 9), Key(i % 9), (1.5, i % 5, None), frozenset([i % 4]), -i % 7):
            d.setdefault(key, collections.deque()).append(k)
    for i in range(N):
        d.pop(('own', k), None)
        d[('own', k)] = d.get(('own', k - 1), 0)
        d.update({('more', k, i % 11): i}, named=k)
        if i % 40 == 0:
            try:
                c = dict(d); c.update(d); len(c | d); c == d
                for x in d.items(): x
            except RuntimeError: pass # it has changed
together(counted)
print('counted', len(d), sum(len(v) for v in d.values() if isinstance(v, collections.deque)), d['named'] < T)
stock = {('n', i): i for i in range(N)}
taken = []
def take(k):
    mine = []
    while stock:
        try:
            if k % 2: mine.append(stock.popitem()[1])
            else: mine.append(stock.pop(('n', k * N // T + len(mine))))
        except KeyError:
            if not k % 2: k = 1
    taken.extend(mine)
together(take)
print('take', len(taken), sum(taken), stock)

# sets
a, b = set(), {(i, 'x') for i in range(50)}
def sets(k):
    for i in range(N):
        a.add((k, i)); a.add(Key(i % 20)); a.update([(i % 30, 'x')])
        a.discard((k, i - 1))
        (i % 60, 'x') in b; frozenset(b) == b
        if i % 100 == 0:
            b.add((i % 50, 'x'))
            try:
                a & b; a | b; a - b; a ^ b; b <= a; b.issubset(a)
                for x in a: x
            except RuntimeError: pass
together(sets)
print('sets', len(a), len(b), len(a & b))

# iterators of iterators, driven by all
def all_of(make):
    it, got = make(), []
    def drive(k):
        mine = []
        for x in it: mine.append(x)
        got.extend(mine)
    together(drive)
    return got
r = all_of(lambda: zip(range(T * N), iter(range(T * N))))
print('zip', len(r) <= T * N)
r = all_of(lambda: map(lambda v: v + 1, iter(range(T * N))))
print('map', len(set(r)), len(r))
r = all_of(lambda: filter(lambda v: v % 3, iter(list(range(T * N)))))
print('filter', len(set(r)), len(r))
r = all_of(lambda: reversed(list(range(T * N))))
print('reversed', len(set(r)), len(r))
r = all_of(lambda: iter({i for i in range(T * N)}))
print('set iterator', len(set(r)), len(r))

# attributes: classes and modules change under readers
class Base:
    level = 0
    def name(self): return 'base'
    @property
    def twice(self): return self.level * 2
class Derived(Base):
    def name(self): return super().name() + '+'
class Odd(Derived):
    def __getattr__(self, name):
        if name.startswith('made'): return name
        raise AttributeError(name)
objects = [Base(), Derived(), Odd()]
def attributes(k):
    for i in range(N):
        o = objects[i % 3]
        o.level = i
        Base.level = k
        if i % 20 == 0:
            setattr(Derived, 'x%d' % (i % 40), i)
            globals()['name%d_%d' % (k, i)] = i
        assert o.name() in ('base', 'base+') and o.twice % 2 == 0 and N and T
        assert type(o).__name__ in ('Base', 'Derived', 'Odd') and isinstance(o, Base)
        assert getattr(objects[2], 'made%d' % k) == 'made%d' % k
        assert not hasattr(o, 'absent')
together(attributes)
print('attributes', sum(1 for n in globals() if n.startswith('name')))

# exceptions: one object raised by all, contexts, finally
shared, seen = ValueError('shared'), []
def raising(k):
    n = 0
    for i in range(N):
        try:
            try:
                if i % 2: raise shared
                [][i]
            except IndexError as e:
                raise KeyError(i) from e
            finally:
                n += 1
        except KeyError as e:
            n += isinstance(e.__cause__, IndexError) and e.args[0] == i
        except ValueError as e:
            n += e is shared
        try: int('x%d' % i)
        except ValueError as e: n += str(e) == "invalid literal for int() with base 10: 'x%d'" % i
        try: {}['%d' % i]
        except KeyError as e: n += repr(e) == "KeyError('%d')" % i
    seen.append(n)
together(raising)
print('raising', seen == [4 * N] * T)

# texts and numbers never change: results of all threads are the same
def texts(i):
    t = 'Word %d of Ünï' % i
    return (t.upper(), t.split(), '-'.join(t), t.replace('o', '0').find('0'), t.startswith('Word'), t[::-1], t.center(30, '*'),
            '{:>8.3f}|{!r}|{:x}'.format(i / 7, t, i), f'{i:05d}{i / 3:.4g}', '%5.1f %s %r' % (i / 3, None, True), str(i), repr(1 / (i + 1)),
            divmod(i * 10 ** 20, 7 * 10 ** 9 + i), 3 ** (i % 90), (-i) // 7, hash((i, str(i), (None, 2.5))) == hash((i, str(i), (None, 2.5))),
            sum(range(i % 50)), max(i, 3, key=lambda v: -v), min([i, 2.5]), int(str(i)), float('%d.5' % i), abs(-i), round(i / 7, 2))
expected = [texts(i) for i in range(200)]
def compute(k):
    for i in range(N // 4):
        if texts(i % 200) != expected[i % 200]: bad.append(i)
together(compute)
print('compute', bad)

# bytearrays are not for company, and work nevertheless
ba, dq = bytearray(), collections.deque(range(8))
def others(k):
    for i in range(N):
        ba.append(k); ba.extend(b'xy')
        dq[i % 8] = k; dq[-1]; dq.rotate(1)
        dq.append(i); dq.popleft()
together(others)
print('others', len(ba), len(dq), ba.count(b'x'))
