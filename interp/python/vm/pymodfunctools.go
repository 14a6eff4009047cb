package vm

// This file is the Python source of the modules functools, abc, contextlib
// and copy.

const functoolsSource = `
from _functools import partial, reduce

__all__ = ["update_wrapper", "wraps", "WRAPPER_ASSIGNMENTS", "WRAPPER_UPDATES", "total_ordering", "cmp_to_key",
           "cache", "lru_cache", "reduce", "partial", "partialmethod", "singledispatch", "cached_property"]

WRAPPER_ASSIGNMENTS = ("__module__", "__name__", "__qualname__", "__doc__", "__annotations__")
WRAPPER_UPDATES = ("__dict__",)


def update_wrapper(wrapper, wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    for name in assigned:
        try:
            value = getattr(wrapped, name)
        except AttributeError:
            continue
        setattr(wrapper, name, value)
    for name in updated:
        getattr(wrapper, name).update(getattr(wrapped, name, {}))
    wrapper.__wrapped__ = wrapped
    return wrapper


def wraps(wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    return partial(update_wrapper, wrapped=wrapped, assigned=assigned, updated=updated)


def _derive(cls, root):
    def less(self, other):
        return getattr(type(self), root)(self, other)

    def combine(name, negate, with_equal):
        # name from root: negate the result, and let equality decide ties.
        def method(self, other):
            result = less(self, other)
            if result is NotImplemented:
                return result
            if with_equal == "or":
                return (not result if negate else result) or self == other
            if with_equal == "and":
                return (not result if negate else result) and self != other
            return not result if negate else result
        method.__name__ = name
        return method
    return combine


_ROOTS = {
    "__lt__": [("__gt__", True, "and"), ("__le__", False, "or"), ("__ge__", True, None)],
    "__le__": [("__ge__", True, "or"), ("__lt__", False, "and"), ("__gt__", True, None)],
    "__gt__": [("__lt__", True, "and"), ("__ge__", False, "or"), ("__le__", True, None)],
    "__ge__": [("__le__", True, "or"), ("__gt__", False, "and"), ("__lt__", True, None)],
}


def total_ordering(cls):
    roots = [name for name in _ROOTS if getattr(cls, name, None) is not getattr(object, name, None)]
    if not roots:
        raise ValueError("must define at least one ordering operation: < > <= >=")
    root = max(roots)
    combine = _derive(cls, root)
    for name, negate, with_equal in _ROOTS[root]:
        if name not in roots:
            setattr(cls, name, combine(name, negate, with_equal))
    return cls


def cmp_to_key(mycmp):
    class K:
        __slots__ = ("obj",)

        def __init__(self, obj):
            self.obj = obj

        def __lt__(self, other):
            return mycmp(self.obj, other.obj) < 0

        def __gt__(self, other):
            return mycmp(self.obj, other.obj) > 0

        def __eq__(self, other):
            return mycmp(self.obj, other.obj) == 0

        def __le__(self, other):
            return mycmp(self.obj, other.obj) <= 0

        def __ge__(self, other):
            return mycmp(self.obj, other.obj) >= 0

        __hash__ = None
    return K


class _CacheInfo(tuple):
    def __new__(cls, hits, misses, maxsize, currsize):
        return tuple.__new__(cls, (hits, misses, maxsize, currsize))

    hits = property(lambda self: self[0])
    misses = property(lambda self: self[1])
    maxsize = property(lambda self: self[2])
    currsize = property(lambda self: self[3])

    def __repr__(self):
        return "CacheInfo(hits=%r, misses=%r, maxsize=%r, currsize=%r)" % tuple(self)


_MARK = object()


def _key(args, kwds, typed):
    key = args
    if kwds:
        key += (_MARK,)
        for item in kwds.items():
            key += item
    if typed:
        key += tuple(type(v) for v in args)
        key += tuple(type(v) for v in kwds.values())
    elif len(key) == 1 and type(key[0]) in (int, str):
        return key[0]
    return key


def lru_cache(maxsize=128, typed=False):
    if callable(maxsize) and isinstance(typed, bool):
        return _cached(maxsize, 128, typed)
    if maxsize is not None:
        if not isinstance(maxsize, int):
            raise TypeError("Expected first argument to be an integer, a callable, or None")
        maxsize = max(maxsize, 0)
    return lambda function: _cached(function, maxsize, typed)


def _cached(function, maxsize, typed):
    store = {}
    hits = misses = 0
    missing = object()

    def wrapper(*args, **kwds):
        nonlocal hits, misses
        key = _key(args, kwds, typed)
        result = store.get(key, missing)
        if result is not missing:
            hits += 1
            if maxsize is not None:
                del store[key]
                store[key] = result
            return result
        misses += 1
        result = function(*args, **kwds)
        if maxsize is None:
            store[key] = result
        elif maxsize > 0:
            store.pop(key, None)
            if len(store) >= maxsize:
                del store[next(iter(store))]
            store[key] = result
        return result

    def cache_info():
        return _CacheInfo(hits, misses, maxsize, len(store))

    def cache_clear():
        nonlocal hits, misses
        hits = misses = 0
        store.clear()

    wrapper.cache_info = cache_info
    wrapper.cache_clear = cache_clear
    wrapper.cache_parameters = lambda: {"maxsize": maxsize, "typed": typed}
    return update_wrapper(wrapper, function)


def cache(user_function):
    return lru_cache(maxsize=None)(user_function)


class cached_property:
    def __init__(self, func):
        self.func = func
        self.attrname = None
        self.__doc__ = func.__doc__

    def __set_name__(self, owner, name):
        if self.attrname is None:
            self.attrname = name
        elif name != self.attrname:
            raise TypeError("Cannot assign the same cached_property to two different names (%r and %r)."
                            % (self.attrname, name))

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        if self.attrname is None:
            raise TypeError("Cannot use cached_property instance without calling __set_name__ on it.")
        value = self.func(instance)
        instance.__dict__[self.attrname] = value
        return value


class partialmethod:
    def __init__(self, func, /, *args, **keywords):
        self.func, self.args, self.keywords = func, args, keywords

    def __get__(self, obj, cls=None):
        if obj is None:
            return partial(self.func, *self.args, **self.keywords)
        return partial(self.func.__get__(obj, cls), *self.args, **self.keywords)


def singledispatch(func):
    registry = {object: func}

    def dispatch(cls):
        for base in cls.__mro__:
            if base in registry:
                return registry[base]

    def register(cls, implementation=None):
        if implementation is None:
            if isinstance(cls, type):
                return lambda f: register(cls, f)
            implementation = cls
            annotations = [v for k, v in implementation.__annotations__.items() if k != "return"]
            cls = annotations[0]
        registry[cls] = implementation
        return implementation

    def wrapper(*args, **kw):
        if not args:
            raise TypeError(func.__name__ + " requires at least 1 positional argument")
        return dispatch(args[0].__class__)(*args, **kw)

    wrapper.register = register
    wrapper.dispatch = dispatch
    wrapper.registry = registry
    return update_wrapper(wrapper, func)
`

