#!/usr/bin/python3
"""Runs CPython's regression tests on a build of pygo, keeps a result for each test, and compares builds test by test.

usage: python_board.py run RESULTS PYGO [--timeout SECONDS] [--again] [test_x ...]
       python_board.py show RESULTS [test_x ...]       a line a file and the totals, for python_scores.py
       python_board.py failing RESULTS [test_x ...]    every test that applies and does not pass
       python_board.py compare RESULTS RESULTS ...     every test that does not end alike in all of them

--board DIR (or PYTHON_BOARD) names the scoreboard: core.lst is the list of files, baseline.tsv says which tests apply, run_one.py
is run by the interpreter under test; --list and --baseline name others there. RESULTS is text: a line a test (file, test, how it ended, why) and, after the
tests of a file, one with no test (status, what the VM said of a fault, seconds). `run` passes over files that are in RESULTS already, so
that a run that was cut off goes on; --again, or a change of RESULTS by hand, makes it run them anew. It runs one file at a time
with a group of processes of its own, which gets SIGABRT when its time is over, so that the VM can say where it was. A VM that
dies counts as a fault whatever the tests say; its last words are in RESULTS.log."""
import argparse
import os
import re
import signal
import subprocess
import sys
import tempfile
import time

PASSED = ("ok", "xfail")
FAULT = re.compile(rb"fault of the VM|^panic: |^fatal error: |internal error|SIGSEGV|runtime error", re.M)


def lines_of(path):
    with open(path, encoding="utf-8") as f:
        return [line.rstrip("\n") for line in f if line.strip()]


class Board:
    """The lists that a run is measured by."""

    def __init__(self, directory, names, baseline):
        self.directory = directory
        self.names = lines_of(os.path.join(directory, names))
        self.applicable = {}
        for line in lines_of(os.path.join(directory, baseline)):
            name, test, kind = line.split("\t", 2)
            if kind == "applicable":
                self.applicable.setdefault(name, []).append(test)


class Results:
    """What a file of results says: how tests ended, by file, and how files did."""

    def __init__(self, path):
        self.tests, self.files, self.commit = {}, {}, ""
        if not os.path.exists(path):
            return
        for line in lines_of(path):
            if line.startswith("# commit "):
                self.commit = line[len("# commit "):]
                continue
            name, test, kind, why = (line.split("\t", 3) + ["", ""])[:4]
            if name in self.files and test:  # a later run of this file
                self.tests.pop(name, None)
                del self.files[name]
            if test:
                self.tests.setdefault(name, {})[test] = (kind, why)
            else:
                self.files[name] = (kind, why)

    def ended(self, name, test):
        return self.tests.get(name, {}).get(test, ("missing", ""))


def read_marks(path):
    """What run_one.py wrote: how each test ended; a test that only began is dead."""
    tests, crash = {}, ""
    if os.path.exists(path):
        for line in lines_of(path):
            kind, _, rest = line.partition(" ")
            test, _, why = rest.partition("\t")
            if kind == "crash":
                crash = why
            elif kind == "start":
                tests.setdefault(test, ("dead", ""))
            elif kind not in ("loaded", "done"):
                tests[test] = (kind, why.replace("\t", " "))
    return tests, crash


