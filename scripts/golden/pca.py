"""Figures that the tests of model.pca compare with, from scikit-learn.

    /usr/bin/python3 scripts/golden/pca.py
"""
import json
import os
import numpy as np
import sklearn
from sklearn.datasets import load_iris
from sklearn.decomposition import PCA


def numbers(n, seed):
    """The doubles of src/compute/testing/frames.ts."""
    state = (seed * 2654435761 + 1) % 2**32
    out = np.empty(n)
    for i in range(n):
        state = (state * 1664525 + 1013904223) % 2**32
        out[i] = state / 2**31 - 1
    return out


def figures(model, x):
    """Signs as in Lathe: the loading of largest size is positive."""
    fitted = model.fit(x)
    scores = fitted.transform(x)
    sign = np.sign(fitted.components_[np.arange(fitted.n_components_), np.abs(fitted.components_).argmax(axis=1)])
    return {
        "components": (fitted.components_ * sign[:, None]).tolist(),
        "explainedVariance": fitted.explained_variance_.tolist(),
        "explainedVarianceRatio": fitted.explained_variance_ratio_.tolist(),
        "singularValues": fitted.singular_values_.tolist(),
        "mean": fitted.mean_.tolist(),
        "scores": (scores * sign).round(10)[:5].tolist(),
    }


iris = load_iris().data
offset = np.column_stack([1e6 + numbers(80, 1), -1e6 + 3 * numbers(80, 2) + numbers(80, 1), 0.01 * numbers(80, 3)])
wide = np.column_stack([numbers(6, j + 1) for j in range(9)])
golden = {
    "made": f"scikit-learn {sklearn.__version__}: /usr/bin/python3 scripts/golden/pca.py",
    "irisRows": iris.T.tolist(),
    "iris": figures(PCA(), iris),
    "irisWhitened": figures(PCA(2, whiten=True), iris),
    "irisShares": [[share, int(PCA(share, svd_solver="full").fit(iris).n_components_)] for share in (0.5, 0.93, 0.98, 0.999)],
    "offset": figures(PCA(), offset),
    "wide": figures(PCA(5), wide),
}
path = os.path.join(os.path.dirname(__file__), "../../src/compute/nodes/model/pca/golden.json")
with open(path, "w") as file:
    json.dump(golden, file)
    file.write("\n")
