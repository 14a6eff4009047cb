"""A lock that is released is free at once, until somebody who waits for it takes his turn."""
import threading
import time

lock = threading.Lock()
lock.acquire()
got = []


def take():
    with lock:
        got.append(lock.locked())


waiting = threading.Thread(target=take)
waiting.start()
time.sleep(0.01)
lock.release()
print(lock.locked(), got)
waiting.join()
print(lock.locked(), got)
