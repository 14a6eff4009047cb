# The benchmark tasks in two threads at the same time: attributes and methods of instances of many classes at the same places.
import os
import sys
import threading

path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "tasks.py")
with open(path) as f:
    code = compile(f.read(), path, "exec")
sys.argv = [path, "3000"]


def work(lines):
    exec(code, {"__name__": "__main__", "print": lambda *args: lines.append(" ".join(map(str, args)))})


outputs = [], []
threads = [threading.Thread(target=work, args=(lines,)) for lines in outputs]
for t in threads:
    t.start()
for t in threads:
    t.join()
print("\n".join(outputs[0]))
print(outputs[0] == outputs[1])
