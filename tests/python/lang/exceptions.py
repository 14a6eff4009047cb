import sys
def tryit(code, g={}):
    try: r = eval(code, {**globals(), **g}); print(code, '->', repr(r))
    except BaseException as e: print(code, '|', type(e).__name__, '|', e)
for c in ["ImportError('m', name='n', path='p').name","ImportError('m', foo=1)","ImportError(name='x').msg","ImportError('a','b').msg","str(ImportError('a'))","repr(ImportError('a',name='z'))","ImportError.__init__(ImportError('q'),'z')",
 "NameError('x',name='y').name","NameError('x',foo='y')","AttributeError('x',name='a',obj=1).obj","AttributeError('x').name","ValueError('x',name=1)","StopIteration(3).value","StopIteration().value","StopIteration(1,2).value","SystemExit(3).code","SystemExit().code","SystemExit(1,2).code",
 "OSError(2,'x').errno","OSError(2,'x','f').filename","OSError(2,'x','f',None,'g').filename2","str(OSError(2,'x','f',None,'g'))","str(OSError(2,'x','f'))","str(OSError(2,'x'))","repr(OSError(2,'x','f'))","OSError(2,'x','f').args","OSError(1,2,3,4,5,6).args","OSError('x').errno","type(OSError(2,'x'))","OSError(2).errno","BlockingIOError(1,'x',3).characters_written","BlockingIOError(1,'x').characters_written",
 "UnicodeDecodeError('a',b'b',0,1,'r').reason","UnicodeDecodeError('a','b',0,1,'r')","UnicodeDecodeError('a',b'b',0,1)","UnicodeEncodeError('a',b'b',0,1,'r')","str(UnicodeEncodeError('ascii','\\u3042',0,1,'r'))","str(UnicodeTranslateError('\\u3042',0,1,'r'))","UnicodeTranslateError('x',1,2,'q').start","str(UnicodeDecodeError('utf8',b'abc',0,2,'r'))","str(UnicodeEncodeError('ascii','abc',0,2,'r'))",
 "SyntaxError('m').msg","SyntaxError('m',('f',1,2,'t')).lineno","SyntaxError('m',('f',1,2,'t',3,4)).end_lineno","SyntaxError('m',('f',1,2))","str(SyntaxError('m',('f',1,2,'t')))","str(SyntaxError('m',('/a/f.py',1,2,'t')))","str(SyntaxError('m',(None,1,2,'t')))","SyntaxError('m',('f',1,2,'t')).print_file_and_line","SyntaxError(1,2,3).msg",
 "BaseException(1,2)","Exception('a').args","Exception().__reduce__()","Exception(1).__setstate__({'a':1})","KeyError('a')","str(KeyError('a'))","str(KeyError('a','b'))","str(KeyError())","Exception.__new__(ValueError,1)","BaseException.__init__(1)","Exception('a').with_traceback(1)","Exception(1).add_note(1)","ExceptionGroup('x',[])","ExceptionGroup('x',[1])","ExceptionGroup('x',1)","ExceptionGroup(1,[ValueError()])","ExceptionGroup('x',[KeyboardInterrupt()])","type(BaseExceptionGroup('x',[ValueError()]))","BaseExceptionGroup('x',[KeyboardInterrupt()])","ExceptionGroup('x')","ExceptionGroup('x',[ValueError(1)]).message","ExceptionGroup('x',(ValueError(1),)).exceptions","str(ExceptionGroup('x',[ValueError(1),KeyError(2)]))","repr(ExceptionGroup('x',[ValueError(1)]))","ExceptionGroup('x',[ValueError(1),KeyError(2)]).split(ValueError)","ExceptionGroup('x',[ValueError(1)]).subgroup(1)","ExceptionGroup('x',[ValueError(1)]).derive([KeyError()])","ExceptionGroup[int]",
 "Exception().__dict__","Exception.args","Exception().__cause__","setattr(Exception(),'__cause__',1)","setattr(Exception(),'__context__',1)","setattr(Exception(),'__traceback__',1)","setattr(Exception(),'args',1)","delattr(Exception(),'args')","delattr(Exception(),'__cause__')","delattr(Exception(),'__context__')","delattr(Exception(),'__traceback__')","setattr(Exception(),'__suppress_context__',1)","MemoryError()","type(sys.exc_info())",
 "__build_class__()", "__build_class__(1,2)"]:
    tryit(c)
class E(Exception):
    def __str__(self): raise KeyError
try:
    raise E
except E as e: print(repr(e))
e = ValueError(1); e.__cause__=KeyError(); print(e.__suppress_context__)
e=SystemExit(3); e.code=4; print(e.code, e.args)
e=StopIteration(3); e.value=7; print(e.value, e.args)
e=UnicodeDecodeError('a',b'b',0,1,'r'); e.reason='z'; e.start=5; print(e.start, e.reason, e)
e=SyntaxError('a'); e.lineno=3; print(e, e.lineno); e.msg='q'; print(e); 
e=OSError(1,'x'); e.errno=5; e.filename='z'; print(e, e.args)
e=ImportError('a'); e.msg='zz'; print(e, e.args, e.__reduce__())
try: raise ValueError from 1
except TypeError as e: print(e)
try: raise 1
except TypeError as e: print(e)
try: raise int
except TypeError as e: print(e)
class Bad(Exception):
    def __new__(cls): return 1
try: raise Bad
except TypeError as e: print(e)
try:
    try: 1/0
    except int: pass
except TypeError as e: print(e)
try:
    try: 1/0
    except (ValueError, 3): pass
except TypeError as e: print(e)
try:
    try: 1/0
    except* 3: pass
except TypeError as e: print(e)
try:
    try: 1/0
    except* ExceptionGroup: pass
except TypeError as e: print(e)
def f():
    f()
try: f()
except RecursionError as e: print(e)
