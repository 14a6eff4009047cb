# Conway's game of life on a set of pairs.
from both import run


def step(cells):
    near = {}
    for x, y in cells:
        for dx in (-1, 0, 1):
            for dy in (-1, 0, 1):
                if dx or dy:
                    place = x + dx, y + dy
                    near[place] = near.get(place, 0) + 1
    return {place for place, n in near.items() if n == 3 or n == 2 and place in cells}


def work(k):
    cells = {(i * i % 97, i * (7 + k) % 89) for i in range(2000)}
    for _ in range(200):
        cells = step(cells)
    return len(cells)


run(work)
