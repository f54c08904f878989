import sys
from battscope import Battscope
tell = Battscope(name="toy", programs=32)
events, seconds = int(sys.argv[1]), float(sys.argv[2])
import time
began = time.monotonic()
with tell.phase("demo") as done:
    for n in range(events):
        tell.count("outputs")
        time.sleep(max(0, began + n * seconds / events - time.monotonic()))
    done(calls=events)
tell.end()
