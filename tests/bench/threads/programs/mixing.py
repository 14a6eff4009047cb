# Bits of integers, as a hash mixes them.
from both import run

MASK = 0xFFFFFFFF


def work(k):
    a, b, c, d = 0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476 + k
    for i in range(4500000):
        f = (b & c) | (~b & d)
        a, d, c, b = d, c, b, (b + (((a + f + i) << 7 | (a + f + i) >> 25) & MASK)) & MASK
    return a ^ b ^ c ^ d


run(work)
