package vm

// This file is the Python source of the modules dataclasses and enum.

const dataclassesSource = `
__all__ = ["dataclass", "field", "Field", "FrozenInstanceError", "InitVar", "MISSING", "fields", "asdict", "astuple",
           "replace", "is_dataclass", "make_dataclass", "KW_ONLY"]


class FrozenInstanceError(AttributeError):
    pass


class _Missing:
    def __repr__(self):
        return "<MISSING>"


MISSING = _Missing()


class KW_ONLY:
    pass


class InitVar:
    def __init__(self, type=None):
        self.type = type

    def __class_getitem__(cls, type):
        return cls(type)


class Field:
    __slots__ = ("name", "type", "default", "default_factory", "repr", "hash", "init", "compare", "metadata", "kw_only",
                 "_kind")

    def __init__(self, default, default_factory, init, repr, hash, compare, metadata, kw_only):
        self.name = self.type = self._kind = None
        self.default = default
        self.default_factory = default_factory
        self.init = init
        self.repr = repr
        self.hash = hash
        self.compare = compare
        self.metadata = metadata or {}
        self.kw_only = kw_only


def field(*, default=MISSING, default_factory=MISSING, init=True, repr=True, hash=None, compare=True, metadata=None,
          kw_only=MISSING):
    if default is not MISSING and default_factory is not MISSING:
        raise ValueError("cannot specify both default and default_factory")
    return Field(default, default_factory, init, repr, hash, compare, metadata, kw_only)


def _is_form(annotation, name):
    if isinstance(annotation, str):
        head = annotation.split("[")[0].strip()
        return head == name or head.endswith("." + name)
    origin = getattr(annotation, "__origin__", annotation)
    return getattr(origin, "_name", None) == name or isinstance(annotation, InitVar) and name == "InitVar" \
        or annotation is InitVar and name == "InitVar"


def _collect(cls, kw_only):
    found = {}
    for base in cls.__mro__[-1:0:-1]:
        for f in getattr(base, "__dataclass_fields__", {}).values():
            found[f.name] = f
    for name, annotation in cls.__dict__.get("__annotations__", {}).items():
        if annotation is KW_ONLY or annotation == "KW_ONLY":
            kw_only = True
            continue
        default = getattr(cls, name, MISSING)
        if isinstance(default, Field):
            f = default
        else:
            if type(default).__name__ == "member_descriptor":
                default = MISSING
            f = field(default=default)
        f.name, f.type = name, annotation
        if f.kw_only is MISSING:
            f.kw_only = kw_only
        f._kind = "class" if _is_form(annotation, "ClassVar") else "init" if _is_form(annotation, "InitVar") else "field"
        if f._kind == "field" and type(f.default).__hash__ is None:
            raise ValueError("mutable default %s for field %s is not allowed: use default_factory" % (type(f.default), name))
        if isinstance(getattr(cls, name, None), Field):
            if f.default is MISSING:
                delattr(cls, name)
            else:
                setattr(cls, name, f.default)
        found[name] = f
    for name, value in cls.__dict__.items():
        if isinstance(value, Field) and name not in cls.__dict__.get("__annotations__", {}):
            raise TypeError("%r is a field but has no type annotation" % name)
    return found


def _make_init(cls, found, frozen):
    space = {"_MISSING": MISSING, "_object_set": object.__setattr__, "_FACTORY": object()}
    plain, keyword, body, after = [], [], [], []
    seen_default = None
    for f in found:
        if f._kind == "class":
            continue
        if f.init:
            text = f.name
            if f.default is not MISSING:
                space["_d_" + f.name] = f.default
                text += "=_d_" + f.name
            elif f.default_factory is not MISSING:
                text += "=_FACTORY"
            if f.kw_only:
                keyword.append(text)
            else:
                if text == f.name and seen_default:
                    raise TypeError("non-default argument %r follows default argument" % f.name)
                seen_default = seen_default or text != f.name
                plain.append(text)
        if f._kind == "init":
            after.append(f.name)
            continue
        value = f.name
        if f.default_factory is not MISSING:
            space["_f_" + f.name] = f.default_factory
            value = "_f_%s()" % f.name
            if f.init:
                value += " if %s is _FACTORY else %s" % (f.name, f.name)
        elif not f.init:
            if f.default is MISSING or "__slots__" not in cls.__dict__:
                continue
            space["_d_" + f.name] = f.default
            value = "_d_" + f.name
        if frozen:
            body.append("_object_set(self, %r, %s)" % (f.name, value))
        else:
            body.append("self.%s = %s" % (f.name, value))
    if hasattr(cls, "__post_init__"):
        body.append("self.__post_init__(%s)" % ", ".join(after))
    params = ["self"] + plain + (["*"] + keyword if keyword else [])
    source = "def __init__(%s):\n" % ", ".join(params) + "".join(" %s\n" % line for line in body or ["pass"])
    exec(source, space)
    init = space["__init__"]
    init.__qualname__ = cls.__qualname__ + ".__init__"
    init.__annotations__ = {f.name: f.type for f in found if f.init and f._kind != "class"}
    init.__annotations__["return"] = None
    return init


def _values(names):
    return lambda o: tuple([getattr(o, n) for n in names])


def dataclass(cls=None, /, *, init=True, repr=True, eq=True, order=False, unsafe_hash=False, frozen=False, match_args=True,
              kw_only=False, slots=False, weakref_slot=False):
    def wrap(cls):
        return _process(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots)
    return wrap if cls is None else wrap(cls)


def _process(cls, init, show, eq, order, unsafe_hash, frozen, match_args, kw_only, slots):
    table = _collect(cls, kw_only)
    found = list(table.values())
    real = [f for f in found if f._kind == "field"]
    own = cls.__dict__
    bases_frozen = [getattr(b, "__dataclass_params__")["frozen"] for b in cls.__mro__[1:] if hasattr(b, "__dataclass_params__")]
    if bases_frozen:
        if frozen and not all(bases_frozen):
            raise TypeError("cannot inherit frozen dataclass from a non-frozen one")
        if not frozen and any(bases_frozen):
            raise TypeError("cannot inherit non-frozen dataclass from a frozen one")
    cls.__dataclass_fields__ = table
    cls.__dataclass_params__ = {"frozen": frozen, "eq": eq, "order": order}

    def add(function, name=None):
        function.__qualname__ = cls.__qualname__ + "." + (name or function.__name__)
        setattr(cls, name or function.__name__, function)

    if init:
        cls.__init__ = _make_init(cls, [f for f in found if not f.kw_only] + [f for f in found if f.kw_only], frozen)
    if show and "__repr__" not in own:
        shown = [f.name for f in real if f.repr]
        active = set()

        def __repr__(self):
            if id(self) in active:
                return "..."
            active.add(id(self))
            try:
                parts = ", ".join(["%s=%r" % (n, getattr(self, n)) for n in shown])
            finally:
                active.discard(id(self))
            return self.__class__.__qualname__ + "(" + parts + ")"
        add(__repr__)
    compared = _values([f.name for f in real if f.compare])
    has_eq = "__eq__" in own
    if eq and not has_eq:
        def __eq__(self, other):
            if other.__class__ is self.__class__:
                return compared(self) == compared(other)
            return NotImplemented
        add(__eq__)
    if order:
        if not eq:
            raise ValueError("eq must be true if order is true")

        def ordering(name, compare):
            if name in own:
                raise TypeError("Cannot overwrite attribute %s in class %s. Consider using functools.total_ordering"
                                % (name, cls.__name__))

            def method(self, other):
                if other.__class__ is self.__class__:
                    return compare(compared(self), compared(other))
                return NotImplemented
            method.__name__ = name
            add(method)
        ordering("__lt__", lambda a, b: a < b)
        ordering("__le__", lambda a, b: a <= b)
        ordering("__gt__", lambda a, b: a > b)
        ordering("__ge__", lambda a, b: a >= b)
    if frozen:
        names = {f.name for f in real}

        def __setattr__(self, name, value):
            if type(self) is cls or name in names:
                raise FrozenInstanceError("cannot assign to field %r" % name)
            super(cls, self).__setattr__(name, value)

        def __delattr__(self, name):
            if type(self) is cls or name in names:
                raise FrozenInstanceError("cannot delete field %r" % name)
            super(cls, self).__delattr__(name)
        add(__setattr__)
        add(__delattr__)
    explicit_hash = own.get("__hash__", MISSING)
    has_hash = explicit_hash is not MISSING and not (explicit_hash is None and has_eq)
    if unsafe_hash or eq and frozen and not has_hash:
        hashed = _values([f.name for f in real if (f.compare if f.hash is None else f.hash)])

        def __hash__(self):
            return hash(hashed(self))
        add(__hash__)
    elif eq and not frozen and "__hash__" not in own:
        cls.__hash__ = None
    if match_args and "__match_args__" not in own:
        cls.__match_args__ = tuple([f.name for f in found if f.init and not f.kw_only and f._kind != "class"])
    if cls.__doc__ is None:
        cls.__doc__ = cls.__name__
    if slots:
        names = tuple([f.name for f in real])
        ns = {k: v for k, v in cls.__dict__.items() if k not in names and k not in ("__dict__", "__weakref__")}
        ns["__slots__"] = names
        ns["__qualname__"] = cls.__qualname__
        cls = type(cls)(cls.__name__, cls.__bases__, ns)
    return cls


def fields(class_or_instance):
    try:
        table = class_or_instance.__dataclass_fields__
    except AttributeError:
        raise TypeError("must be called with a dataclass type or instance") from None
    return tuple([f for f in table.values() if f._kind == "field"])


def is_dataclass(obj):
    return hasattr(obj if isinstance(obj, type) else type(obj), "__dataclass_fields__")


def _convert(obj, make):
    if is_dataclass(obj) and not isinstance(obj, type):
        return make([(f.name, _convert(getattr(obj, f.name), make)) for f in fields(obj)])
    if isinstance(obj, tuple) and hasattr(obj, "_fields"):
        return type(obj)(*[_convert(v, make) for v in obj])
    if isinstance(obj, (list, tuple)):
        return type(obj)([_convert(v, make) for v in obj])
    if isinstance(obj, dict):
        return type(obj)([(_convert(k, make), _convert(v, make)) for k, v in obj.items()])
    from copy import deepcopy
    return deepcopy(obj)


def asdict(obj, *, dict_factory=dict):
    if not is_dataclass(obj) or isinstance(obj, type):
        raise TypeError("asdict() should be called on dataclass instances")
    return _convert(obj, dict_factory)


def astuple(obj, *, tuple_factory=tuple):
    if not is_dataclass(obj) or isinstance(obj, type):
        raise TypeError("astuple() should be called on dataclass instances")
    return _convert(obj, lambda pairs: tuple_factory([v for _, v in pairs]))


def replace(obj, /, **changes):
    for f in obj.__dataclass_fields__.values():
        if f._kind == "class":
            continue
        if not f.init:
            if f.name in changes:
                raise ValueError("field %s is declared with init=False, it cannot be specified with replace()" % f.name)
            continue
        if f.name not in changes:
            changes[f.name] = getattr(obj, f.name)
    return obj.__class__(**changes)


def make_dataclass(cls_name, fields, *, bases=(), namespace=None, **options):
    ns = dict(namespace or {})
    annotations = {}
    for item in fields:
        if isinstance(item, str):
            annotations[item] = "typing.Any"
        else:
            annotations[item[0]] = item[1]
            if len(item) == 3:
                ns[item[0]] = item[2]
    ns["__annotations__"] = annotations
    return dataclass(type(cls_name, bases, ns), **options)
`

