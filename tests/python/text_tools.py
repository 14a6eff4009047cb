# Helpers of words.py: a text maker, a scratch file and a counter.

VOCABULARY = ("the stone was old and the river ran below it while a thin moon rose over the hill; "
              "no one in that house could sleep, and each listened to the low sound of water, "
              "tales of war were told, of raw ice, silent stars and rats, of the listen of leaves (so they said) - "
              "night and thing, caf\u00e9 and na\u00efve notes; it's enough to read on and dare the dear bread beard").split()


class Counter(dict):
    """Counts things; what was never seen counts 0."""

    def __missing__(self, key):
        return 0

    def feed(self, things):
        for thing in things:
            self[thing] += 1

    def most_common(self, n):
        return sorted(self.items(), key=lambda item: (-item[1], item[0]))[:n]


def scratch(name):
    return "/tmp/rgo-%s.txt" % name


def numbers(seed):
    while True:
        seed = (seed * 6364136223846793005 + 1442695040888963407) % 2 ** 64
        yield seed >> 33


def make_text(path, lines):
    source = numbers(42)
    with open(path, "w", encoding="utf-8") as out:
        for _ in range(lines):
            n = 4 + next(source) % 9
            words = [VOCABULARY[next(source) % len(VOCABULARY)] for _ in range(n)]
            words[0] = words[0].capitalize()
            out.write(" ".join(words) + ".\n")
