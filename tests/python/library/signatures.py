# What inspect and help say of functions and classes that are not written in Python.
import builtins, collections, inspect, io, itertools, math, pydoc

def signature(f):
    try:
        return str(inspect.signature(f))
    except (ValueError, TypeError) as e:
        return type(e).__name__

for name in ("abs", "all", "compile", "divmod", "getattr", "hash", "input", "isinstance", "iter", "len", "max", "next", "open", "pow", "print",
             "round", "sorted", "sum", "vars", "__import__"):
    print(name, signature(getattr(builtins, name)))
for cls, names in {
        str: "split join encode format maketrans startswith zfill __add__ __len__ __getitem__ __contains__",
        bytes: "decode fromhex hex split translate find", bytearray: "append decode insert pop split", list: "append index pop sort __getitem__ __init__",
        dict: "get fromkeys pop popitem setdefault update items", set: "add union", frozenset: "union copy", int: "to_bytes from_bytes bit_length __pow__ __round__",
        float: "hex fromhex is_integer __round__", tuple: "index count", object: "__init__ __eq__ __setattr__ __dir__", type: "mro __call__ __prepare__",
        memoryview: "cast tobytes", property: "getter", io.StringIO: "read write seek", collections.deque: "append rotate"}.items():
    for name in names.split():
        print(cls.__name__, name, signature(getattr(cls, name)))
print(signature([].append), signature("".split), signature((1).__add__), signature({}.get), signature(dict.fromkeys), signature(int.from_bytes))
for f in (math.sin, math.gcd, math.isclose, math.prod, math.log, itertools.chain.from_iterable, itertools.tee):
    print(f.__name__, signature(f))
for cls in (object, str, int, float, complex, list, tuple, dict, range, slice, enumerate, reversed, property, memoryview, bool, type, itertools.count,
            itertools.groupby, io.BytesIO, io.StringIO):
    print(cls.__name__, signature(cls), repr(cls.__text_signature__))
for f in (len, "".join, [].append, str.join, dict.fromkeys, object.__init__, int.__add__):
    print(f.__text_signature__)

class Sub(list):
    def __init__(self, a, b=2): pass
print(signature(Sub), signature(Sub.append), Sub.append.__doc__ == list.append.__doc__)

# The words of the documentation are our own; that there are some can be asked.
def silent(cls):
    return [n for n, o in vars(cls).items() if callable(o) and not n.startswith("_") and not getattr(o, "__doc__", None)]
for cls in (object, type, str, bytes, bytearray, int, float, complex, list, tuple, dict, set, frozenset, range, slice, memoryview, property):
    print(cls.__name__, bool(cls.__doc__), silent(cls))
functions = (builtins.__dict__[n] for n in dir(builtins) if not n.startswith("_"))
print([f.__name__ for f in functions if inspect.isbuiltin(f) and not f.__doc__])
print([n for n in dir(builtins) if inspect.isclass(getattr(builtins, n)) and n != 'ExceptionGroup' and not getattr(builtins, n).__doc__])
print(complex.real.__doc__, "|", io.FileIO.closed.__doc__)
print(pydoc.plain(pydoc.render_doc(len)).splitlines()[:3], pydoc.plain(pydoc.render_doc(str.split)).splitlines()[2])

class Documented:
    """Documented(a, b=1)
--

A class whose documentation begins as those of C's modules do."""
print(Documented.__text_signature__, inspect.signature(Documented))
