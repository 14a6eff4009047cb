# Largest singular value of an infinite matrix's corner, by power iteration;
# the same with explicit rows, with generators and with map, which must agree.
import sys
from math import sqrt


def entry(i, j):
    return 1.0 / ((i + j) * (i + j + 1) // 2 + i + 1)


def times(vector):
    n = len(vector)
    result = [0.0] * n
    for i in range(n):
        total = 0.0
        for j in range(n):
            total += entry(i, j) * vector[j]
        result[i] = total
    return result


def times_transposed(vector):
    n = len(vector)
    result = [0.0] * n
    for i in range(n):
        total = 0.0
        for j in range(n):
            total += entry(j, i) * vector[j]
        result[i] = total
    return result


def norm(n, rounds=10):
    u = [1.0] * n
    v = u
    for _ in range(rounds):
        v = times_transposed(times(u))
        u = times_transposed(times(v))
    product = square = 0.0
    for a, b in zip(u, v):
        product += a * b
        square += b * b
    return sqrt(product / square)


class Matrix:
    def __init__(self, rows):
        self.rows = rows

    @classmethod
    def corner(cls, n):
        return cls([[entry(i, j) for j in range(n)] for i in range(n)])

    @property
    def size(self):
        return len(self.rows)

    def transposed(self):
        return Matrix([list(column) for column in zip(*self.rows)])

    def __matmul__(self, vector):
        return [sum(a * b for a, b in zip(row, vector)) for row in self.rows]

    def __getitem__(self, place):
        i, j = place
        return self.rows[i][j]

    def trace(self):
        return sum(self[i, i] for i in range(self.size))


def norm_by_rows(n, rounds=10):
    matrix = Matrix.corner(n)
    other = matrix.transposed()
    u = [1.0] * n
    v = u
    for _ in range(rounds):
        v = other @ (matrix @ u)
        u = other @ (matrix @ v)
    product = sum(map(lambda a, b: a * b, u, v))
    square = sum(map(lambda b: b * b, v))
    return sqrt(product / square), matrix.trace()


def dominant(n):
    best = (0.0, None)
    for i in range(n):
        row = [entry(i, j) for j in range(n)]
        weight = max(row)
        if weight > best[0]:
            best = (weight, (i, row.index(weight)))
    return best


def convergence(n):
    previous = 0.0
    for rounds in range(1, 6):
        value = norm(n, rounds)
        yield rounds, value, abs(value - previous)
        previous = value


def main():
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 40
    value = norm(n)
    print("norm %.9f" % value)
    rows, trace = norm_by_rows(min(n, 60))
    print("rows %.9f trace %.9f" % (rows, trace))
    print("dominant", dominant(min(n, 60)))
    for rounds, estimate, change in convergence(min(n, 20)):
        print("%d rounds: %.9f (changed by %.2e)" % (rounds, estimate, change))
    small = norm(10)
    print("monotone:", small < norm(20) <= value if n >= 20 else small)
    print("agree:", abs(norm_by_rows(15)[0] - norm(15)) < 1e-12)


main()
