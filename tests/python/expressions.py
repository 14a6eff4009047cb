# An interpreter for a small language of expressions: lexer, precedence parser,
# a tree walker, a compiler to stack code with its machine, and a simplifier.
import sys


class LangError(Exception):
    pass


class Token:
    __slots__ = ("kind", "text", "value")

    def __init__(self, kind, text, value=None):
        self.kind = kind
        self.text = text
        self.value = value


SYMBOLS = ["**", "==", "!=", "<=", ">=", "+", "-", "*", "/", "%", "(", ")", "<", ">", "=", ";", ",", "{", "}"]
KEYWORDS = {"let", "if", "else", "while", "fn"}


def tokens(source):
    at = 0
    while at < len(source):
        c = source[at]
        if c.isspace():
            at += 1
        elif c.isdigit():
            end = at
            while end < len(source) and source[end].isdigit():
                end += 1
            yield Token("number", source[at:end], int(source[at:end]))
            at = end
        elif c.isalpha():
            end = at
            while end < len(source) and (source[end].isalnum() or source[end] == "_"):
                end += 1
            word = source[at:end]
            yield Token(word if word in KEYWORDS else "name", word)
            at = end
        else:
            for symbol in SYMBOLS:
                if source.startswith(symbol, at):
                    yield Token(symbol, symbol)
                    at += len(symbol)
                    break
            else:
                raise LangError("bad character %r at %d" % (c, at))
    yield Token("end", "")


class Node:
    def __init__(self, *fields):
        for name, value in zip(self.names, fields):
            setattr(self, name, value)

    def __repr__(self):
        return "%s(%s)" % (type(self).__name__, ", ".join(repr(getattr(self, name)) for name in self.names))

    def __eq__(self, other):
        return type(self) is type(other) and all(getattr(self, n) == getattr(other, n) for n in self.names)

    __hash__ = None


def node(name, *fields):
    return type(name, (Node,), {"names": fields})


Number = node("Number", "value")
Name = node("Name", "name")
Binary = node("Binary", "op", "left", "right")
Assign = node("Assign", "name", "value")
While = node("While", "test", "body")
If = node("If", "test", "then", "other")
Block = node("Block", "items")
Function = node("Function", "name", "params", "body")
Call = node("Call", "name", "args")

LEVELS = {"==": 1, "!=": 1, "<": 2, ">": 2, "<=": 2, ">=": 2, "+": 3, "-": 3, "*": 4, "/": 4, "%": 4, "**": 5}
OPERATIONS = {
    "+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b, "/": lambda a, b: a // b,
    "%": lambda a, b: a % b, "**": lambda a, b: a ** b, "==": lambda a, b: int(a == b),
    "!=": lambda a, b: int(a != b), "<": lambda a, b: int(a < b), ">": lambda a, b: int(a > b),
    "<=": lambda a, b: int(a <= b), ">=": lambda a, b: int(a >= b),
}


class Parser:
    def __init__(self, source):
        self.stream = tokens(source)
        self.token = next(self.stream)

    def take(self, kind=None):
        token = self.token
        if kind is not None and token.kind != kind:
            raise LangError("expected %s, found %s" % (kind, token.text or "end"))
        if token.kind != "end":
            self.token = next(self.stream)
        return token

    def accept(self, kind):
        if self.token.kind == kind:
            return self.take()

    def program(self):
        items = []
        while self.token.kind != "end":
            items.append(self.statement())
        return Block(items)

    def block(self):
        self.take("{")
        items = []
        while not self.accept("}"):
            items.append(self.statement())
        return Block(items)

    def statement(self):
        match self.token.kind:
            case "let":
                self.take()
                name = self.take("name").text
                self.take("=")
                result = Assign(name, self.expression())
                self.take(";")
            case "while":
                self.take()
                result = While(self.expression(), self.block())
            case "if":
                self.take()
                test, then = self.expression(), self.block()
                result = If(test, then, self.block() if self.accept("else") else Block([]))
            case "fn":
                self.take()
                name = self.take("name").text
                self.take("(")
                params = []
                while not self.accept(")"):
                    params.append(self.take("name").text)
                    self.accept(",")
                result = Function(name, params, self.block())
            case _:
                result = self.expression()
                self.take(";")
        return result

    def expression(self, level=1):
        left = self.primary()
        while (rank := LEVELS.get(self.token.kind, 0)) >= level:
            op = self.take().kind
            left = Binary(op, left, self.expression(rank if op == "**" else rank + 1))
        return left

    def primary(self):
        token = self.take()
        if token.kind == "number":
            return Number(token.value)
        if token.kind == "-":
            return Binary("-", Number(0), self.expression(5))
        if token.kind == "(":
            inner = self.expression()
            self.take(")")
            return inner
        if token.kind == "name":
            if self.accept("("):
                args = []
                while not self.accept(")"):
                    args.append(self.expression())
                    self.accept(",")
                return Call(token.text, args)
            return Name(token.text)
        raise LangError("unexpected %s" % (token.text or "end"))