const abcSource = `
def abstractmethod(function):
    function.__isabstractmethod__ = True
    return function


class abstractproperty(property):
    __isabstractmethod__ = True


class ABCMeta(type):
    def __new__(mcls, name, bases, namespace, /, **kwargs):
        cls = super().__new__(mcls, name, bases, namespace, **kwargs)
        names = {n for n, value in namespace.items() if getattr(value, "__isabstractmethod__", False)}
        for base in bases:
            for n in getattr(base, "__abstractmethods__", ()):
                if getattr(getattr(cls, n, None), "__isabstractmethod__", False):
                    names.add(n)
        cls.__abstractmethods__ = frozenset(names)
        cls._abc_registry = []
        return cls

    def register(cls, subclass):
        if not isinstance(subclass, type):
            raise TypeError("Can only register classes")
        if not issubclass(subclass, cls):
            if issubclass(cls, subclass):
                raise RuntimeError("Refusing to create an inheritance cycle")
            cls._abc_registry.append(subclass)
        return subclass

    def __instancecheck__(cls, instance):
        return cls.__subclasscheck__(type(instance))

    def __subclasscheck__(cls, subclass):
        if not isinstance(subclass, type):
            raise TypeError("issubclass() arg 1 must be a class")
        answer = cls.__subclasshook__(subclass)
        if answer is not NotImplemented:
            return answer
        if cls in subclass.__mro__:
            return True
        for registered in cls._abc_registry:
            if issubclass(subclass, registered):
                return True
        for derived in type.__subclasses__(cls):
            if issubclass(subclass, derived):
                return True
        return False


class ABC(metaclass=ABCMeta):
    __slots__ = ()
`

