# Two threads, each with text files, objects and numbers of its own: none of this needs a thread to be alone.
import os
import tempfile
import threading

LINES = 20000


class Thing:
    pass


def files(directory, number):
    path = os.path.join(directory, str(number))
    with open(path, "w", encoding="utf-8") as f:
        for n in range(LINES):
            f.write(f"{n} caf\u00e9\n" if n % 3 == 0 else f"{n} tea\n")
    cups = 0
    with open(path, encoding="utf-8") as f:
        for line in f:
            cups += sum(1 for c in line if c == "\u00e9")
    return cups


def objects():
    things = [Thing() for _ in range(10)]
    return sum(things.index(things[n % 10]) for n in range(LINES))


def powers():
    return sum(pow(3, n, 1000003) for n in range(LINES))


def work(directory, number, results):
    results[number] = files(directory, number), objects(), powers()


with tempfile.TemporaryDirectory() as directory:
    results = {}
    threads = [threading.Thread(target=work, args=(directory, number, results)) for number in range(2)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    for number in sorted(results):
        print(number, *results[number])
