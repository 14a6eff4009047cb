# cProfile: what was called how often, by whom.
import cProfile
import gc
import io
import pstats

gc.collect()  # the callbacks that importlib sets on its locks run when a collector finds them, else perhaps in a profile


def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


def gen(n):
    for i in range(n):
        yield len(str(i))


class Stack(list):
    def push(self, x):
        super().append(x)


def fail():
    raise ValueError(int("7"))


def work():
    s = Stack()
    for i in gen(4):
        s.push(i)
    try:
        fail()
    except ValueError:
        pass
    sorted([3, 1, 2], key=lambda x: -x)
    max(*s, 5)
    dict.fromkeys("ab")
    return fib(6)


def name(code):
    return code if isinstance(code, str) else code.co_name


p = cProfile.Profile()
print(p.runcall(work))
for e in sorted(p.getstats(), key=lambda e: name(e.code)):
    calls = sorted((name(c.code), c.callcount, c.reccallcount) for c in e.calls or ())
    print(name(e.code), e.callcount, e.reccallcount, calls)
    assert 0 <= e.inlinetime <= e.totaltime + 1e-9

ticks = 0


def timer():
    global ticks
    ticks += 1
    return ticks


p = cProfile.Profile(timer, 0.25)
with p:
    fib(1)
    len("")
print(sorted((name(e.code), e.totaltime, e.inlinetime) for e in p.getstats()))
p.clear()
print(p.getstats())

p = cProfile.Profile(builtins=False, subcalls=False)
p.run("fib(3); len('')")
print(sorted((name(e.code), e.callcount, e.reccallcount, e.calls) for e in p.getstats()))

out = io.StringIO()
p = cProfile.Profile()
p.runctx("work()", globals(), {})
pstats.Stats(p, stream=out).strip_dirs().sort_stats("name").print_stats("fib|push").print_callers("fib")
for line in out.getvalue().splitlines():
    if "fib" in line or "push" in line:
        print(line.split()[0], line.split()[-1])
