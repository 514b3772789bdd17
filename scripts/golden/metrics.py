"""Figures that the tests of src/compute/metrics compare with, from scikit-learn, scipy and statsmodels.

    /usr/bin/python3 scripts/golden/metrics.py

A figure that is not defined is null, also where scikit-learn says 0 or 1 in its place.
"""
import json
import warnings
import numpy as np
import scipy
import sklearn
import statsmodels
from scipy import optimize, stats
from sklearn import metrics as m
from sklearn.calibration import calibration_curve
from statsmodels.stats.contingency_tables import mcnemar

warnings.simplefilter("ignore")
MADE = {
    "by": "/usr/bin/python3 scripts/golden/metrics.py",
    "with": f"scikit-learn {sklearn.__version__}, scipy {scipy.__version__}, statsmodels {statsmodels.__version__}",
}


def number(x):
    x = float(x)
    return x if np.isfinite(x) else None


def attempt(function):
    try:
        return number(function())
    except ValueError:
        return None


golden = {"made": MADE}


def average(values):
    """Of those that are defined."""
    held = [v for v in values if v is not None]
    return float(np.mean(held)) if held else None


def by_class(y, p, labels):
    """precision, recall, f1 and support of each class; None where scikit-learn would put its zero_division."""
    low, high = (m.precision_recall_fscore_support(y, p, labels=labels, zero_division=z) for z in (0, 1))
    called = np.array([np.sum(p == c) for c in labels])
    rows = []
    for i in range(len(labels)):
        precision, recall = (float(low[j][i]) if low[j][i] == high[j][i] else None for j in (0, 1))
        f1 = float(low[2][i]) if low[3][i] + called[i] > 0 else None
        rows.append({"precision": precision, "recall": recall, "f1": f1, "support": float(low[3][i])})
    return rows


def weighted(each, name):
    held = [(row[name], row["support"]) for row in each if row[name] is not None and row["support"] > 0]
    return float(np.average([v for v, _ in held], weights=[w for _, w in held])) if held else None


def classify(y, p, q, positive=1, curves=False):
    """q: n × k probabilities; y and p: codes."""
    k = q.shape[1]
    labels = list(range(k))
    binary = k == 2
    if binary:
        hit = y == positive
        true_negative_rate = m.recall_score(~hit, p != positive) if (~hit).any() else None
        auc = attempt(lambda: m.roc_auc_score(hit, q[:, positive]))
        ap = m.average_precision_score(hit, q[:, positive]) if hit.any() else None
        brier = np.mean((q[:, 1] - y) ** 2)
    else:
        present = sorted(set(y) | set(p))
        true_negative_rate = average([m.recall_score(y != c, p != c) if (y != c).any() else None for c in present])
        held = sorted(set(y))
        auc = np.mean([m.roc_auc_score(y == c, q[:, c]) for c in held]) if len(held) > 1 else None
        ap = np.mean([m.average_precision_score(y == c, q[:, c]) for c in held])
        brier = np.mean(((q - np.eye(k)[y]) ** 2).sum(1))
    each = by_class(y, p, labels)
    about = [each[positive]] if binary else [each[c] for c in present]
    one = len(set(y)) == 1 or len(set(p)) == 1
    case = {
        "truth": y.tolist(),
        "predicted": p.tolist(),
        "probabilities": q.T.tolist(),
        "positive": positive,
        "figures": {
            "accuracy": number(m.accuracy_score(y, p)),
            "balancedAccuracy": number(m.balanced_accuracy_score(y, p)),
            "precision": average([row["precision"] for row in about]),
            "recall": average([row["recall"] for row in about]),
            "specificity": true_negative_rate,
            "f1": average([row["f1"] for row in about]),
            "rocAuc": None if auc is None else number(auc),
            "prAuc": None if ap is None else number(ap),
            "logLoss": number(m.log_loss(y, q, labels=labels)),
            "brier": number(brier),
            "matthews": None if one else number(m.matthews_corrcoef(y, p)),
            "kappa": number(m.cohen_kappa_score(y, p)),
        },
        "perClass": each,
        "weighted": {name: weighted(each, name) for name in ("precision", "recall", "f1")},
        "confusion": m.confusion_matrix(y, p, labels=labels).tolist(),
        "curves": {},
    }
    if not curves:
        return case
    for c in [positive] if binary else labels:
        hit = y == c
        precisions, recalls, thresholds = m.precision_recall_curve(hit, q[:, c])
        seen, mean = calibration_curve(hit, q[:, c], n_bins=10)
        fpr, tpr, cut = m.roc_curve(hit, q[:, c])
        case["curves"][str(c)] = {
            "pr": {"recall": recalls[::-1].tolist(), "precision": precisions[::-1].tolist(), "threshold": [None, *thresholds[::-1].tolist()]},
            "calibration": {"predicted": mean.tolist(), "observed": seen.tolist()},
            "roc": {"fpr": fpr.tolist(), "tpr": tpr.tolist(), "threshold": [None, *cut[1:].tolist()]},
        }
    return case


