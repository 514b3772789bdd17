"""Fits scikit-learn's models on the sample it is given. One line of JSON in, one out: the case, rows and seed; milliseconds of the fit.

Usage: fit.py <folder with sample-<rows>.f64> <features>
"""
import json
import sys
import time
import warnings

import numpy as np
import sklearn
from sklearn.cluster import KMeans
from sklearn.decomposition import PCA
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.preprocessing import StandardScaler

folder, features = sys.argv[1], int(sys.argv[2])
samples = {}
warnings.filterwarnings("ignore")


def sample(rows):
    """Features (rows by features, row-major doubles), numeric target, class."""
    if rows not in samples:
        table = np.fromfile(f"{folder}/sample-{rows}.f64").reshape(features + 2, rows)
        samples[rows] = np.ascontiguousarray(table[:features].T), table[-2].copy(), table[-1].astype(int)
    return samples[rows]


def k_means(seed):
    return KMeans(8, init="random", n_init=1, max_iter=10, tol=0, algorithm="lloyd", random_state=seed)


def scale(x, y, label, seed):
    return StandardScaler().fit(x)


def linear(x, y, label, seed):
    return LinearRegression().fit(x, y)


def logistic(x, y, label, seed):
    return LogisticRegression(solver="lbfgs", C=1, tol=1e-4, max_iter=100).fit(x, label)


def logistic_optimum(x, y, label, seed):
    return LogisticRegression(solver="newton-cg", C=1, tol=1e-10, max_iter=1000).fit(x, label)


def pca(x, y, label, seed):
    return PCA(10, svd_solver="full").fit(x)


def k_means_fit(x, y, label, seed):
    return k_means(seed).fit(x)


FITS = {"scale": scale, "linear": linear, "logistic": logistic, "pca": pca, "kMeans": k_means_fit}


def answer(case, x, y, label):
    """What a right fit must find; of models that stop early, the optimum, and of those with a random start, the range of ten seeds."""
    if case == "kMeans":
        inertias = [k_means(seed).fit(x).inertia_ for seed in range(10)]
        return {"lowest": min(inertias), "highest": max(inertias)}
    model = logistic_optimum(x, y, label, 0) if case == "logistic" else FITS[case](x, y, label, 0)
    if case == "scale":
        return {"mean": model.mean_.tolist(), "scale": model.scale_.tolist()}
    if case == "pca":
        return {"components": model.components_.tolist(), "variance": model.explained_variance_.tolist()}
    return {"coefficients": model.coef_.ravel().tolist(), "intercept": float(np.ravel(model.intercept_)[0])}


for line in sys.stdin:
    ask = json.loads(line)
    case = ask["case"]
    if case == "version":
        print(json.dumps({"scikitLearn": sklearn.__version__, "numpy": np.__version__}), flush=True)
        continue
    x, y, label = sample(ask["rows"])
    if ask.get("answer"):
        print(json.dumps(answer(case, x, y, label)), flush=True)
        continue
    started = time.perf_counter()
    FITS[case](x, y, label, ask["seed"])
    print(json.dumps({"milliseconds": (time.perf_counter() - started) * 1000}), flush=True)
