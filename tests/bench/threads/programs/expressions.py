# A tokenizer that is a generator, and a parser with a method for each rule.
from both import run


def tokens(text):
    i = 0
    while i < len(text):
        c = text[i]
        if c.isdigit():
            j = i
            while j < len(text) and text[j].isdigit():
                j += 1
            yield "number", int(text[i:j])
            i = j
        else:
            if c != " ":
                yield "sign", c
            i += 1
    yield "end", None


class Parser:
    def __init__(self, text):
        self.tokens = list(tokens(text))
        self.i = 0

    def next(self):
        self.i += 1
        return self.tokens[self.i - 1]

    def sum(self):
        value = self.product()
        while self.tokens[self.i][1] in ("+", "-"):
            value = value + self.product() if self.next()[1] == "+" else value - self.product()
        return value

    def product(self):
        value = self.atom()
        while self.tokens[self.i][1] == "*":
            self.next()
            value = value * self.atom() % 1000003
        return value

    def atom(self):
        kind, value = self.next()
        if kind == "sign":
            value = self.sum()
            self.next()
        return value


def work(k):
    return sum(Parser("(1 + 2) * 3 - 4 * (5 + 6 * (7 - 8)) + 91 * 23 + %d" % i).sum() for i in range(k, 40000))


run(work)
