# Runs a program in two threads at the same time. What it prints goes to nobody.
import os
import sys
import threading

with open(sys.argv[1]) as f:
    code = compile(f.read(), sys.argv[1], "exec")
del sys.argv[0]
sys.path[0] = os.path.dirname(os.path.abspath(sys.argv[0]))  # modules beside it
sys.stdout = open(os.devnull, "w")
threads = [threading.Thread(target=exec, args=(code, {"__name__": "__main__"})) for _ in range(2)]
for t in threads:
    t.start()
for t in threads:
    t.join()
