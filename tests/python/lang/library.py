import itertools as it, functools, collections, operator, string, heapq, bisect, copy, types, enum, dataclasses, io, random, contextlib, abc, typing
print(list(it.islice(it.count(10, 3), 4)), list(it.islice("abcdefg", 1, 6, 2)), list(it.chain([1], "ab", (2,))), list(it.chain.from_iterable([[1], [2]])))
print(list(it.product("ab", [1, 2])), list(it.permutations([1, 2, 3], 2)), list(it.combinations("abcd", 2)), list(it.combinations_with_replacement("ab", 2)))
print([(k, list(g)) for k, g in it.groupby("aaabbc")], [(k, list(g)) for k, g in it.groupby(range(10), lambda x: x // 4)])
print(list(it.accumulate([1, 2, 3, 4])), list(it.accumulate([1, 2, 3], operator.mul, initial=10)), list(it.takewhile(lambda x: x < 3, range(9))), list(it.dropwhile(lambda x: x < 3, range(6))))
print(list(it.zip_longest("ab", [1, 2, 3], fillvalue="-")), list(it.starmap(pow, [(2, 3), (3, 2)])), list(it.compress("abcd", [1, 0, 1, 1])), list(it.pairwise([1, 2, 3])), list(it.filterfalse(None, [0, 1, 2])))
a, b = it.tee([1, 2, 3]); print(next(a), list(b), list(a)); print(list(it.islice(it.cycle("ab"), 5)), list(it.repeat(7, 3)))
for k, g in it.groupby([1,1,2,2,3]): print(k, end=" ")
print()
print(functools.reduce(operator.add, [1, 2, 3], 10), functools.partial(int, base=2)("101"))
@functools.lru_cache(maxsize=None)
def fib(n): return n if n < 2 else fib(n-1) + fib(n-2)
print(fib(80), fib.cache_info())
@functools.total_ordering
class N:
    def __init__(s, v): s.v = v
    def __eq__(s, o): return s.v == o.v
    def __lt__(s, o): return s.v < o.v
print(N(1) <= N(2), N(1) > N(2), N(2) >= N(2), sorted([3, 1, 2], key=functools.cmp_to_key(lambda a, b: b - a)))
class C:
    @functools.cached_property
    def x(self): print("compute"); return 5
c = C(); print(c.x, c.x)
@functools.singledispatch
def sd(x): return "obj"
@sd.register
def _(x: int): return "int"
@sd.register(list)
def _(x): return "list"
print(sd(1), sd([]), sd("s"), sd(True))
P = collections.namedtuple("P", "x y z", defaults=[0])
p = P(1, 2); print(p, p.x, p._asdict(), p._replace(x=9), P._fields, p == (1, 2, 0)); x, y, z = p
try: P(1)
except TypeError as e: print(e)
dd = collections.defaultdict(list); dd["a"].append(1); dd["b"]; print(dd, dict(dd), len(dd), "c" in dd, sorted(dd))
di = collections.defaultdict(int)
for ch in "mississippi": di[ch] += 1
print(di, max(di, key=di.get), list(di.items()))
cn = collections.Counter("mississippi"); print(cn, cn.most_common(2), cn["z"], cn + collections.Counter("abc"), cn - collections.Counter("ssss"), list(cn.elements())[:3], cn.total())
od = collections.OrderedDict(a=1, b=2); od.move_to_end("a"); print(od, od.popitem(last=False), od)
dq = collections.deque([1, 2, 3], maxlen=3); dq.append(4); dq.appendleft(0); print(dq, dq[0], list(dq), len(dq)); dq.rotate(1); print(dq, dq.pop(), dq.popleft(), 3 in dq)
print(collections.ChainMap({"a": 1}, {"a": 2, "b": 3})["b"])
h = [5, 1, 4]; heapq.heapify(h); heapq.heappush(h, 0); print([heapq.heappop(h) for _ in range(4)], heapq.nlargest(2, [1, 5, 3]), list(heapq.merge([1, 4], [2, 3])))
print(bisect.bisect([1, 2, 2, 3], 2), bisect.bisect_left([1, 2, 2, 3], 2))
print(string.ascii_lowercase, string.Template("$a ${b} $$").substitute(a=1, b=2), string.punctuation)
o = {"l": [1, [2]], "t": (1, [2])}; q = copy.deepcopy(o); q["l"][1].append(3); print(o, q, copy.copy([1]))
class Color(enum.Enum):
    RED = 1
    GREEN = enum.auto()
    CRIMSON = 1
    def hot(self): return self is Color.RED
print(Color.RED, repr(Color.GREEN), Color(2), Color["RED"], list(Color), Color.RED.hot(), Color.CRIMSON, len(Color), Color.RED.name, Color.RED.value, Color.RED in Color, {Color.RED: 1})
try: Color(9)
except ValueError as e: print(e)
class Perm(enum.Flag): R = 1; W = 2; X = 4
print(Perm.R | Perm.W, repr(Perm.R | Perm.X), Perm.R in (Perm.R | Perm.W), ~Perm.R, bool(Perm.R & Perm.W), list(Perm.R | Perm.X))
class Num(enum.IntEnum): A = 1; B = 2
print(Num.A + 1, Num.B > Num.A, Num.A == 1, repr(Num.A), f"{Num.B}", str(Num.A))
@dataclasses.dataclass(order=True)
class D:
    x: int
    y: str = "q"
    z: list = dataclasses.field(default_factory=list, compare=False)
d = D(1); print(d, D(1) == D(1), D(1) < D(2), dataclasses.asdict(d), dataclasses.replace(d, x=5), [f.name for f in dataclasses.fields(D)])
@dataclasses.dataclass(frozen=True)
class F: a: int = 0
try: F().a = 3
except dataclasses.FrozenInstanceError as e: print(type(e).__name__, e)
print(hash(F(1)) == hash(F(1)), F(2))
s = io.StringIO(); s.write("hello\nworld"); print(s.getvalue(), file=s); s.seek(0); print(s.readlines())
with contextlib.redirect_stdout(io.StringIO()) as buf: print("captured")
print(repr(buf.getvalue()))
random.seed(42); print(random.random(), random.randint(1, 100), random.choice("abc"), random.sample(range(100), 5), random.gauss(0, 1)); l = list(range(10)); random.shuffle(l); print(l, random.uniform(1, 2), random.getrandbits(70), random.choices([1,2,3], k=4))
@contextlib.contextmanager
def cm(x):
    print("enter", x)
    try: yield x * 2
    except ValueError as e: print("caught", e)
    finally: print("exit")
with cm(3) as v: print(v); raise ValueError("inside")
with contextlib.suppress(KeyError): {}["x"]
with contextlib.ExitStack() as st: st.enter_context(cm(1)); st.callback(print, "cb")
class Abs(abc.ABC):
    @abc.abstractmethod
    def f(self): ...
    @property
    @abc.abstractmethod
    def g(self): ...
try: Abs()
except TypeError as e: print(e)
class Con(Abs):
    def f(self): return 1
    g = 2
print(Con().f(), isinstance(Con(), Abs), issubclass(int, Abs)); Abs.register(int); print(isinstance(3, Abs))
print(operator.itemgetter(1, 2)("abc"), operator.attrgetter("x.real")(types.SimpleNamespace(x=3)), operator.methodcaller("upper")("a"), types.SimpleNamespace(a=1, b="x"))
def tf(x: typing.Optional[int], y: typing.List[int]) -> typing.Dict[str, int]: pass
print(list[int], dict[str, list[int]], int | None, isinstance(3, int | str), tuple[int, ...])
