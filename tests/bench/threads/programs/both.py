"""What the programs here have in common: work(k) is done by as many threads as the first argument says, 2 without it. One is the main
thread, so that runs where there are no others, too."""
import sys
import threading

COUNT = int(sys.argv[1]) if len(sys.argv) > 1 else 2


def start(work):
    """Have work(k) done, and return when it is."""
    if COUNT == 1:
        return work(0)
    threads = [threading.Thread(target=work, args=(k,)) for k in range(COUNT)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()


def run(work):
    """Have work(k) done, and print what it returns."""
    results = {}

    def one(k):
        results[k] = work(k)

    start(one)
    print([results[k] for k in sorted(results)])
