# Strings and bytes: built, searched, split, formatted, matched.
import re

LINE = "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor; incididunt ut labore (et) dolore."


def count_words(n):
    counts = {}
    for i in range(n):
        for word in LINE.replace(",", " ").replace(";", "").lower().split():
            word = word.strip(".()")
            counts[word] = counts.get(word, 0) + 1
    return sorted(counts.items(), key=lambda p: (-p[1], p[0]))[:3]


def caesar(text, shift):
    out = []
    for c in text:
        if "a" <= c <= "z":
            c = chr((ord(c) - 97 + shift) % 26 + 97)
        elif c.isupper():
            c = chr((ord(c) - 65 + shift) % 26 + 65)
        out.append(c)
    return "".join(out)


def palindromes(n):
    found = 0
    for i in range(n):
        s = str(i)
        if s == s[::-1]:
            found += 1
    return found


def edit_distance(a, b):
    row = list(range(len(b) + 1))
    for i, ca in enumerate(a, 1):
        previous, row[0] = row[0], i
        for j, cb in enumerate(b, 1):
            cost = min(row[j] + 1, row[j - 1] + 1, previous + (ca != cb))
            previous, row[j] = row[j], cost
    return row[-1]


def formats(n):
    size = 0
    for i in range(n):
        size += len(f"{i:5d}|{i / 7:.3f}|{i!r:>8}|{'x' * (i % 5)}")
        size += len("%d %s %5.2f %x" % (i, "abc", i / 3, i)) + len("{} {:>6} {a}".format(i, "z", a=i))
    return size


def table(n):
    rows = ["name;value;note"]
    for i in range(n):
        rows.append(";".join(("n%d" % i, str(i * i), "even" if i % 2 == 0 else "odd")))
    text = "\n".join(rows)
    head, *lines = text.splitlines()
    total = 0
    for line in lines:
        name, value, note = line.split(";")
        if note.startswith("e") and name.endswith("0"):
            total += int(value)
    return head.partition(";")[0], total, text.count("odd"), text.find("n99"), text.upper()[:9].title()


def patterns(n):
    word = re.compile(r"([a-z]+)(\d+)?")
    found = 0
    for i in range(n):
        for m in word.finditer("abc%d def x%d,yz" % (i, i * 7)):
            found += len(m.group(1)) + (m.group(2) is not None)
    text = re.sub(r"\b(\w)(\w*)", lambda m: m.group(1).upper() + m.group(2), LINE)
    return found, text[:20], re.split(r"[,;]\s*", LINE)[1], bool(re.match(r"^L.*\.$", LINE))


def octets(n):
    data = bytes(i * 7 % 256 for i in range(256)) * n
    checksum = 0
    for byte in data:
        checksum = (checksum << 1 ^ byte) & 0xFFFF
    return checksum, data.hex()[:8], len("größe €".encode()), b"a,b".split(b","), data.find(b"\x07\x0e")


def tokens(source):
    i, out = 0, []
    while i < len(source):
        c = source[i]
        if c.isspace():
            i += 1
        elif c.isalpha() or c == "_":
            start = i
            while i < len(source) and (source[i].isalnum() or source[i] == "_"):
                i += 1
            out.append(("name", source[start:i]))
        elif c.isdigit():
            start = i
            while i < len(source) and source[i].isdigit():
                i += 1
            out.append(("number", int(source[start:i])))
        else:
            out.append(("sign", c))
            i += 1
    return out


print(count_words(400))
print(caesar(LINE * 60, 3)[:30])
print(palindromes(25000))
print(edit_distance("intention of the house" * 4, "execution of a mouse" * 4))
print(formats(4000))
print(table(4000))
print(patterns(800))
print(octets(100))
print(len(tokens("alpha = beta_2 * (34 + gamma) - 7 / delta; " * 120)))
s = ""
for i in range(4000):
    s += "ab"
print(len(s), hash(s) == hash("ab" * 4000))
