"""A thread waits for the end of the main thread; a lock that is released is free at once."""
import _thread
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
print(got)


def end(main):
    main.join()
    print("end of thread", flush=True)


threading.Thread(target=end, args=(threading.current_thread(),)).start()
time.sleep(0.01)
print("end of main", flush=True)
