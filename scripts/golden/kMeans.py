"""Figures that the tests of model.kMeans compare with, from scikit-learn.

    /usr/bin/python3 scripts/golden/kMeans.py
"""
import json
import os
import warnings
import numpy as np
import sklearn
from sklearn.cluster import KMeans
from sklearn.datasets import load_iris
from sklearn.metrics import silhouette_score


def numbers(n, seed):
    """The doubles of src/compute/testing/frames.ts."""
    state = (seed * 2654435761 + 1) % 2**32
    out = np.empty(n)
    for i in range(n):
        state = (state * 1664525 + 1013904223) % 2**32
        out[i] = state / 2**31 - 1
    return out


def table(n, p):
    return np.column_stack([numbers(n, j + 1) for j in range(p)])


def groups(n, p, k):
    """k groups: row i belongs to group i mod k, whose centre is 4 · numbers(p, 100 + group)."""
    return table(n, p) + np.array([4 * numbers(p, 100 + i % k) for i in range(n)])


def best(x, k):
    """The best of 20 starts."""
    fits = [KMeans(k, n_init=1, random_state=seed).fit(x) for seed in range(20)]
    fit = min(fits, key=lambda f: f.inertia_)
    return {
        "k": k,
        "inertia": fit.inertia_,
        "sizes": sorted(np.bincount(fit.labels_).tolist()),
        "centers": fit.cluster_centers_[np.argsort(fit.cluster_centers_[:, 0])].tolist(),
        "silhouette": silhouette_score(x, fit.labels_),
    }


def steps(x, start, tol=0.0, weights=None):
    """Lloyd's steps from given centres."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        fit = KMeans(len(start), init=start, n_init=1, tol=tol, algorithm="lloyd").fit(x, sample_weight=weights)
    return {
        "start": start.tolist(),
        "centers": fit.cluster_centers_.tolist(),
        "inertia": fit.inertia_,
        "iterations": fit.n_iter_,
        "labels": fit.labels_.tolist(),
    }


iris = load_iris().data
x = table(200, 3)
golden = {
    "made": f"scikit-learn {sklearn.__version__}: /usr/bin/python3 scripts/golden/kMeans.py",
    "irisRows": iris.T.tolist(),
    "iris": [best(iris, k) for k in (2, 3, 4)],
    "groups": best(groups(400, 4, 6), 6),
    "offset": best(groups(300, 2, 4) + [1e6, -1e6], 4),
    "steps": steps(x, x[[0, 50, 100, 150, 199]]),
    "weighted": steps(x, x[[0, 50, 100]], weights=1 + np.arange(200) % 4),
    "emptied": steps(x, np.vstack([x[:3], [[50, 50, 50], [60, 60, 60]]])),
}
path = os.path.join(os.path.dirname(__file__), "../../src/compute/nodes/model/kMeans/golden.json")
with open(path, "w") as file:
    json.dump(golden, file)
    file.write("\n")
