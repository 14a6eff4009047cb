"""Every module of the library that programs lean on most imports, and does a small job."""
import argparse
import ast
import asyncio
import bisect
import collections
import contextlib
import copy
import csv
import dataclasses
import datetime
import decimal
import dis
import doctest
import enum
import fractions
import functools
import heapq
import inspect
import io
import json
import logging
import os
import pathlib
import pickle
import pprint
import random
import re
import statistics
import string
import subprocess
import sys
import tempfile
import textwrap
import tokenize
import typing
import unittest

print(collections.Counter("abracadabra").most_common(2), collections.ChainMap({1: 2}, {3: 4})[3], collections.deque([1, 2], 1))
print(functools.reduce(lambda a, b: a * b, range(1, 20)), functools.lru_cache(lambda x: x * 2)(4))


@dataclasses.dataclass(order=True, frozen=True)
class Point:
    x: int
    y: list = dataclasses.field(default_factory=list, compare=False)


class Color(enum.Flag):
    RED = enum.auto()
    GREEN = enum.auto()


print(Point(1), Point(1) < Point(2), dataclasses.asdict(Point(3, [4])), Color.RED | Color.GREEN, Color(2).name)
print(re.sub(r"(\w+) (\w+)", r"\2 \1", "hello world"), json.loads(json.dumps({"a": [1, None, True, 1.5, "é"]})))
when = datetime.datetime(2024, 2, 29, 12, 30, tzinfo=datetime.timezone.utc)
print(when.isoformat(), when + datetime.timedelta(days=366), datetime.date.fromisoformat("2024-01-01").strftime("%A %j"))
rng = random.Random(42)
print(rng.random(), rng.sample(range(100), 5), rng.choice("abc"), rng.gauss(0, 1))
print(string.Template("$x is ${y}").substitute(x=1, y=2), textwrap.fill("the quick brown fox " * 3, 30), textwrap.dedent("  a\n  b"))
parser = argparse.ArgumentParser(prog="prog")
parser.add_argument("-n", type=int, default=3)
parser.add_argument("names", nargs="*")
print(parser.parse_args(["-n", "5", "a", "b"]), parser.format_usage(), end="")
out = io.StringIO()
logging.basicConfig(stream=out, format="%(levelname)s:%(name)s:%(message)s", level=logging.INFO)
logging.getLogger("a.b").warning("%d of %s", 3, "x")
print(out.getvalue(), end="")
with tempfile.TemporaryDirectory() as d:
    p = pathlib.Path(d, "sub", "f.txt")
    p.parent.mkdir()
    p.write_text("line\n" * 3)
    print(p.suffix, p.stat().st_size, sorted(x.name for x in pathlib.Path(d).rglob("*")), os.path.basename(p.with_name("g.txt")))
print(subprocess.run(["/bin/echo", "from", "echo"], capture_output=True, text=True).stdout, end="")
print(subprocess.run(["/bin/cat"], input=b"piped", stdout=subprocess.PIPE).stdout)
decimal.getcontext().prec = 30
print(decimal.Decimal(1) / 7, decimal.Decimal("1.10").quantize(decimal.Decimal(".1")), fractions.Fraction(3, 4) + fractions.Fraction("0.125"))
print(statistics.median([3, 1, 2]), statistics.stdev([1, 2, 3, 4]), statistics.NormalDist(0, 1).cdf(1))
heap = [5, 1, 4]
heapq.heapify(heap)
print(heapq.heappushpop(heap, 0), heapq.nlargest(2, heap), bisect.bisect([1, 3, 5], 3), copy.deepcopy({"a": [1]}))
pprint.pprint({"key%d" % i: list(range(i)) for i in range(8)}, width=40)
print(pickle.loads(pickle.dumps([Point(1), Color.RED, when])))
rows = io.StringIO()
csv.DictWriter(rows, ["a", "b"]).writerow({"a": 'x"y', "b": "1,2"})
print(repr(rows.getvalue()), list(csv.reader(['1,"a b",'])))
with contextlib.ExitStack() as stack, contextlib.suppress(KeyError), contextlib.redirect_stdout(io.StringIO()) as captured:
    stack.callback(print, "closed")
    print("captured")
    {}["missing"]
print(captured.getvalue().split())


def typed(a: int, *args: str, key: typing.Optional[float] = None) -> list[int]:
    """Documented."""


print(inspect.signature(typed), inspect.getdoc(typed), typing.get_type_hints(typed))
print(ast.unparse(ast.parse("x = [i**2 for i in y if i]")), ast.literal_eval("{'a': (1, 2)}"))
dis.dis(compile("a + 1", "f", "eval"))
print([tokenize.tok_name[t.type] for t in tokenize.generate_tokens(io.StringIO("a = 1 # c\n").readline)])


class Case(unittest.TestCase):
    def test_good(self):
        self.assertEqual(1, 1)

    def test_bad(self):
        self.assertIn(3, [1])


report = unittest.TextTestRunner(stream=io.StringIO()).run(unittest.defaultTestLoader.loadTestsFromTestCase(Case))
print(report.testsRun, len(report.failures), report.failures[0][1].splitlines()[-1])


def doubled(x):
    """
    >>> doubled(4)
    8
    >>> doubled('a')
    'aa'
    """
    return x * 2


print(doctest.testmod(sys.modules["__main__"]))


async def work(n):
    await asyncio.sleep(0.001 * n)
    return n


async def main():
    queue = asyncio.Queue()
    await queue.put(1)
    print(await asyncio.gather(work(3), work(1)), await queue.get())
    try:
        await asyncio.wait_for(asyncio.sleep(10), 0.01)
    except asyncio.TimeoutError:
        print("timeout")


asyncio.run(main())
