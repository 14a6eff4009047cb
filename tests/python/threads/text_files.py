# Threads that write and read text files of their own, and one file that all of them read in turn.
import os
import tempfile
import threading

THREADS, LINES = 8, 1500


def text(number, n):
    return f"{number}.{n} " + "x" * (n % 90) + ("é" if n % 50 == 0 else "")


def own_file(directory, number, results):
    path = os.path.join(directory, f"own{number}")
    with open(path, "w", encoding="utf-8") as f:
        written = sum(f.write(text(number, n) + "\n") for n in range(LINES))
    with open(path, encoding="utf-8") as f:
        lines = [line for line in f]
    with open(path, newline="", encoding="utf-8") as f:
        first = f.readline()
        rest = sum(len(line) for line in f)
    good = all(line == text(number, n) + "\n" for n, line in enumerate(lines))
    results[number] = (written, len(lines), good, len(first) + rest == written)


def in_turn(f, lock, got):
    while True:
        with lock:
            line = next(f, None)
        if line is None:
            return
        got.append(line)


def run(function, arguments):
    threads = [threading.Thread(target=function, args=a) for a in arguments]
    for t in threads:
        t.start()
    for t in threads:
        t.join()


with tempfile.TemporaryDirectory() as directory:
    results = {}
    run(own_file, [(directory, number, results) for number in range(THREADS)])
    for number in sorted(results):
        print(number, *results[number])
    lock, got = threading.Lock(), [[] for _ in range(THREADS)]
    with open(os.path.join(directory, "own0"), encoding="utf-8") as f:
        run(in_turn, [(f, lock, g) for g in got])
    together = sorted(line for g in got for line in g)
    print(len(together), together == sorted(text(0, n) + "\n" for n in range(LINES)))
    path = os.path.join(directory, "common")
    with open(path, "w") as f:
        def write(number):
            for n in range(LINES):
                with lock:
                    f.write(text(number, 2) + "\n")
        run(write, [(number,) for number in range(THREADS)])
    with open(path) as f:
        lines = f.readlines()
    print(len(lines), sorted(set(lines)) == sorted(text(number, 2) + "\n" for number in range(THREADS)))
