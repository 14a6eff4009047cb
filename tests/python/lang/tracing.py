import gc, sys; gc.collect()
def tr(f, e, a):
    print(f.f_code.co_name, e, f.f_lineno, a if e!='exception' else a[0], sorted(f.f_locals) if f.f_code.co_name!='<module>' else '')
    return tr
def g(n):
    for i in range(n):
        yield i
def f(x):
    y = x + 1
    try:
        1/0
    except ZeroDivisionError:
        z = 2
    for k in g(2): pass
    while y > 3:
        y -= 1
    return z
class A:
    def m(self):
        raise KeyError(1)
sys.settrace(tr)
f(4)
try:
    A().m()
except KeyError: pass
l = [i for i in (1,2)]
sys.settrace(None)
f(1)
def pr(f,e,a): print('P', f.f_code.co_name, e, getattr(a,'__name__',a))
sys.setprofile(pr)
f(2)
len([])
try: int('x')
except ValueError: pass
[3,1].sort(key=lambda q: -q)
sys.setprofile(None)
def lo():
    a = 1
    d = locals()
    b = 2
    print(d is locals(), d)
    fr = sys._getframe()
    print(fr.f_locals is d, fr.f_back.f_code.co_name, fr.f_lineno, fr.f_trace)
    return fr
fr = lo()
print(sorted(fr.f_locals), fr.f_back.f_code.co_name, fr.f_lineno)
fr.clear(); print(fr.f_locals)
def h():
    q = 5
    raise ValueError
try: h()
except ValueError as e:
    t = e.__traceback__.tb_next
    print(t.tb_frame.f_locals, t.tb_lineno, t.tb_frame.f_back.f_code.co_name)
gg = g(3); next(gg); print(gg.gi_frame.f_locals, gg.gi_frame.f_back, gg.gi_frame.f_lineno)