const contextlibSource = `
import sys
from functools import wraps
from abc import ABC, abstractmethod

__all__ = ["contextmanager", "closing", "suppress", "nullcontext", "ExitStack", "redirect_stdout", "redirect_stderr",
           "ContextDecorator", "AbstractContextManager"]


class AbstractContextManager(ABC):
    def __enter__(self):
        return self

    @abstractmethod
    def __exit__(self, exc_type, exc_value, traceback):
        return None


class ContextDecorator:
    def _recreate_cm(self):
        return self

    def __call__(self, func):
        @wraps(func)
        def inner(*args, **kwds):
            with self._recreate_cm():
                return func(*args, **kwds)
        return inner


class _GeneratorContextManager(ContextDecorator):
    def __init__(self, func, args, kwds):
        self.gen = func(*args, **kwds)
        self.func, self.args, self.kwds = func, args, kwds
        self.__doc__ = getattr(func, "__doc__", None)

    def _recreate_cm(self):
        return self.__class__(self.func, self.args, self.kwds)

    def __enter__(self):
        try:
            return next(self.gen)
        except StopIteration:
            raise RuntimeError("generator didn't yield") from None

    def __exit__(self, kind, value, traceback):
        if kind is None:
            try:
                next(self.gen)
            except StopIteration:
                return False
            raise RuntimeError("generator didn't stop")
        if value is None:
            value = kind()
        try:
            self.gen.throw(value)
        except StopIteration as stop:
            return stop is not value
        except RuntimeError as error:
            if error is value:
                return False
            if isinstance(value, StopIteration) and error.__cause__ is value:
                return False
            raise
        except BaseException as error:
            if error is not value:
                raise
            return False
        raise RuntimeError("generator didn't stop after throw()")


def contextmanager(func):
    @wraps(func)
    def helper(*args, **kwds):
        return _GeneratorContextManager(func, args, kwds)
    return helper


class closing:
    def __init__(self, thing):
        self.thing = thing

    def __enter__(self):
        return self.thing

    def __exit__(self, *exc_info):
        self.thing.close()


class suppress:
    def __init__(self, *exceptions):
        self._exceptions = exceptions

    def __enter__(self):
        pass

    def __exit__(self, kind, value, traceback):
        return kind is not None and issubclass(kind, self._exceptions)


class nullcontext:
    def __init__(self, enter_result=None):
        self.enter_result = enter_result

    def __enter__(self):
        return self.enter_result

    def __exit__(self, *excinfo):
        pass


class _Redirect:
    _stream = None

    def __init__(self, new_target):
        self._new_target = new_target
        self._old_targets = []

    def __enter__(self):
        self._old_targets.append(getattr(sys, self._stream))
        setattr(sys, self._stream, self._new_target)
        return self._new_target

    def __exit__(self, *exc_info):
        setattr(sys, self._stream, self._old_targets.pop())


class redirect_stdout(_Redirect):
    _stream = "stdout"


class redirect_stderr(_Redirect):
    _stream = "stderr"


class ExitStack:
    def __init__(self):
        self._callbacks = []

    def push(self, exit):
        method = getattr(type(exit), "__exit__", None)
        if method is None:
            self._callbacks.append(exit)
        else:
            self._callbacks.append(lambda *details: method(exit, *details))
        return exit

    def enter_context(self, manager):
        cls = type(manager)
        enter, leave = cls.__enter__, cls.__exit__
        result = enter(manager)
        self._callbacks.append(lambda *details: leave(manager, *details))
        return result

    def callback(self, function, /, *args, **kwds):
        def run(*details):
            function(*args, **kwds)
        self._callbacks.append(run)
        return function

    def pop_all(self):
        other = type(self)()
        other._callbacks, self._callbacks = self._callbacks, []
        return other

    def close(self):
        self.__exit__(None, None, None)

    def __enter__(self):
        return self

    def __exit__(self, *details):
        pending = details[1]
        while self._callbacks:
            callback = self._callbacks.pop()
            try:
                kind = None if pending is None else type(pending)
                if callback(kind, pending, getattr(pending, "__traceback__", None)):
                    pending = None
            except BaseException as error:
                if error.__context__ is None and pending is not error:
                    error.__context__ = pending
                pending = error
        if pending is None:
            return details[1] is not None
        if pending is not details[1]:
            raise pending
        return False
`

