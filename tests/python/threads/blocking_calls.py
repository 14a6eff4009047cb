"""A thread that waits in a call of the system does not stop the others."""
import os
import select
import signal
import socket
import subprocess
import sys
import threading
import time


def beside(name, wait, finish):
    """Runs wait in a thread, lets the main thread work meanwhile, then calls finish and joins."""
    result = []
    begun = threading.Event()

    def run():
        begun.set()
        result.append(wait())

    worker = threading.Thread(target=run)
    worker.start()
    begun.wait()
    turns = 0
    for _ in range(5):
        time.sleep(0.002)
        turns += 1
    early = list(result)
    finish()
    worker.join(20)
    print(name, "early" if early else "waited", turns, result, worker.is_alive())


def pipes():
    r, w = os.pipe()
    beside("read", lambda: os.read(r, 10), lambda: os.write(w, b"hello"))
    f = os.fdopen(r, "rb")
    beside("readline", f.readline, lambda: os.write(w, b"a line\nmore"))
    beside("rest", f.read, lambda: os.close(w))
    f.close()

    r, w = os.pipe()
    data = b"x" * 300000
    got = []

    def drain():
        while sum(map(len, got)) < len(data):
            got.append(os.read(r, 65536))

    beside("write", lambda: os.write(w, data), drain)
    print(b"".join(got) == data)
    beside("select", lambda: [len(x) for x in select.select([r], [], [])], lambda: os.write(w, b"1"))
    os.read(r, 1)
    p = select.poll()
    p.register(r, select.POLLIN)
    beside("poll", lambda: [e for _, e in p.poll()], lambda: os.write(w, b"1"))
    os.read(r, 1)
    e = select.epoll()
    e.register(r, select.EPOLLIN)
    beside("epoll", lambda: [x for _, x in e.poll()], lambda: os.write(w, b"1"))
    os.read(r, 1)
    start = time.monotonic()
    print("timeout", select.select([r], [], [], 0.05), 0.04 < time.monotonic() - start < 10)
    os.set_blocking(r, False)
    try:
        os.read(r, 1)
    except BlockingIOError as error:
        print("at once", error.errno)


def sockets():
    server = socket.socket()
    server.bind(("127.0.0.1", 0))
    server.listen()
    client = socket.socket()
    held = []

    def accept():
        held.append(server.accept()[0])
        return "accepted"

    beside("accept", accept, lambda: client.connect(server.getsockname()))
    peer = held[0]
    beside("recv", lambda: client.recv(10), lambda: peer.send(b"answer"))
    data = b"y" * 5000000
    got = []

    def drain():
        while sum(map(len, got)) < len(data):
            got.append(peer.recv(65536))

    beside("sendall", lambda: client.sendall(data), drain)
    print(b"".join(got) == data)
    client.settimeout(0.05)
    try:
        client.recv(1)
    except TimeoutError as error:
        print(error)
    for s in (server, client, peer):
        s.close()


def processes():
    r, w = os.pipe()
    child = subprocess.Popen([sys.executable, "-S", "-E", "-c", "import os; os.read(0, 1)"], stdin=r)
    beside("wait", child.wait, lambda: os.write(w, b"1"))
    os.close(r)
    os.close(w)


def signals():
    seen = []
    signal.signal(signal.SIGALRM, lambda n, f: seen.append(threading.current_thread() is threading.main_thread()))
    stop = []
    spinner = threading.Thread(target=lambda: [time.sleep(0.001) for _ in iter(lambda: bool(stop), True)])
    spinner.start()
    r, w = os.pipe()
    signal.setitimer(signal.ITIMER_REAL, 0.02)
    threading.Timer(0.3, os.write, (w, b"after")).start()
    print(os.read(r, 10), seen)
    lock = threading.Lock()
    lock.acquire()

    class Alarm(Exception):
        pass

    def fail(n, f):
        raise Alarm

    signal.signal(signal.SIGALRM, fail)
    signal.setitimer(signal.ITIMER_REAL, 0.02)
    try:
        lock.acquire()
    except Alarm:
        print("the wait for the lock has ended")
    signal.setitimer(signal.ITIMER_REAL, 0.02)
    start = time.monotonic()
    try:
        time.sleep(30)
    except Alarm:
        print("the sleep has ended", time.monotonic() - start < 15)
    stop.append(1)
    spinner.join()


pipes()
sockets()
processes()
signals()
