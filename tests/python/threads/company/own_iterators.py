# Two threads, each with iterators, deques, heaps and defaultdicts of its own, that share caches, partials, getters, and
# a dict with keys of all kinds: none of this needs a thread to be alone.
import bisect
import collections
import functools
import heapq
import itertools
import operator
import threading

N = 3000


def iterators():
    total = 0
    for n in range(N // 10):
        total += sum(itertools.islice(itertools.count(n, 2), 1, 20, 2)) + sum(itertools.chain([n], (2, 3), range(3)))
        total += sum(itertools.chain.from_iterable([[n, 1], [2]])) + sum(itertools.repeat(n, 3)) + sum(itertools.accumulate([n, 1, 2]))
        total += sum(itertools.starmap(operator.mul, [(n, 2), (3, 4)])) + sum(itertools.takewhile(lambda v: v < 5, range(9)))
        total += sum(itertools.dropwhile(lambda v: v < 5, range(9))) + sum(itertools.filterfalse(None, [n, 0, 0]))
        total += sum(itertools.compress(range(6), itertools.cycle([1, 0]))) + sum(a * b for a, b in itertools.pairwise(range(6)))
        total += sum(a + b for a, b in itertools.zip_longest([1, 2], [n], fillvalue=7)) + len(list(itertools.product("ab", range(3))))
        total += len(list(itertools.permutations(range(4)))) + len(list(itertools.combinations(range(6), 3)))
        total += len(list(itertools.combinations_with_replacement("abc", 2))) + sum(len(list(g)) for _, g in itertools.groupby("aabbb"))
        first, second = itertools.tee([n, 2, 3])
        total += sum(map(operator.mul, first, second)) + sum(b"abc") + sum(bytearray(b"abc")) + sum(iter([1, 2, 0].pop, 1))
        total += sum(reversed(range(4))) + len(list(reversed("abc"))) + next(iter([n])) + len(list(enumerate("ab", n)))
    return total


def containers():
    total = 0
    deque, heap, line = collections.deque(maxlen=50), [], []
    lists, counts = collections.defaultdict(list), collections.defaultdict(int)
    for n in range(N):
        deque.append(n)
        deque.appendleft(-n)
        total += deque[0] + deque[-1] + len(deque) + deque.pop() - deque.popleft()
        heapq.heappush(heap, (n * 7919 % 1009, n))
        bisect.insort(line, n * 7919 % 1009)
        lists[n % 10].append(n)
        counts[n % 7, "x"] += n
        if n % 3 == 0:
            total += heapq.heappop(heap)[1] + heapq.heappushpop(heap, (n, 0))[1] + bisect.bisect(line, 500)
            total += sum(deque) + len(collections.deque([1, 2]).copy()) + sum(reversed(collections.deque([n])))
    return total + sum(map(len, lists.values())) + sum(counts.values()) + len(line)


class Point(collections.namedtuple("Point", "x y")):
    pass


class Open:
    """Its instances have slots and attributes in a dict."""

    __slots__ = "first", "__dict__"

    def __init__(self, n):
        self.first = n
        self.__dict__["second"] = n + 1


@functools.lru_cache(maxsize=None)
def square(n):
    return n * n


@functools.lru_cache(maxsize=30)
def product(a, b=2):
    return a * b


kinds = {int: 1, (1, "a"): 2, 2.5: 3, None: 4, Point(1, 2): 5, True: 6}
remembered = {}
add = functools.partial(operator.add, 5)
power = functools.partial(lambda a, b=1, *, c=2, **more: a * b + c + len(more), b=3)
second = operator.itemgetter(1)
path = operator.attrgetter("real.imag", "real")
upper = operator.methodcaller("replace", "a", "b")


def shared():
    total = 0
    for n in range(N):
        total += square(n % 100) + product(n % 40) + product(n % 40, b=3) + add(n) + power(n) + power(n, c=4, d=5)
        total += second((1, n)) + path(n)[1] + len(upper("banana")) + functools.reduce(operator.add, (n, 1, 2))
        total += kinds[int] + kinds[1, "a"] + kinds.get(2.5) + kinds[None] + (str in kinds) + kinds[True]
        remembered[n % 50, "x"] = 1
        total += remembered[n % 50, "x"] + len({id(object()), id([])} - {0}) * 0
        p, o = Point(n, 2), Open(n)
        o.second += 1
        o.third = p.x + p.y
        total += o.first + o.second + o.third
    return total


def sorted_by():
    key = functools.cmp_to_key(lambda a, b: (a > b) - (a < b))
    return sum(sorted([n * 7919 % 101 for n in range(100)], key=key)[3] for _ in range(N // 100))


def work(number, results):
    results[number] = iterators(), containers(), shared(), sorted_by()


results = {}
threads = [threading.Thread(target=work, args=(number, results)) for number in range(2)]
for t in threads:
    t.start()
for t in threads:
    t.join()
for number in sorted(results):
    print(number, *results[number])
