# The program ends while daemon threads write to files of their own.
import os
import random
import sys
import threading
import time

begun = set()


def copy():
    while True:
        with open(__file__, 'rb') as source, open(os.devnull, 'wb') as sink:
            sink.write(source.read(200))
            time.sleep(random.random() / 2000)
        begun.add(threading.current_thread())


for i in range(40):
    threading.Thread(target=copy, daemon=True).start()
while len(begun) < 40:
    time.sleep(.001)
print('all write')
sys.exit(0)