class Walker:
    def __init__(self):
        self.functions = {}
        self.scopes = [{}]

    def run(self, tree):
        return getattr(self, "run_" + type(tree).__name__)(tree)

    def run_Number(self, tree):
        return tree.value

    def run_Name(self, tree):
        try:
            return self.scopes[-1][tree.name]
        except KeyError:
            raise LangError("unknown name " + tree.name) from None

    def run_Binary(self, tree):
        try:
            return OPERATIONS[tree.op](self.run(tree.left), self.run(tree.right))
        except ZeroDivisionError as error:
            raise LangError("division by zero") from error

    def run_Assign(self, tree):
        value = self.scopes[-1][tree.name] = self.run(tree.value)
        return value

    def run_While(self, tree):
        result = 0
        while self.run(tree.test):
            result = self.run(tree.body)
        return result

    def run_If(self, tree):
        return self.run(tree.then if self.run(tree.test) else tree.other)

    def run_Block(self, tree):
        result = 0
        for item in tree.items:
            result = self.run(item)
        return result

    def run_Function(self, tree):
        self.functions[tree.name] = tree
        return 0

    def run_Call(self, tree):
        function = self.functions[tree.name]
        if len(function.params) != len(tree.args):
            raise LangError("%s takes %d arguments" % (tree.name, len(function.params)))
        scope = dict(zip(function.params, map(self.run, tree.args)))
        self.scopes.append(scope)
        try:
            return self.run(function.body)
        finally:
            self.scopes.pop()


def compiled(tree, code):
    match tree:
        case Number(value=value):
            code.append(("push", value))
        case Name(name=name):
            code.append(("load", name))
        case Binary(op=op, left=left, right=right):
            compiled(left, code)
            compiled(right, code)
            code.append(("op", OPERATIONS[op]))
        case Assign(name=name, value=value):
            compiled(value, code)
            code.append(("store", name))
        case While(test=test, body=body):
            start = len(code)
            compiled(test, code)
            jump = len(code)
            code.append(None)
            compiled(body, code)
            code.append(("drop", None))
            code.append(("jump", start))
            code[jump] = ("unless", len(code))
            code.append(("push", 0))
        case Block(items=items):
            code.append(("push", 0))
            for item in items:
                code.append(("drop", None))
                compiled(item, code)
        case _:
            raise LangError("cannot compile %s" % type(tree).__name__)
    return code


def execute(code):
    stack = []
    names = {}
    pc = 0
    steps = 0
    while pc < len(code):
        op, arg = code[pc]
        pc += 1
        steps += 1
        if op == "push":
            stack.append(arg)
        elif op == "load":
            stack.append(names[arg])
        elif op == "store":
            names[arg] = stack[-1]
        elif op == "op":
            right = stack.pop()
            stack[-1] = arg(stack[-1], right)
        elif op == "drop":
            stack.pop()
        elif op == "jump":
            pc = arg
        elif not stack.pop():
            pc = arg
    return names, steps


def simplified(tree):
    if isinstance(tree, Binary):
        left, right = simplified(tree.left), simplified(tree.right)
        match tree.op, left, right:
            case op, Number(value=a), Number(value=b) if op not in "/%" or b:
                return Number(OPERATIONS[op](a, b))
            case "+", Number(value=0), other:
                return other
            case ("+" | "-"), other, Number(value=0):
                return other
            case "*", Number(value=1), other:
                return other
            case "*", _, Number(value=0):
                return Number(0)
        return Binary(tree.op, left, right)
    return tree


LOOP = "let i = 0; let sum = 0; while i < %d { let sum = (sum * 3 + i ** 2 - i / 7) %% 1000003; let i = i + 1; } sum;"
RECURSION = "fn fib(n) { if n < 2 { n; } else { fib(n - 1) + fib(n - 2); } } fib(%d);"


def main():
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    tree = Parser(LOOP % size).program()
    walked = Walker().run(tree)
    names, steps = execute(compiled(tree, []))
    print("walked", walked, "compiled", names["sum"], "steps", steps)
    depth = max(5, min(18, size.bit_length() + 2))
    print("fib", depth, Walker().run(Parser(RECURSION % depth).program()))
    for source in ["1 + 2 * 3;", "2 ** 3 ** 2;", "(1 + 2) * -3;", "0 + x * 1 - 0;", "4 / 0;", "1 * (y + 0);", "7 % 4 == 3;"]:
        parsed = Parser(source).statement()
        print(source, parsed, "=>", simplified(parsed))
    for bad in ["1 +;", "let = 3;", "(1;", "nope;", "1 / 0;", "fn f(a) { a; } f(1, 2);", "1 $ 2;", "while 1 {"]:
        try:
            print(bad, Walker().run(Parser(bad).program()))
        except LangError as error:
            cause = type(error.__cause__).__name__
            print(bad, "->", error, cause if error.__cause__ else "")


main()
