# Threads run the same code with globals, classes and shapes of their own, and of many kinds at the same places.
import threading

N = 50000

code = compile("""
class Counter:
    step = 1

    @staticmethod
    def twice(n):
        return 2 * n

    def __init__(self):
        self.n = 0

    def add(self):
        self.n += self.step


class Other(Counter):
    step = 2


kinds = [type("Kind%d" % n, (Counter,), {"step": n}) for n in range(10)]
total = 0


def count(n):
    global total
    c = (Counter if n % 3 else Other)()
    c.add()
    c.late = n
    total += c.n + Counter.twice(n) - len([n, n]) * n
    k = kinds[n % 10]()
    k.add()
    k.late = c.late
    total += k.n + kinds[n % 10].twice(n) - 2 * k.late


def run():
    for n in range(N):
        count(n)
    return total
""", "one_code", "exec")

results = {}


def work(number):
    names = {"N": N}
    if number % 2: # another layout, and a name that is a builtin elsewhere
        names.update(first=1, second=2, len=lambda items: 2)
    exec(code, names)
    results[number] = names["run"]()


for count in 2, 6:
    results.clear()
    threads = [threading.Thread(target=work, args=(number,)) for number in range(count)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    print(sorted(results.items()))
