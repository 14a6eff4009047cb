"""types.FunctionType called as a class."""
import types
def f(a, b=1):
    return a, b, x
def outer():
    z=3
    def g(): return z
    return g
g=outer()
F=types.FunctionType
def tr(*a,**k):
    try: r=F(*a,**k); print(r.__name__, r.__defaults__, r.__closure__ and [c.cell_contents for c in r.__closure__], r.__module__, r.__qualname__, r.__doc__)
    except Exception as e: print(type(e).__name__, e)
tr(f.__code__, {}); tr(f.__code__, {'__name__':'q'}, 'nm', (1,2)); tr(f.__code__, {}, 5); tr(f.__code__, {}, None, [1]); tr(f.__code__, []); tr(3,{}); tr(); tr(f.__code__)
tr(g.__code__, {}); tr(g.__code__, {}, closure=g.__closure__); tr(g.__code__, {}, closure=(1,)); tr(g.__code__, {}, closure=()); tr(f.__code__, {}, closure=()); tr(f.__code__, {}, closure=(types.CellType(),)); tr(f.__code__, {}, closure=5)
print(F(f.__code__, {'x':9})(1,2), F(g.__code__, {}, closure=(types.CellType(8),))())
d={}; F((lambda: len([1])).__code__, d); print(d); print(F((lambda: len([1])).__code__, d)(), list(d))
try: F((lambda: len([1])).__code__, {'__builtins__':{}})()
except NameError as e: print(e)
try:
    class X(F): pass
except TypeError as e: print(e)
