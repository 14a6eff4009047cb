import threading, queue, time, _thread
q = queue.Queue(maxsize=5)
total = 0
lock = threading.Lock()
def worker():
    global total
    while True:
        x = q.get()
        if x is None:
            break
        with lock:
            total += x
        q.task_done()
ts = [threading.Thread(target=worker, name="w%d" % i) for i in range(8)]
for t in ts: t.start()
for i in range(1000): q.put(i)
q.join()
for t in ts: q.put(None)
for t in ts: t.join()
print(total, threading.active_count())
e = threading.Event()
def setter():
    time.sleep(0.01)
    e.set()
threading.Thread(target=setter).start()
print(e.wait(5), e.wait(0))
print(lock.acquire(timeout=0.01), lock.acquire(timeout=0.01), lock.locked())
lock.release()
loc = threading.local()
loc.x = 1
res = []
def f():
    res.append(hasattr(loc, 'x'))
    loc.x = 2
    res.append(loc.x)
t = threading.Thread(target=f); t.start(); t.join()
print(res, loc.x)
def bad():
    raise ValueError("in thread")
t = threading.Thread(target=bad, name="bad")
threading.excepthook = lambda a: print("hook", a.exc_type.__name__, a.exc_value, a.thread.name)
t.start(); t.join()
r = threading.RLock()
with r:
    with r:
        ids = []
        t = threading.Thread(target=lambda: ids.append(r.acquire(blocking=False)))
        t.start(); t.join()
        print(ids)
b = threading.Barrier(3)
order = []
def g():
    b.wait()
    order.append(1)
ts = [threading.Thread(target=g) for _ in range(3)]
for t in ts: t.start()
for t in ts: t.join()
print(len(order))
c = threading.Condition()
items = []
def consumer():
    with c:
        c.wait_for(lambda: items)
        print("got", items.pop())
t = threading.Thread(target=consumer); t.start()
with c:
    items.append("x"); c.notify()
t.join()
tm = threading.Timer(0.005, lambda: print("timer"))
tm.start(); tm.join()
from concurrent.futures import ThreadPoolExecutor
with ThreadPoolExecutor(4) as ex:
    print(sum(ex.map(lambda x: x * x, range(50))))
s = threading.Semaphore(2)
with s: print("sem")
threading.Thread(target=lambda: print("last")).start()
