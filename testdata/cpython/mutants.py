#!/usr/bin/env python3
"""Compares Battscope's interpreter with CPython on mutated public solvers.

    python3 testdata/cpython/mutants.py PATH_OF_ARC_DSL_CHECKOUT PATH_OF_TASK_FOLDER

The checkout is arc-dsl (https://github.com/michaelhodel/arc-dsl), unmodified;
the task folder holds the ARC training tasks, one JSON file each. Battscope makes
the mutants, as many for each task, and evaluates them on the first demo and the
last test sample; CPython does the same with dsl.py under the canonical order of
sets. Values must be equal, and where one side faults the other must. Only the
standard library is used.

Deliberate differences, which are counted by themselves:
  function   functions are equal when built alike from equal parts; here dsl.py
             is given builders that compare so, as its closures are all different
  order      keys that hold sets are ordered canonically by `order`; here its
             sorting is given that order, as CPython has only a partial one
  overflow   integers have 64 bits; beyond that Battscope faults
  limit      Battscope stops at its fuel, CPython at --seconds or at the depth
             of its stack; what either stopped is not compared
"""

import argparse
import ast
import builtins
import collections
import glob
import hashlib
import json
import os
import signal
import subprocess
import sys
import tempfile

TIMEOUTS = ("out of fuel", "deadline")
STACK = "RecursionError"


def key(v):
    """The canonical order: none, integers, tuples, sets, functions."""
    if v is None:
        return (0,)
    if isinstance(v, int):
        return (1, int(v))
    if isinstance(v, tuple):
        return (2, tuple(map(key, v)))
    if isinstance(v, (frozenset, set)):
        return (3, v.key() if isinstance(v, Ordered) else tuple(sorted(map(key, v))))
    if isinstance(v, Built):
        return (4, v.name, tuple(map(key, v.parts)))
    return (4, v.__name__, ())


class Ordered:
    """A set that is iterated in the canonical order."""

    def items(self):
        return builtins.sorted(super().__iter__(), key=key)

    def key(self):
        return tuple(map(key, self))

    def wrap(self, other):
        return type(self)(other)


def wrapped(name):
    def method(self, *others):
        out = getattr(super(Ordered, self), name)(*others)
        return out if out is NotImplemented else self.wrap(out)
    return method


for name in ("__and__", "__or__", "__sub__", "__xor__", "__rand__", "__ror__", "__rsub__", "__rxor__",
             "union", "intersection", "difference", "symmetric_difference", "copy"):
    setattr(Ordered, name, wrapped(name))


class OrderedFrozen(Ordered, frozenset):
    def __iter__(self):
        try:
            return iter(self.kept)
        except AttributeError:
            self.kept = self.items()
            return iter(self.kept)

    def key(self):
        try:
            return self.kept_key
        except AttributeError:
            self.kept_key = super().key()
            return self.kept_key

    __hash__ = frozenset.__hash__


class OrderedSet(Ordered, set):
    def __iter__(self):
        return iter(self.items())


class Built:
    """A function that a builder made: equal to those that it makes of equal parts."""

    def __init__(self, name, parts, function):
        self.name, self.parts, self.function = name, parts, function
        self.__code__ = function.__code__
        self.__name__ = name

    def __call__(self, *args):
        return self.function(*args)

    def __eq__(self, other):
        return isinstance(other, Built) and self.name == other.name and self.parts == other.parts

    def __hash__(self):
        return hash((self.name, self.parts))


BUILDERS = ("compose", "chain", "matcher", "fork", "rbind", "lbind")


def holds_set(v):
    return isinstance(v, (frozenset, set)) or isinstance(v, tuple) and any(map(holds_set, v))


def sorted_canonically(items, key=None):
    """sorted, but for keys that hold sets."""
    items = list(items)
    keys = [key(i) for i in items] if key else items
    if any(map(holds_set, keys)):
        global_key = globals()["key"]
        return [i for _, _, i in builtins.sorted(((global_key(k), n, i) for n, (k, i) in enumerate(zip(keys, items))), key=lambda e: e[:2])]
    return [items[n] for n in builtins.sorted(range(len(items)), key=keys.__getitem__)]


class Displays(ast.NodeTransformer):
    """Makes calls of set out of {...}, so that they are ordered too."""

    def visit_Set(self, node):
        self.generic_visit(node)
        return ast.Call(ast.Name("set", ast.Load()), [ast.List(node.elts, ast.Load())], [])

    def visit_SetComp(self, node):
        self.generic_visit(node)
        return ast.Call(ast.Name("set", ast.Load()), [ast.ListComp(node.elt, node.generators)], [])


def load(arc_dsl):
    """Returns the names of dsl.py and constants.py, under canonical order."""
    sys.path.insert(0, arc_dsl)
    path = os.path.join(arc_dsl, "dsl.py")
    with open(path) as f:
        tree = ast.fix_missing_locations(Displays().visit(ast.parse(f.read())))
    names = {"frozenset": OrderedFrozen, "set": OrderedSet, "sorted": sorted_canonically, "__name__": "dsl"}
    exec(compile(tree, path, "exec"), names)
    for name in BUILDERS:
        names[name] = builder(name, names[name])
    names["power"] = power(names["power"])
    with open(os.path.join(arc_dsl, "constants.py")) as f:
        exec(f.read(), names)
    return names