rng = np.random.default_rng(7)


def probabilities(n, k, digits):
    q = rng.dirichlet(np.ones(k), n).round(digits)
    q[:, -1] = (1 - q[:, :-1].sum(1)).round(digits)
    return np.abs(q)


def binary(y, q1, p=None):
    q = np.column_stack([1 - q1, q1])
    return np.asarray(y), (q1 > 0.5).astype(int) if p is None else np.asarray(p), q


def random_case(n, k, digits, keep=None):
    q = probabilities(n, k, digits)
    y = np.array([rng.choice(k, p=(row + 0.2) / (row + 0.2).sum()) for row in q])
    if keep is not None:
        y = rng.choice(keep, n)
    return y, q.argmax(1), q


ties = binary(rng.integers(0, 2, 60), rng.integers(0, 11, 60) / 10)
perfect = binary([0, 1] * 10, np.tile([0.0, 1.0], 10))
multi = random_case(50, 4, 4)
y, p, q = random_case(40, 4, 3, keep=[0, 1, 3])
absent = (y, np.where(p == 2, 0, p), q)
golden["classification"] = {
    "binary": classify(*random_case(70, 2, 4), curves=True),
    "ties": classify(*ties, curves=True),
    "positive first": classify(*ties, positive=0),
    "perfect": classify(*perfect),
    "all wrong": classify(*binary([1, 0] * 5, np.tile([0.0, 1.0], 5))),
    "one class true": classify(*binary([0] * 8, rng.random(8).round(3))),
    "one class true and predicted": classify(*binary([1] * 6, np.full(6, 0.9))),
    "never called positive": classify(*binary([0, 1, 1, 0, 1, 0, 0, 0, 0, 0], rng.random(10).round(3) / 2)),
    "constant probability": classify(*binary([0, 1, 1, 0, 0], np.full(5, 0.5))),
    "one row": classify(*binary([1], np.array([0.7]))),
    "four classes": classify(*multi, curves=True),
    "a class absent": classify(*absent),
    "a class never predicted": classify(multi[0], np.where(multi[1] == 3, 1, multi[1]), multi[2]),
    "sums beside one": classify(multi[0], multi[1], (multi[2] * (1 + rng.normal(0, 0.05, (len(multi[2]), 1)))).round(4)),
    "four classes, one true": classify(np.full(5, 2), np.array([2, 2, 1, 2, 0]), probabilities(5, 4, 3)),
}


def regress(y, p):
    y, p = np.asarray(y, float), np.asarray(p, float)
    # R² of one row or of a constant target is undefined, though scikit-learn gives 1 or 0; so is a relative error of 0.
    lone = len(set(y)) < 2
    return {
        "truth": y.tolist(),
        "predicted": p.tolist(),
        "figures": {
            "r2": None if lone else number(m.r2_score(y, p)),
            "adjustedR2": None if lone or len(y) < 5 else number(1 - (1 - m.r2_score(y, p)) * (len(y) - 1) / (len(y) - 4)),
            "mae": number(m.mean_absolute_error(y, p)),
            "mse": number(m.mean_squared_error(y, p)),
            "rmse": number(m.mean_squared_error(y, p, squared=False)),
            "mape": None if (y == 0).any() else number(m.mean_absolute_percentage_error(y, p)),
            "medianAbsoluteError": number(m.median_absolute_error(y, p)),
            "explainedVariance": None if lone else number(m.explained_variance_score(y, p)),
        },
    }


