# Texts that are formatted, looked at, and joined.
from both import run


def work(k):
    parts = []
    for i in range(k, 1100000):
        text = "item-%d:%s" % (i, hex(i))
        if text.endswith("f"):
            parts.append(text.upper()[::-1])
        elif "a" in text:
            parts.append(text.replace("a", "bb"))
    return len("".join(parts))


run(work)
