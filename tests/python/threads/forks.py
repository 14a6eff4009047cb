"""Copies of a process that has threads: each has the one that forks, starts others of its own, collects, waits, and starts programs."""
import gc
import os
import subprocess
import threading
import time


def work():
    done = []

    def one(i):
        time.sleep(.001 * i)
        done.append(i)

    threads = [threading.Thread(target=one, args=(i,)) for i in range(5)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    gc.collect()
    return len(done)


def status(pid):
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def fork(function):
    pid = os.fork()
    if pid == 0:
        try:
            code = function()
        except BaseException:
            code = 99
        os._exit(code)
    return status(pid)


stop = threading.Event()


def busy():
    while not stop.wait(.001):
        [str(i) for i in range(200)]


read, write = os.pipe()
got = []
reader = threading.Thread(target=lambda: got.append(os.read(read, 1)))
reader.start()
others = [threading.Thread(target=busy) for _ in range(3)]
for t in others:
    t.start()

print("copies", {fork(work) for _ in range(20)})
print("of a copy", fork(lambda: fork(work) + 10))
print("threads", fork(lambda: threading.active_count()))
print("programs", {subprocess.run(["/bin/true"], preexec_fn=lambda: None).returncode for _ in range(5)})

from_thread = []
t = threading.Thread(target=lambda: from_thread.append(fork(work)))
t.start()
t.join()
print("from a thread", from_thread)


def pipes():
    r, w = os.pipe()
    threading.Timer(.01, os.write, (w, b"x")).start()
    return os.read(r, 1)[0]


print("waiting for a thread", fork(pipes) == ord("x"))
os.write(write, b"y")  # the copies must not have read it
reader.join()
stop.set()
for t in others:
    t.join()
print("read", got)
