# Threads store into a bytearray that another one makes longer and shorter: none writes outside it, and what stays is what was stored.
import threading

data = bytearray(64)
stop = False
sizes = set()


def resize():
    n = 0
    while not stop:
        data.append(1)
        if n % 5 == 0:
            data.extend(b"abc" * 50)
        if n % 7 == 0:
            del data[64:]
        sizes.add(len(data) >= 64)
        n += 1


def store(number, bad):
    for n in range(20000):
        k = n % 16 + 16 * number
        data[k] = n % 256
        if data[k] != n % 256:
            bad.append(n)
        try:
            data[100] = 7
        except IndexError:
            pass


bad = []
resizer = threading.Thread(target=resize)
threads = [threading.Thread(target=store, args=(number, bad)) for number in range(3)]
for t in [resizer, *threads]:
    t.start()
for t in threads:
    t.join()
stop = True
resizer.join()
print(bad, sizes, data[:48] == bytes((19984 + k % 16) % 256 for k in range(48)))
