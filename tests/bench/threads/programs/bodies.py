# Objects with methods and operators.
from both import run


class Vector:
    __slots__ = ("x", "y")

    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y)

    def dot(self, other):
        return self.x * other.x + self.y * other.y


class Body:
    def __init__(self, place, speed):
        self.place = place
        self.speed = speed

    def step(self):
        self.place = self.place + self.speed
        return self.place.dot(self.speed)


def work(k):
    bodies = [Body(Vector(i, i + k), Vector(1, 2)) for i in range(100)]
    return sum(body.step() for _ in range(30000) for body in bodies)


run(work)
