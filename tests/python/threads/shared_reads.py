# Threads read what they share, and now and then one of them changes it: what is read is always whole.
import threading

N = 30000
numbers = list(range(64))
names = {str(n): n for n in range(64)}
odd = {n for n in range(64) if n % 2}
log = []
stop = False


def read(number, results):
    total = 0
    for n in range(N):
        k = n % 64
        total += numbers[k] + names[str(k)] + (k in odd) + ("x" in names)
        if n % 1000 == 0:
            total += sum(numbers[:8]) - 28
            a, b, *_ = numbers
            total += b - a - 1
            for i in numbers:
                total += i
            total -= 2016
            for key, value in names.items():
                if int(key) != value:
                    total += 1
    results[number] = total


# Nobody changes anything.
results = {}
threads = [threading.Thread(target=read, args=(number, results)) for number in range(3)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(sorted(results.items()))


# One thread grows and shrinks behind what the others read, and swaps equal values; another counts.
counts = {}
shared = list(range(100))
grown = {n: -n for n in range(100)}


def change():
    n = 0
    while not stop:
        shared.append(n)
        shared[n % 100] = n % 100
        grown[100 + n % 50] = n
        if n % 7 == 0:
            shared.pop()
            grown.pop(100 + n % 50)
        if len(shared) > 500:
            del shared[100:]
        n += 1
        log.append(n)
    counts["changes"] = n


def check(number):
    bad = 0
    for n in range(N):
        k = n % 100
        if shared[k] != k or grown[k] != -k or grown.get(k) != -k or k not in grown:
            bad += 1
        if n % 500 == 0:
            piece = shared[20:80]
            if piece != list(range(20, 80)):
                bad += 1
    counts[number] = bad


changer = threading.Thread(target=change)
threads = [threading.Thread(target=check, args=(number,)) for number in range(2)]
for t in [changer, *threads]:
    t.start()
for t in threads:
    t.join()
stop = True
changer.join()
print(counts[0], counts[1], counts["changes"] == len(log), log == list(range(1, len(log) + 1)))
