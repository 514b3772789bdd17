from sklearn.decomposition import PCA


def fit(x, y, label, seed):
    return PCA(10, svd_solver="full").fit(x)


def answer(x, y, label):
    model = fit(x, y, label, 0)
    return {"components": model.components_.tolist(), "variance": model.explained_variance_.tolist()}
