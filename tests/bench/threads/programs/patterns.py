# Lines of a log, taken apart with regular expressions and json.
import json
import re
from both import run

LINE = re.compile(r'(\S+) - \[(\d+)/(\w+)/(\d+)\] "(GET|POST) ([^"]*)" (\d+)')


def work(k):
    total = k
    for i in range(90000):
        line = '10.0.%d.7 - [%d/Jan/2020] "GET /a/%d?x=%d" 200' % (i % 255, i % 28 + 1, i, k)
        m = LINE.match(line)
        record = {"host": m.group(1), "path": m.group(6), "status": int(m.group(7)), "parts": m.groups()}
        back = json.loads(json.dumps(record))
        total += back["status"] + len(back["parts"]) + len(re.findall(r"\d+", back["path"]))
    return total


run(work)