def builder(name, make):
    """Returns make, so that what it makes is Built. rbind and lbind read the number of arguments off its code."""
    if make.__code__.co_argcount == 2:
        def build(a, b):
            return Built(name, (a, b), make(a, b))
    else:
        def build(a, b, c):
            return Built(name, (a, b, c), make(a, b, c))
    build.__name__ = name
    return build


def power(make):
    def build(function, n):
        if n == 1:
            return function
        return Built("power", (function, n), make(function, n))
    build.__name__ = "power"
    return build


class Stopped(Exception):
    pass


def stop(*_):
    raise Stopped()


def evaluate(solve, grid, seconds):
    """Returns ("out", value), ("fault", name) or ("limit", why)."""
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        return "out", solve(grid)
    except Stopped:
        return "limit", "seconds"
    except MemoryError:
        return "limit", "memory"
    except Exception as e:
        return "fault", type(e).__name__
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def value(raw):
    """Returns what the Go side wrote, as Python holds it; functions as their text."""
    if isinstance(raw, list):
        return tuple(map(value, raw))
    if isinstance(raw, dict):
        if "set" in raw:
            return frozenset(map(value, raw["set"]))
        return "function"
    return raw


def large(v):
    """Returns what the Go side writes of a large grid, or None for what is none."""
    try:
        return [len(v), len(v[0]), hashlib.sha256(b"".join(bytes(c & 255 for c in row) for row in v)).hexdigest()]
    except TypeError:
        return None


def plain(v):
    if isinstance(v, tuple):
        return tuple(map(plain, v))
    if isinstance(v, (frozenset, set)):
        return frozenset(map(plain, frozenset.__iter__(v) if isinstance(v, frozenset) else set.__iter__(v)))
    return "function" if callable(v) else v


def mutants(args):
    """Yields what the Go side writes, one mutant at a time."""
    root = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
    with tempfile.TemporaryDirectory() as folder:
        binary = os.path.join(folder, "mutate.test")
        subprocess.run(["go", "test", "-c", "-o", binary, "./engine/mutate"], cwd=root, check=True)
        env = dict(os.environ, ARC_DSL=os.path.abspath(args.arc_dsl), ARC_DATA=os.path.abspath(args.tasks), BATTSCOPE_PEER=str(args.count))
        process = subprocess.Popen([binary, "-test.run", "^TestPeer$", "-test.timeout", "0"], cwd=os.path.join(root, "engine", "mutate"),
                                   env=env, stdout=subprocess.PIPE, text=True)
        rest = []
        for line in process.stdout:
            if line.startswith("peer "):
                yield json.loads(line[len("peer "):])
            else:
                rest.append(line)
        if process.wait() != 0:
            sys.exit("the Go side failed:\n" + "".join(rest))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("arc_dsl")
    parser.add_argument("tasks")
    parser.add_argument("--count", type=int, default=10_000, help="mutants")
    parser.add_argument("--seconds", type=float, default=10, help="limit of one evaluation by CPython")
    parser.add_argument("--show", type=int, default=5, help="programs to print of those that differ")
    args = parser.parse_args()

    names = load(args.arc_dsl)
    signal.signal(signal.SIGALRM, stop)
    tasks = {}
    for path in glob.glob(os.path.join(args.tasks, "*.json")):
        with open(path) as f:
            t = json.load(f)
        tasks[os.path.basename(path)[:-5]] = [tuple(map(tuple, s["input"])) for s in (t["train"][0], t["test"][-1])]
    counts, shown, programs = collections.Counter(), 0, 0
    for m in mutants(args):
        programs += 1
        space = {}
        exec(m["source"], names, space)
        solve = next(iter(space.values()))
        for k, grid in enumerate(tasks[m["task"]]):
            verdict = compare(m, k, solve, grid, args.seconds)
            counts[verdict] += 1
            if verdict.startswith("DIFFERS") and shown < args.show:
                shown += 1
                print("%s: task %s, sample %d of 2\n%s" % (verdict, m["task"], k + 1, m["source"]))
                print("Battscope: %s %s\nCPython:   %s\n" % (m["fault"][k], json.dumps(m["out"][k])[:400], str(evaluate(solve, grid, args.seconds))[:400]))
    print("%d mutants, %d evaluations, CPython %s" % (programs, sum(counts.values()), sys.version.split()[0]))
    for verdict, n in sorted(counts.items(), key=lambda e: -e[1]):
        print("%8d  %s" % (n, verdict))
    sys.exit(1 if any(v.startswith("DIFFERS") for v in counts) or programs < args.count else 0)


def compare(m, k, solve, grid, seconds):
    fault = m["fault"][k]
    if fault in TIMEOUTS:
        return "not compared: Battscope's limit"
    kind, theirs = evaluate(solve, grid, seconds)
    if kind == "limit":
        return "not compared: CPython's limit (%s)" % theirs
    if fault == "integer overflow":
        return "deliberate: overflow"
    if fault:
        if kind == "fault":
            return "both fault"
        return "DIFFERS: only Battscope faults"
    if kind == "fault":
        if theirs == STACK:
            return "not compared: CPython's limit (stack)"
        return "DIFFERS: only CPython faults"
    ours = m["out"][k]
    if isinstance(ours, dict) and "large" in ours:
        equal = ours["large"] == large(theirs)
    else:
        equal = value(ours) == plain(theirs)
    if equal:
        return "equal values"
    return "DIFFERS: other values"


main()
