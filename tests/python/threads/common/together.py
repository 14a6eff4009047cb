"""What the programs that share objects among threads have in common."""
import threading

T = 8  # threads


def together(f):
    """Have T threads call f(k), k from 0 on, all at the same time, and say which of them failed."""
    start, failed = threading.Barrier(T), []
    def main(k):
        start.wait()
        try:
            f(k)
        except BaseException as e:
            failed.append((k, repr(e)))
            raise
    ts = [threading.Thread(target=main, args=(k,)) for k in range(T)]
    for t in ts: t.start()
    for t in ts: t.join()
    if failed: print('failed', f.__name__, failed[:2])
