"""Figures that the tests of model.naiveBayes compare with, from scikit-learn.

    /usr/bin/python3 scripts/golden/naiveBayes.py
"""
import json
import pathlib

import numpy as np
import sklearn
from sklearn.datasets import load_iris
from sklearn.naive_bayes import BernoulliNB, CategoricalNB, ComplementNB, GaussianNB, MultinomialNB

OUT = pathlib.Path(__file__).parents[2] / "src/compute/nodes/model/naiveBayes/golden.json"

iris = load_iris()
# Uneven classes.
x, y = iris.data[20:], iris.target[20:]
# Centimetres as counts of millimetres above a threshold, half of them 0; and as categories.
counts = np.maximum(0, np.round(10 * (x - np.median(x, axis=0))))
categories = np.column_stack([np.unique(c, return_inverse=True)[1] for c in np.digitize(x, [1, 3, 5]).T])
weights = np.arange(len(y)) % 3 + 1.0


def fitted(model, rows):
    model.fit(rows, y, sample_weight=weights)
    log = getattr(model, "feature_log_prob_", None)
    return {
        "theta": model.theta_.tolist() if hasattr(model, "theta_") else None,
        "variance": model.var_.tolist() if hasattr(model, "var_") else None,
        "featureLogProb": log if log is None else [t.tolist() for t in log],
        "probabilities": model.predict_proba(rows).tolist(),
    }


golden = {
    "made": f"scripts/golden/naiveBayes.py with scikit-learn {sklearn.__version__}",
    "numbers": x.T.tolist(),
    "counts": counts.T.tolist(),
    "categories": categories.T.tolist(),
    "target": y.tolist(),
    "weights": weights.tolist(),
    "gaussian": fitted(GaussianNB(), x),
    "multinomial": fitted(MultinomialNB(alpha=0.5), counts),
    "multinomialFlat": fitted(MultinomialNB(fit_prior=False), counts),
    "bernoulli": fitted(BernoulliNB(alpha=0.1), counts),
    "complement": fitted(ComplementNB(), counts),
    "categorical": fitted(CategoricalNB(alpha=2), categories),
}
OUT.write_text(json.dumps(golden) + "\n")