def run_file(board, interpreter, name, timeout):
    """Runs one file: how its tests ended, its status with what the VM said of a fault, and the end of its standard error."""
    with tempfile.TemporaryDirectory() as directory:
        marks, errors = os.path.join(directory, "marks"), os.path.join(directory, "errors")
        work = os.path.join(directory, "work")
        os.mkdir(work)
        began = time.monotonic()
        with open(errors, "wb") as err:
            process = subprocess.Popen(
                [*interpreter, os.path.join(board.directory, "run_one.py"), name, marks], cwd=work,
                stdin=subprocess.DEVNULL, stdout=err, stderr=err, start_new_session=True,
                preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler))
            try:
                status = process.wait(timeout)
            except subprocess.TimeoutExpired:
                status = "timeout"
                os.killpg(process.pid, signal.SIGABRT)
                time.sleep(2)
            try:
                os.killpg(process.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
            process.wait()
        tests, crash = read_marks(marks)
        with open(errors, "rb") as f:
            said = f.read()
    fault = FAULT.search(said)
    note = [crash] if crash else []
    if status != "timeout" and (fault or status != 0):
        note.append("VM: " + (fault[0].decode() if fault else "died"))
    return tests, "status %s" % status, "; ".join(note + ["%.0f s" % (time.monotonic() - began)]), said


def run(board, arguments):
    done = Results(arguments.results)
    with open(arguments.results, "a", encoding="utf-8") as out, open(arguments.results + ".log", "ab") as log:
        if not done.files:
            commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=True).stdout
            out.write("# commit " + commit)
        for name in arguments.names or board.names:
            if name in done.files and not arguments.again:
                continue
            tests, status, note, said = run_file(board, arguments.pygo.split(), name, arguments.timeout)
            for test, (kind, why) in tests.items():
                out.write("\t".join((name, test, kind, why)) + "\n")
            out.write("\t".join((name, "", status, note)) + "\n")
            out.flush()
            if status != "status 0" or "VM: " in note:
                log.write(b"==== %s: %s %s\n" % (name.encode(), status.encode(), note.encode()) + said[-20000:] + b"\n")
                log.flush()
            print(score(board, Results(arguments.results), name), flush=True)


def score(board, results, name):
    """The line of one file, as score.py of the scoreboard prints it."""
    tests = board.applicable.get(name, [])
    passed = sum(results.ended(name, test)[0] in PASSED for test in tests)
    return "%-24s %5d / %5d %s" % (name, passed, len(tests), " ".join(results.files.get(name, ("not run",))))


def show(board, arguments):
    results = Results(arguments.results)
    if results.commit:
        print("# commit " + results.commit)
    passed = applicable = 0
    ratios = []
    for name in arguments.names or board.names:
        tests = board.applicable.get(name, [])
        good = sum(results.ended(name, test)[0] in PASSED for test in tests)
        print(score(board, results, name))
        passed, applicable = passed + good, applicable + len(tests)
        if tests:
            ratios.append(good / len(tests))
    print("files %d  mean of ratios %.2f%%   tests %d / %d = %.2f%%" % (
        len(ratios), 100 * sum(ratios) / max(1, len(ratios)), passed, applicable, 100 * passed / max(1, applicable)))


def failing(board, arguments):
    results = Results(arguments.results)
    for name in arguments.names or board.names:
        for test in board.applicable.get(name, []) if name in results.files else []:
            kind, why = results.ended(name, test)
            if kind not in PASSED:
                print(name, test.split(".", 2)[-1], kind, why, sep="\t")


def compare(board, arguments):
    several = [Results(path) for path in [arguments.results, *arguments.names]]
    found = 0
    for name in board.names:
        if not all(name in results.files for results in several):
            continue
        for test in board.applicable.get(name, []):
            ends = [results.ended(name, test) for results in several]
            if len({kind in PASSED for kind, _ in ends}) > 1:
                found += 1
                print(name, test.split(".", 2)[-1], *(kind + (": " + why if why else "") for kind, why in ends), sep="\t")
    print("%d tests end differently" % found)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("command", choices=["run", "show", "failing", "compare"])
    parser.add_argument("results")
    parser.add_argument("names", nargs="*", help="for run, first the command of the interpreter")
    parser.add_argument("--board", default=os.environ.get("PYTHON_BOARD", ""))
    parser.add_argument("--list", default="core.lst")
    parser.add_argument("--baseline", default="baseline.tsv")
    parser.add_argument("--timeout", type=float, default=300)
    parser.add_argument("--again", action="store_true")
    arguments = parser.parse_intermixed_args()  # names may follow options
    if not arguments.board:
        sys.exit("python_board.py: where is the scoreboard? give --board DIR or set PYTHON_BOARD")
    board = Board(os.path.abspath(arguments.board), arguments.list, arguments.baseline)
    if arguments.command == "run":
        if not arguments.names:
            sys.exit("python_board.py run: which interpreter? usage: run RESULTS PYGO")
        arguments.pygo = arguments.names.pop(0)
    {"run": run, "show": show, "failing": failing, "compare": compare}[arguments.command](board, arguments)


main()
