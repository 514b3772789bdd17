"""Figures that the tests of the node evaluate compare with, from scikit-learn.

    /usr/bin/python3 scripts/golden/evaluate.py
"""
import json
import warnings
import numpy as np
import sklearn
from sklearn import metrics as m
from sklearn.cluster import KMeans
from sklearn.datasets import make_blobs

warnings.simplefilter("ignore")
rng = np.random.default_rng(7)


def numbers(values):
    return [round(float(v), 6) for v in values]


def classification():
    """Three classes, 90 rows, three folds; probabilities of a mediocre model."""
    names = np.array(["ash", "birch", "cedar"])
    truth = rng.integers(0, 3, 90)
    scores = rng.normal(size=(90, 3))
    scores[np.arange(90), truth] += 1.2
    p = np.exp(scores) / np.exp(scores).sum(1, keepdims=True)
    p = np.round(p, 6)
    p[:, 2] = np.round(1 - p[:, 0] - p[:, 1], 6)
    fold = np.arange(90) % 3
    said = p.argmax(1)

    def figures(rows):
        t, q, s = truth[rows], p[rows], said[rows]
        y = np.eye(3)[t]
        return {
            "accuracy": m.accuracy_score(t, s),
            "balancedAccuracy": m.balanced_accuracy_score(t, s),
            "precision": m.precision_score(t, s, average="macro"),
            "recall": m.recall_score(t, s, average="macro"),
            "f1": m.f1_score(t, s, average="macro"),
            "rocAuc": m.roc_auc_score(t, q / q.sum(1, keepdims=True), multi_class="ovr"),
            "prAuc": m.average_precision_score(y, q, average="macro"),
            "logLoss": m.log_loss(t, q),
            "brier": float(((q - y) ** 2).sum(1).mean()),
            "matthews": m.matthews_corrcoef(t, s),
            "kappa": m.cohen_kappa_score(t, s),
        }

    each = [figures(fold == f) for f in range(3)]
    return {
        "truth": names[truth].tolist(),
        "fold": fold.tolist(),
        "probabilities": {name: numbers(p[:, c]) for c, name in enumerate(names)},
        "all": figures(np.ones(90, bool)),
        "mean": {k: float(np.mean([e[k] for e in each])) for k in each[0]},
        "deviation": {k: float(np.std([e[k] for e in each], ddof=1)) for k in each[0]},
        "confusion": m.confusion_matrix(truth, said).tolist(),
    }


def regression():
    truth = np.round(rng.normal(50, 12, 60), 4)
    predicted = np.round(truth + rng.normal(1, 5, 60), 4)
    r2 = m.r2_score(truth, predicted)
    return {
        "truth": truth.tolist(),
        "predicted": predicted.tolist(),
        "nFeatures": 4,
        "figures": {
            "r2": r2,
            "adjustedR2": 1 - (1 - r2) * 59 / (60 - 4 - 1),
            "mae": m.mean_absolute_error(truth, predicted),
            "mse": m.mean_squared_error(truth, predicted),
            "rmse": m.mean_squared_error(truth, predicted, squared=False),
            "mape": m.mean_absolute_percentage_error(truth, predicted),
            "medianAbsoluteError": m.median_absolute_error(truth, predicted),
            "explainedVariance": m.explained_variance_score(truth, predicted),
        },
    }


def clustering():
    """Two columns of very different offset and unit; the last twelve rows are called noise."""
    x, truth = make_blobs(120, centers=4, cluster_std=1.7, random_state=3)
    x = np.round(x * [1, 40] + [1e6, -300], 4)
    labels = KMeans(4, n_init=10, random_state=0).fit_predict(x)
    labels[-12:] = -1
    held = labels >= 0
    raw, x = x, x - x.mean(0)  # scikit-learn expands squared distances: an offset of 1e6 costs it digits
    rows = m.silhouette_samples(x[held], labels[held])
    return {
        "x": raw[:, 0].tolist(),
        "y": raw[:, 1].tolist(),
        "truth": [f"k{t}" for t in truth],
        "labels": labels.tolist(),
        "figures": {
            "inertia": float(sum(((x[labels == c] - x[labels == c].mean(0)) ** 2).sum() for c in range(4))),
            "nClusters": 4,
            "noiseFraction": 0.1,
            "silhouette": float(rows.mean()),
            "daviesBouldin": m.davies_bouldin_score(x[held], labels[held]),
            "calinskiHarabasz": m.calinski_harabasz_score(x[held], labels[held]),
            "adjustedRand": m.adjusted_rand_score(truth, labels),
            "adjustedMutualInformation": m.adjusted_mutual_info_score(truth, labels),
            "vMeasure": m.v_measure_score(truth, labels),
        },
        "silhouetteByCluster": [float(rows[labels[held] == c].mean()) for c in range(4)],
    }


golden = {
    "made": {"by": "/usr/bin/python3 scripts/golden/evaluate.py", "with": f"scikit-learn {sklearn.__version__}"},
    "classification": classification(),
    "regression": regression(),
    "clustering": clustering(),
}
with open("src/compute/nodes/result/evaluate/golden.json", "w") as file:
    json.dump(golden, file, separators=(",", ":"))
    file.write("\n")
