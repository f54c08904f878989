#!/usr/bin/env python3
"""Compares Battscope's interpreter with CPython on the 400 public solvers.

    python3 testdata/cpython/sweep.py PATH_OF_ARC_DSL_CHECKOUT PATH_OF_TASK_FOLDER

The checkout is arc-dsl (https://github.com/michaelhodel/arc-dsl), unmodified;
the task folder holds the ARC training tasks, one JSON file each. Both sides run
one solver after another, by turns in one run: CPU time of evaluation alone, all
samples of the task, looped for at least a millisecond, the least of several
turns. Outputs are compared with CPython's. Only the standard library is used.

With --before, another checkout of Battscope takes part in every turn, and what
changed since is told from the same minutes.
"""

import argparse
import json
import math
import os
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
SLOWEST = "a64e4611"  # nearly all of CPython's total

# Solvers whose output depends on the order in which CPython happens to iterate
# a set; Battscope's order is another, and is defined.
ORDER = ["e40b9e2f"]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("arc_dsl")
    parser.add_argument("tasks")
    parser.add_argument("--geomean", type=float, default=60, help="goal for the geometric mean of the solvers' ratios")
    parser.add_argument("--total", type=float, default=50, help="goal for the ratio of totals without " + SLOWEST)
    parser.add_argument("--least", type=float, default=8, help="goal for the lowest ratio of a solver")
    parser.add_argument("--turns", type=int, default=5, help="timings of each solver")
    parser.add_argument("--only", help="comma-separated solvers")
    parser.add_argument("--before", help="another checkout of Battscope, measured beside this one")
    args = parser.parse_args()

    sys.path.insert(0, args.arc_dsl)
    import solvers

    peer = Peer(ROOT, args.arc_dsl, args.tasks)
    older = Peer(args.before, args.arc_dsl, args.tasks) if args.before else None
    rows, before, differ, known = [], [], [], []
    names = args.only.split(",") if args.only else sorted(f[:-5] for f in os.listdir(args.tasks) if f.endswith(".json"))
    for name in names:
        with open(os.path.join(args.tasks, name + ".json")) as f:
            task = json.load(f)
        inputs = [tuple(map(tuple, s["input"])) for s in task["train"] + task["test"]]
        solve = getattr(solvers, "solve_" + name)
        theirs, ours, then, allocs, outputs = math.inf, math.inf, math.inf, math.inf, None
        for turn in range(args.turns):
            # One turn will do for what takes long enough to be steady.
            if theirs < 100e6 or turn == 0:
                theirs = min(theirs, clock(solve, inputs))
            answer = peer.ask(name)
            outputs = answer.get("outputs", outputs)
            ours, allocs = min(ours, answer["ns"]), min(allocs, answer["allocs"])
            if older:
                then = min(then, older.ask(name)["ns"])
        if outputs != [plain(solve(i)) for i in inputs]:
            (known if name in ORDER else differ).append(name)
        rows.append(Row(name, theirs, ours, allocs))
        before.append(Row(name, theirs, then, 0))
    peer.close()
    if older:
        older.close()
        print("%s, by turns with this: geometric mean %.1fx, total without %s %.1fx, lowest %.1fx\n" % (
            args.before, geomean(before), SLOWEST, total(rest(before)), min(r.ratio for r in before)))
    sys.exit(report(rows, differ, known, args))


class Row:
    """CPU nanoseconds of one solver for all its samples, and Go's allocations per sample."""

    def __init__(self, name, theirs, ours, allocs):
        self.name, self.theirs, self.ours, self.allocs = name, theirs, ours, allocs
        self.ratio = theirs / ours

    def __str__(self):
        return "%7.1fx  %s  CPython %10.2f us  Battscope %9.2f us  %.1f allocs/sample" % (
            self.ratio, self.name, self.theirs / 1e3, self.ours / 1e3, self.allocs)


def ordinary():
    """Gives up a priority like that of `chrt -f 1`, under which Go's tools keep each other from their work."""
    os.sched_setscheduler(0, os.SCHED_OTHER, os.sched_param(0))


class Peer:
    """The Go side: the test binary of engine/interp, which answers a line for a line."""

    def __init__(self, root, arc_dsl, tasks):
        self.folder = tempfile.TemporaryDirectory()
        binary = os.path.join(self.folder.name, "interp.test")
        subprocess.run(["go", "test", "-c", "-o", binary, "./engine/interp"], cwd=root, check=True, preexec_fn=ordinary)
        env = dict(os.environ, ARC_DSL=os.path.abspath(arc_dsl), ARC_DATA=os.path.abspath(tasks), BATTSCOPE_PEER="1")
        self.process = subprocess.Popen([binary, "-test.run", "^TestPeer$", "-test.timeout", "0"], cwd=os.path.join(root, "engine", "interp"),
                                        env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ask(self, name):
        """Times one solver once: CPU ns for all samples, allocations per sample, and at first outputs."""
        self.process.stdin.write(name + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line.startswith("peer "):
            sys.exit("the Go side failed: " + line + self.process.stdout.read())
        return json.loads(line[len("peer "):])

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def clock(solve, inputs):
    """Returns the CPU nanoseconds of one pass over the inputs, looped for a millisecond."""
    loops = 1
    while True:
        start = time.process_time_ns()
        for _ in range(loops):
            for i in inputs:
                solve(i)
        took = time.process_time_ns() - start
        if took >= 1_000_000:
            return took / loops
        loops *= 2


def plain(grid):
    return [list(map(int, row)) for row in grid]


def rest(rows):
    return [r for r in rows if r.name != SLOWEST] or rows


def geomean(rows):
    return math.exp(statistics.fmean(math.log(r.ratio) for r in rows))


def total(rows):
    return sum(r.theirs for r in rows) / sum(r.ours for r in rows)


def report(rows, differ, known, args):
    """Prints the comparison and returns the exit status."""
    others = rest(rows)
    rows.sort(key=lambda r: r.ratio)
    print("CPython %s, %d solvers, CPU time of evaluation, one thread" % (sys.version.split()[0], len(rows)))
    print("geometric mean of ratios  %6.1fx  (goal %g)" % (geomean(rows), args.geomean))
    print("total without %s    %6.1fx  (goal %g)  %.1f ms against %.2f ms" % (
        SLOWEST, total(others), args.total, sum(r.theirs for r in others) / 1e6, sum(r.ours for r in others) / 1e6))
    print("total                     %6.1fx" % total(rows))
    for r in rows:
        if r.name == SLOWEST:
            print("%s by itself         %6.1fx" % (SLOWEST, r.ratio))
    print("lowest                    %6.1fx  (goal %g)" % (rows[0].ratio, args.least))
    print("allocations per sample    %6.1f   (median over solvers)" % statistics.median(r.allocs for r in rows))
    print("outputs equal to CPython's: %d of %d%s" % (len(rows) - len(differ) - len(known), len(rows),
        "".join("  differs: " + d for d in differ) + "".join("  differs, as it depends on the order of a set: " + d for d in known)))
    print("the lowest:")
    for r in rows[:10]:
        print(r)
    print("the longest:")
    for r in sorted(others, key=lambda r: -r.ours)[:10]:
        print(r)
    ok = geomean(rows) >= args.geomean and total(others) >= args.total and rows[0].ratio >= args.least and not differ
    return 0 if ok else 1


if __name__ == "__main__":
    main()
