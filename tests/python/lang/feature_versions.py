# ast.parse with a version of the language: what is newer is refused.
import ast
cases = [("def f(x, /): ...", 8), ("lambda x=1, /: 0", 8), ("with (a as b): ...", 9), ("with (a as b, c): ...", 9), ("with (a): ...", 9), ("with (a), b: ...", 9), ("f'{x=}'", 8), ("(x := 0)", 8), ("[y := 1]", 8),
         ("try: ...\nexcept* E: ...", 11), ("match x:\n case 1: ...", 10), ("match(x)", 10), ("x: int = 1", 6), ("1_000", 6), ("async def f(): ...", 5),
         ("async def f():\n async with a: ...", 5), ("async def f():\n await a", 5)]
for source, minor in cases:
    for version in (minor, minor - 1):
        try:
            print(version, type(ast.parse(source, feature_version=(3, version)).body[0]).__name__)
        except SyntaxError as e:
            print(version, e.msg, e.lineno, e.offset)
print(ast.dump(ast.parse("x = 1", feature_version=7)))
