# Exception groups: split, derive, except* and what leaves it.
class EG(ExceptionGroup):
    def __new__(cls, message, excs, code=0):
        self = super().__new__(cls, message, excs)
        self.code = code
        return self
    def derive(self, excs):
        return EG(self.message, excs, self.code)

eg = EG('m', [ValueError(1), KeyError(2), ExceptionGroup('n', [ValueError(3), OSError(4)])], 5)
eg.add_note('note')
for by in (ValueError, (KeyError, OSError), lambda e: isinstance(e, OSError), ZeroDivisionError):
    match, rest = eg.split(by)
    print(repr(match), repr(rest))
    print(type(match).__name__, getattr(match, 'code', None), getattr(match, '__notes__', None))
    print(repr(eg.subgroup(by)))

def run(raised, handler=None):
    try:
        try:
            raise raised
        except* ValueError as e:
            print('ValueError', repr(e), e.exceptions)
            if handler == 'again':
                raise
            if handler == 'other':
                raise TypeError('t') from e
        except* OSError as e:
            print('OSError', repr(e))
    except BaseException as e:
        print('left', repr(e), repr(e.__cause__), repr(e.__context__))

for raised in (ValueError(1), OSError(2), KeyError(3), eg, ExceptionGroup('v', [ValueError(1), ValueError(2)])):
    for handler in (None, 'again', 'other'):
        run(raised, handler)
for bad in (lambda: ExceptionGroup('x', []), lambda: ExceptionGroup('x', 1), lambda: ExceptionGroup('x', [1]),
            lambda: ExceptionGroup('x', [KeyboardInterrupt()]), lambda: EG('x', [SystemExit()]), lambda: eg.split(1)):
    try:
        bad()
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
