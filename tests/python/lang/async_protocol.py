async def f(): pass
async def g(): yield
class A:
    def __await__(self): return 1
class B:
    def __await__(self): return [1]
class C:
    def __await__(self):
        c = f()
        c.close()
        return c
def run(c):
    try:
        c.send(None); print('sent')
    except StopIteration as e: print('stop', e.value)
    except BaseException as e: print(type(e), e, e.__cause__)
for X in (A,B,C,int):
    async def h(): await X()
    run(h())
class AI:
    def __init__(s, v): s.v=v
    def __aiter__(s): return s.v
class AN:
    def __aiter__(s): return s
    def __anext__(s): return ()
for v in (1, AN()):
    async def h():
        async for x in AI(v): pass
    run(h())
class Z:
    def __aiter__(s): return s
    def __anext__(s): return ZZ()
class ZZ:
    def __await__(s): 1/0
async def h():
    async for x in Z(): pass
run(h())
class CM:
    def __aenter__(self): pass
async def h():
    async with CM(): pass
run(h())
class CM:
    def __aexit__(self): pass
run(h())
class CM:
    async def __aenter__(self): pass
    def __aexit__(self,*a): return 1
async def h():
    async with CM(): pass
run(h())
c=f(); c.close(); run(c)
try: c.throw(ValueError)
except Exception as e: print(type(e), e)
c=f()
try: iter(c)
except Exception as e: print(e)
try: next(c)
except Exception as e: print(e)
w=c.__await__(); print(next(w,'done'))
try: next(w)
except Exception as e: print(type(e), e)
class gen:
    def __init__(s): s.n=0
    def __await__(s): return s
    def __iter__(s): return s
    def __next__(s):
        s.n+=1
        if s.n>1: raise StopIteration
        return s.n
a=g(); x=a.asend(None); run(x); run(x)
try: x.throw(ValueError)
except Exception as e: print(type(e), e)
a=g(); x=a.asend(None)
try: x.throw(ValueError)
except BaseException as e: print(type(e), e)
run(x)
a=g(); y=a.athrow(ValueError); run(y); run(y)
a=g(); y=a.aclose(); run(y); run(y); run(a.asend(None)); run(a.__anext__())
y=a.aclose(); 
try: y.throw(KeyError)
except BaseException as e: print(type(e), e)
run(y)
a=g(); run(a.asend(1))
async def ag2():
    try: yield 1
    finally: yield 2
a=ag2(); run(a.asend(None)); run(a.aclose())
async def ag3():
    await gen(); yield 1
a=ag3(); x=a.asend(None); run(x); z=a.asend(None); run(z); y=a.athrow(ValueError); run(y); yy=a.aclose(); run(yy); run(x)
print(a.ag_running, a.ag_frame is None, a.ag_await)
async def aw(): await gen()
c=aw(); print(c.cr_await, c.cr_running, c.cr_suspended, c.cr_origin); c.send(None); print(type(c.cr_await), c.cr_suspended, c.cr_frame.f_lineno)
async def aw2(): await c
run(aw2())
left = f()
def gg():
    yield from left
try: next(gg())
except Exception as e: print(e)
left.close()
def gg(): yield 1
q=gg(); print(q.gi_suspended, q.gi_running); next(q); print(q.gi_suspended, q.gi_yieldfrom)
for args in ((1,),(ValueError,1,2),('x',),(int,),(ValueError(1),2)):
    q=gg()
    try: q.throw(*args)
    except BaseException as e: print(type(e), e)
import sys
log=[]
def fi(a): log.append(('first', a.__name__))
sys.set_asyncgen_hooks(firstiter=fi)
a=g(); a.asend(None); a.asend(None); print(log, sys.get_asyncgen_hooks().finalizer)
def d():
    try: yield 1
    except GeneratorExit: print('exit'); raise
def e():
    yield from d()
x=e(); next(x); x.close()
def names():
    fr=sys._getframe(1); r=[]
    while fr: r.append(fr.f_code.co_name); fr=fr.f_back
    return r
def d():
    try: yield 1
    except KeyError: yield names()
def e():
    yield from d()
x=e(); next(x); print(x.throw(KeyError))
