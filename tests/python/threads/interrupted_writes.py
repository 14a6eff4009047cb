# A write to a full pipe is interrupted again and again; a thread that the third signal starts empties the pipe.
import signal, os, threading, time, select
r, w = os.pipe()
n = 0
def h(s, f):
    global n
    n += 1
    if n == 3:
        t.start()
def read():
    got = 0
    while got < 1 << 20:
        got += len(os.read(r, 65536))
    out.append(got)
out = []
t = threading.Thread(target=read)
signal.signal(signal.SIGALRM, h)
signal.setitimer(signal.ITIMER_REAL, .02, .02)
f = open(w, "wb", buffering=0, closefd=False)
view = memoryview(b"x" * (1 << 20))
while view:
    view = view[f.write(view):]
t.join()
signal.setitimer(signal.ITIMER_REAL, 0)
print(out, n >= 3)
