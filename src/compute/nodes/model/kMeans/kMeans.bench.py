from sklearn.cluster import KMeans


def fit(x, y, label, seed):
    return KMeans(8, init="random", n_init=1, max_iter=10, tol=0, algorithm="lloyd", random_state=seed).fit(x)


def answer(x, y, label):
    """The range of ten random starts."""
    inertias = [fit(x, y, label, seed).inertia_ for seed in range(10)]
    return {"lowest": min(inertias), "highest": max(inertias)}
