# A JSON reader and writer, written out: a tokenizer, a recursive parser with
# exact error positions, a pretty printer, and a check that data survives.
import sys


class JSONError(ValueError):
    def __init__(self, message, text, position):
        line = text.count("\n", 0, position) + 1
        column = position - text.rfind("\n", 0, position)
        super().__init__("%s: line %d column %d (char %d)" % (message, line, column, position))
        self.position = position


ESCAPES = {'"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
REVERSE = {v: "\\" + k for k, v in ESCAPES.items() if k != "/"}
SPACES = " \t\n\r"


class Reader:
    def __init__(self, text):
        self.text = text
        self.at = 0

    def fail(self, message, position=None):
        raise JSONError(message, self.text, self.at if position is None else position)

    def skip(self):
        text = self.text
        at = self.at
        n = len(text)
        while at < n and text[at] in SPACES:
            at += 1
        self.at = at

    def peek(self):
        if self.at < len(self.text):
            return self.text[self.at]
        return ""

    def expect(self, word, value):
        if self.text.startswith(word, self.at):
            self.at += len(word)
            return value
        self.fail("Expecting value")

    def document(self):
        self.skip()
        value = self.value()
        self.skip()
        if self.at != len(self.text):
            self.fail("Extra data")
        return value

    def value(self):
        c = self.peek()
        if c == "{":
            return self.object()
        if c == "[":
            return self.array()
        if c == '"':
            return self.string()
        if c == "t":
            return self.expect("true", True)
        if c == "f":
            return self.expect("false", False)
        if c == "n":
            return self.expect("null", None)
        if c == "-" or c.isdigit():
            return self.number()
        self.fail("Expecting value")

    def object(self):
        self.at += 1
        result = {}
        self.skip()
        if self.peek() == "}":
            self.at += 1
            return result
        while True:
            self.skip()
            if self.peek() != '"':
                self.fail("Expecting property name enclosed in double quotes")
            key = self.string()
            self.skip()
            if self.peek() != ":":
                self.fail("Expecting ':' delimiter")
            self.at += 1
            self.skip()
            result[key] = self.value()
            self.skip()
            c = self.peek()
            self.at += 1
            if c == "}":
                return result
            if c != ",":
                self.fail("Expecting ',' delimiter", self.at - 1)

    def array(self):
        self.at += 1
        result = []
        self.skip()
        if self.peek() == "]":
            self.at += 1
            return result
        while True:
            self.skip()
            result.append(self.value())
            self.skip()
            c = self.peek()
            self.at += 1
            if c == "]":
                return result
            if c != ",":
                self.fail("Expecting ',' delimiter", self.at - 1)

    def string(self):
        start = self.at
        text = self.text
        at = start + 1
        parts = []
        begin = at
        while True:
            if at >= len(text):
                self.fail("Unterminated string starting at", start)
            c = text[at]
            if c == '"':
                parts.append(text[begin:at])
                self.at = at + 1
                return "".join(parts)
            if c == "\\":
                parts.append(text[begin:at])
                at += 1
                c = text[at:at + 1]
                if c == "u":
                    digits = text[at + 1:at + 5]
                    try:
                        parts.append(chr(int(digits, 16)))
                    except ValueError:
                        self.fail("Invalid \\uXXXX escape", at)
                    at += 4
                elif c in ESCAPES and c:
                    parts.append(ESCAPES[c])
                else:
                    self.fail("Invalid \\escape", at - 1)
                begin = at + 1
            elif c < " ":
                self.fail("Invalid control character at", at)
            at += 1

    def number(self):
        start = self.at
        text = self.text
        at = start + 1
        real = False
        while at < len(text) and text[at] in "0123456789+-.eE":
            if text[at] in ".eE":
                real = True
            at += 1
        self.at = at
        try:
            return float(text[start:at]) if real else int(text[start:at])
        except ValueError:
            self.fail("Invalid number", start)


def quoted(text):
    out = ['"']
    for c in text:
        if c in REVERSE:
            out.append(REVERSE[c])
        elif " " <= c <= "~":
            out.append(c)
        else:
            out.append("\\u%04x" % ord(c))
    out.append('"')
    return "".join(out)


def pieces(value, indent, level=0):
    if value is None:
        yield "null"
    elif value is True:
        yield "true"
    elif value is False:
        yield "false"
    elif isinstance(value, str):
        yield quoted(value)
    elif isinstance(value, (int, float)):
        yield repr(value)
    elif isinstance(value, (list, tuple, dict)):
        opening, closing = "{}" if isinstance(value, dict) else "[]"
        if not value:
            yield opening + closing
            return
        inner = "\n" + " " * (indent * (level + 1)) if indent else ""
        separator = opening
        for item in (value.items() if isinstance(value, dict) else value):
            yield separator + inner
            if isinstance(value, dict):
                yield quoted(item[0]) + (": " if indent else ":")
                item = item[1]
            yield from pieces(item, indent, level + 1)
            separator = ","
        yield ("\n" + " " * (indent * level) if indent else "") + closing
    else:
        raise TypeError(f"Object of type {type(value).__name__} is not JSON serializable")


def write(value, indent=0):
    return "".join(pieces(value, indent))


def record(i):
    return {"id": i, "name": "item \"%d\"" % i, "price": i * 1.25, "tags": ["a", "b\n", "\u00e9"][:i % 4],
            "nested": {"deep": [None, True, False, {"x": [-i, i * 10 ** 12]}], "empty": {}, "none": []}}


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    data = [record(i) for i in range(count)]
    text = write(data)
    again = Reader(text).document()
    print("length", len(text), "same", again == data, "stable", write(again) == text)
    print(write(data[3], 2))
    pretty = write(data, 4)
    print("pretty", len(pretty), Reader(pretty).document() == data)
    for bad in ['{"a": 1,}', "[1 2]", '"abc', "tru", '{"a" 1}', "[1,\n 2,\n x]", '"\\q"', "1 2", '"\\u12g4"', "", '["a\tb"]', "-"]:
        try:
            print(repr(bad), "->", Reader(bad).document())
        except JSONError as error:
            print(repr(bad), "->", error, error.position)
    try:
        write({"set": {1}})
    except TypeError as error:
        print(error)


main()
