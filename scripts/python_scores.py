#!/usr/bin/python3
"""Writes the figures of CPython's own regression tests into docs/python.md.

usage: python_board.py show RESULTS | python_scores.py BUILD [docs/python.md]

Reads a line a file (name, passed / applicable, remarks) and, if there is one, "# commit NAME" for the state of the sources. The row
of BUILD in the table between the two marks of the page is replaced, or added."""
import re
import sys

build = sys.argv[1]
page = sys.argv[2] if len(sys.argv) > 2 else "docs/python.md"
commit = "?"
files = perfect = passed = applicable = 0
ratios = 0.0
for line in sys.stdin:
    if line.startswith("# commit "):
        commit = line.split()[2]
    found = re.match(r"(test_\w+)\s+(\d+) /\s+(\d+)", line)
    if not found or int(found[3]) == 0:
        continue
    good, all_of_it = int(found[2]), int(found[3])
    files += 1
    perfect += good == all_of_it
    passed += good
    applicable += all_of_it
    ratios += good / all_of_it
if not files:
    sys.exit("no results to read")
row = "| %s | %s | %d | %d | %d of %d | %.1f%% | %.1f%% |" % (
    build, commit, files, perfect, passed, applicable, 100 * passed / applicable, 100 * ratios / files)
begin, end = "<!-- scores -->\n", "<!-- end of scores -->"
with open(page, encoding="utf-8") as f:
    text = f.read()
head, rest = text.split(begin)
table, tail = rest.split(end)
rows = [r for r in table.splitlines() if r and not r.startswith("| %s |" % build)]
with open(page, "w", encoding="utf-8") as f:
    f.write(head + begin + "\n".join(rows + [row]) + "\n" + end + tail)
print(row)
