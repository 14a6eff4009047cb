def f(a, b): pass
try:
    f(1)
finally:
    print("cleanup")
    f(1, 2, 3)
