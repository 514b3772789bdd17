from sklearn.preprocessing import StandardScaler


def fit(x, y, label, seed):
    return StandardScaler().fit(x)


def answer(x, y, label):
    model = fit(x, y, label, 0)
    return {"mean": model.mean_.tolist(), "scale": model.scale_.tolist()}
