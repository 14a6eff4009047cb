# Generators, iterators, exceptions, context managers, the library's tools for functions.
import bisect
import functools
import heapq
import itertools
import json
import random
from contextlib import contextmanager
from dataclasses import dataclass, field


def numbers(n):
    i = 0
    while i < n:
        yield i
        i += 1


def squares(source):
    for x in source:
        yield x * x


def flatten(tree):
    for x in tree:
        if isinstance(x, list):
            yield from flatten(x)
        else:
            yield x


def averager():
    total, n, mean = 0.0, 0, None
    while True:
        x = yield mean
        total += x
        n += 1
        mean = total / n


class Countdown:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if self.n <= 0:
            raise StopIteration
        self.n -= 1
        return self.n


class Managed:
    entered = left = 0

    def __enter__(self):
        Managed.entered += 1
        return self

    def __exit__(self, kind, value, trace):
        Managed.left += 1
        return kind is KeyError


@contextmanager
def noted(log, name):
    log.append("+" + name)
    try:
        yield len(log)
    finally:
        log.append("-" + name)


def failing(n):
    if n % 3 == 0:
        raise KeyError(n)
    if n % 5 == 0:
        raise ValueError("five")
    return n


def errors(n):
    counts = [0, 0, 0, 0]
    for i in range(n):
        try:
            failing(i)
            int("12x" if i % 7 == 0 else "12")
        except KeyError as e:
            counts[0] += e.args[0] & 1
        except ValueError:
            counts[1] += 1
        else:
            counts[2] += 1
        finally:
            counts[3] += 1
    return counts


def managed(n):
    log = []
    for i in range(n):
        with Managed():
            if i % 4 == 0:
                raise KeyError
        with noted(log, "a") as k:
            k += 1
    return Managed.entered, Managed.left, len(log)


@functools.lru_cache(maxsize=None)
def ways(total, coin):
    if total == 0:
        return 1
    if total < 0 or coin == 0:
        return 0
    return ways(total - coin, coin) + ways(total, coin - 1)


def shortest(n):
    graph = {i: [((i * 3 + 1) % n, i % 7 + 1), ((i * 5 + 2) % n, i % 11 + 1), ((i + 1) % n, 9)] for i in range(n)}
    distance, heap = {}, [(0, 0)]
    while heap:
        d, node = heapq.heappop(heap)
        if node in distance:
            continue
        distance[node] = d
        for other, cost in graph[node]:
            if other not in distance:
                heapq.heappush(heap, (d + cost, other))
    return sum(distance.values())


@dataclass(order=True)
class Job:
    priority: int
    name: str = field(compare=False)
    parts: list = field(default_factory=list, compare=False)


def jobs(n):
    r = random.Random(5)
    list_of = [Job(r.randrange(100), "j%d" % i) for i in range(n)]
    list_of.sort()
    for j, other in zip(list_of, list_of[1:]):
        j.parts.append(other.name)
    return list_of[0].priority, sum(len(j.parts) for j in list_of), r.choice([1, 2, 3])


def documents(n):
    data = {"list": [{"id": i, "tags": ["a", "b" * (i % 4)], "x": i / 4, "none": None, "ok": i % 2 == 0} for i in range(n)]}
    text = json.dumps(data)
    back = json.loads(text)
    return len(text), back == data, sum(len(d["tags"][1]) for d in back["list"])


def lisp(source):
    def parse(tokens):
        t = tokens.pop(0)
        if t != "(":
            return int(t) if t.lstrip("-").isdigit() else t
        out = []
        while tokens[0] != ")":
            out.append(parse(tokens))
        tokens.pop(0)
        return out

    def run(x, env):
        while True:
            if isinstance(x, str):
                return env[x]
            if not isinstance(x, list):
                return x
            op = x[0]
            if op == "if":
                x = x[2] if run(x[1], env) else x[3]
            elif op == "fn":
                return lambda *args: run(x[2], {**env, **dict(zip(x[1], args))})
            elif op == "let":
                env = dict(env)
                env[x[1]] = run(x[2], env)
                if callable(env[x[1]]):
                    f = x[2]
                    env[x[1]] = lambda *args, env=env, f=f: run(f[2], {**env, **dict(zip(f[1], args))})
                x = x[3]
            else:
                return run(op, env)(*[run(a, env) for a in x[1:]])

    env = {"+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b, "<": lambda a, b: a < b}
    return run(parse(source.replace("(", " ( ").replace(")", " ) ").split()), env)


print(sum(squares(numbers(40000))), sum(x for x in numbers(20000) if x % 3))
print(sum(flatten([[1, [2, 3, [4]], 5], [6, [7]]] * 800)))
a = averager()
next(a)
print([a.send(i) for i in range(8000)][-1])
print(sum(Countdown(12000)))
print(errors(9000))
print(managed(3000))
print(ways(200, 30))
print(shortest(1500))
print(jobs(1200))
print(documents(250))
print(lisp("(let fib (fn (n) (if (< n 2) n (+ (fib (- n 1)) (fib (- n 2))))) (fib 12))"))
print(sum(a * b for a, b in itertools.product(range(60), range(60))), len(list(itertools.permutations(range(6)))), list(itertools.accumulate(range(9)))[-1])
print(functools.reduce(lambda x, y: x ^ y, range(5000)), any(x > 4999 for x in range(5000)), all(map(str, range(2000))))
ordered = []
for i in range(1500):
    bisect.insort(ordered, i * 7919 % 1009)
print(ordered[:5], [k for k, g in itertools.groupby(ordered)][-1], list(map(lambda p: p[0] + p[1], enumerate(filter(None, range(5))))))
