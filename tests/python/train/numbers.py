# Arithmetic: small and large integers, floats, bits, loops of all kinds.
import math


def sieve(n):
    flags = [True] * (n + 1)
    flags[0] = flags[1] = False
    i = 2
    while i * i <= n:
        if flags[i]:
            for j in range(i * i, n + 1, i):
                flags[j] = False
        i += 1
    return [k for k in range(n + 1) if flags[k]]


def gcd(a, b):
    while b:
        a, b = b, a % b
    return a


def collatz(limit):
    best = longest = 0
    for start in range(1, limit):
        n, steps = start, 0
        while n != 1:
            n = n // 2 if n % 2 == 0 else 3 * n + 1
            steps += 1
        if steps > longest:
            best, longest = start, steps
    return best, longest


def integrate(f, low, high, steps):
    width = (high - low) / steps
    total = 0.5 * (f(low) + f(high))
    for i in range(1, steps):
        total += f(low + i * width)
    return total * width


def mix(n):
    state, out = 12345, 0
    for i in range(n):
        state = (state * 1103515245 + 12345) & 0x7FFFFFFF
        out ^= (state >> 7) | (i << 3)
        if state & 1:
            out = ~out & 0xFFFFFFFF
    return out


def logistic(n):
    x, low, high = 0.3, 1.0, 0.0
    for _ in range(n):
        x = 3.9 * x * (1.0 - x)
        low, high = min(low, x), max(high, x)
    return low, high, abs(high - low)


def digits(n):
    return sum(int(c) for c in str(3 ** n)) + len(str(math.factorial(n)))


def matrix(n):
    a = [[(i * j) % 7 + 0.5 for j in range(n)] for i in range(n)]
    b = [[float(i - j) for j in range(n)] for i in range(n)]
    c = [[0.0] * n for _ in range(n)]
    for i in range(n):
        row, ci = a[i], c[i]
        for j in range(n):
            s = 0.0
            for k in range(n):
                s += row[k] * b[k][j]
            ci[j] = s
    return sum(map(sum, c))


primes = sieve(200000)
print(len(primes), primes[-1])
print(sum(gcd(a, b) for a in range(1, 150) for b in range(1, 150)))
print(collatz(9000))
print(round(integrate(lambda x: math.sin(x) * x ** 2, 0.0, 3.0, 60000), 6))
print(mix(150000))
print(logistic(100000))
print(sum(digits(n) for n in range(1, 150)))
print(pow(7, 12345, 1000007), 2 ** 200 % 1000003, divmod(-17, 5), -7 // 2, 7.5 // 2, 1 << 70)
print(matrix(45))
