"""Figures that the tests of model.baseline compare with, from scikit-learn.

    /usr/bin/python3 scripts/golden/baseline.py
"""
import json
import pathlib

import numpy as np
import sklearn
from sklearn.dummy import DummyClassifier, DummyRegressor

OUT = pathlib.Path(__file__).parents[2] / "src/compute/nodes/model/baseline/golden.json"
rng = np.random.default_rng(5)
y = np.round(1e6 + rng.gamma(2, 3, 41), 3)
labels = rng.choice(["ash", "birch", "cedar"], 41, p=[0.2, 0.5, 0.3])
x = np.zeros((41, 1))


def constant(**options):
    return float(DummyRegressor(**options).fit(x, y).predict(x[:1])[0])


def chances(strategy):
    return DummyClassifier(strategy=strategy).fit(x, labels).predict_proba(x[:1])[0].tolist()


golden = {
    "made": f"scripts/golden/baseline.py with scikit-learn {sklearn.__version__}",
    "values": y.tolist(),
    "labels": labels.tolist(),
    "mean": constant(strategy="mean"),
    "median": constant(strategy="median"),
    "quantile": constant(strategy="quantile", quantile=0.9),
    "prior": chances("prior"),
    "mostFrequent": chances("most_frequent"),
}
OUT.write_text(json.dumps(golden) + "\n")
