"""Code objects that are looked into, compared, changed or copied before they have run."""
import functools
import inspect
import marshal
import types

source = '''
"""module"""
def plain(a, b=2, *c, d, e=5, **f):
    "doc of plain"
    x = a + b
    def inner():
        "doc of inner"
        return x, a
    return inner

class Thing:
    "doc of Thing"
    def method(self, value):
        return value * 2
    async def later(self): pass
    def gen(self):
        yield 1
'''


def load():
    """Fresh code objects that went through marshal, and what the module defines."""
    names = {"__name__": "made"}
    exec(marshal.loads(marshal.dumps(compile(source, "made.py", "exec"))), names)
    return names


names = load()
code = names["plain"].__code__
print(code.co_name, code.co_qualname, code.co_filename, code.co_firstlineno, code.co_argcount, code.co_kwonlyargcount, code.co_flags)
print(code.co_varnames, code.co_names, code.co_cellvars, code.co_freevars, len(code.co_consts), code.co_stacksize)
print(names["plain"].__doc__, names["Thing"].__doc__, names["Thing"].method.__doc__, names["__doc__"])
print(inspect.signature(load()["plain"]), inspect.iscoroutinefunction(load()["Thing"].later), inspect.isgeneratorfunction(load()["Thing"].gen))
a, b = load()["plain"], load()["plain"]
print(a.__code__ == b.__code__, hash(a.__code__) == hash(b.__code__), a.__code__ == load()["Thing"].method.__code__)
print(a.__doc__ is a.__doc__, functools.wraps(a)(lambda: 0).__doc__)
f = load()["plain"]
print(f(1, d=3)(), f.__code__.co_consts[0] is f.__doc__)
f.__doc__ = "other"
print(f.__doc__, f.__code__.co_consts[0])
del f.__doc__
print(f.__doc__)
m = load()["Thing"].method
other = m.__code__.replace(co_name="renamed", co_consts=(None, 10))
print(types.FunctionType(other, {})(None, 4), other.co_name)
m.__code__ = load()["Thing"].gen.__code__
print(list(m(0)))
print(list(load()["plain"].__code__.co_lines())[:3], list(load()["plain"].__code__.co_positions())[:2])
print(marshal.dumps(load()["plain"].__code__) == marshal.dumps(load()["plain"].__code__))
again = types.FunctionType(marshal.loads(marshal.dumps(load()["plain"].__code__)), {"__name__": "x"}, "n", (5, 6))
print(again(d=1, e=2)(), again.__doc__)
try:
    load()["plain"]()
except TypeError as e:
    print(e)
try:
    types.FunctionType(again(d=1, e=2).__code__, {})
except (TypeError, ValueError) as e:
    print(e)
closure = again(d=1, e=2)
exec(closure.__code__, {}, closure=closure.__closure__)
print(load()["plain"].__code__.co_code == load()["plain"].__code__.co_code, load()["Thing"].method.__code__.co_linetable != b"")
