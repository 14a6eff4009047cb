# Big integers: digits of pi and e by spigots, Fibonacci and factorials, modular powers and a primality test, square
# roots by Newton's method, conversion to and from text.
import sys


def pi_digits(n):
    q, r, t, k, m, x = 1, 0, 1, 1, 3, 3
    digits = []
    while len(digits) < n:
        if 4 * q + r - t < m * t:
            digits.append(m)
            q, r, m = 10 * q, 10 * (r - m * t), (10 * (3 * q + r)) // t - 10 * m
        else:
            q, r, t, k, m, x = (q * k, (2 * q + r) * x, t * x, k + 1, (q * (7 * k + 2) + r * x) // (t * x), x + 2)
    return digits


def e_digits(n):
    scale = 10 ** (n + 10)
    total = term = scale
    k = 1
    while term:
        term //= k
        total += term
        k += 1
    return str(total // 10 ** 10)


def fibonacci(n):
    a, b = 0, 1
    for bit in bin(n)[2:]:
        a, b = a * (2 * b - a), a * a + b * b
        if bit == "1":
            a, b = b, a + b
    return a


def probably_prime(n):
    d, s = n - 1, 0
    while d % 2 == 0:
        d //= 2
        s += 1
    for a in (2, 3, 5, 7, 11, 13):
        x = pow(a, d, n)
        if x in (1, n - 1):
            continue
        for _ in range(s - 1):
            x = x * x % n
            if x == n - 1:
                break
        else:
            return False
    return True


def root(n):
    x = 1 << (n.bit_length() + 1) // 2
    while True:
        y = (x + n // x) >> 1
        if y >= x:
            return x
        x = y


def gcd(a, b):
    while b:
        a, b = b, a % b
    return a


def main():
    sys.set_int_max_str_digits(0)
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    digits = pi_digits(n)
    print("".join(map(str, digits[:20])), sum(digits))
    e = e_digits(n * 2)
    print(e[:20], sum(map(int, e)))
    f = fibonacci(n * 20)
    print(f.bit_length(), f % 1000000007, str(f)[:10])
    product = 1
    for i in range(2, n + 1):
        product *= i
    print(product.bit_length(), product % (2 ** 61 - 1))
    k, found = 2 ** 89 + 1, []
    while len(found) < max(1, n // 100):
        if probably_prime(k):
            found.append(k - 2 ** 89)
        k += 2
    print(found)
    r = root(7 * 10 ** n)
    print(str(r)[:20], r * r <= 7 * 10 ** n < (r + 1) ** 2)
    print(gcd(product, f), int(str(product)) == product, product >> (n * 3) & 0xFFFFFFFF, hex(f)[:12], -f // 12345 % 10007)


main()
