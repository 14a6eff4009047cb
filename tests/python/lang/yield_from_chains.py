# Chains of generators that get their values from each other: what those in the middle of a chain see and do.
import sys
import traceback


def leaf(n):
    for i in range(n):
        got = yield i
        if got is not None:
            yield ("leaf got", got)
    return "leaf's result"


def chain(depth, n):
    if depth == 0:
        result = yield from leaf(n)
    else:
        result = yield from chain(depth - 1, n)
    return [result, depth]


print(list(chain(5, 3)))

g = chain(3, 4)
print(next(g), next(g), g.send("x"), next(g), g.gi_running, g.gi_yieldfrom.gi_yieldfrom is not None)
try:
    while True:
        next(g)
except StopIteration as stop:
    print(stop.value)


# Exceptions on their way out, and into.
def catching(depth):
    name = "level %d" % depth
    try:
        if depth == 0:
            yield "deep"
            raise KeyError("inside")
        yield from catching(depth - 1)
    except KeyError as e:
        if depth == 2:
            yield name + " caught " + repr(e)
        else:
            raise
    finally:
        print("leaving", name)
    yield name + " after"


print(list(catching(4)))


def thrown(depth):
    try:
        if depth:
            yield from thrown(depth - 1)
        else:
            while True:
                try:
                    yield "waiting"
                except ValueError as e:
                    yield "handled " + str(e)
    finally:
        print("finally", depth)


g = thrown(3)
print(next(g), g.throw(ValueError("one")), next(g), g.throw(ValueError("two")))
g.close()
try:
    next(g)
except StopIteration:
    print("closed")
g = thrown(2)
next(g)
try:
    g.throw(IndexError("not caught"))
except IndexError as e:
    print([f.name for f in traceback.extract_tb(e.__traceback__)][1:])
    print([f.lineno for f in traceback.extract_tb(e.__traceback__)][1:])


# Local variables and callers, seen from the end of the chain.
def watched(depth):
    local = "local %d" % depth
    if depth:
        yield from watched(depth - 1)
    else:
        for _ in range(3):
            frame, seen = sys._getframe(), []
            while frame.f_code.co_name == "watched":
                seen.append((frame.f_locals["local"], frame.f_lineno - frame.f_code.co_firstlineno))
                frame = frame.f_back
            yield seen, frame.f_code.co_name


def collect():
    return [x for x in watched(3)]


print(collect())

generators = []


def running(depth):
    if depth:
        g = running(depth - 1)
        generators.append(g)
        yield from g
    else:
        for _ in range(2):
            yield [g.gi_running for g in generators]


outer = running(3)
generators.append(outer)
print(next(outer), next(outer), [g.gi_running for g in generators])
try:
    generators[0].send(5)
except Exception as e:
    print(type(e).__name__, e)


def itself():
    yield "first"
    yield from me


me = itself()
print(next(me))
try:
    next(me)
except ValueError as e:
    print(e)


# The exception being handled.
def handling(depth):
    if depth == 0:
        for _ in range(2):
            yield repr(sys.exc_info()[1])
        return
    try:
        raise ValueError(depth)
    except ValueError:
        yield from handling(depth - 1)
        yield "back at %r" % sys.exc_info()[1]


print(list(handling(2)))
try:
    raise TypeError("outside")
except TypeError:
    print([repr(sys.exc_info()[1])] + list(handling(0)))


# Tracing that begins and ends in the middle.
events = []


def tracer(frame, event, arg):
    if frame.f_code.co_name in ("traced", "part"):
        events.append((frame.f_code.co_name, event, frame.f_lineno - frame.f_code.co_firstlineno))
    return tracer


def part(on):
    yield 1
    if on:
        sys.settrace(tracer)
    yield 2
    yield 3
    sys.settrace(None)
    yield 4


def traced(depth):
    if depth:
        yield from traced(depth - 1)
    else:
        yield from part(True)


print(list(traced(2)))
print(events)


# Chains deeper than calls may be.
def deep(n):
    if n:
        yield from deep(n - 1)
    else:
        yield "bottom"


for depth in (50, 900, 1100):
    try:
        print(depth, list(deep(depth)))
    except RecursionError as e:
        print(depth, "RecursionError")


def grow():
    # Each step puts one more generator on the inside.
    g = leaf(1)
    for _ in range(300):
        g = wrap(g)
    return g


def wrap(inner):
    yield "wrapped"
    result = yield from inner
    return result


print(len(list(grow())))


# A chain that is shared, and one whose end is no generator.
shared = leaf(6)


def share():
    yield from shared


a, b = share(), share()
print(next(a), next(b), next(a), next(b), list(b), list(a))


def mixed():
    yield from [1, 2]
    yield from "ab"
    yield from leaf(2)
    yield from iter((5, 6))


def around():
    yield from mixed()
    yield from map(str, mixed())


print(list(around()))
print(sum(x for x in chain(6, 100)), sorted(chain(2, 5), reverse=True))


# Coroutines.
class Wait:
    def __await__(self):
        got = yield "waiting"
        return got


async def wait(depth):
    if depth:
        return [await wait(depth - 1), depth]
    first = await Wait()
    second = await Wait()
    return first, second


c = wait(3)
print(c.send(None), c.send("one"))
try:
    c.send("two")
except StopIteration as stop:
    print(stop.value)


async def counts(n):
    for i in range(n):
        await wait(1)
        yield i


async def consume():
    return [x async for x in counts(3)]


c, steps = consume(), 0
try:
    c.send(None)
    while True:
        steps += 1
        c.send(steps)
except StopIteration as stop:
    print(stop.value, steps)
