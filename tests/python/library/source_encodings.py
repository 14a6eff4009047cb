import os, subprocess, sys, tempfile
def show(source, mode='exec'):
    ns = {}
    try:
        exec(compile(source, '<x>', mode), ns)
        print(ascii(ns.get('x')))
    except (SyntaxError, LookupError, UnicodeError, ValueError) as e:
        print(type(e).__name__, e)
show("# coding: latin-1\nx = 'é€'")
show("# coding: nonsense\nx = 'é€'")
show(b"# coding: latin-1\nx = '\xe9'")
show("# coding: koi8-r\nx = 'привет'".encode('koi8-r'))
show("# -*- coding: cp1252 -*-\r\nx = '€'\r\n".encode('cp1252'))
show(b"#!/bin/sh\n# vim: set fileencoding=utf-8 :\nx = '\xc3\xa9'")
show("x = 'é'".encode('utf-8-sig'))
show(b"# coding: iso-8859-15\nx = '\xa4'")
with tempfile.TemporaryDirectory() as d:
    path = os.path.join(d, 'koi.py')
    with open(path, 'w', encoding='koi8-r') as f:
        f.write("# -*- coding: koi8-r -*-\nx = 'да'\n")
    sys.path.insert(0, d)
    import koi
    print(ascii(koi.x), subprocess.run([sys.executable, '-c', 'import sys; sys.path.insert(0, %r); import koi; print(ascii(koi.x))' % d], capture_output=True, text=True).stdout)
import ast
print(ast.dump(ast.parse("# coding: latin-1\n'é'")), ascii(eval("'é'")), ascii(eval("'é'".encode())))
