# Permutations made in four ways: Heap's method in place, by recursion over lists, in lexicographic order, as a
# generator; with a checksum of each.
import sys


def heap(items, visit):
    n = len(items)
    c = [0] * n
    visit(items)
    i = 1
    while i < n:
        if c[i] < i:
            j = c[i] if i & 1 else 0
            items[i], items[j] = items[j], items[i]
            visit(items)
            c[i] += 1
            i = 1
        else:
            c[i] = 0
            i += 1


def recursive(items):
    if len(items) < 2:
        return [items]
    result = []
    for i in range(len(items)):
        head = items[i:i + 1]
        for tail in recursive(items[:i] + items[i + 1:]):
            result.append(head + tail)
    return result


def next_permutation(a):
    i = len(a) - 2
    while i >= 0 and a[i] >= a[i + 1]:
        i -= 1
    if i < 0:
        return False
    j = len(a) - 1
    while a[j] <= a[i]:
        j -= 1
    a[i], a[j] = a[j], a[i]
    low, high = i + 1, len(a) - 1
    while low < high:
        a[low], a[high] = a[high], a[low]
        low += 1
        high -= 1
    return True


def generate(items, k):
    if k == 0:
        yield ()
        return
    for i, x in enumerate(items):
        for rest in generate(items[:i] + items[i + 1:], k - 1):
            yield (x,) + rest


class Checksum:
    def __init__(self):
        self.value = 0
        self.count = 0

    def visit(self, items):
        self.count += 1
        self.value = (self.value * 31 + items[0] * 7 + items[-1]) % 1000003


def main():
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    c = Checksum()
    heap(list(range(n)), c.visit)
    print("heap", c.count, c.value)
    c = Checksum()
    for p in recursive(list(range(n))):
        c.visit(p)
    print("recursive", c.count, c.value)
    a, inversions, rounds = list(range(n)), 0, 1
    while next_permutation(a):
        rounds += 1
        inversions += sum(1 for x, y in zip(a, a[1:]) if x > y)
    print("lexicographic", rounds, inversions)
    c = Checksum()
    for p in generate(tuple(range(n)), n - 1):
        c.visit(p)
    print("generated", c.count, c.value)


main()
