# Classes, attributes, methods of many kinds, closures, arguments.
class Shape:
    count = 0

    def __init__(self, name):
        self.name = name
        Shape.count += 1

    def area(self):
        return 0.0

    def __repr__(self):
        return "<%s %.2f>" % (self.name, self.area())

    def __lt__(self, other):
        return self.area() < other.area()


class Box(Shape):
    def __init__(self, w, h):
        super().__init__("box")
        self.w, self.h = w, h

    def area(self):
        return self.w * self.h


class Circle(Shape):
    def __init__(self, r):
        super().__init__("circle")
        self.r = r

    def area(self):
        return 3.14159 * self.r ** 2

    @property
    def diameter(self):
        return self.r * 2

    @staticmethod
    def unit():
        return Circle(1)

    @classmethod
    def of(cls, d):
        return cls(d / 2)


class Vector:
    __slots__ = ("x", "y")

    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y)

    def __mul__(self, k):
        return Vector(self.x * k, self.y * k)

    def __eq__(self, other):
        return isinstance(other, Vector) and self.x == other.x and self.y == other.y

    def __hash__(self):
        return hash((self.x, self.y))


class Stack:
    def __init__(self):
        self.items = []

    def push(self, x):
        self.items.append(x)

    def pop(self):
        return self.items.pop()

    def __len__(self):
        return len(self.items)

    def __getitem__(self, i):
        return self.items[i]

    def __contains__(self, x):
        return x in self.items

    def __iter__(self):
        return iter(self.items)


class Node:
    def __init__(self, key, value):
        self.key, self.value = key, value
        self.left = self.right = None


class Tree:
    def __init__(self):
        self.root = None
        self.size = 0

    def put(self, key, value):
        if self.root is None:
            self.root = Node(key, value)
            self.size = 1
            return
        node = self.root
        while True:
            if key == node.key:
                node.value = value
                return
            child = node.left if key < node.key else node.right
            if child is None:
                break
            node = child
        if key < node.key:
            node.left = Node(key, value)
        else:
            node.right = Node(key, value)
        self.size += 1

    def get(self, key, default=None):
        node = self.root
        while node is not None:
            if key == node.key:
                return node.value
            node = node.left if key < node.key else node.right
        return default

    def walk(self, node, visit):
        if node is not None:
            self.walk(node.left, visit)
            visit(node.key)
            self.walk(node.right, visit)


class Account:
    def __init__(self, owner, balance=0, *, limit=100):
        self.owner = owner
        self._balance = balance
        self.limit = limit
        self.log = []

    @property
    def balance(self):
        return self._balance

    @balance.setter
    def balance(self, value):
        if value < -self.limit:
            raise ValueError("limit of " + self.owner)
        self._balance = value

    def transfer(self, other, amount):
        self.balance -= amount
        other.balance += amount
        self.log.append((other.owner, amount))
        return amount


def counter(step=1):
    n = 0

    def next_one():
        nonlocal n
        n += step
        return n
    return next_one


def compose(*functions):
    def run(x):
        for f in functions:
            x = f(x)
        return x
    return run


def traced(f):
    def wrapper(*args, **kwargs):
        wrapper.calls += 1
        return f(*args, **kwargs)
    wrapper.calls = 0
    return wrapper


@traced
def blend(a, b=2, *rest, scale=1, **named):
    return (a + b + sum(rest) + sum(named.values())) * scale


def fibonacci(n):
    return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)


def shapes(n):
    list_of = []
    for i in range(n):
        list_of.append(Box(i % 13, i % 7) if i % 3 else Circle.of(i % 11))
    list_of.sort()
    total = 0.0
    for s in list_of:
        total += s.area()
        if isinstance(s, Circle):
            total += s.diameter
    return round(total, 2), repr(list_of[-1]), Shape.count


def vectors(n):
    seen, p = set(), Vector(0, 0)
    for i in range(n):
        p = p + Vector(i % 5 - 2, i % 3 - 1) * 2
        seen.add(p)
        if p == Vector(0, 0):
            seen.discard(p)
    return len(seen)


def stacks(n):
    s = Stack()
    for i in range(n):
        s.push(i)
        if len(s) > 20:
            s.pop()
            s.pop()
    return len(s), s[3], 7 in s, sum(x for x in s)


def bank(n):
    people = [Account("p%d" % i, 50, limit=200 + i) for i in range(10)]
    refused = 0
    for i in range(n):
        try:
            people[i % 10].transfer(people[i * 7 % 10], i % 60)
        except ValueError:
            refused += 1
    return refused, [p.balance for p in people], sum(len(p.log) for p in people)


def trees(n):
    t, keys = Tree(), []
    for i in range(n):
        t.put(i * 7919 % 10007, i)
    t.walk(t.root, keys.append)
    return t.size, keys[:3], sum(t.get(k, 0) for k in range(0, 10007, 3))


print(shapes(9000))
print(vectors(12000))
print(stacks(40000))
print(bank(25000))
print(trees(4000))
tick = counter(3)
print(sum(tick() for _ in range(20000)))
double = compose(lambda x: x + 1, lambda x: x * 2, abs)
print(sum(double(i) for i in range(12000)))
print(sum(blend(i, 3, 4, scale=2, extra=i) + blend(i) + blend(*(i, 1), **{"scale": 3}) for i in range(5000)), blend.calls)
print(fibonacci(21))
print(getattr(Vector(1, 2), "x"), hasattr(Shape, "none"), Circle.unit().r)
