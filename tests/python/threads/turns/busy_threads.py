"""Threads that never wait are interrupted, and what CPython keeps atomic stays whole."""
import queue
import sys
import threading
import time

stop = False


def spin():
    n = 0
    while not stop:
        n += 1
    return n


def recurse(n):
    return 1 if stop or n == 0 else recurse(n - 1)


def spin_calls():
    while not stop:
        recurse(100)


def starving():
    global stop
    threads = [threading.Thread(target=f) for f in (spin, spin_calls, spin)]
    for t in threads:
        t.start()
    begun = time.monotonic()
    time.sleep(0.05)
    slept = time.monotonic() - begun
    stop = True
    for t in threads:
        t.join()
    print("the sleeper woke", slept < 5)


def workers():
    """Eight workers take numbers from one queue."""
    tasks, results = queue.Queue(), queue.Queue()
    done = []
    counts = {}
    lock = threading.Lock()
    locked = [0]

    def factors(n):
        out, p = [], 2
        while p * p <= n:
            while n % p == 0:
                out.append(p)
                n //= p
            p += 1
        return out + [n] * (n > 1)

    def work(name):
        while (n := tasks.get()) is not None:
            f = factors(n)
            results.put((n, len(f), sum(f)))
            done.append(n)  # no lock: append is atomic
            counts[name, n] = len(f)  # so is storing an item
            with lock:
                locked[0] += 1
        tasks.put(None)

    threads = [threading.Thread(target=work, args=(i,)) for i in range(8)]
    for t in threads:
        t.start()
    numbers = range(1000, 3000)
    for n in numbers:
        tasks.put(n)
    tasks.put(None)
    for t in threads:
        t.join()
    total = [results.get() for _ in numbers]
    print(len(total), sum(c for _, c, _ in total), sum(s for _, _, s in total), results.empty())
    print(sorted(done) == list(numbers), len(counts), sum(counts.values()), locked)


def atomic():
    """Operations on shared containers that CPython does without giving the lock away."""
    numbers, texts, members = [], {}, set()

    def change(k):
        for i in range(3000):
            numbers.append(i)
            texts[k, i] = str(i)
            members.add((k, i % 10))
            if i % 3 == 0:
                numbers.pop()
            if i % 5 == 0:
                del texts[k, i]

    threads = [threading.Thread(target=change, args=(k,)) for k in range(4)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    print(len(numbers), len(texts), len(members))


def conditions():
    """A buffer of bounded size between producers and consumers."""
    condition = threading.Condition()
    buffer, got = [], []

    def produce(k):
        for i in range(200):
            with condition:
                condition.wait_for(lambda: len(buffer) < 5)
                buffer.append(k * 1000 + i)
                condition.notify_all()

    def consume():
        for _ in range(200):
            with condition:
                condition.wait_for(lambda: buffer)
                got.append(buffer.pop(0))
                condition.notify_all()

    threads = [threading.Thread(target=produce, args=(k,)) for k in range(3)] + [threading.Thread(target=consume) for _ in range(3)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    print(len(got), sum(got), buffer)
    for k in range(3):
        mine = [n for n in got if n // 1000 == k]
        print(mine == sorted(mine), end=" ")
    print()


starving()
workers()
atomic()
conditions()
print(sys.getswitchinterval(), threading.active_count())
