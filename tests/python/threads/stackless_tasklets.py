import stackless
out = []
def worker(name, n):
    for i in range(n):
        out.append((name, i))
        stackless.schedule()
for name in "abc":
    stackless.tasklet(worker)(name, 3)
print(stackless.getruncount())
stackless.run()
print(out)
print(stackless.getruncount(), stackless.getcurrent() is stackless.getmain())

ch = stackless.channel()
def producer(n):
    for i in range(n):
        print("send", i)
        ch.send(i)
    ch.send(None)
def consumer():
    while True:
        v = ch.receive()
        print("got", v)
        if v is None:
            break
c = stackless.tasklet(consumer)()
p = stackless.tasklet(producer)(3)
stackless.run()
print(c.alive, p.alive, ch.balance)

# blocked tasklets, balance, deadlock
def receiver(ch):
    try:
        print("value", ch.receive())
    except ValueError as e:
        print("exception", e)
ts = [stackless.tasklet(receiver)(ch) for i in range(3)]
stackless.run()
print(ch.balance, ts[0].blocked, ts[0].scheduled, ts[0].alive, ch.queue is ts[0])
ch.send("one")
ch.send_exception(ValueError, "two")
ts[2].kill()
print(ch.balance, [t.alive for t in ts])
try:
    ch.receive()
except RuntimeError as e:
    print(e)

# exceptions go to the main tasklet
def bad():
    raise KeyError("k")
stackless.tasklet(bad)()
try:
    stackless.run()
except KeyError as e:
    print("main gets", e)

# kill runs finally blocks
def guarded():
    try:
        stackless.schedule()
    finally:
        print("cleaned up")
g = stackless.tasklet(guarded)()
stackless.schedule()
g.kill()
print(g.alive)

# iteration over a channel
c2 = stackless.channel()
def feed():
    c2.send_sequence(range(4))
    c2.send_exception(StopIteration)
stackless.tasklet(feed)()
def drain():
    print(list(c2))
d = stackless.tasklet(drain)()
try:
    stackless.run()
finally:
    print(c2.closing, c2.closed)

# a ring
def node(left, right):
    left.send(1 + right.receive())
first = left = stackless.channel()
for i in range(1000):
    right = stackless.channel()
    stackless.tasklet(node)(left, right)
    left = right
stackless.tasklet(lambda c: c.send(0))(left)
got = []
stackless.tasklet(lambda: got.append(first.receive()))()
stackless.run()
print(got)
x = stackless.tasklet(lambda: print("run at once"))()
x.run()
y = stackless.tasklet(lambda: print("never"))()
y.remove()
stackless.run()
print(y.alive, y.scheduled, y.paused)
y.insert(); y.kill(); print(y.alive)
