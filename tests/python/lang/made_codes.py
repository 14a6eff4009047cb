# Code objects made of their parts.
import marshal
import opcode
import types

FIELDS = ('argcount posonlyargcount kwonlyargcount nlocals stacksize flags code consts names varnames filename name qualname '
          'firstlineno linetable exceptiontable freevars cellvars').split()

def rebuild(c):
    return types.CodeType(*(getattr(c, 'co_' + field) for field in FIELDS))

def sample(a, *args, k=1, **kw):
    total = 0
    for i in range(a):
        try:
            with open('/dev/null') as f:
                total += i if f else -1
            if i > 2:
                raise ValueError(i)
        except ValueError as e:
            total += e.args[0] * 100
        finally:
            total += sum(x for x in args if x)
    return lambda: (total, k, kw)

def gen(n):
    while n:
        n -= (yield n) or 1

def check(c):
    made = rebuild(c)
    assert made == c and hash(made) == hash(c), c
    assert list(made.co_positions()) == list(c.co_positions()) and list(made.co_lines()) == list(c.co_lines()), c
    assert marshal.loads(marshal.dumps(made)) == c
    return made

for f in sample, gen:
    f.__code__ = check(f.__code__)
print(sample(5, 1, 2, k=7, z=8)(), list(gen(3)))
for k in (c for c in sample.__code__.co_consts if isinstance(c, types.CodeType)):
    check(k)

# Long distances need prefixes.
source = 'def far(x):\n    while x:\n' + '        x = x - 1; y = (x, "a", %r)\n' * 200 % tuple(range(200)) + '    return y\n'
space = {}
exec(source, space)
space['far'].__code__ = check(space['far'].__code__)
print(space['far'](200))

# A free variable more, as programs add one to give a function a class cell.
def outside(self):
    return super().__repr__().upper()

def cell_of(__class__):
    return (lambda: __class__).__closure__

class Text(str):
    pass

c = outside.__code__
c = c.replace(co_freevars=c.co_freevars + ('__class__',), co_code=bytes([opcode.opmap['COPY_FREE_VARS'], 1]) + c.co_code)
Text.__repr__ = types.FunctionType(c, globals(), 'outside', None, cell_of(Text))
print(repr(Text('shout')))
bad = types.FunctionType(c, globals(), 'outside', None, cell_of(3))
try:
    bad(Text('x'))
except RuntimeError as e:
    print(e)

def one():
    return 1

c = one.__code__
print(list(c.replace(co_linetable=b'').co_lines()), list(c.replace(co_linetable=b'').co_positions()))
print(marshal.loads(marshal.dumps(c.replace(co_consts=(None, 5)))).co_consts)
one.__code__ = c.replace(co_consts=(None, [1, 2]))
print(one())
for change in ({'co_nlocals': 1}, {'co_code': b'd'}, {'co_argcount': -1}, {'co_posonlyargcount': 1}):
    try:
        c.replace(**change)
    except (ValueError, SystemError):
        print('refused')
for args in ((), (1,) * 19, (0, 0, 0, 0, 1, 0, 'text', (), (), (), '', '', '', 1, b'', b'')):
    try:
        types.CodeType(*args)
    except TypeError as e:
        print(e)
