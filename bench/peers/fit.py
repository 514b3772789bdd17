"""Fits models of scikit-learn on the sample it is given: those of the `<name>.bench.py` beside nodes. One line of JSON in, one out.

A question with `code` brings the program of a case; then one with the case, rows and seed gives the milliseconds of a fit, and one with
`answer` what a right fit must find.

Usage: fit.py <folder with sample-<rows>.f64> <features>
"""
import json
import sys
import time
import warnings

import numpy as np
import sklearn

folder, features = sys.argv[1], int(sys.argv[2])
samples, programs = {}, {}
warnings.filterwarnings("ignore")


def sample(rows):
    """Features (rows by features, row-major doubles), numeric target, class."""
    if rows not in samples:
        table = np.fromfile(f"{folder}/sample-{rows}.f64").reshape(features + 2, rows)
        samples[rows] = np.ascontiguousarray(table[:features].T), table[-2].copy(), table[-1].astype(int)
    return samples[rows]


def say(ask):
    case = ask["case"]
    if case == "version":
        return {"scikitLearn": sklearn.__version__, "numpy": np.__version__}
    if "code" in ask:
        programs[case] = {}
        exec(ask["code"], programs[case])
        return {}
    data = sample(ask["rows"])
    if ask.get("answer"):
        return programs[case]["answer"](*data)
    started = time.perf_counter()
    programs[case]["fit"](*data, ask["seed"])
    return {"milliseconds": (time.perf_counter() - started) * 1000}


for line in sys.stdin:
    print(json.dumps(say(json.loads(line))), flush=True)
