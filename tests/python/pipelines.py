# Generators feeding generators: sieves, merging, windows, grouping, a tree walked with yield from, a coroutine that
# averages what it is sent, and a round-robin scheduler of generators.
import sys


def integers(n):
    i = 0
    while i < n:
        yield i
        i += 1


def scaled(source, k, m):
    for x in source:
        yield x * k % m


def kept(source, predicate):
    for x in source:
        if predicate(x):
            yield x


def windows(source, n):
    window = []
    for x in source:
        window.append(x)
        if len(window) == n:
            yield tuple(window)
            del window[0]


def merged(a, b):
    a, b = iter(a), iter(b)
    x, y = next(a, None), next(b, None)
    while x is not None or y is not None:
        if y is None or x is not None and x <= y:
            yield x
            x = next(a, None)
        else:
            yield y
            y = next(b, None)


def runs(source):
    last, count = None, 0
    for x in source:
        if x == last:
            count += 1
        else:
            if count:
                yield last, count
            last, count = x, 1
    if count:
        yield last, count


def primes():
    sieve, n = {}, 2
    while True:
        steps = sieve.pop(n, None)
        if steps is None:
            yield n
            sieve[n * n] = [n]
        else:
            for p in steps:
                sieve.setdefault(n + p, []).append(p)
        n += 1


def walk(tree):
    if tree:
        left, value, right = tree
        yield from walk(left)
        yield value
        yield from walk(right)


def balanced(low, high):
    if low >= high:
        return None
    mid = (low + high) // 2
    return balanced(low, mid), mid, balanced(mid + 1, high)


def averager():
    total = count = 0
    average = None
    while True:
        x = yield average
        if x is None:
            return count, average
        total += x
        count += 1
        average = total / count


def worker(name, n, log):
    for i in range(n):
        log[name] = log.get(name, 0) + i
        yield
    return name


def schedule(tasks):
    finished = []
    while tasks:
        for task in list(tasks):
            try:
                next(task)
            except StopIteration as stop:
                finished.append(stop.value)
                tasks.remove(task)
    return finished


def main():
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    print(sum(kept(scaled(integers(n), 7, 1000), lambda x: x % 3 == 0)))
    print(sum(b - a for a, b, c in windows(scaled(integers(n), 11, 97), 3) if c > b))
    print(sum(merged(scaled(integers(n), 2, 10 * n), scaled(integers(n), 3, 10 * n))))
    print(max(runs(x // 3 for x in integers(n)), key=lambda r: r[1]))
    total = 0
    for p in primes():
        if p > n:
            break
        total += p
    print(total)
    print(sum(i * v for i, v in enumerate(walk(balanced(0, n)))))
    coroutine = averager()
    next(coroutine)
    for x in integers(n):
        coroutine.send(x * x % 101)
    try:
        coroutine.send(None)
    except StopIteration as stop:
        print(stop.value[0], round(stop.value[1], 6))
    log = {}
    names = schedule([worker("w%d" % i, n // (i + 1), log) for i in range(8)])
    print(names, sorted(log.items()))


main()
