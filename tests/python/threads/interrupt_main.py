"""interrupt_main of another thread reaches the main thread, and faulthandler shows stacks."""
import _thread
import faulthandler
import tempfile
import threading
import time


def interrupt():
    _thread.interrupt_main()


def wait_for_interrupt():
    thread = threading.Thread(target=interrupt)
    try:
        thread.start()
        time.sleep(30)
    except KeyboardInterrupt:
        thread.join()
        return "interrupted"
    return "slept"


print(wait_for_interrupt())
with tempfile.TemporaryFile() as f:
    faulthandler.dump_traceback(f, all_threads=False)
    f.seek(0)
    print([line.split(b",")[-1].strip() for line in f])
ids = set()
threads = [threading.Thread(target=lambda: ids.add(threading.get_native_id())) for _ in range(3)]
for t in threads:
    t.start()
    t.join()
print(threading.get_native_id() in ids, _thread._count())
