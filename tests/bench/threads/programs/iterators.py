# Iterators of itertools, generator expressions, map and filter.
import itertools
from both import run


def work(k):
    total = k
    for _ in range(1800):
        squares = (x * x % 13 for x in range(4000) if x % 3)
        total += sum(itertools.islice(map(lambda x: x + 1, filter(None, squares)), 0, None, 2))
        total += sum(a * b for a, b in zip(itertools.count(), itertools.chain([1] * 500, range(500))))
    return total


run(work)
