# Threads that are in the middle of the same function, which is called once by each, while it becomes worth caches and
# fused instructions; each with globals and classes of its own, few and many at the same time.
import threading

source = '''
class Counter:
    def __init__(self, value):
        self.value = value

    def twice(self):
        return self.value * 2 + factor

def go(n):
    counter = Counter(1)
    total = i = 0
    while i < n:
        total += counter.twice()
        counter.value = i & 7
        i += 1
    for i in range(n):
        total += counter.value * factor
    return total

results.append((factor, go(n)))
'''

code = compile(source, "source", "exec")
for count, n in (2, 40000), (40, 2000), (3, 30000):
    results = []
    threads = [threading.Thread(target=exec, args=(code, {"factor": k, "n": n, "results": results, "__name__": "loops"})) for k in range(count)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    print(count, sorted(results))
