# Motion of bodies under gravity, by a symplectic integrator, with checks of
# what physics conserves.
import sys
from math import pi, sqrt

DAYS = 365.24
SOLAR = 4 * pi * pi


class Vector:
    __slots__ = ("x", "y", "z")

    def __init__(self, x, y, z):
        self.x = x
        self.y = y
        self.z = z

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y, self.z + other.z)

    def __sub__(self, other):
        return Vector(self.x - other.x, self.y - other.y, self.z - other.z)

    def scaled(self, factor):
        return Vector(self.x * factor, self.y * factor, self.z * factor)

    def dot(self, other):
        return self.x * other.x + self.y * other.y + self.z * other.z

    def cross(self, other):
        return Vector(self.y * other.z - self.z * other.y,
                      self.z * other.x - self.x * other.z,
                      self.x * other.y - self.y * other.x)

    def length(self):
        return sqrt(self.dot(self))

    def __repr__(self):
        return "(%.9f, %.9f, %.9f)" % (self.x, self.y, self.z)


class Body:
    def __init__(self, name, mass, position, velocity):
        self.name = name
        self.mass = mass * SOLAR
        self.position = Vector(*position)
        self.velocity = Vector(*velocity).scaled(DAYS)


def solar_system():
    return [
        Body("star", 1.0, (0.0, 0.0, 0.0), (0.0, 0.0, 0.0)),
        Body("inner", 9.5e-4, (4.84, -1.16, -0.10), (1.66e-3, 7.70e-3, -6.9e-5)),
        Body("ring", 2.85e-4, (8.34, 4.12, -0.40), (-2.77e-3, 4.99e-3, 2.3e-5)),
        Body("blue", 4.37e-5, (12.89, -15.11, -0.22), (2.96e-3, 2.38e-3, -3.0e-5)),
        Body("far", 5.15e-5, (15.38, -25.92, 0.18), (2.68e-3, 1.63e-3, -9.5e-5)),
    ]


class System:
    def __init__(self, bodies):
        self.bodies = bodies
        self.pairs = [(a, b) for i, a in enumerate(bodies) for b in bodies[i + 1:]]
        self.rest()

    def rest(self):
        momentum = Vector(0.0, 0.0, 0.0)
        for body in self.bodies:
            momentum = momentum + body.velocity.scaled(body.mass)
        star = self.bodies[0]
        star.velocity = momentum.scaled(-1.0 / star.mass)

    def advance(self, step, count):
        pairs = self.pairs
        bodies = self.bodies
        for _ in range(count):
            for a, b in pairs:
                pa = a.position
                pb = b.position
                dx = pa.x - pb.x
                dy = pa.y - pb.y
                dz = pa.z - pb.z
                square = dx * dx + dy * dy + dz * dz
                magnitude = step / (square * sqrt(square))
                am = a.mass * magnitude
                bm = b.mass * magnitude
                va = a.velocity
                vb = b.velocity
                va.x -= dx * bm
                va.y -= dy * bm
                va.z -= dz * bm
                vb.x += dx * am
                vb.y += dy * am
                vb.z += dz * am
            for body in bodies:
                p = body.position
                v = body.velocity
                p.x += step * v.x
                p.y += step * v.y
                p.z += step * v.z

    def energy(self):
        total = sum(0.5 * body.mass * body.velocity.dot(body.velocity) for body in self.bodies)
        for a, b in self.pairs:
            total -= a.mass * b.mass / (a.position - b.position).length()
        return total

    def angular_momentum(self):
        total = Vector(0.0, 0.0, 0.0)
        for body in self.bodies:
            total = total + body.position.cross(body.velocity).scaled(body.mass)
        return total


def main():
    steps = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    system = System(solar_system())
    before = system.energy()
    spin = system.angular_momentum()
    print("energy   %.9f" % before)
    print("momentum", spin)
    for part in range(4):
        system.advance(0.01, steps // 4)
        print("after %d: energy %.9f" % ((part + 1) * (steps // 4), system.energy()))
    for body in system.bodies:
        print("%-6s at %r moving %r" % (body.name, body.position, body.velocity))
    drift = abs(system.energy() - before) / abs(before)
    print("drift below 1e-4:", drift < 1e-4)
    print("spin kept:", (system.angular_momentum() - spin).length() < 1e-9)


main()
