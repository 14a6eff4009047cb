# Changing classes: bases, layouts, names, and what cannot be.
class A: __slots__ = ('a', 'b')
class B(A): pass
class C: __slots__ = ('a', 'b')
for code in ["A().__class__=B", "A().__class__=1", "del A().__class__", "(1).__class__=A", "A.__bases__=()", "A.__bases__=1", "A.__bases__=(1,)",
    "B.__bases__=(B,)", "int.__bases__=(A,)", "del B.__bases__", "B.__bases__=(C,)", "B.__bases__=(dict,)", "type('x',(),{'__slots__':('a b',)})",
    "type('x',(),{'__slots__':(1,)})", "type('x',(int,),{'__slots__':('a',)})", "type('x',(B,),{'__slots__':('__dict__',)})",
    "type('x',(B,),{'__slots__':('__weakref__',)})", "type('x',(A,C),{})", "type('x',(),{'__slots__':('a',),'a':1})", "type('x\\0',(),{})",
    "type('x',(),{'__qualname__':1})", "type('x',(list[int],),{})", "type(1,2)", "type('a',1,{})", "type('a',(),1)", "A.__name__=1",
    "A.__name__='a\\0'", "A.__qualname__=1", "del A.__name__", "int.__name__='x'", "del A.__module__", "A.__doc__=1", "del A.__doc__",
    "A.__dict__={}", "type.__abstractmethods__", "A.__abstractmethods__", "del A.__abstractmethods__", "object().__class__=A", "B().__dict__=1",
    "A().__dict__", "type('x',(A,A),{})", "type('x',(type(None),),{})", "type('x',(),{'__classcell__':1})", "super(1)", "super(A,1)",
    "super(A,A(),1)", "super(x=1)", "del A().a", "A().zz=1", "A.a.__get__(1)", "A.a.__set__(1,2)", "A.a.__delete__(1)"]:
    try:
        exec(code)
        print(code, "fine")
    except Exception as e:
        print(code, '|', type(e).__name__, e)
print(B.__mro__, B.__base__, [c.__name__ for c in C.__subclasses__()])

class Meta(type):
    def mro(cls):
        return [cls, Extra, object]
class Extra:
    where = 'extra'
class Odd(metaclass=Meta): pass
print(Odd.where, Odd.__mro__, Odd.__bases__)

class G: __slots__ = ['a', 'b']
class H: __slots__ = ['b', 'a']
x = G()
x.a, x.b = 1, 2
x.__class__ = H
print(type(x).__name__, x.a, x.b)

d = H.__dict__
H.later = 3
print(d['later'], 'later' in d, type(d).__name__)
del H.later
print('later' in d)

class auto(type):
    def __init__(cls, name, bases, ns):
        super().__init__(name, bases, ns)
        setattr(cls, '_%s__super' % name, super(cls))
class P(metaclass=auto):
    def m(self): return 'P'
class Q(P):
    def m(self): return 'Q' + self.__super.m()
print(Q().m(), Q._Q__super)

import sys

class types: ModuleType = type(sys)
class Mod(types.ModuleType):
    def __getattr__(self, name): return name.upper()
m = Mod('m', 'doc')
m.x = 1
print(m.x, m.y, m.__doc__, m.__dict__['x'], type(m).__name__)
