"""A thread waits for the end of the main thread."""
import threading
import time


def end(main):
    main.join()
    print("end of thread", flush=True)


threading.Thread(target=end, args=(threading.current_thread(),)).start()
time.sleep(0.01)
print("end of main", flush=True)
