"""Figures of scikit-learn and statsmodels for src/compute/nodes/model/logisticRegression.

    /usr/bin/python3 scripts/golden/logisticRegression.py
"""
import json
import pathlib

import numpy as np
import sklearn
import statsmodels
import statsmodels.api as sm
from sklearn.datasets import load_breast_cancer, load_iris
from sklearn.linear_model import LogisticRegression

OUT = pathlib.Path(__file__).parents[2] / "src/compute/nodes/model/logisticRegression/golden.json"


def table(x, y, names):
    return {"features": {n: [float(v) for v in x[:, j]] for j, n in enumerate(names)}, "target": [int(v) for v in y]}


def fitted(x, y, weights=None, **options):
    model = LogisticRegression(**{"solver": "newton-cg", "tol": 1e-12, "max_iter": 100000, "multi_class": "multinomial" if len(set(y)) > 2 else "auto", **options})
    model.fit(x, y, sample_weight=weights)
    chances = model.predict_proba(x)
    w = np.ones(len(y)) if weights is None else np.asarray(weights)
    loss = -np.log(chances[np.arange(len(y)), np.searchsorted(model.classes_, y)])
    return {
        "coefficients": (model.coef_[0] if len(model.coef_) == 1 else model.coef_).tolist(),
        "intercept": float(model.intercept_[0]) if len(model.coef_) == 1 else np.atleast_1d(model.intercept_).tolist(),
        "unweightedLoss": float(loss.sum()),
        "weightedLoss": float((w * loss).sum()),
        "probabilities": chances[:5].tolist(),
    }


iris = load_iris()
cancer = load_breast_cancer()
picked = [list(cancer.feature_names).index(n) for n in ["mean texture", "mean smoothness", "mean symmetry", "texture error"]]
xc, yc = cancer.data[:300, picked], 1 - cancer.target[:300]
rng = np.random.default_rng(5)
# Offsets of a million and units 1e-3 and 1e3, with weights; the classes overlap.
xo = np.round(np.c_[1e6 + rng.normal(size=120), 1e-3 * rng.normal(size=120), 1e3 * rng.normal(size=120)], 6)
yo = (rng.normal(size=120) + (xo[:, 0] - 1e6) + 700 * xo[:, 1] > 0.8).astype(int)
wo = rng.integers(0, 4, size=120)

logit = sm.Logit(yc, sm.add_constant(xc)).fit(disp=0, tol=1e-14, maxiter=200)
centred = xo - [1e6, 0, 0]
weighted = sm.GLM(yo, sm.add_constant(centred), family=sm.families.Binomial(), freq_weights=wo).fit(tol=1e-14, maxiter=200)

golden = {
    "made": f"scripts/golden/logisticRegression.py with scikit-learn {sklearn.__version__}, statsmodels {statsmodels.__version__}",
    "iris": {
        **table(iris.data, iris.target, ["a", "b", "c", "d"]),
        "l2": fitted(iris.data, iris.target),
        "c100": fitted(iris.data, iris.target, C=100),
        "noIntercept": fitted(iris.data, iris.target, fit_intercept=False),
    },
    "cancer": {
        **table(xc, yc, ["texture", "smoothness", "symmetry", "error"]),
        "l2": fitted(xc, yc),
        "balanced": fitted(xc, yc, class_weight="balanced"),
        "noIntercept": fitted(xc, yc, fit_intercept=False),
        "logit": {
            "params": logit.params.tolist(),
            "bse": logit.bse.tolist(),
            "zvalues": logit.tvalues.tolist(),
            "pvalues": logit.pvalues.tolist(),
            "interval": logit.conf_int().tolist(),
            "llf": float(logit.llf),
            "prsquared": float(logit.prsquared),
        },
    },
    "offset": {
        **table(xo, yo, ["large", "small", "wide"]),
        "weights": wo.tolist(),
        # Fitted on centred columns, where double precision has digits to spare; the intercept is that of the centred columns.
        "weighted": {"params": weighted.params.tolist(), "bse": weighted.bse.tolist(), "llf": float(weighted.llf)},
    },
}
OUT.write_text(json.dumps(golden) + "\n")
print(OUT.stat().st_size, "bytes")
