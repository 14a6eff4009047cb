# A ray tracer: vectors as objects, spheres and a plane, shadows, reflections, written as a checksum and a small picture.
import sys
from math import sqrt


class Vector:
    __slots__ = ("x", "y", "z")

    def __init__(self, x, y, z):
        self.x = x
        self.y = y
        self.z = z

    def __add__(self, v):
        return Vector(self.x + v.x, self.y + v.y, self.z + v.z)

    def __sub__(self, v):
        return Vector(self.x - v.x, self.y - v.y, self.z - v.z)

    def scale(self, k):
        return Vector(self.x * k, self.y * k, self.z * k)

    def dot(self, v):
        return self.x * v.x + self.y * v.y + self.z * v.z

    def normalized(self):
        return self.scale(1.0 / sqrt(self.dot(self)))

    def reflect(self, normal):
        return self - normal.scale(2 * self.dot(normal))


class Ray:
    def __init__(self, origin, direction):
        self.origin = origin
        self.direction = direction.normalized()

    def at(self, t):
        return self.origin + self.direction.scale(t)


class Shape:
    def __init__(self, colour, mirror):
        self.colour = colour
        self.mirror = mirror

    def colour_at(self, p):
        return self.colour


class Sphere(Shape):
    def __init__(self, centre, radius, colour, mirror=0.3):
        super().__init__(colour, mirror)
        self.centre = centre
        self.radius = radius

    def intersect(self, ray):
        to = self.centre - ray.origin
        along = to.dot(ray.direction)
        d = self.radius * self.radius - (to.dot(to) - along * along)
        if d < 0:
            return None
        t = along - sqrt(d)
        return t if t > 1e-6 else None

    def normal(self, p):
        return (p - self.centre).normalized()


class Floor(Shape):
    up = Vector(0.0, 1.0, 0.0)

    def intersect(self, ray):
        down = ray.direction.y
        if abs(down) < 1e-9:
            return None
        t = -ray.origin.y / down
        return t if t > 1e-6 else None

    def normal(self, p):
        return self.up

    def colour_at(self, p):
        return self.colour if (int(p.x + 1000) + int(p.z + 1000)) % 2 else 0.15


class Scene:
    def __init__(self):
        self.shapes = []
        self.lights = []

    def nearest(self, ray):
        best, hit = None, None
        for shape in self.shapes:
            t = shape.intersect(ray)
            if t is not None and (best is None or t < best):
                best, hit = t, shape
        return best, hit

    def shadowed(self, p, light):
        ray = Ray(p, light - p)
        for shape in self.shapes:
            if shape.intersect(ray) is not None:
                return True
        return False

    def colour(self, ray, depth):
        t, shape = self.nearest(ray)
        if shape is None:
            return 0.2 + 0.3 * max(0.0, ray.direction.y)
        p = ray.at(t)
        normal = shape.normal(p)
        p = p + normal.scale(1e-5)
        light = 0.1
        for source in self.lights:
            if not self.shadowed(p, source):
                light += max(0.0, (source - p).normalized().dot(normal)) * 0.8
        result = min(1.0, light) * shape.colour_at(p) * (1 - shape.mirror)
        if depth > 0 and shape.mirror > 0:
            result += shape.mirror * self.colour(Ray(p, ray.direction.reflect(normal)), depth - 1)
        return result


def build():
    scene = Scene()
    scene.lights = [Vector(5.0, 8.0, -6.0), Vector(-6.0, 6.0, -3.0)]
    scene.shapes = [Floor(0.8, 0.1)]
    for i in range(6):
        scene.shapes.append(Sphere(Vector(i * 1.3 - 3.2, 0.7 + (i % 3) * 0.6, i % 2 * 1.5), 0.7, 0.5 + i * 0.08))
    return scene


def main():
    width = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    height = width * 3 // 4
    scene = build()
    eye = Vector(0.0, 1.8, -7.0)
    total = 0
    for y in range(height):
        row = []
        for x in range(width):
            ray = Ray(eye, Vector((x - width / 2) / width, (height / 2 - y) / width, 0.9))
            c = int(scene.colour(ray, 2) * 255)
            total += c * (x + 3 * y + 1)
            row.append(" .:-=+*#%@"[min(9, c // 26)])
        if width <= 64:
            print("".join(row))
    print("checksum", total)


main()
