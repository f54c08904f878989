"""Tells battscope of an engine's work: objects of its line protocol on a stream.

    tell = Battscope(name="mine", programs=32)
    with tell.phase("demo") as done:
        tell.count("matches", 1)
        done(calls=160)
    tell.end()
"""
import contextlib
import json
import sys
import threading
import time


class Battscope:
    def __init__(self, out=sys.stdout, **run):
        self.out, self.lock, self.began = out, threading.Lock(), time.monotonic()
        self.tell("run", **run)

    def tell(self, event, **members):
        line = {"event": event, **members}
        with self.lock:  # one line at a time, and its clock never goes back
            line["t"] = time.monotonic() - self.began
            self.out.write(json.dumps(line) + "\n")
            self.out.flush()

    @contextlib.contextmanager
    def phase(self, name):
        extra = {}
        self.tell("phase", name=name, state="begin")
        try:
            yield extra.update
        finally:
            self.tell("phase", name=name, state="end", **extra)

    def count(self, name, add=1): self.tell("count", name=name, add=add)
    def sample(self, name, seconds): self.tell("sample", name=name, seconds=seconds)
    def timeout(self, name, limit): self.tell("timeout", name=name, limit=limit)
    def result(self, task, **what): self.tell("result", task=task, **what)
    def end(self, **what): self.tell("end", **what)
