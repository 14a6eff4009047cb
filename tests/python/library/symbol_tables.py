# The module symtable: what the compiler knows of names.
import symtable

SOURCE = '''
from __future__ import annotations
import os.path as p, sys
total: int = 0

class Account(object):
    __balance = 0
    def add(self, n: int, *more, key=None, **rest):
        global total
        total += n
        limit = 3
        def inner():
            nonlocal limit
            limit = n + __class__.step
            return lambda x, /: x + limit
        return [y for x in more if (y := x)], {k: v for k, v in rest.items()}

async def main():
    async for a in b():
        yield a
(lambda: (yield))
'''


def show(table, depth=0):
    print("  " * depth + repr(table).replace(" in made", ""), table.get_type(), table.get_lineno(),
          "nested" if table.is_nested() else "", "optimized" if table.is_optimized() else "")
    for name in sorted(table.get_identifiers()):
        s = table.lookup(name)
        tests = [n[3:] for n in dir(s) if n.startswith("is_") and getattr(s, n)()]
        print("  " * depth + "  ", name, *tests)
    if isinstance(table, symtable.Function):
        print("  " * depth + "   :", table.get_parameters(), sorted(table.get_locals()), table.get_frees(),
              table.get_globals(), table.get_nonlocals())
    elif isinstance(table, symtable.Class):
        print("  " * depth + "   :", table.get_methods())
    for child in table.get_children():
        show(child, depth + 1)


show(symtable.symtable(SOURCE, "made", "exec"))
show(symtable.symtable("[i for i in x]", "made", "eval"))
show(symtable.symtable(b"# coding: latin-1\n\xe9 = 1\n", "made", "single"))
for source, name, mode in (("x = 1", "f", "other"), (1, "f", "exec"), ("a", 2, "exec"), ("a", "f", 3), ("a\0", "f", "exec"),
                           ("def f(a, a): pass", "g", "exec"), ("nonlocal x", "h", "exec"), ("x +", "i", "exec")):
    try:
        symtable.symtable(source, name, mode)
    except (SyntaxError, TypeError, ValueError) as e:
        print(type(e).__name__, e)
        if isinstance(e, SyntaxError):
            print(e.filename, e.lineno, e.offset, e.end_lineno, e.end_offset, e.text)
