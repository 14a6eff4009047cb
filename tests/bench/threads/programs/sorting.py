# Pairs with a random number, sorted by it.
import random
from both import run


def work(k):
    numbers, total = random.Random(k), 0
    for _ in range(60):
        pairs = [(numbers.random(), i) for i in range(15000)]
        pairs.sort(key=lambda pair: pair[0])
        total += sum(i * j for j, (_, i) in enumerate(pairs)) % 1000003
    return total


run(work)
