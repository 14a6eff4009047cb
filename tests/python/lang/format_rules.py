"""str.format and %: fields that are not there, numbers too large, objects with __index__; capital Roman numbers."""
def attempt(f, *a, **k):
    try: print(f(*a, **k))
    except Exception as e: print(type(e).__name__, e)
attempt("{}".format); attempt("{}".format_map, {"a": 1}); attempt("{0}".format_map, {"a": 1}); attempt("{a}".format_map, {"a": 1})
attempt("{99999999999999999999}".format, 1); attempt("{0[99999999999999999999]}".format, [1]); attempt("{0[x]}".format, {"x": 2})
class I:
    def __index__(self): return 109
print("%c" % I()); attempt(lambda: "%c" % 1.5); attempt(lambda: "%c" % 2**80); attempt(lambda: "%c" % (2**80)); attempt(lambda: "%c" % -1)
print("\u2167".isupper(), "\u2177".isupper(), "\u24b6".isupper(), "A\u2167".istitle())
