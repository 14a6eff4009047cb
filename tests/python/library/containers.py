# collections: deque, defaultdict, Counter, namedtuple, OrderedDict.
from collections import *
import collections, _collections
d = deque('abcdef', 4); print(d, d.maxlen, d.copy(), d*2, 2*d, d+deque('xy'), list(reversed(d)), d.index('d'), d.count('e'), 'z' in d, d.__reduce__()[:3])
d.rotate(1); print(d); d.rotate(-2); d.appendleft('Q'); d.extendleft('12'); d.insert; print(d, d[0], d[-1]); d.remove('1'); del d[0]; d *= 3; print(d)
e = deque([1,2,3]); e.insert(1, 9); e += e; e.reverse(); print(e, e == deque(e), e < deque([9]), hash is None)
for f in [lambda: deque([],-1), lambda: deque().pop(), lambda: deque([1]).index(2), lambda: deque([1]).remove(3), lambda: deque([1],1).insert(0,1), lambda: deque()[0]]:
    try: print(f())
    except Exception as x: print(type(x).__name__, x)
it = iter(deque([1,2,3])); next(it); print(it.__length_hint__(), it.__reduce__()[1][1])
class D(deque): pass
x = D([1,2], maxlen=3); x.y = 1; print(x, type(x.copy()), x.copy().maxlen, x.__reduce__()[1:3], x+x, type(x+x))
dd = defaultdict(list, a=[1]); dd['b'].append(2); print(dd, dd | {'c': 1}, {'z': 1} | dd, dd.copy(), dd.__reduce__()[:4])
print(Counter('abracadabra').most_common(2), Counter(a=1)+Counter(a=2,b=-1), Counter([1,1,2]))
P = namedtuple('P', 'x y', defaults=[5]); p = P(1); print(p, p.x, P.x, p._replace(x=3), P._fields, p._asdict())
try: p.x = 3
except AttributeError as x: print(x)
od = OrderedDict(a=1, b=2); od.move_to_end('a'); print(od, list(reversed(od)), od.popitem(last=False), OrderedDict(a=1) == {'a':1})
cm = ChainMap({'a':1},{'b':2}); print(cm['b'], dict(cm), len(cm)); print(UserDict(a=1), UserList([1])+[2], UserString('ab').upper())
