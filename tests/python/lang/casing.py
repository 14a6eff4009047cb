# Conversions of case that make several characters of one, or depend on what is around.
for text in ["ﬁnnish ŉ ß ΐ", "İI", "ΑΣ ΑΣΑ Σ ΑΣ'Σ ΑΣ.", "ǆ ǅ Ǆ", "ᾳ ᾼ Ꭰ ꭰ", "µſ\u0345ς", "\U00010400\U00010428"]:
    print(*map(ascii, [text.upper(), text.lower(), text.title(), text.capitalize(), text.swapcase(), text.casefold()]))
print("abbbc".rsplit("bb"), "abbbc".split("bb"), "abbbc".rsplit("bb", 5))
for call in [lambda: "a".find(), lambda: "a".count("a", 1, 2, 3), lambda: b"a".rindex(1, 2, 3, 4)]:
    try:
        call()
    except TypeError as e:
        print(e)
s = {1, 2}
print({frozenset(s)} & {frozenset({1, 2})}, s in {frozenset(s)}, frozenset(s).copy() == s)


class S(set):
    pass


class F(frozenset):
    def __init__(self, items, extra=None):
        self.extra = extra


print(S([1]), S(), F([1], extra=3).extra, F(()))
for call in [lambda: frozenset(a=1), lambda: frozenset((), ()), lambda: S(a=1), lambda: tuple(a=1), lambda: list(a=1)]:
    try:
        print(call())
    except TypeError as e:
        print(e)
