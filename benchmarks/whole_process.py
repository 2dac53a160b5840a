"""Run ``python -m MODULE ARGUMENTS`` and print what the whole process took, start included."""

import json
import resource
import subprocess
import sys
import time

started = time.perf_counter()
subprocess.run([sys.executable, "-m", *sys.argv[1:]], check=True, stdout=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
wall = time.perf_counter() - started
print(json.dumps({"cpu": used.ru_utime + used.ru_stime, "wall": wall, "mb": used.ru_maxrss / 1024}))
