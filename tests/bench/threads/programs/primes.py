# Primes by trial division.
from both import run


def is_prime(n):
    i = 2
    while i * i <= n:
        if n % i == 0:
            return False
        i += 1
    return n > 1


def work(k):
    return sum(1 for n in range(400001 + 2 * k, 1000000, 4) if is_prime(n))


run(work)
