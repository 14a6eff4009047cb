# Lists, dictionaries, sets, tuples: built, searched, sorted, cut.
from collections import Counter, defaultdict, deque, namedtuple


def lists(n):
    a = [i * 37 % 101 for i in range(n)]
    b = sorted(a, reverse=True)
    a.sort(key=lambda x: (x % 10, -x))
    c = a[10:200:3] + b[-50:]
    c.extend(x + y for x, y in zip(a, b))
    c.reverse()
    c.insert(5, -1)
    del c[7:20]
    c[3:6] = [1, 2, 3, 4]
    while len(c) > 100:
        c.pop()
    return sum(c), c.index(2), c.count(4), min(c), max(c), 55 in c


def bubble(n):
    a = [i * 7919 % n for i in range(n)]
    for i in range(n):
        for j in range(n - 1 - i):
            if a[j] > a[j + 1]:
                a[j], a[j + 1] = a[j + 1], a[j]
    return a[0], a[-1]


def dictionaries(n):
    d = {}
    for i in range(n):
        k = "k%d" % (i % 500)
        d[k] = d.get(k, 0) + i
        if k in d and i % 50 == 0:
            del d[k]
    by_size = defaultdict(list)
    for k, v in d.items():
        by_size[len(str(v))].append(k)
    swapped = {v: k for k, v in d.items()}
    points = {(x, y): x * y for x in range(40) for y in range(40)}
    near = 0
    for (x, y), v in points.items():
        near += points.get((x + 1, y), 0) - points.get((x, y + 1), 0) + v
    merged = {**d, "a": 1}
    merged.update(b=2)
    return len(d), sorted(by_size), len(swapped), near, len(merged), list(merged)[-1], d.pop("k3", None) is None


def sets(n):
    a = {i * i % 997 for i in range(n)}
    b = set(range(0, 997, 3))
    c = (a | b) - (a & b)
    c ^= {1, 2, 3}
    f = frozenset(b)
    return len(a), len(c), a <= c, f & {0, 3}, sum(1 for x in range(997) if x in c)


def queue(width, height):
    wall = {(x, y) for x in range(width) for y in range(height) if (x * y + x) % 5 == 4}
    distance = {(0, 0): 0}
    todo = deque([(0, 0)])
    while todo:
        x, y = todo.popleft()
        for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            p = x + dx, y + dy
            if 0 <= p[0] < width and 0 <= p[1] < height and p not in wall and p not in distance:
                distance[p] = distance[x, y] + 1
                todo.append(p)
    return len(distance), max(distance.values())


def life(size, rounds):
    cells = [[(x * y + x) % 3 == 0 for x in range(size)] for y in range(size)]
    for _ in range(rounds):
        new = []
        for y in range(size):
            up, row, down = cells[y - 1], cells[y], cells[(y + 1) % size]
            line = []
            for x in range(size):
                l, r = x - 1, (x + 1) % size
                n = up[l] + up[x] + up[r] + row[l] + row[r] + down[l] + down[x] + down[r]
                line.append(n == 3 or n == 2 and row[x])
            new.append(line)
        cells = new
    return sum(map(sum, cells))


def knapsack(n, room):
    items = [(i * 17 % 23 + 1, i * 31 % 47 + 1) for i in range(n)]
    best = [0] * (room + 1)
    for weight, value in items:
        for w in range(room, weight - 1, -1):
            other = best[w - weight] + value
            if other > best[w]:
                best[w] = other
    return best[room]


def turned(n):
    items, out = list(range(30)), 0
    for i in range(n):
        k = i % 29 + 1
        items[:k] = items[k - 1::-1] if k % 3 else tuple(items[k - 1::-1])
        out += items[0] + len(items[1:20:3])
        if k == 7:
            del items[k]
            items.append(i)
    return out, items[::-1]


Point = namedtuple("Point", "x y")


def tuples(n):
    total = 0
    for i in range(n):
        p = Point(i, i + 1)
        a, *rest = (p.x, p.y, i)
        total += a + rest[0] + p[1]
        if (a, i) < (i, a + 1):
            total += 1
    return total


print(lists(9000))
print(bubble(220))
print(dictionaries(20000))
print(sets(20000))
print(queue(60, 60))
print(life(40, 8))
print(knapsack(30, 1500))
print(tuples(8000))
print(turned(6000))
print(Counter("the quick brown fox jumps over the lazy dog" * 200).most_common(3))
