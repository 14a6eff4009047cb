# Regular expressions three ways: a parser for patterns, a backtracking matcher of closures, and Thompson's simulation of
# an automaton, run over the same words and compared.
import sys


class Parser:
    def __init__(self, text):
        self.text = text
        self.at = 0

    def peek(self):
        return self.text[self.at] if self.at < len(self.text) else ""

    def take(self):
        c = self.text[self.at]
        self.at += 1
        return c

    def parse(self):
        branches = [self.sequence()]
        while self.peek() == "|":
            self.take()
            branches.append(self.sequence())
        return branches[0] if len(branches) == 1 else ("or", branches)

    def sequence(self):
        items = []
        while self.peek() not in ("", "|", ")"):
            items.append(self.repeated())
        return ("seq", items)

    def repeated(self):
        node = self.atom()
        while self.peek() in ("*", "+", "?") and self.peek():
            node = ("repeat", node, self.take())
        return node

    def atom(self):
        c = self.take()
        if c == "(":
            node = self.parse()
            assert self.take() == ")"
            return node
        if c == "[":
            chars = set()
            while self.peek() != "]":
                low = self.take()
                if self.peek() == "-":
                    self.take()
                    chars.update(chr(k) for k in range(ord(low), ord(self.take()) + 1))
                else:
                    chars.add(low)
            self.take()
            return ("set", frozenset(chars))
        return ("any",) if c == "." else ("set", frozenset(c))


def closure(node, then):
    kind = node[0]
    if kind == "set":
        chars = node[1]
        return lambda s, i: i < len(s) and s[i] in chars and then(s, i + 1)
    if kind == "any":
        return lambda s, i: i < len(s) and then(s, i + 1)
    if kind == "seq":
        for item in reversed(node[1]):
            then = closure(item, then)
        return then
    if kind == "or":
        branches = [closure(b, then) for b in node[1]]

        def either(s, i):
            for b in branches:
                if b(s, i):
                    return True
            return False
        return either
    body, mark = node[1], node[2]
    if mark == "?":
        once = closure(body, then)
        return lambda s, i: once(s, i) or then(s, i)
    start = 0

    def again(s, i):
        return i > start and step(s, i) or then(s, i)

    step = closure(body, again)
    if mark == "+":
        return step
    return lambda s, i: step(s, i) or then(s, i)


class State:
    def __init__(self, chars=None):
        self.chars = chars  # None: no character is read; "": any
        self.next = []


def automaton(node, end):
    kind = node[0]
    if kind in ("set", "any"):
        state = State(node[1] if kind == "set" else "")
        state.next.append(end)
        return state
    if kind == "seq":
        for item in reversed(node[1]):
            end = automaton(item, end)
        return end
    state = State()
    if kind == "or":
        state.next = [automaton(b, end) for b in node[1]]
        return state
    if node[2] == "?":
        state.next = [automaton(node[1], end), end]
        return state
    state.next = [automaton(node[1], state), end]
    return state.next[0] if node[2] == "+" else state


def follow(states, into):
    stack = list(states)
    while stack:
        s = stack.pop()
        if s in into:
            continue
        into.add(s)
        if s.chars is None:
            stack.extend(s.next)
    return into


def simulate(start, end, text):
    current = follow([start], set())
    for c in text:
        reached = set()
        for s in current:
            if s.chars is not None and (s.chars == "" or c in s.chars):
                follow(s.next, reached)
        if not reached:
            return False
        current = reached
    return end in current


def make_words(n):
    seed, words = 99, []
    for _ in range(n):
        seed = (seed * 69069 + 1) % 4294967296
        length, word = 3 + seed % 12, []
        for _ in range(length):
            seed = (seed * 69069 + 1) % 4294967296
            word.append("abcde019_"[(seed >> 16) % 9])
        words.append("".join(word))
    return words


def main():
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 40
    words = make_words(n)
    for pattern in ("[a-e]+[0-9]*", "(ab|a|bc)*d?.*", "[a-c_]+(0|1|9)+[a-e0-9_]*", ".*a.*b.*c.*", "((a|b)+(c|d)*)+"):
        tree = Parser(pattern).parse()
        match = closure(tree, lambda s, i: i == len(s))
        end = State(frozenset())
        start = automaton(tree, end)
        first = [w for w in words if match(w, 0)]
        second = [w for w in words if simulate(start, end, w)]
        assert first == second
        print(pattern, len(first), sorted(first)[:3])


main()