y = rng.normal(0, 3, 60).round(3)
golden["regression"] = {
    "random": regress(y, (y + rng.normal(0, 1, 60)).round(3)),
    "biased": regress(y, y + 2),
    "worse than the mean": regress(y, -y),
    "perfect": regress(y, y),
    "constant target": regress([0.1] * 9, y[:9]),
    "constant target met": regress([0.1] * 9, [0.1] * 9),
    "constant prediction": regress(y[:10], [y[:10].mean()] * 10),
    "zeros": regress([0, 0, 1, 2, 0, 5], [0, 1e-3, 1, 2.5, 0, 4]),
    "large offset": regress(1e9 + y, 1e9 + y[::-1]),
    "two rows": regress([1, 2], [1.5, 1]),
    "one row": regress([3], [2.5]),
}


def agree(a, b):
    a, b = np.asarray(a), np.asarray(b)
    return {
        "truth": a.tolist(),
        "labels": b.tolist(),
        "figures": {
            "adjustedRand": number(m.adjusted_rand_score(a, b)),
            "adjustedMutualInformation": number(m.adjusted_mutual_info_score(a, b)),
            "vMeasure": number(m.v_measure_score(a, b)),
        },
    }


def shape(x, labels):
    x, labels = np.asarray(x, float), np.asarray(labels)
    keep = labels >= 0
    x2, l2 = x[keep], labels[keep]
    defined = 2 <= len(set(l2)) < len(l2)
    distances = m.pairwise_distances(x2)
    intra = [distances[i, (l2 == l2[i]) & (np.arange(len(l2)) != i)] for i in range(len(l2))]
    nearest = [min([distances[i, l2 == c].mean() for c in set(l2) - {l2[i]}], default=None) for i in range(len(l2))]
    return {
        "columns": x.T.tolist(),
        "labels": labels.tolist(),
        "inertia": number(sum(((x2[l2 == c] - x2[l2 == c].mean(0)) ** 2).sum() for c in set(l2))),
        "daviesBouldin": number(m.davies_bouldin_score(x2, l2)) if defined else None,
        "calinskiHarabasz": number(m.calinski_harabasz_score(x2, l2)) if defined else None,
        "intra": [number(d.mean()) if len(d) else None for d in intra],
        "nearest": nearest,
        "silhouette": number(m.silhouette_score(x2, l2)) if defined else None,
    }


a = rng.integers(0, 4, 90)
noisy = np.where(rng.random(90) < 0.3, rng.integers(0, 3, 90), a)
x = rng.normal(0, 1, (30, 2)).round(3)
golden["clustering"] = {
    "agreement": {
        "random": agree(a, rng.integers(0, 5, 90)),
        "near": agree(a, noisy),
        "renamed": agree(a, (a + 1) % 4 * 7),
        "noise": agree(a, np.where(rng.random(90) < 0.2, -1, noisy)),
        "one cluster": agree(a, np.zeros(90, int)),
        "one class": agree(np.zeros(90, int), a),
        "one each": agree([3] * 5, [0] * 5),
        "all alone": agree(a[:12], np.arange(12)),
        "one row": agree([1], [0]),
        "two rows": agree([0, 1], [0, 0]),
        "uneven": agree(np.r_[np.zeros(70, int), np.ones(20, int)], np.r_[np.zeros(65, int), np.ones(25, int)]),
    },
    "shape": {
        "random": shape(x, rng.integers(0, 3, 30)),
        "apart": shape(x + 6 * np.arange(30)[:, None] % 18, np.arange(30) % 3),
        "with noise and a lone row": shape(x[:12], [0, 0, 0, 1, 1, 1, 1, -1, -1, 3, 0, 1]),
        "one cluster": shape(x[:5], [0] * 5),
        "all alone": shape(x[:4], [0, 1, 2, 3]),
        "no spread": shape([[0, 0], [0, 0], [1, 1], [1, 1]], [0, 0, 1, 1]),
        "centres coincide": shape([[0, 0], [2, 0], [1, -1], [1, 1]], [0, 0, 1, 1]),
    },
}


