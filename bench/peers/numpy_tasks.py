"""numpy, and scikit-learn's neighbours where it is installed, answering for cases/kernels.ts."""
import numpy as np

from answering import (BATCH, BINS, KEYS, LEARNING_RATE, MANY, SIZES, STEPS, TOP, WEIGHT_SCALE, answer_questions, codes,
                       values)


def first(out):
    return np.ravel(out)[:4]


def one(call, answer=first, least=1):
    return call, answer, least


def product(n, transposed=False):
    def prepare():
        a, b = values((n, n), 1), values((n, n), 2)
        return one(lambda: a @ (b.T if transposed else b))

    return prepare


def perceptron():
    w = [values((p, q), i + 1, WEIGHT_SCALE) for i, (p, q) in enumerate(zip(SIZES, SIZES[1:]))]
    parameters = [array for weights in w for array in (weights, np.zeros(weights.shape[1], np.float32))]
    means, squares = [np.zeros_like(p) for p in parameters], [np.zeros_like(p) for p in parameters]
    x, labels, taken = values((BATCH, SIZES[0]), 9), np.arange(BATCH) % 10, 0
    rows = np.arange(BATCH)

    def step():
        nonlocal taken
        taken += 1
        w1, b1, w2, b2, w3, b3 = parameters
        h1 = np.maximum(x @ w1 + b1, 0)
        h2 = np.maximum(h1 @ w2 + b2, 0)
        z = h2 @ w3 + b3
        z -= z.max(1, keepdims=True)
        p = np.exp(z)
        sums = p.sum(1, keepdims=True)
        loss = np.mean(np.log(sums[:, 0]) - z[rows, labels])
        p /= sums
        p[rows, labels] -= 1
        p /= BATCH
        g2 = (p @ w3.T) * (h2 > 0)
        g1 = (g2 @ w2.T) * (h1 > 0)
        gradients = [x.T @ g1, g1.sum(0), h1.T @ g2, g2.sum(0), h2.T @ p, p.sum(0)]
        rate = np.float32(LEARNING_RATE * np.sqrt(1 - 0.999**taken) / (1 - 0.9**taken))
        for parameter, mean, square, g in zip(parameters, means, squares, gradients):
            mean += np.float32(0.1) * (g - mean)
            square += np.float32(0.001) * (g * g - square)
            parameter -= rate * mean / (np.sqrt(square) + np.float32(1e-8))
        return [loss]

    return one(step, least=STEPS)


def on_many(op, inputs=1):
    def prepare():
        x = [values(MANY, seed + 1) for seed in range(inputs)]
        return one(lambda: np.atleast_1d(op(*x)))

    return prepare


def softmax():
    x = values((4096, 1024), 1)

    def call():
        e = np.exp(x - x.max(1, keepdims=True))
        e /= e.sum(1, keepdims=True)
        return e

    return one(call)


def row_sums():
    x = values((16384, 1024), 1)
    return one(lambda: x.sum(1))


def sort():
    x = values(KEYS, 1)
    return one(lambda: np.sort(x))


def top():
    x = values(KEYS, 1)

    def call():
        places = np.argpartition(x, -TOP)[-TOP:]
        return x[places[np.argsort(-x[places])]]

    return one(call, lambda out: out)


def histogram():
    x = codes(20, 1_000_000)
    return one(lambda: np.stack([np.bincount(column, minlength=BINS) for column in x]))


def gram():
    x = values((100_000, 20), 1)
    return one(lambda: x.T @ x)


def nearest():
    from sklearn.neighbors import NearestNeighbors

    search = NearestNeighbors(n_neighbors=5, algorithm="brute").fit(values((20_000, 32), 2))
    queries = values((2000, 32), 1)
    return one(lambda: search.kneighbors(queries), lambda out: out[0][0])


answer_questions(
    np.__version__,
    {
        "matmul 512": product(512),
        "matmul 1024": product(1024),
        "matmul 1024 transposed": product(1024, True),
        "matmul 2048": product(2048),
        "perceptron": perceptron,
        "add 64 MiB": on_many(np.add, 2),
        "exp 64 MiB": on_many(np.exp),
        "sum 64 MiB": on_many(np.sum),
        "row-sum 16384 × 1024": row_sums,
        "softmax": softmax,
        "sort": sort,
        "topK": top,
        "histogram": histogram,
        "knn": nearest,
        "gram": gram,
    },
)
