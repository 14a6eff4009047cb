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
    return sum(1 for n in range(400000 + k, 500000, 2) if is_prime(n))


run(work)
