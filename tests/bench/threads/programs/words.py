# Words of a text, counted in a dict and sorted.
from both import run

TEXT = "the quick brown fox jumps over the lazy dog and runs away from %d bears " * 2000


def work(k):
    counts = {}
    for _ in range(60):
        for word in TEXT.split():
            word = word.strip("%").lower()
            counts[word] = counts.get(word, 0) + k + 1
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:3]


run(work)
