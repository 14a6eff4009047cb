"""sys._current_frames and sys._current_exceptions know the threads that wait."""
import sys
import threading

entered, leave = threading.Event(), threading.Event()


def inner():
    try:
        raise ValueError("handled")
    except ValueError:
        entered.set()
        leave.wait()


def outer():
    inner()


t = threading.Thread(target=outer)
t.start()
entered.wait()
frames, exceptions = sys._current_frames(), sys._current_exceptions()
names = []
f = frames[t.ident]
while f:
    names.append(f.f_code.co_name)
    f = f.f_back
print(len(frames), "inner" in names, names.index("outer") - names.index("inner"), frames[threading.get_ident()] is sys._getframe())
print(exceptions[t.ident][0] if isinstance(exceptions[t.ident], tuple) else type(exceptions[t.ident]), exceptions[threading.get_ident()])
leave.set()
t.join()
print(t.ident in sys._current_frames())
