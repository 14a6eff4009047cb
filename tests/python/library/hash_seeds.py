"""Hashes of text and bytes depend on PYTHONHASHSEED as CPython's do; those of other things do not. Slots of modules."""
import os
import subprocess
import sys
import types

VALUES = """[hash(x) for x in ('', 'abc', 'abcdefghijklmnop', 'x' * 100, '\\xe4\\xdf', '\\u0130ab', '\\U0001f600x', '\\ud800', b'', b'abc',
    bytes(range(9)), memoryview(b'abc'), (1, 'a'), 1.5, 10**30, None is None)], sys.flags.hash_randomization"""


def run(seed, code, *options):
    environment = dict(os.environ)
    environment.pop("PYTHONHASHSEED", None)
    if seed is not None:
        environment["PYTHONHASHSEED"] = seed
    r = subprocess.run([sys.executable, *options, "-c", code], env=environment, capture_output=True, text=True)
    return r.stdout.strip() or r.stderr.strip().splitlines()[0]


print(sys.hash_info.algorithm, sys.hash_info.hash_bits, sys.hash_info.seed_bits)
for seed in "0", "1", "42", "4294967295":
    print(seed, run(seed, f"import sys; print({VALUES})"))
for seed in None, "random":
    print(seed, run(seed, "print(hash('abc'))") != run(seed, "print(hash('abc'))"))
print("-R", run("0", "print(hash('abc'))", "-R") != run("0", "print(hash('abc'))", "-R"))
print("bad", run("abc", "print(1)"))

# The classes and names of the VM are found whatever the key is.
code = """
import collections, dataclasses, enum, json, re
class C:
    __slots__ = [f'a{i}' for i in range(30)]
c = C()
for n in C.__slots__: setattr(c, n, n)
d = {n: getattr(c, n) for n in C.__slots__} | {1: 2, 'x': 3, b'x': 4}
assert all(d[n] == n for n in C.__slots__) and d['x'] == 3 and d[b'x'] == 4
assert all(getattr(str, n, None) is not None for n in dir(str) if n != '__doc__') and 'upper' in vars(str)
class Name(str):
    def __eq__(self, other): return str.__eq__(self, other)
    def __hash__(self): return hash(str(self))
assert {'spam': 1}[Name('spam')] == 1 and {Name('spam'): 2}['spam'] == 2
class E(enum.Enum): A = 1
print(json.dumps({'a': [1, {'b': E.A.name}]}), re.sub('(?P<n>a)', r'<\\g<n>>', 'banana'), collections.Counter('abca')['a'])
"""
print({run(seed, code) for seed in ("0", "1", "7", "random", None)})

code = "import marshal; print(marshal.dumps(frozenset(['spam', 'eggs', b'ham', 1, 2.5, (1, 'x'), None])))"
print(len({run(seed, code) for seed in ("0", "1", "2", "random")}))


class Slotted(types.ModuleType):
    __slots__ = ("a", "b")


m = Slotted("name")
m.a, m.b = 1, 2
print(m.a, m.b, "a" in vars(m))
del m.a
print(hasattr(m, "a"), m.b)
try:
    del m.a
except AttributeError as e:
    print("AttributeError", e)
