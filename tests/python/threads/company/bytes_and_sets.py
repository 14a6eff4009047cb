# Threads store into bytearrays, their own and one that they share, and compute with frozensets that they share.
import threading

N = 30000
results = {}


def run(work, count=3):
    results.clear()
    threads = [threading.Thread(target=work, args=(number,)) for number in range(count)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    print(work.__name__, sorted(results.items()))


shared = bytearray(3 * 256)


def store(number):
    own = bytearray(256)
    bad = 0
    for n in range(N):
        k = n % 256
        own[k] = k
        shared[3 * k + number] = n % 251
        if shared[3 * k + number] != n % 251 or own[k] != k or shared[-1] > 250:
            bad += 1
    try:
        own[256] = 1
    except IndexError as e:
        bad += str(e) != "bytearray index out of range"
    try:
        own[0] = 256
    except ValueError as e:
        bad += str(e) != "byte must be in range(0, 256)"
    results[number] = bad, sum(own), sum(shared[number::3])


run(store)

even, odd, low = frozenset(range(0, 20, 2)), frozenset(range(1, 20, 2)), frozenset(range(10))


def combine(number):
    total = 0
    for n in range(N // 3):
        taken = frozenset((n % 20, number))
        rest = (even | odd) - taken
        total += len(rest & low) + len(rest ^ odd) + (n % 20 in rest) + (taken <= rest) + (rest == even | odd)
    results[number] = total


run(combine)
