# A simulated kernel: tasks of several kinds exchange messages through bounded
# mailboxes and are run by a scheduler with priorities and time slices.
import sys


class Message:
    def __init__(self, sender, kind, value):
        self.sender = sender
        self.kind = kind
        self.value = value


class Mailbox:
    def __init__(self, capacity):
        self.capacity = capacity
        self.items = []
        self.dropped = 0
        self.peak = 0

    def put(self, message):
        if len(self.items) >= self.capacity:
            self.dropped += 1
            return False
        self.items.append(message)
        if len(self.items) > self.peak:
            self.peak = len(self.items)
        return True

    def get(self):
        if not self.items:
            return None
        return self.items.pop(0)

    def __len__(self):
        return len(self.items)


class Random:
    def __init__(self, seed):
        self.state = seed

    def next(self, bound):
        self.state = (self.state * 1103515245 + 12345) & 0x7FFFFFFF
        return (self.state >> 8) % bound


READY, WAITING, FINISHED = "ready", "waiting", "finished"


class Task:
    names = 0

    def __init__(self, kernel, name, priority):
        self.kernel = kernel
        self.name = name
        self.priority = priority
        self.state = READY
        self.mailbox = Mailbox(8)
        self.ticks = 0
        self.switches = 0
        Task.names += 1

    def send(self, target, kind, value):
        return self.kernel.deliver(target, Message(self, kind, value))

    def step(self):
        raise NotImplementedError

    def run(self, slice_length):
        self.switches += 1
        used = 0
        while used < slice_length and self.state is READY:
            self.step()
            used += 1
        self.ticks += used
        return used

    def block(self):
        self.state = WAITING

    def finish(self):
        self.state = FINISHED

    @property
    def runnable(self):
        return self.state is READY


class Producer(Task):
    def __init__(self, kernel, name, priority, target, count):
        super().__init__(kernel, name, priority)
        self.target = target
        self.left = count
        self.random = Random(priority * 7919 + count)

    def step(self):
        if self.left == 0:
            self.send(self.target, "end", 0)
            self.finish()
            return
        value = self.random.next(1000)
        if self.send(self.target, "data", value):
            self.left -= 1
        else:
            self.block()


class Filter(Task):
    def __init__(self, kernel, name, priority, target, divisor):
        super().__init__(kernel, name, priority)
        self.target = target
        self.divisor = divisor
        self.passed = 0
        self.held = None
        self.sources = 0

    def step(self):
        if self.held is None:
            message = self.mailbox.get()
            if message is None:
                self.block()
                return
            self.kernel.wake_senders(self)
            if message.kind == "end":
                self.sources -= 1
                if self.sources == 0:
                    self.held = ("end", 0)
                return
            if message.value % self.divisor:
                self.held = (message.kind, message.value * 3 + 1)
            return
        kind, value = self.held
        if self.send(self.target, kind, value):
            self.held = None
            self.passed += 1
            if kind == "end":
                self.finish()
        else:
            self.block()


class Consumer(Task):
    def __init__(self, kernel, name, priority, sources):
        super().__init__(kernel, name, priority)
        self.sources = sources
        self.checksum = 0
        self.count = 0
        self.histogram = {}

    def step(self):
        message = self.mailbox.get()
        if message is None:
            self.block()
            return
        self.kernel.wake_senders(self)
        if message.kind == "end":
            self.sources -= 1
            if self.sources == 0:
                self.finish()
            return
        self.count += 1
        self.checksum = (self.checksum * 31 + message.value) % 1000003
        bucket = message.value % 5
        self.histogram[bucket] = self.histogram.get(bucket, 0) + 1


class Kernel:
    def __init__(self, slice_length=4):
        self.tasks = []
        self.slice_length = slice_length
        self.clock = 0
        self.waiting_for = {}
        self.idle = 0

    def add(self, task):
        self.tasks.append(task)
        return task

    def deliver(self, target, message):
        if target.mailbox.put(message):
            if target.state is WAITING:
                target.state = READY
            return True
        self.waiting_for.setdefault(target.name, []).append(message.sender)
        return False

    def wake_senders(self, task):
        waiting = self.waiting_for.get(task.name)
        if waiting:
            for sender in waiting:
                if sender.state is WAITING:
                    sender.state = READY
            waiting.clear()

    def pick(self):
        best = None
        for task in self.tasks:
            if task.runnable and (best is None or task.priority > best.priority
                                  or (task.priority == best.priority and task.switches < best.switches)):
                best = task
        return best

    def run(self):
        while True:
            task = self.pick()
            if task is None:
                break
            self.clock += task.run(self.slice_length)
        return all(task.state is FINISHED for task in self.tasks)


def build(rounds):
    kernel = Kernel()
    consumer = kernel.add(Consumer(kernel, "consumer", 1, 2))
    filters = [kernel.add(Filter(kernel, "filter%d" % i, 2, consumer, i + 2)) for i in range(2)]
    for i in range(4):
        target = filters[i % 2]
        target.sources += 1
        kernel.add(Producer(kernel, "producer%d" % i, 3 + i % 2, target, rounds + i))
    return kernel, consumer


def main():
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    kernel, consumer = build(rounds)
    done = kernel.run()
    print("finished:", done, "clock:", kernel.clock)
    print("received:", consumer.count, "checksum:", consumer.checksum)
    for bucket in sorted(consumer.histogram):
        print("bucket", bucket, consumer.histogram[bucket])
    for task in kernel.tasks:
        box = task.mailbox
        print(f"{task.name:10} {type(task).__name__:9} ticks={task.ticks:6} switches={task.switches:6} "
              f"dropped={box.dropped:5} peak={box.peak}")
    print("tasks made:", Task.names)


main()
