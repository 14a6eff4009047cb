# Lists that are changed by the methods that work on them call.


class Item:
    def __init__(self, change):
        self.change = change

    def __eq__(self, other):
        self.change()
        return True

    def __lt__(self, other):
        self.change()
        return False

    def __repr__(self):
        self.change()
        return "item"

    def __hash__(self):
        self.change()
        return 1

    def __str__(self):
        return "x"


OPERATIONS = """l == [1, 2, 3, 4, 5]; [1, 2, 3, 4, 5] == l; l < [1, 2, 3, 4, 5]; l != [1, 2, 3, 4, 6]; repr(l); 3 in l; l.index(3); l.count(7); l.remove(3); set(l);
tuple(map(str, l)); max(l); min(l); dict.fromkeys(l); list(map(repr, l)); [*l, *map(repr, l)]; sorted(l); l.sort(); any(l); sum([1 for x in l if x == 1]);
"%s" % l; hash(tuple(l)); {*l}; list(zip(l, map(repr, l))); l + [1]; ",".join(map(repr, l)); l[1:3] == [1, 2]; list(reversed(l)) == [1] * 5; list(filter(repr, l))"""

for name in "clear", "pop", "pop all":
    l = []

    def change():
        if name == "clear":
            l.clear()
        elif name == "pop":
            if l:
                l.pop()
        else:
            while l:
                l.pop()

    for operation in OPERATIONS.split(";"):
        l[:] = [Item(change) for _ in range(5)]
        try:
            result = eval(operation.strip())
        except Exception as e:
            result = type(e).__name__
        print(name, operation.strip(), str(result)[:60], len(l))
