# Products of matrices that are lists of lists.
from both import run


def matrix(n, k):
    return [[float(i * j * k % 7) for j in range(n)] for i in range(n)]


def product(a, b):
    columns = list(zip(*b))
    return [[sum(x * y for x, y in zip(row, column)) for column in columns] for row in a]


def work(k):
    a, b = matrix(90, k + 1), matrix(90, k + 2)
    for _ in range(14):
        a = [[x % 11 for x in row] for row in product(a, b)]
    return sum(map(sum, a))


run(work)
