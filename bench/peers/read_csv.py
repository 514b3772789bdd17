"""Reads a CSV file once. Usage: read_csv.py <file>. Prints one line of JSON: milliseconds, peak memory in MiB, and what was read."""
import json
import resource
import sys
import time

import pandas as pd

started = time.perf_counter()
table = pd.read_csv(sys.argv[1])
milliseconds = (time.perf_counter() - started) * 1000
# Linux counts in KiB, macOS in bytes.
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 1024)
read = {"rows": len(table), "sum": float(table.x2.sum()), "version": pd.__version__}
print(json.dumps({"milliseconds": milliseconds, "peakMiB": peak, **read}))