const copySource = `
__all__ = ["copy", "deepcopy", "Error"]


class Error(Exception):
    pass


error = Error
_ATOMIC = (type(None), int, float, bool, complex, str, bytes, tuple, type, range, type(Ellipsis), type(NotImplemented),
           frozenset, type(lambda: 0), type(len), property)


def _rebuild(x, convert):
    cls = type(x)
    new = cls.__new__(cls)
    if isinstance(x, list):
        list.extend(new, [convert(v) for v in x])
    elif isinstance(x, dict):
        for k, v in dict.items(x):
            dict.__setitem__(new, convert(k), convert(v))
    elif isinstance(x, set):
        set.update(new, [convert(v) for v in x])
    return new


def _fill(x, new, convert):
    for name, value in getattr(x, "__dict__", {}).items():
        new.__dict__[name] = convert(value)
    for cls in type(x).__mro__:
        slots = cls.__dict__.get("__slots__", ())
        for name in (slots,) if isinstance(slots, str) else slots:
            if hasattr(x, name):
                setattr(new, name, convert(getattr(x, name)))
    return new


def copy(x):
    cls = type(x)
    if cls in _ATOMIC:
        return x
    if cls in (list, dict, set, bytearray):
        return x.copy()
    method = getattr(cls, "__copy__", None)
    if method is not None:
        return method(x)
    if hasattr(cls, "copy") and cls.__module__ == "collections" and cls.__name__ == "deque":
        return x.copy()
    if isinstance(x, (int, float, str, bytes, tuple, frozenset)):
        return _fill(x, cls.__new__(cls, *x.__getnewargs__()) if hasattr(x, "__getnewargs__") else cls(x), lambda v: v)
    if isinstance(x, BaseException):
        new = cls.__new__(cls, *x.args)
        return _fill(x, new, lambda v: v)
    return _fill(x, _rebuild(x, lambda v: v), lambda v: v)


def deepcopy(x, memo=None):
    if memo is None:
        memo = {}
    key = id(x)
    if key in memo:
        return memo[key][0]
    cls = type(x)

    def convert(v):
        return deepcopy(v, memo)

    if cls is list:
        new = []
        memo[key] = new, x
        for v in x:
            new.append(deepcopy(v, memo))
        return new
    if cls is dict:
        new = {}
        memo[key] = new, x
        for k, v in x.items():
            new[deepcopy(k, memo)] = deepcopy(v, memo)
        return new
    if cls is tuple:
        new = tuple([deepcopy(v, memo) for v in x])
        if all(a is b for a, b in zip(new, x)):
            new = x
        memo[key] = new, x
        return new
    if cls is set or cls is frozenset:
        new = cls([deepcopy(v, memo) for v in x])
    elif cls in _ATOMIC:
        return x
    elif cls is bytearray:
        new = bytearray(x)
    else:
        method = getattr(cls, "__deepcopy__", None)
        if method is not None:
            new = method(x, memo)
        elif isinstance(x, (int, float, str, bytes, tuple)):
            new = _fill(x, cls.__new__(cls, *x.__getnewargs__()), convert)
        elif isinstance(x, BaseException):
            new = _fill(x, cls.__new__(cls, *convert(x.args)), convert)
        elif cls.__name__ == "deque" or cls.__name__ == "method":
            new = cls(convert(list(x))) if cls.__name__ == "deque" else cls(x.__func__, convert(x.__self__))
        else:
            new = cls.__new__(cls)
            memo[key] = new, x
            if isinstance(x, list):
                for v in list.__iter__(x):
                    list.append(new, convert(v))
            elif isinstance(x, dict):
                for k, v in dict.items(x):
                    dict.__setitem__(new, convert(k), convert(v))
            elif isinstance(x, set):
                set.update(new, [convert(v) for v in x])
            return _fill(x, new, convert)
    memo[key] = new, x
    return new
`
