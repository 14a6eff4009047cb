# Answers that all threads keep in one dict.
from both import run

known = {1: 1}


def length(n):
    path = []
    while n not in known:
        path.append(n)
        n = 3 * n + 1 if n & 1 else n // 2
    count = known[n]
    for p in reversed(path):
        count += 1
        known[p] = count
    return count


def work(k):
    return max((length(n), n) for n in range(1 + 500000 * k, 500000 * (k + 1)))


run(work)
