# Queens on a board by generators: by sets, by bits, by lazily combined
# constraints; symmetric solutions are counted apart.
import sys


def by_sets(n):
    def place(row, columns, rising, falling, chosen):
        if row == n:
            yield tuple(chosen)
            return
        for column in range(n):
            if column in columns or row + column in rising or row - column in falling:
                continue
            columns.add(column)
            rising.add(row + column)
            falling.add(row - column)
            chosen.append(column)
            yield from place(row + 1, columns, rising, falling, chosen)
            chosen.pop()
            columns.discard(column)
            rising.discard(row + column)
            falling.discard(row - column)

    return place(0, set(), set(), set(), [])


def by_bits(n):
    full = (1 << n) - 1

    def count(columns, left, right):
        if columns == full:
            return 1
        total = 0
        free = full & ~(columns | left | right)
        while free:
            bit = free & -free
            free ^= bit
            total += count(columns | bit, (left | bit) << 1 & full, (right | bit) >> 1)
        return total

    return count(0, 0, 0)


def permutations(pool):
    if not pool:
        yield ()
        return
    for i in range(len(pool)):
        head = pool[i]
        for tail in permutations(pool[:i] + pool[i + 1:]):
            yield (head,) + tail


def by_permutations(n):
    rows = range(n)
    for order in permutations(tuple(rows)):
        if len(set(order[i] + i for i in rows)) == n == len(set(order[i] - i for i in rows)):
            yield order


def draw(solution):
    n = len(solution)
    for column in solution:
        yield " ".join("Q" if i == column else "." for i in range(n))


def turned(solution):
    n = len(solution)
    result = [0] * n
    for row, column in enumerate(solution):
        result[column] = n - 1 - row
    return tuple(result)


def mirrored(solution):
    return tuple(reversed(solution))


def images(solution):
    for start in (solution, mirrored(solution)):
        for _ in range(4):
            yield start
            start = turned(start)


def fundamental(solutions):
    seen = set()
    for solution in solutions:
        if solution not in seen:
            seen.update(images(solution))
            yield solution


def attacked(solution):
    n = len(solution)
    for i in range(n):
        for j in range(i + 1, n):
            if solution[i] == solution[j] or abs(solution[i] - solution[j]) == j - i:
                return True
    return False


class Collector:
    def __init__(self, limit):
        self.limit = limit
        self.kept = []
        self.total = 0

    def receive(self):
        while True:
            solution = yield len(self.kept)
            self.total += 1
            if len(self.kept) < self.limit:
                self.kept.append(solution)


def main():
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 6
    collector = Collector(2)
    feed = collector.receive()
    next(feed)
    for solution in by_sets(n):
        feed.send(solution)
    feed.close()
    print("%d queens: %d solutions" % (n, collector.total))
    for solution in collector.kept:
        print(solution, "valid" if not attacked(solution) else "attacked")
        for line in draw(solution):
            print("   ", line)
    for size in range(1, min(n, 8) + 1):
        solutions = list(by_sets(size))
        distinct = list(fundamental(solutions))
        print(size, len(solutions), by_bits(size), len(distinct))
    small = min(n, 6)
    print("same:", sorted(by_sets(small)) == sorted(by_permutations(small)))


main()
