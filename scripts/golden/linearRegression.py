"""Figures that the tests of model.linearRegression compare with, from scikit-learn and statsmodels.

    /usr/bin/python3 scripts/golden/linearRegression.py
"""
import json
import os
import numpy as np
import sklearn
import statsmodels
import statsmodels.api as sm
from sklearn.linear_model import ElasticNet, Lasso, LinearRegression, Ridge
from statsmodels.stats.outliers_influence import variance_inflation_factor
from statsmodels.stats.stattools import durbin_watson


def numbers(n, seed):
    """The doubles of src/compute/testing/frames.ts."""
    state = (seed * 2654435761 + 1) % 2**32
    out = np.empty(n)
    for i in range(n):
        state = (state * 1664525 + 1013904223) % 2**32
        out[i] = state / 2**31 - 1
    return out


def table(n):
    """Four features: plain, around 100, correlated with the first, small; noise that grows with the first."""
    a, b, c, d, e = (numbers(n, seed) for seed in range(1, 6))
    x = np.column_stack([a, 100 + 3 * b, a + 0.1 * c, 1e-3 * d])
    return x, 5 + 2 * a - 3 * (x[:, 1] - 100) + 0.5 * x[:, 2] + 700 * x[:, 3] + e * (1.5 + a)


def inflation(x, weights=None):
    if weights is None:
        return [variance_inflation_factor(sm.add_constant(x), j + 1) for j in range(x.shape[1])]
    covariance = np.cov(x.T, aweights=weights)
    return list(np.diag(covariance) * np.diag(np.linalg.inv(covariance)))


def statistics(result, x, weights=None):
    return {
        "coefficients": list(result.params),
        "standardErrors": list(result.bse),
        "tValues": list(result.tvalues),
        "pValues": list(result.pvalues),
        "confidenceIntervals": result.conf_int(0.1).tolist(),
        "rSquared": result.rsquared,
        "adjustedRSquared": result.rsquared_adj,
        "fStatistic": float(np.squeeze(result.fvalue)),
        "aic": result.aic,
        "bic": result.bic,
        "logLikelihood": result.llf,
        "durbinWatson": durbin_watson(result.wresid),
        "conditionNumber": result.condition_number,
        "vif": inflation(x, weights),
    }


def linear(model, x, y, weights=None):
    model.fit(x, y, sample_weight=weights)
    return {"coefficients": list(model.coef_), "intercept": float(model.intercept_)}


x, y = table(60)
weights = 1 + (np.arange(60) % 3)
ones = sm.add_constant(x)
doubled = np.column_stack([x[:, 0], x[:, 2], 2 * x[:, 0], x[:, 2] + x[:, 0]])
wide = np.column_stack([numbers(6, seed) for seed in range(20, 30)])
exact = {"tol": 1e-14, "max_iter": 10**6}
longley = sm.datasets.longley.load_pandas()
golden = {
    "made": f"scikit-learn {sklearn.__version__}, statsmodels {statsmodels.__version__}: /usr/bin/python3 scripts/golden/linearRegression.py",
    "ols": statistics(sm.OLS(y, ones).fit(), x),
    "throughOrigin": statistics(sm.OLS(y, x[:, [0, 2, 3]]).fit(), x[:, [0, 2, 3]]),
    "weighted": statistics(sm.WLS(y, ones, weights=weights).fit(), x, weights),
    "robust": {kind: statistics(sm.OLS(y, ones).fit(cov_type=kind), x) for kind in ["HC0", "HC1", "HC2", "HC3"]},
    "weightedRobust": statistics(sm.WLS(y, ones, weights=weights).fit(cov_type="HC3"), x, weights),
    "ridge": linear(Ridge(alpha=3, tol=1e-14), x, y),
    "ridgeWeighted": linear(Ridge(alpha=3, tol=1e-14), x, y, weights),
    "lasso": linear(Lasso(alpha=0.2, **exact), x, y),
    "lassoWeighted": linear(Lasso(alpha=0.2, **exact), x, y, weights),
    "elasticNet": linear(ElasticNet(alpha=0.1, l1_ratio=0.3, **exact), x, y),
    "lassoOrigin": linear(Lasso(alpha=0.05, fit_intercept=False, **exact), x[:, [0, 2, 3]], y),
    "dependent": linear(LinearRegression(), doubled, y),
    "wide": linear(LinearRegression(), wide, y[:6]),
    "longley": {"names": list(longley.exog.columns), "x": longley.exog.values.T.tolist(), "y": list(longley.endog)},
}
folder = os.path.join(os.path.dirname(__file__), "../../src/compute/nodes/model/linearRegression")
with open(os.path.join(folder, "golden.json"), "w") as file:
    json.dump(golden, file, indent=1)
    file.write("\n")
