"""Modules that CPython would have and this interpreter has not are missing as any module is."""
for name in "no_such_module", "json.no_such", "os.path.none", "sys.nothing":
    try:
        __import__(name)
    except ImportError as e:
        print(type(e).__name__, e, e.name)