const enumSource = `
__all__ = ["EnumMeta", "EnumType", "Enum", "IntEnum", "StrEnum", "Flag", "IntFlag", "auto", "unique"]


class auto:
    def __init__(self, value=None):
        self.value = value


class _EnumDict(dict):
    def __init__(self):
        super().__init__()
        self._member_names = []
        self._last_values = []
        self._generate = None

    def __setitem__(self, key, value):
        if key == "_generate_next_value_":
            self._generate = getattr(value, "__func__", value)
        elif key == "_ignore_" or key.startswith("__") and key.endswith("__") or key.startswith("_") and key.endswith("_"):
            pass
        elif key in self._member_names:
            raise TypeError("%r already defined as %r" % (key, self[key]))
        elif not (hasattr(value, "__get__") or hasattr(type(value), "__get__") or isinstance(value, (property, classmethod, staticmethod))):
            if key in self:
                raise TypeError("%r already defined as %r" % (key, self[key]))
            if isinstance(value, auto):
                if value.value is None:
                    value.value = self._generate(key, 1, len(self._member_names), self._last_values[:])
                value = value.value
            self._member_names.append(key)
            self._last_values.append(value)
        super().__setitem__(key, value)


def _is_single(n):
    return n > 0 and n & (n - 1) == 0


class EnumType(type):
    @classmethod
    def __prepare__(metacls, cls, bases, **kwds):
        ns = _EnumDict()
        for base in bases:
            if isinstance(base, EnumType):
                if base._member_map_:
                    raise TypeError("<enum %r> cannot extend <enum %r>" % (cls, base.__name__))
                ns._generate = base._generate_next_value_
        return ns

    def __new__(metacls, cls, bases, ns, **kwds):
        names = ns._member_names
        values = {name: ns[name] for name in names}
        body = {k: v for k, v in ns.items() if k not in values}
        if "_generate_next_value_" in body:
            body["_generate_next_value_"] = staticmethod(getattr(body["_generate_next_value_"], "__func__", body["_generate_next_value_"]))
        self = super().__new__(metacls, cls, bases, body, **kwds)
        self._member_names_ = []
        self._member_map_ = {}
        self._value2member_map_ = {}
        data = None
        for base in self.__mro__[1:]:
            if base is not object and not isinstance(base, EnumType) and "__new__" in base.__dict__:
                data = base
                break
        self._member_type_ = data or object
        own_new = body.get("__new__")
        if own_new is not None and any(isinstance(b, EnumType) for b in bases):
            self.__new_member__ = own_new
            maker = getattr(own_new, "__func__", own_new)
            self.__new__ = Enum.__new__
        else:
            maker = getattr(self, "__new_member__", None)
        for name, value in values.items():
            args = value if isinstance(value, tuple) else (value,)
            if maker is not None:
                member = maker(self, *args)
                if not hasattr(member, "_value_"):
                    member._value_ = value if data is None else data(*args)
            elif data is None:
                member = object.__new__(self)
                member._value_ = value
            else:
                member = data.__new__(self, *args)
                member._value_ = value if data is not str else str(*args)
                if data is int:
                    member._value_ = int(*args)
            value = member._value_
            canonical = None
            for other in self._member_map_.values():
                if other._value_ == value:
                    canonical = other
                    break
            if canonical is None:
                member._name_ = name
                member.__objclass__ = self
                member._sort_order_ = len(self._member_names_)
                init = getattr(type(member), "__init__", None)
                if "__init__" in body or any("__init__" in b.__dict__ for b in self.__mro__[1:-1] if not isinstance(b, EnumType) and b is not data):
                    member.__init__(*args)
                if not (issubclass(self, Flag) and not _is_single(value)):
                    self._member_names_.append(name)
                canonical = member
            self._member_map_[name] = canonical
            try:
                self._value2member_map_[value] = canonical
            except TypeError:
                pass
            type.__setattr__(self, name, canonical)
        return self

    def __call__(cls, value, names=None, *, module=None, qualname=None, type=None, start=1):
        if names is None:
            return cls.__new__(cls, value)
        bases = (cls,) if type is None else (type, cls)
        ns = EnumType.__prepare__(value, bases)
        if isinstance(names, str):
            names = names.replace(",", " ").split()
        if names and isinstance(names, (tuple, list)) and isinstance(names[0], str):
            last = []
            pairs = []
            for i, name in enumerate(names):
                v = cls._generate_next_value_(name, start, i, last[:])
                last.append(v)
                pairs.append((name, v))
            names = pairs
        for item in (names.items() if isinstance(names, dict) else names):
            ns[item[0]] = item[1]
        return EnumType.__new__(EnumType, value, bases, ns)

    def __contains__(cls, member):
        if isinstance(member, cls):
            return True
        return False

    def __getitem__(cls, name):
        return cls._member_map_[name]

    def __iter__(cls):
        return (cls._member_map_[name] for name in cls._member_names_)

    def __reversed__(cls):
        return (cls._member_map_[name] for name in reversed(cls._member_names_))

    def __len__(cls):
        return len(cls._member_names_)

    def __bool__(cls):
        return True

    def __repr__(cls):
        return "<%s %r>" % ("flag" if Flag is not None and issubclass(cls, Flag) else "enum", cls.__name__)

    def __setattr__(cls, name, value):
        if name in cls.__dict__.get("_member_map_", {}):
            raise AttributeError("cannot reassign member %r" % (name,))
        super().__setattr__(name, value)

    @property
    def __members__(cls):
        return dict(cls._member_map_)


EnumMeta = EnumType
Flag = ()


class Enum(metaclass=EnumType):
    def __new__(cls, value):
        if type(value) is cls:
            return value
        try:
            return cls._value2member_map_[value]
        except KeyError:
            pass
        except TypeError:
            for member in cls._member_map_.values():
                if member._value_ == value:
                    return member
        result = cls._missing_(value)
        if isinstance(result, cls):
            return result
        if result is None:
            raise ValueError("%r is not a valid %s" % (value, cls.__qualname__))
        raise TypeError("error in %s._missing_: returned %r instead of None or a valid member" % (cls.__name__, result))

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        if not last_values:
            return start
        return max(last_values) + 1

    @classmethod
    def _missing_(cls, value):
        return None

    @property
    def name(self):
        return self._name_

    @property
    def value(self):
        return self._value_

    def __repr__(self):
        return "<%s.%s: %r>" % (self.__class__.__name__, self._name_, self._value_)

    def __str__(self):
        return "%s.%s" % (self.__class__.__name__, self._name_)

    def __dir__(self):
        return ["__class__", "__doc__", "__eq__", "__hash__", "__module__", "name", "value"]

    def __format__(self, format_spec):
        return str.__format__(str(self), format_spec)

    def __hash__(self):
        return hash(self._name_)

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self


class IntEnum(int, Enum):
    def __repr__(self):
        return Enum.__repr__(self)

    def __str__(self):
        return int.__repr__(self)

    def __format__(self, format_spec):
        return int.__format__(self, format_spec)

    __hash__ = int.__hash__


class StrEnum(str, Enum):
    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        return name.lower()

    def __repr__(self):
        return Enum.__repr__(self)

    __str__ = str.__str__
    __format__ = str.__format__
    __hash__ = str.__hash__


class Flag(Enum):
    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        if not last_values:
            return start if start is not None else 1
        return 1 << max(last_values).bit_length()

    @classmethod
    def _missing_(cls, value):
        if not isinstance(value, int):
            raise ValueError("%r is not a valid %s" % (value, cls.__qualname__))
        mask = 0
        for member in cls._member_map_.values():
            mask |= member._value_
        if value < 0:
            value &= mask
        if value & ~mask and not issubclass(cls, int):
            raise ValueError("%r is not a valid %s" % (value, cls.__qualname__))
        if value in cls._value2member_map_:
            return cls._value2member_map_[value]
        member = int.__new__(cls, value) if issubclass(cls, int) else object.__new__(cls)
        member._value_ = value
        names = [m._name_ for m in cls if m._value_ & value]
        member._name_ = "|".join(names) or None
        cls._value2member_map_[value] = member
        return member

    def __iter__(self):
        return (m for m in type(self) if m._value_ & self._value_)

    def __len__(self):
        return self._value_.bit_count()

    def __contains__(self, other):
        if not isinstance(other, self.__class__):
            raise TypeError("unsupported operand type(s) for 'in': %r and %r" % (type(other).__qualname__, self.__class__.__qualname__))
        return other._value_ & self._value_ == other._value_

    def __bool__(self):
        return bool(self._value_)

    def __repr__(self):
        if self._name_ is None:
            return "<%s: %r>" % (self.__class__.__name__, self._value_)
        return "<%s.%s: %r>" % (self.__class__.__name__, self._name_, self._value_)

    def __str__(self):
        if self._name_ is None:
            return "%s(%r)" % (self.__class__.__name__, self._value_)
        return "%s.%s" % (self.__class__.__name__, self._name_)

    def _combine(self, other, operation):
        if isinstance(other, self.__class__):
            other = other._value_
        elif not (isinstance(self, int) and isinstance(other, int)):
            return NotImplemented
        return self.__class__(operation(self._value_, other))

    def __or__(self, other):
        return self._combine(other, lambda a, b: a | b)

    def __and__(self, other):
        return self._combine(other, lambda a, b: a & b)

    def __xor__(self, other):
        return self._combine(other, lambda a, b: a ^ b)

    __ror__ = __or__
    __rand__ = __and__
    __rxor__ = __xor__

    def __invert__(self):
        mask = 0
        for member in type(self)._member_map_.values():
            mask |= member._value_
        return self.__class__(mask & ~self._value_)

    __hash__ = Enum.__hash__


class IntFlag(int, Flag):
    def __repr__(self):
        return Flag.__repr__(self)

    def __str__(self):
        return int.__repr__(self)

    def __format__(self, format_spec):
        return int.__format__(self, format_spec)

    __hash__ = int.__hash__


def unique(enumeration):
    duplicates = [(name, member.name) for name, member in enumeration.__members__.items() if name != member.name]
    if duplicates:
        details = ", ".join("%s -> %s" % pair for pair in duplicates)
        raise ValueError("duplicate values found in %r: %s" % (enumeration, details))
    return enumeration
`
