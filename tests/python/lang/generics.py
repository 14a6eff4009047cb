# Generic aliases and unions: parameters, substitution, equality, checks.
import copy
import pickle
from typing import TypeVar

T = TypeVar("T")
S = TypeVar("S")
a = dict[T, list[S]]
print(a, a.__parameters__, a[int, str], a[int, S][bytes])
u = list[T] | dict[T, S] | int
print(u, u.__parameters__, u[str, bytes])
print(int | str == str | int, hash(int | str) == hash(str | int), list[int] | list[int], int | None | int)
print(tuple[()], *tuple[int, ...], list[[int, str]])
for bad in [lambda: list[int][str], lambda: a[int], lambda: isinstance(1, list[int]), lambda: issubclass(int, int | list[int]),
            lambda: issubclass(1, int | str)]:
    try:
        print(bad())
    except TypeError as e:
        print(e)
print(isinstance(1, int | list[int]), issubclass(bool, int | str), isinstance(None, int | None))
print(copy.copy(list[int]) == list[int], pickle.loads(pickle.dumps(dict[str, int])), copy.deepcopy(int | str))
