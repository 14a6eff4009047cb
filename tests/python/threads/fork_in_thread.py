# A thread copies the process: it is the main thread of the copy, which ends with it.
import os
import sys
import threading
import time


def copies():
    others = [threading.Thread(target=time.sleep, args=(.2,)) for i in range(3)]
    for t in others:
        t.start()
    pid = os.fork()
    if pid == 0:
        main = threading.main_thread()
        print(main is threading.current_thread(), main.ident == threading.get_ident(), len(sys._current_frames()))
        sys.stdout.flush()
        return
    print('status', os.waitpid(pid, 0)[1])
    for t in others:
        t.join()


sys.stdout.flush()
t = threading.Thread(target=copies)
t.start()
t.join()
