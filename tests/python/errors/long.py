import sys
def f(n):
    if n == 0:
        raise KeyError("x" +
                       "y")
    f(n - 1)
try:
    f(6)
except KeyError:
    foo.bar(
        1, 2)
