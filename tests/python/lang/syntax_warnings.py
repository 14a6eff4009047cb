"""What the parser and the compiler warn of, and the SyntaxErrors that it becomes where warnings are errors."""
import warnings


def show(source, flags=0):
    for action in "always", "error":
        with warnings.catch_warnings(record=True) as seen:
            warnings.simplefilter(action)
            try:
                compile(source, "<s>", "exec", flags)
            except SyntaxError as e:
                print(type(e).__name__, e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset, repr(e.text))
        for w in seen:
            print(repr(source), w.category.__name__, w.message, w.filename, w.lineno)


for source in ("x is 3", 'x is not "a"', "x is None is 4", "a is b is ...", "if 3 is x is y: pass",
               "try: a\nfinally:\n x is 3", 'assert (x, "m")', "assert (1, 2)", "assert ()"):
    show(source)
for value in ("(1,2)", "[]", "[a for a in b]", "{}", "{1:2 for x in y}", "{1}", "{x for x in y}", "(x for x in y)",
              '"a"', 'f"{x}"', "1", "1.5", "2j", "None", "...", 'b"x"', "True", "(lambda: 3)"):
    for use in "(3)", "[x]", '["a"]', "[1.5]", "[1:2]", "[True]", "[(1,2)]", "[[1]]", "[None]":
        show(value + use)
show("del (1,2)[1.0]")
show("(1,2)[1.0] = 3")
for source in ("1if x else y", "[0x1for x in y]", "x = (1,\n 2or 3)", "1_0in x", "1.and x", "1e3or x", "2jnot in x"):
    show(source)
for source in (r'"\q\w"', r'b"\q"', r'f"\q{x}\w" "\400"', r'"a" "\400"', r"b'\477'", r'f"{x:\d}"', '"é\\é"', 'x = "é" "\\d"'):
    show(source)
show('"\\q" is x', 0x400)

# Warnings of a tree that a program made, and of one that is only parsed.
import ast
with warnings.catch_warnings(record=True) as seen:
    warnings.simplefilter("always")
    tree = ast.parse(r'"\q" is x')
    print([str(w.message) for w in seen])
    compile(tree, "<tree>", "exec")
    print([str(w.message) for w in seen])
