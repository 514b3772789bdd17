"""Figures that the tests of model.mlp compare with, from scikit-learn.

    /usr/bin/python3 scripts/golden/mlp.py
"""
import json
import os
import warnings
import numpy as np
import sklearn
from sklearn.datasets import load_diabetes, load_iris
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.preprocessing import StandardScaler

warnings.simplefilter("ignore")


def small(weights):
    return [np.round(w, 12).tolist() for w in weights]


def trained(net, x, y, sizes, epochs, seed, **first):
    """Weights after full-batch epochs from a start that is told: partial_fit once makes the layers, which are then set."""
    net.partial_fit(x, y, **first)
    random = np.random.RandomState(seed)
    start = [random.normal(size=pair) * np.sqrt(1 / pair[0]) for pair in zip(sizes, sizes[1:])]
    net.coefs_ = [w.copy() for w in start]
    net.intercepts_ = [np.zeros(n) for n in sizes[1:]]
    del net._optimizer
    net.t_ = 0
    for _ in range(epochs):
        net.partial_fit(x, y)
    return {"start": small(start), "weights": small(net.coefs_), "biases": small(net.intercepts_)}


order = np.random.RandomState(0).permutation(150)
flowers, species = (part[order] for part in load_iris(return_X_y=True))
x = StandardScaler().fit_transform(flowers)
common = dict(batch_size=150, shuffle=False, epsilon=1e-12)
cases = {
    "adam": dict(activation="tanh", solver="adam", learning_rate_init=0.02, alpha=0.15),
    "nesterov": dict(activation="relu", solver="sgd", learning_rate_init=0.1, momentum=0.9, nesterovs_momentum=True, alpha=0),
    "sgd": dict(activation="logistic", solver="sgd", learning_rate_init=0.5, momentum=0, nesterovs_momentum=False, alpha=0),
}
steps = {}
for name, case in cases.items():
    net = MLPClassifier((5, 4), **common, **case)
    made = trained(net, x, species, [4, 5, 4, 3], 30, 7, classes=[0, 1, 2])
    steps[name] = {**made, "probabilities": net.predict_proba(x)[::30].tolist()}


def judged(Net, features, target, seeds, **settings):
    """Scores of the rows i with i mod 4 = 3, learned from the others, by seed."""
    held = np.arange(len(target)) % 4 == 3
    scale = StandardScaler().fit(features[~held])
    middle, spread = (0, 1) if Net is MLPClassifier else (target[~held].mean(), target[~held].std())
    return [
        Net((64, 64), random_state=seed, **settings)
        .fit(scale.transform(features[~held]), (target[~held] - middle) / spread)
        .score(scale.transform(features[held]), (target[held] - middle) / spread)
        for seed in range(seeds)
    ]


diabetes = load_diabetes(scaled=False)
golden = {
    "made": f"scikit-learn {sklearn.__version__}: /usr/bin/python3 scripts/golden/mlp.py",
    "iris": {"features": flowers.T.tolist(), "target": species.tolist()},
    "steps": steps,
    "accuracies": judged(MLPClassifier, flowers, species, 10, n_iter_no_change=1000),
    "diabetes": {"features": diabetes.data.T.tolist(), "target": diabetes.target.tolist()},
    "rSquared": judged(MLPRegressor, diabetes.data, diabetes.target, 5, alpha=20, max_iter=40, n_iter_no_change=1000),
}
path = os.path.join(os.path.dirname(__file__), "../../src/compute/nodes/model/mlp/golden.json")
with open(path, "w") as file:
    json.dump(golden, file)
    file.write("\n")
