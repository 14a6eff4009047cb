# The Mandelbrot and Julia sets with a class of complex numbers that overloads operators, then with plain floats, and a
# dragon curve with points as objects.
import sys


class Number:
    __slots__ = ("re", "im")

    def __init__(self, re, im):
        self.re = re
        self.im = im

    def __add__(self, other):
        return Number(self.re + other.re, self.im + other.im)

    def __mul__(self, other):
        return Number(self.re * other.re - self.im * other.im, self.re * other.im + self.im * other.re)

    def __eq__(self, other):
        return self.re == other.re and self.im == other.im

    @property
    def norm(self):
        return self.re * self.re + self.im * self.im


def escape(z, c, limit):
    for i in range(limit):
        if z.norm > 4.0:
            return i
        z = z * z + c
    return limit


def with_objects(width, height, limit, julia=None):
    rows = []
    for y in range(height):
        row = []
        for x in range(width):
            p = Number(3.0 * x / width - 2.1, 2.4 * y / height - 1.2)
            n = escape(p, julia, limit) if julia else escape(Number(0.0, 0.0), p, limit)
            row.append(" .:-=+*#%@"[n * 9 // limit])
        rows.append("".join(row))
    return rows


def with_floats(width, height, limit):
    inside = total = 0
    for y in range(height):
        ci = 2.4 * y / height - 1.2
        for x in range(width):
            cr = 3.0 * x / width - 2.1
            zr = zi = 0.0
            n = 0
            while n < limit:
                a, b = zr * zr, zi * zi
                if a + b > 4.0:
                    break
                zi = 2.0 * zr * zi + ci
                zr = a - b + cr
                n += 1
            total += n
            if n == limit:
                inside += 1
    return inside, total


class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def turned(self):
        return Point(-self.y, self.x)

    def __sub__(self, other):
        return Point(self.x - other.x, self.y - other.y)

    def __add__(self, other):
        return Point(self.x + other.x, self.y + other.y)

    def __hash__(self):
        return hash((self.x, self.y))

    def __eq__(self, other):
        return self.x == other.x and self.y == other.y


def dragon(folds):
    path = [Point(0, 0), Point(1, 0)]
    for _ in range(folds):
        end = path[-1]
        path += [end + (p - end).turned() for p in reversed(path[:-1])]
    return path


def main():
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 12
    rows = with_objects(size * 2, size, 30)
    julia = with_objects(size * 2, size, 30, Number(-0.7, 0.27))
    if size <= 12:
        print("\n".join(rows))
    print(sum(row.count("@") for row in rows), sum(row.count("@") for row in julia))
    print(with_floats(size * 2, size * 2, 50))
    path = dragon(max(4, size.bit_length() + 6))
    print(len(path), len(set(path)), path[-1].x, path[-1].y)


main()
