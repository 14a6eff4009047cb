# Many threads use the same iterators of itertools, deques, heaps, caches, partials, getters and defaultdicts. Nothing
# of it may be lost, given twice, or seen half done, where CPython's functions in C do it in one step.
import sys
import bisect, collections, functools, heapq, itertools, operator
from common.together import T, together

N = int(sys.argv[1]) if len(sys.argv) > 1 else 800

def all_of(it, most=None):
    """All items of an iterator, which the threads take from it in turn."""
    got = []
    def take(k):
        mine = []
        if most is None:
            for x in it: mine.append(x)
        else:
            for _ in range(most): mine.append(next(it))
        got.extend(mine)
    together(take)
    return sorted(got)

M = T * N
# counts number things: each number is given once
print('count', all_of(itertools.count(), N) == list(range(M)))
print('count', all_of(itertools.count(3, 2), N) == list(range(3, 3 + 2 * M, 2)))
print('count', all_of(itertools.count(0.5, 2), N) == [0.5 + 2 * i for i in range(M)])
big = 2 ** 63 - M // 2
print('count', all_of(itertools.count(big), N) == list(range(big, big + M)))
print('repeat', all_of(itertools.repeat(7, M)) == [7] * M)
print('cycle', collections.Counter(all_of(itertools.cycle(range(T)), N)) == {i: N for i in range(T)})
print('chain', all_of(itertools.chain(range(M), [-1] * N, (), 'x' * 0, (M,))) == sorted([-1] * N + list(range(M + 1))))
print('chain', all_of(itertools.chain.from_iterable([[i, i + 1] for i in range(0, M, 2)])) == list(range(M)))
print('islice', all_of(itertools.islice(range(3 * M), 5, 2 * M, 2)) == list(range(5, 2 * M, 2)))
print('islice', all_of(itertools.islice(itertools.count(), M)) == list(range(M)))
print('accumulate', all_of(itertools.accumulate(range(M))) == [i * (i + 1) // 2 for i in range(M)])
print('starmap', all_of(itertools.starmap(operator.add, zip([1] * M, [2] * M))) == [3] * M)
print('takewhile', all_of(itertools.takewhile(operator.truth, [1] * M + [0] + [1] * M)) == [1] * M)
print('dropwhile', all_of(itertools.dropwhile(operator.truth, [1] * N + [0] + [2] * M)) == [0] + [2] * M)
print('filterfalse', all_of(itertools.filterfalse(None, [0, 1] * M)) == [0] * M)
print('compress', all_of(itertools.compress(range(2 * M), itertools.cycle((1, 0)))) == list(range(0, 2 * M, 2)))
print('pairwise', all_of(itertools.pairwise(range(M + 1))) == [(i, i + 1) for i in range(M)])
print('zip_longest', len(all_of(itertools.zip_longest(range(M), range(N), fillvalue=-1))) == M)
print('product', all_of(itertools.product(range(N), range(T))) == [(a, b) for a in range(N) for b in range(T)])
n = len(list(itertools.permutations(range(7))))
print('permutations', len(set(all_of(itertools.permutations(range(7))))) == n)
r = all_of(itertools.combinations(range(24), 3))
print('combinations', len(r), len(set(r)))
r = all_of(itertools.combinations_with_replacement(range(20), 3))
print('combinations', len(r), len(set(r)))
r = [k for k, group in all_of(itertools.groupby([i // 3 for i in range(M)]))]
print('groupby', r == list(range(M // 3 + 1)))
first, *others = itertools.tee([i * i for i in range(M)], T)
tees, sums = [first, *others], []
def read(k): sums.append(sum(x * i for i, x in enumerate(tees[k])))
together(read)
print('tee', len(set(sums)), len(sums))
print('iterators', all_of(iter(bytes(range(200)) * T)) == sorted(list(range(200)) * T),
      all_of(iter(bytearray(b'ab') * N)) == [97] * N + [98] * N, len(all_of(reversed(range(M)))),
      all_of(reversed('ab' * N)) == ['a'] * N + ['b'] * N)
print('iter', all_of(iter(list(range(M)).pop, 0)) == list(range(1, M)))

# deques
dq, out = collections.deque(), []
def ends(k):
    mine = []
    for i in range(N):
        dq.append((k, i))
        dq.appendleft((k, -i - 1))
        if i % 3 == 0: mine.append(dq.popleft())
        if i % 5 == 0: mine.append(dq.pop())
        if i % 50 == 0:
            dq.rotate(3); len(dq); dq.copy(); dq == dq
            dq.extend([(k, N + i)]); dq.extendleft([(k, N + i + 1)])
            try: (k, i) in dq; dq.count(k)
            except RuntimeError: pass # it has changed
    out.extend(mine)
together(ends)
whole = out + list(dq)
print('deque', len(whole), len(set(whole)))
ring = collections.deque(range(T), maxlen=T)
def bounded(k):
    for i in range(N):
        ring.append(i); ring.appendleft(i)
        ring[i % T] = k; ring[-1]
        if len(ring) != T: out.append('length')
together(bounded)
print('maxlen', len(ring), out.count('length'))
work, done = collections.deque(range(M)), []
def drain(k):
    mine = []
    while True:
        try: mine.append(work.popleft() if k % 2 else work.pop())
        except IndexError: break
    done.extend(mine)
together(drain)
print('drain', sorted(done) == list(range(M)))

# heaps of integers, and sorted lists
heap, popped = [], []
def heaps(k):
    mine = []
    for i in range(N):
        heapq.heappush(heap, i * T + k)
        if i % 2: mine.append(heapq.heappop(heap))
        if i % 7 == 0: mine.append(heapq.heappushpop(heap, -1 - i * T - k))
        if i % 11 == 0: mine.append(heapq.heapreplace(heap, M + i * T + k))
    popped.extend(mine)
together(heaps)
rest = [heapq.heappop(heap) for _ in range(len(heap))]
print('heap', len(popped) + len(rest), len(set(popped + rest)), rest == sorted(rest))
line = []
def insort(k):
    for i in range(N // 4): bisect.insort(line, (i * 7919 % 1009) * T + k)
together(insort)
print('insort', len(line), sum(line))

# caches
@functools.lru_cache(maxsize=None)
def squares(n): return n * n
@functools.lru_cache(maxsize=50)
def products(a, b=2, *, c=''): return a * b, c
@functools.lru_cache(maxsize=20, typed=True)
def typed(a): return type(a).__name__
class Key:
    """Asks Python code for its hash and equality."""
    def __init__(self, v): self.v = v
    def __hash__(self): return hash(self.v % 16)
    def __eq__(self, o): return isinstance(o, Key) and self.v == o.v
@functools.lru_cache(maxsize=40)
def by_key(k, n): return k.v + n
bad = []
def cached(k):
    for i in range(N):
        if squares(i % 300) != (i % 300) ** 2: bad.append(i)
        if products(i % 70, k) != (i % 70 * k, '') or products(i % 9, c='x') != (i % 9 * 2, 'x'): bad.append(i)
        if typed(i % 30) != 'int' or typed(float(i % 30)) != 'float' or typed(None) != 'NoneType': bad.append(i)
        if i % 4 == 0 and by_key(Key(i % 60), k) != i % 60 + k: bad.append(i)
        if i % 200 == 0 and k == 0: products.cache_clear()
together(cached)
for f in squares, products, typed, by_key:
    info = f.cache_info()
    print(f.__name__, info.hits + info.misses if f is not products else '', info.currsize, info.maxsize)
print('cached', bad)

# partials, getters, keyword defaults
def plain(a, b, *args, scale=1, **more): return (a + b) * scale + len(args) + len(more)
part = functools.partial(plain, 1, scale=3)
getter, getters = operator.itemgetter(1), operator.itemgetter(0, 2)
real, path = operator.attrgetter('real'), operator.attrgetter('a.b', 'a')
class Node: pass
node = Node(); node.a = Node(); node.a.b = 5
upper = operator.methodcaller('replace', 'a', 'b')
key = functools.cmp_to_key(lambda a, b: b - a)
def calls(k):
    for i in range(N):
        if part(i) != 3 * (1 + i) or part(i, 1, z=2) != 3 * (1 + i) + 2 or part(i, scale=k) != (1 + i) * k: bad.append(i)
        if getter((i, k)) != k or getters([i, 0, k]) != (i, k) or real(i) != i or path(node) != (5, node.a): bad.append(i)
        if upper('aca') != 'bcb' or key(1) < key(2): bad.append(i)
        if functools.reduce(operator.add, range(5), k) != 10 + k: bad.append(i)
together(calls)
print('calls', bad)

# defaultdicts whose factory is builtin make each value once; dicts are read and changed by keys of all kinds
lists, counts = collections.defaultdict(list), collections.Counter()
kinds, plain_dict = [int, str, None, (1, 'a'), 2.5, Key, True, frozenset([1]), Node], {}
def defaults(k):
    for i in range(N):
        lists[i % 100].append(k)
        lists[(i % 50, 'x')].append(k)
        lists[kinds[i % len(kinds)]].append(k)
        plain_dict[(k, i)] = plain_dict[('x', i, k)] = i
        if plain_dict[(k, i)] != i or (k, i) not in plain_dict or plain_dict.get((i, k, k)) is not None: bad.append(i)
        plain_dict.setdefault(kinds[i % len(kinds)], k)
        if i % 2: del plain_dict[(k, i)]
    counts.update([k] * 3 + [1.5])
together(defaults)
print('defaults', len(lists), sum(map(len, lists.values())), bad)
print('dict', len(plain_dict), len([1 for x in plain_dict if isinstance(x, tuple)]))
print('ids', len({id(x) for x in [[] for _ in range(50)]}))
same = [[], {}, (1,), Node(), Node, len, 1.5]
seen = []
def ids(k): seen.append(tuple(id(x) for x in same))
together(ids)
print('ids', len(set(seen)), len(set(seen[0])))

# instances whose attributes are in a dict
class Bag: pass
bag = Bag(); vars(bag)['start'] = 0
def bags(k):
    for i in range(N):
        bag.start = k
        setattr(bag, 'x%d_%d' % (k, i % 40), i)
        if getattr(bag, 'x%d_%d' % (k, i % 40)) != i or bag.start >= T: bad.append(i)
together(bags)
print('bag', len(vars(bag)), bad)
