"""Figures that the tests of model.knn compare with, from scikit-learn.

    /usr/bin/python3 scripts/golden/knn.py
"""
import json
import pathlib

import numpy as np
import sklearn
from sklearn.neighbors import KNeighborsClassifier, KNeighborsRegressor

OUT = pathlib.Path(__file__).parents[2] / "src/compute/nodes/model/knn/golden.json"
rng = np.random.default_rng(3)
TRAIN = 120
x = np.round(rng.normal(size=(160, 3)) * [1, 5, 2] + [1e6, 0, 3], 4)
bits = (rng.random((160, 30)) < 0.4).astype(int)
y = ((x[:, 0] - 1e6) + x[:, 1] / 5 + rng.normal(size=160) > 0).astype(int) + (x[:, 2] > 4)
z = np.round(x[:, 1] + rng.normal(size=160), 4)
options = {
    "plain": {},
    "distance": {"n_neighbors": 7, "weights": "distance"},
    "manhattan": {"metric": "manhattan"},
    "chebyshev": {"metric": "chebyshev"},
    "minkowski": {"metric": "minkowski", "p": 3},
}


def untied(rows, n, **o):
    """Test rows whose neighbours do not hang on a tie."""
    d = KNeighborsClassifier(**o).fit(rows[:TRAIN], y[:TRAIN]).kneighbors(rows[TRAIN:], n + 1)[0]
    return np.flatnonzero(d[:, n] - d[:, n - 1] > 1e-6 * d[:, n])


def figures(rows, o):
    n = o.get("n_neighbors", 5)
    kept = untied(rows, n, **{k: v for k, v in o.items() if k != "n_neighbors"})
    held = rows[TRAIN:][kept]
    return {
        "rows": kept.tolist(),
        "chances": KNeighborsClassifier(**o).fit(rows[:TRAIN], y[:TRAIN]).predict_proba(held).tolist(),
        "values": KNeighborsRegressor(**o).fit(rows[:TRAIN], z[:TRAIN]).predict(held).tolist(),
    }


golden = {
    "made": f"scripts/golden/knn.py with scikit-learn {sklearn.__version__}",
    "features": {name: x[:, j].tolist() for j, name in enumerate("abc")},
    "bits": {f"b{j}": bits[:, j].tolist() for j in range(30)},
    "classes": y.tolist(),
    "values": z.tolist(),
    "train": TRAIN,
    "numbers": {name: figures(x, o) for name, o in options.items()},
    "angles": figures(x - [1e6, 0, 0], {"metric": "cosine"}),
    "truths": {
        "hamming": figures(bits, {"metric": "hamming", "n_neighbors": 1}),
        "jaccard": figures(bits.astype(bool), {"metric": "jaccard", "n_neighbors": 3}),
        "simpleMatching": figures(bits, {"metric": "hamming", "n_neighbors": 3, "weights": "distance"}),
    },
}
OUT.write_text(json.dumps(golden) + "\n")
