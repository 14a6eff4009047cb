# Counts the words of a text file in several ways, and reports.
import text_tools as tools
import sys

STOP = frozenset("the a an of and to in is it that".split())


def words_of(line):
    word = []
    for c in line:
        if c.isalpha() or c == "'" and word:
            word.append(c.lower())
        elif word:
            yield "".join(word)
            word.clear()
    if word:
        yield "".join(word)


def count(path):
    counts = {}
    lines = characters = 0
    with open(path, encoding="utf-8") as source:
        for line in source:
            lines += 1
            characters += len(line)
            for word in words_of(line):
                counts[word] = counts.get(word, 0) + 1
    return counts, lines, characters


def fast_count(path):
    with open(path, encoding="utf-8") as source:
        text = source.read().lower()
    table = str.maketrans({c: " " for c in ".,;:!?()-\"\n"})
    counts = tools.Counter()
    counts.feed(text.translate(table).split())
    return counts


def by_length(counts):
    groups = {}
    for word, n in counts.items():
        groups.setdefault(len(word), []).append((n, word))
    for length in sorted(groups):
        group = sorted(groups[length], key=lambda pair: (-pair[0], pair[1]))
        yield length, sum(n for n, _ in group), group[0][1]


def anagrams(counts):
    families = {}
    for word in counts:
        families.setdefault("".join(sorted(word)), set()).add(word)
    return sorted(sorted(family) for family in families.values() if len(family) > 1)


def bigrams(path):
    pairs = {}
    with open(path, encoding="utf-8") as source:
        previous = None
        for line in source:
            for word in words_of(line):
                if previous is not None:
                    key = previous, word
                    pairs[key] = pairs.get(key, 0) + 1
                previous = word
    return pairs


def report(counts, lines, characters):
    total = sum(counts.values())
    print(f"{lines} lines, {characters} characters, {total} words, {len(counts)} different")
    ranking = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    for rank, (word, n) in enumerate(ranking[:10], start=1):
        mark = "*" if word in STOP else " "
        print(f"{rank:3}. {word:<12}{n:6} {n / total:7.2%} {mark}")
    print("longest:", max(counts, key=lambda word: (len(word), word)))
    once = [word for word, n in ranking if n == min(counts.values())]
    print("rarest:", len(once), once[:5])


def main():
    lines = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    path = tools.scratch("words-%d" % lines)
    tools.make_text(path, lines)
    counts, lines, characters = count(path)
    report(counts, lines, characters)
    for length, n, word in by_length(counts):
        print(f"{length:2} letters: {n:6} {word}")
    for family in anagrams(counts):
        print("anagrams:", " ".join(family))
    pairs = bigrams(path)
    best = sorted(pairs, key=pairs.get, reverse=True)[:1]
    print("pairs:", len(pairs), "best count:", pairs[best[0]])
    fast = fast_count(path)
    print("fast same total:", sum(fast.values()) == sum(counts.values()))
    print("most common:", fast.most_common(3))


main()
