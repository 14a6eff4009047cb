# Code objects, as CPython lays them out.
import sys

def sample(a, b=2, *args, c, **kw):
    """doc"""
    try:
        for i in range(a):
            if i % 2:
                yield [x * b for x in args if x]
    except (ValueError, KeyError) as e:
        raise RuntimeError(f"{e!r:>{b}}") from e
    finally:
        with open(c) as f:
            kw.update({'a': f, **kw})

async def waits(things):
    async with things as t:
        async for x in t:
            await x
    return lambda y, /: (y, things)

class C:
    def m(self):
        return super().m()

def show(c):
    print(c.co_name, c.co_qualname, c.co_argcount, c.co_posonlyargcount, c.co_kwonlyargcount, c.co_nlocals, c.co_stacksize, hex(c.co_flags))
    print(c.co_varnames, c.co_names, c.co_cellvars, c.co_freevars)
    print(c.co_code.hex())
    print(c.co_linetable.hex(), c.co_exceptiontable.hex(), c.co_lnotab.hex())
    print(list(c.co_lines())[:8])
    print([p for p in c.co_positions()][:12])
    same = c.replace(co_linetable=c.co_linetable)
    print(same == c, hash(same) == hash(c), same is c)
    other = c.replace(co_name='other', co_firstlineno=c.co_firstlineno + 1)
    print(other == c, other.co_name)
    for k in c.co_consts:
        if hasattr(k, 'co_code'):
            show(k)

show(sample.__code__)
show(waits.__code__)
show(C.m.__code__)
f = C.m
f.__code__ = f.__code__.replace(co_consts=f.__code__.co_consts)
print(f.__code__.co_consts)
for change in ({'co_argcount': 'x'}, {'co_nonsense': 1}, {'co_name': 1}):
    try:
        f.__code__.replace(**change)
    except TypeError as e:
        print(e)