def drawn_classes(n, first_right, second_right):
    y = rng.integers(0, 3, n)
    first = np.where(rng.random(n) < first_right, y, (y + 1) % 3)
    return paired_classes(y, first, np.where(rng.random(n) < second_right, y, (y + 2) % 3))


def paired_classes(y, first, second):
    b = int(((first == y) & (second != y)).sum())
    c = int(((first != y) & (second == y)).sum())
    exact = mcnemar([[0, b], [c, 0]], exact=True).pvalue if b + c else 1.0
    middle = stats.binom.pmf(min(b, c), b + c, 0.5) if b + c else 0
    mid = 1 - middle / 2 if b == c else 2 * stats.binom.cdf(min(b, c), b + c, 0.5) - middle
    return {"truth": y.tolist(), "first": first.tolist(), "second": second.tolist(), "onlyFirst": b, "onlySecond": c, "pValue": float(exact), "midP": float(mid)}


def paired_errors(a, b):
    result = stats.ttest_rel(a, b)
    return {"first": a.tolist(), "second": b.tolist(), "meanDifference": float(np.mean(a - b)), "t": float(result.statistic), "pValue": float(result.pvalue)}


e = np.abs(rng.normal(0, 1, 40)).round(4)
golden["paired"] = {
    "mcNemar": [drawn_classes(50, 0.9, 0.6), drawn_classes(40, 0.7, 0.7), drawn_classes(20, 1, 1), drawn_classes(120, 0.95, 0.3), drawn_classes(7, 1, 0), paired_classes(np.zeros(9, int), np.arange(9) % 2, (np.arange(9) + 1) // 2 % 2)],
    "pairedT": [paired_errors(e, np.abs(rng.normal(0, 1, 40)).round(4)), paired_errors(e, e + 0.1 + rng.random(40) / 10), paired_errors(e[:2], e[2:4])],
}



def newcombe(area, m, n):
    """Newcombe (2006), method 5: the areas whose own error reaches the one found."""
    z, half = stats.norm.ppf(0.975), (m + n) / 2 - 1
    error = lambda a: np.sqrt(max(0, a * (1 - a) * (1 + half * (1 - a) / (2 - a) + half * a / (1 + a)) / m / n))
    low = optimize.brentq(lambda a: area - a - z * error(a), 1e-12, area - 1e-9)
    high = 1 if area == 1 else optimize.brentq(lambda a: a - area - z * error(a), area + 1e-9, 1 - 1e-12)
    return [low, high]


def hall(x):
    """Hall (1992), the cubic transformation, with Student's t."""
    n, d = len(x), x - x.mean()
    g, t = stats.skew(x), stats.t.ppf(0.975, n - 1) / np.sqrt(n)
    w = lambda q: 3 / g * (np.cbrt(1 + g * (q - g / 6 / n)) - 1)
    return [x.mean() - x.std(ddof=1) * w(t), x.mean() - x.std(ddof=1) * w(-t)]


def jackknife_r2(y, p):
    one = lambda keep: np.log(np.mean((y[keep] - p[keep]) ** 2) / np.var(y[keep]))
    n, every = len(y), np.arange(len(y))
    each = np.array([one(every != i) for i in every])
    error, t = np.sqrt((n - 1) * each.var()), stats.t.ppf(0.975, n - 1)
    return [1 - np.exp(one(every >= 0) + t * error), 1 - np.exp(one(every >= 0) - t * error)]


def cell_interval(counts, figure, link, back, slope):
    """Delta method with derivatives by differences, a row spread over all cells."""
    k, total = len(counts), counts.sum()
    c = counts + 1 / k**2
    grad = np.zeros_like(c)
    for i in range(k):
        for j in range(k):
            up, down = c.copy(), c.copy()
            up[i, j] += 1e-4
            down[i, j] -= 1e-4
            grad[i, j] = (figure(up) - figure(down)) / 2e-4
    value, error, t = figure(c), np.sqrt((c * grad**2).sum()), stats.t.ppf(0.975, total - 1)
    return [float(back(link(value) + s * t * error * slope(value))) for s in (-1, 1)]


def spread(c):
    """Rows of a matrix of counts, whole or not: truth, prediction, weight."""
    k = len(c)
    return np.repeat(np.arange(k), k), np.tile(np.arange(k), k), c.ravel()


fisher = (np.arctanh, np.tanh, lambda x: 1 / (1 - x * x))
logit = (lambda x: np.log(x / (1 - x)), lambda x: 1 / (1 + np.exp(-x)), lambda x: 1 / x / (1 - x))
weighed = lambda function, **more: lambda c: function(*spread(c)[:2], sample_weight=spread(c)[2], **more)


def specificity(c):
    truth, said, w = spread(c)
    return np.mean([m.recall_score(truth != k, said != k, sample_weight=w) for k in range(len(c))])


def placements(hit, s):
    both = (s[hit][:, None] > s[~hit]) + (s[hit][:, None] == s[~hit]) / 2
    return both.mean(1), both.mean(0)


def delong(hit, first, second):
    (v1, w1), (v2, w2) = placements(hit, first), placements(hit, second)
    n, held = len(hit), hit.sum()
    z = np.zeros(n)
    z[hit] = ((v1 - v2) - (v1 - v2).mean()) * n / held
    z[~hit] = ((w1 - w2) - (w1 - w2).mean()) * n / (n - held)
    error = np.sqrt((z**2).sum() / (n - 1) / n)
    return {"value": float(v1.mean() - v2.mean()), "pValue": float(2 * stats.norm.sf(abs(v1.mean() - v2.mean()) / error))}


def ap_interval(hit, s):
    """By the derivative of average precision in the weight of each row."""
    n, one = len(s), np.ones(len(s))
    move = lambda i, by: m.average_precision_score(hit, s, sample_weight=one + by * (np.arange(n) == i))
    a = m.average_precision_score(hit, s)
    z = n * np.array([(move(i, 1e-4) - move(i, -1e-4)) / 2e-4 for i in range(n)])
    error, t = np.sqrt((z**2).sum() / (n - 1) / n), stats.t.ppf(0.975, n - 1)
    return [float(logit[1](logit[0](a) + by * t * error * logit[2](a))) for by in (-1, 1)]


rows = golden["classification"]["binary"]
hit, score = np.array(rows["truth"]) == 1, np.array(rows["probabilities"][1])
four = np.array(golden["classification"]["four classes"]["confusion"], float)
values = golden["regression"]["random"]
errors = np.abs(np.array(values["truth"]) - np.array(values["predicted"]))
other = np.clip(score + rng.normal(0, 0.2, len(score)), 0, 1).round(3)
golden["intervals"] = {
    "newcombe": [{"area": a, "positives": p, "negatives": n, "interval": newcombe(a, p, n)} for a, p, n in [(0.8, 20, 30), (1.0, 5, 5), (0.55, 4, 90)]],
    "mae": hall(errors),
    "mse": hall(errors**2),
    "r2": jackknife_r2(np.array(values["truth"]), np.array(values["predicted"])),
    "kappa": cell_interval(four, weighed(m.cohen_kappa_score), *fisher),
    "matthews": cell_interval(four, weighed(m.matthews_corrcoef), *fisher),
    "f1": cell_interval(four, weighed(m.f1_score, average="macro"), *logit),
    "specificity": cell_interval(four, specificity, *logit),
    "prAuc": ap_interval(hit, score),
    "deLong": {"truth": hit.astype(int).tolist(), "first": score.tolist(), "second": other.tolist(), **delong(hit, score, other)},
}

with open("src/compute/metrics/golden.json", "w") as file:
    json.dump(golden, file, separators=(",", ":"))
    file.write("\n")
