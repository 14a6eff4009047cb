# Handlers of signals: in loops, in waiting calls, from timers, wakeup descriptors.
import os
import select
import signal
import time


def note(n, frame):
    print("handler", signal.Signals(n).name, frame.f_code.co_name)




def raising(n, frame):
    raise TimeoutError("too long")


print(signal.getsignal(signal.SIGINT) is signal.default_int_handler, signal.getsignal(signal.SIGPIPE))
signal.signal(signal.SIGUSR1, note)
os.kill(os.getpid(), signal.SIGUSR1)
signal.raise_signal(signal.SIGUSR1)
try:
    signal.raise_signal(signal.SIGINT)
except KeyboardInterrupt as e:
    print("interrupt", e.args)
signal.signal(signal.SIGALRM, raising)


def endless():
    n = 0
    while True:
        n += 1


signal.setitimer(signal.ITIMER_REAL, 0.05)
try:
    endless()
except TimeoutError as e:
    print(e, e.__traceback__.tb_next.tb_frame.f_code.co_name)
r, w = os.pipe()
signal.setitimer(signal.ITIMER_REAL, 0.05)
try:
    os.read(r, 1)
except TimeoutError as e:
    print("read:", e)
signal.setitimer(signal.ITIMER_REAL, 0.05)
try:
    time.sleep(60)
except TimeoutError as e:
    print("sleep:", e)
calls = []
signal.signal(signal.SIGALRM, lambda n, frame: calls.append(n))
signal.setitimer(signal.ITIMER_REAL, 0.02)
begin = time.monotonic()
time.sleep(0.2)
print(calls == [signal.SIGALRM], time.monotonic() - begin >= 0.2)
os.set_blocking(w, False)
signal.set_wakeup_fd(w)
os.kill(os.getpid(), signal.SIGALRM)
print(select.select([r], [], [], 5)[0] == [r], os.read(r, 10) == bytes([signal.SIGALRM]), len(calls))
signal.set_wakeup_fd(-1)
signal.signal(signal.SIGUSR1, signal.SIG_IGN)
os.kill(os.getpid(), signal.SIGUSR1)
for bad in [signal.SIGKILL, signal.SIGSTOP]:
    try:
        signal.signal(bad, note)
    except OSError as e:
        print(e)
signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGALRM])
signal.raise_signal(signal.SIGALRM)
print(len(calls), signal.sigpending() == {signal.SIGALRM})
signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGALRM])
print(len(calls))
