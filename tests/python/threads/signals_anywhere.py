# A signal ends the calls of the main thread on whatever thread of the system it goes on.
import os
import signal
import threading
import time

came = []


def write_and_work(w):
    os.write(w, b'x')
    until = time.monotonic() + .02
    while time.monotonic() < until:
        pass  # meanwhile the main thread's read has returned


for i in range(5):
    r, w = os.pipe()
    t = threading.Thread(target=write_and_work, args=(w,))
    t.start()
    os.read(r, 1)
    t.join()
    while threading.active_count() > 1:
        pass

    def handler(number, frame):
        came.append(number)
        os.write(w, b'later')

    signal.signal(signal.SIGALRM, handler)
    signal.setitimer(signal.ITIMER_REAL, .05)
    print(os.read(r, 9), len(came))
    os.close(r)
    os.close(w)
