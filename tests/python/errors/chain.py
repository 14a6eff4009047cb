def a(x):
    return b(x) + 1
def b(y):
    z = {"k": [1, 2]}
    return z["k"][y] / (y - y)
class Foo:
    def m(self):
        try:
            a(1)
        except ZeroDivisionError as e:
            raise ValueError("wrapped") from e
Foo().m()
