# Threads look things up in a dict, a list and a set that others make larger and smaller all the time: what they
# find is what somebody has stored.
import threading

ROUNDS = 100000
KEYS = [i if i % 3 else "k%d" % i for i in range(1000)]
numbers, items, members = {}, [], set()
wrong = []
writing = [True, True]


def write(me):
    x = me + 1
    for _ in range(ROUNDS):
        x = (x * 1103515245 + 12345) & 0x7FFFFFFF
        i = x % 1000
        k = KEYS[i]
        if x & 4096:
            numbers[k] = (i, i * 7)
        else:
            numbers.pop(k, None)
        if x & 8192:
            members.add(k)
        else:
            members.discard(k)
        if x & 16384:
            items.append(i)
        else:
            try:
                items.pop()
            except IndexError:
                pass
        if x % 1009 == 0:
            numbers.clear()
            members.clear()
            del items[:]
    writing[me] = False


def read(me):
    x = me
    while writing[0] or writing[1]:
        x = (x * 69069 + 1) & 0x7FFFFFFF
        i = x % 1000
        k = KEYS[i]
        found = [numbers.get(k)]
        try:
            found.append(numbers[k])
        except KeyError:
            pass
        for v in found:
            if v is not None and v != (i, i * 7):
                wrong.append((k, v))
        try:
            v = items[x % 20]
            if v not in range(1000):
                wrong.append(v)
        except IndexError:
            pass
        for v in k in numbers, k in members, -1 in members, "none" in numbers:
            if v not in (True, False):
                wrong.append(v)


threads = [threading.Thread(target=write, args=(i,)) for i in range(2)]
threads += [threading.Thread(target=read, args=(i,)) for i in range(3)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(wrong[:5], all(numbers[k] == (KEYS.index(k), KEYS.index(k) * 7) for k in numbers), members <= set(KEYS))
