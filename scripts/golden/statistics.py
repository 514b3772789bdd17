"""Figures that the tests of src/compute/statistics compare with, from mpmath (50 digits) and numpy.

    /usr/bin/python3 scripts/golden/statistics.py
"""
import json
import mpmath as mp
import numpy as np
import scipy
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

mp.mp.dps = 50


def betainc(a, b, x):
    return mp.betainc(a, b, 0, x, regularized=True)


def t_two_sided(t, df):
    t, df = mp.mpf(t), mp.mpf(df)
    return betainc(df / 2, mp.mpf(1) / 2, df / (df + t * t))


def f_sf(f, d1, d2):
    f, d1, d2 = mp.mpf(f), mp.mpf(d1), mp.mpf(d2)
    return betainc(d2 / 2, d1 / 2, d2 / (d2 + d1 * f))


def chi_sf(x, df):
    return mp.gammainc(mp.mpf(df) / 2, mp.mpf(x) / 2, mp.inf, regularized=True)


def normal_sf(z):
    return mp.erfc(mp.mpf(z) / mp.sqrt(2)) / 2


def root(sf, start, p):
    """The point where the logarithm of an upper tail is that of p."""
    return mp.findroot(lambda x: mp.log(sf(x)) - mp.log(mp.mpf(p)), start)


def table(function, rows):
    return [[*row, float(function(*row))] for row in rows]


rng = np.random.default_rng(1)
samples = {
    "normal": rng.normal(3, 2, 200).round(4).tolist(),
    "skewed": rng.lognormal(0, 1.5, 150).round(4).tolist(),
    "ties": rng.integers(0, 4, 60).tolist(),
    "constant": [5.0] * 7,
    "mostly": [0.0] * 40 + [1.0, 9.0],
    "two": [1.0, 4.0],
    "one": [-2.5],
}
probabilities = [0, 0.01, 0.1, 0.25, 1 / 3, 0.5, 0.75, 0.999, 1]
dfs = [0.5, 1, 2, 3.5, 10, 29, 100, 1e4, 1e6]
golden = {
    "made": {
        "by": "/usr/bin/python3 scripts/golden/statistics.py",
        "with": f"mpmath {mp.__version__}, numpy {np.__version__}, scipy {scipy.__version__}",
    },
    "normalSf": table(normal_sf, [(z,) for z in [-40, -8, -1.5, -0.01, 0, 1e-8, 0.3, 1, 1.7, 1.96, 3, 6, 12, 25, 37]]),
    "normalQuantile": [[p, float(-root(normal_sf, -stats.norm.ppf(p), p))] for p in [1e-300, 1e-100, 1e-20, 1e-6, 0.01, 0.025, 0.08, 0.2, 0.499999]],
    "studentTwoSided": table(t_two_sided, [(t, df) for df in dfs for t in [1e-6, 0.1, 1, 2.3, 6, 30]])
    + table(t_two_sided, [(1e3, 29), (1e9, 29), (1e40, 3.5), (1e5, 60)]),
    "studentDeep": [[1e200, 1, float(2 / mp.pi / mp.mpf(10) ** 200)], [1e120, 2, float(mp.mpf(10) ** -240)]],
    "studentQuantile": [
        [p, df, float(-root(lambda t: t_two_sided(t, df) / 2, stats.t.isf(p, df), p))]
        for df in [1, 2, 3.5, 10, 100, 1e4]
        for p in [1e-12, 1e-4, 0.005, 0.025, 0.1, 0.3, 0.49]
    ],
    "fisherSf": table(f_sf, [(f, d1, d2) for d1, d2 in [(1, 1), (2, 7), (6, 9), (10, 431), (3, 1e5), (500, 500), (0.7, 3)] for f in [1e-5, 0.2, 1, 3.7, 50]])
    + table(f_sf, [(330.285, 6, 9), (1e4, 10, 431), (1e12, 4, 40)]),
    "chiSquaredSf": table(chi_sf, [(x, df) for df in [1, 2, 5.5, 30, 1e3] for x in [1e-8, 0.5, 3, 30, 300, 1300]])
    + table(chi_sf, [(1_000_000, 1e6), (1_002_000, 1e6), (990_000, 1e6)]),
    "samples": samples,
    "probabilities": probabilities,
    "quantiles": {name: np.quantile(x, probabilities).tolist() for name, x in samples.items()},
    "edges": {name: np.histogram_bin_edges(x, "fd").tolist() for name, x in samples.items() if name in ("normal", "skewed", "ties")},
    "wilson": [[k, n, *map(float, proportion_confint(k, n, 0.05, "wilson"))] for k, n in [(0, 1), (1, 1), (0, 20), (85, 86), (500, 1000), (999_990, 1_000_000)]],
}
with open("src/compute/statistics/golden.json", "w") as file:
    json.dump(golden, file, separators=(",", ":"))
    file.write("\n")
