# What copy and pickle ask of builtin iterators.
def parts(it):
    fn, args, *state = it.__reduce__()
    print(fn.__name__, args, state)

def advanced(it, n=1):
    for _ in range(n):
        next(it)
    return it

for make in (lambda: iter([1, 2, 3]), lambda: reversed([1, 2, 3]), lambda: iter('abc'), lambda: iter(b'abc'),
             lambda: iter(bytearray(b'abc')), lambda: iter({1: 2, 3: 4}), lambda: iter({1: 2, 3: 4}.items()),
             lambda: reversed({1: 2, 3: 4}), lambda: iter({5}), lambda: enumerate('ab', 7), lambda: reversed('abc')):
    it = make()
    print(type(it).__name__.replace('ascii_', ''), it.__length_hint__() if hasattr(it, '__length_hint__') else '')
    if type(it).__name__ != 'enumerate':
        parts(it)
    print(len(list(advanced(make()))))
    done = make()
    list(done)
    print(list(done))

it = iter([1, 2, 3, 4])
it.__setstate__(2)
print(list(it))
it = iter((1, 2, 3))
it.__setstate__(1)
print(list(it))
it = zip([1], [2, 3])
it.__setstate__(1)
try:
    print(list(it))
except ValueError as e:
    print(e)

class Hint:
    def __init__(self, hint): self.hint = hint
    def __iter__(self): return iter('xy')
    def __length_hint__(self):
        if isinstance(self.hint, BaseException):
            raise self.hint
        return self.hint
for hint in (1, -1, 'a', NotImplemented, TypeError('swallowed'), ValueError('raised')):
    try:
        print(list(Hint(hint)))
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
for n in (10**4300, 10**4299, -10**4301):
    try:
        print(len(str(n)))
    except ValueError as e:
        print(e)
try:
    int('1' * 4301)
except ValueError as e:
    print(e)
