# Pancake flipping over all permutations: the most flips, and a checksum; and
# several ways of making permutations, compared.
import sys


def fannkuch(n):
    counts = list(range(n))
    current = list(range(n))
    most = checksum = 0
    position = n
    sign = 1
    while True:
        if current[0]:
            work = current[:]
            flips = 0
            first = work[0]
            while first:
                work[:first + 1] = work[first::-1]
                flips += 1
                first = work[0]
            if flips > most:
                most = flips
            checksum += sign * flips
        if sign == 1:
            current[0], current[1] = current[1], current[0]
            sign = -1
            continue
        current[1], current[2] = current[2], current[1]
        sign = 1
        for i in range(2, n):
            if counts[i]:
                counts[i] -= 1
                break
            if i == n - 1:
                return checksum, most
            counts[i] = i
            current.insert(i + 1, current.pop(0))


def recursive(items):
    if len(items) <= 1:
        yield list(items)
        return
    for i, first in enumerate(items):
        for rest in recursive(items[:i] + items[i + 1:]):
            yield [first] + rest


def heap_order(items):
    items = list(items)
    state = [0] * len(items)
    yield tuple(items)
    i = 0
    while i < len(items):
        if state[i] < i:
            if i % 2 == 0:
                items[0], items[i] = items[i], items[0]
            else:
                items[state[i]], items[i] = items[i], items[state[i]]
            yield tuple(items)
            state[i] += 1
            i = 0
        else:
            state[i] = 0
            i += 1


def next_permutation(items):
    i = len(items) - 2
    while i >= 0 and items[i] >= items[i + 1]:
        i -= 1
    if i < 0:
        return False
    j = len(items) - 1
    while items[j] <= items[i]:
        j -= 1
    items[i], items[j] = items[j], items[i]
    items[i + 1:] = reversed(items[i + 1:])
    return True


def flips_of(stack):
    stack = list(stack)
    count = 0
    while stack[0] != 0:
        k = stack[0] + 1
        stack = stack[:k][::-1] + stack[k:]
        count += 1
    return count


def histogram(n):
    counts = {}
    for permutation in heap_order(range(n)):
        flips = flips_of(permutation)
        counts[flips] = counts.get(flips, 0) + 1
    return counts


def parity(permutation):
    seen = set()
    even = True
    for start in permutation:
        length = 0
        while start not in seen:
            seen.add(start)
            start = permutation[start]
            length += 1
        if length and length % 2 == 0:
            even = not even
    return even


def main():
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 6
    checksum, most = fannkuch(n)
    print("checksum", checksum)
    print("flips(%d) = %d" % (n, most))
    small = min(n, 5)
    print("recursive", sum(1 for _ in recursive(list(range(small)))))
    print("distinct", len(set(heap_order(range(small)))))
    items = list(range(small))
    steps = 1
    while next_permutation(items):
        steps += 1
    print("lexicographic", steps, items)
    counts = histogram(small)
    for flips in sorted(counts):
        print("%2d flips: %s" % (flips, "#" * (counts[flips] // 2) or "."))
    print("even", sum(parity(p) for p in heap_order(range(small))))
    print("agree", max(counts) == fannkuch(small)[1])


main()
