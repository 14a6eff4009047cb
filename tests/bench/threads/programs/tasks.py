# Threads that take what they are to do from a queue, and put what comes of it into another one.
import queue
from both import COUNT, start

todo, done = queue.Queue(), queue.Queue()


def steps(n):
    count = 0
    while n != 1:
        n = 3 * n + 1 if n & 1 else n >> 1
        count += 1
    return count


def work(k):
    while (i := todo.get()) is not None:
        done.put(max(steps(n) for n in range(200 * i + 1, 200 * i + 201)))


for i in range(1500 * COUNT):
    todo.put(i)
for _ in range(COUNT):
    todo.put(None)
start(work)
print(max(done.get() for _ in range(1500 * COUNT)))
