from sklearn.linear_model import LinearRegression


def fit(x, y, label, seed):
    return LinearRegression().fit(x, y)


def answer(x, y, label):
    model = fit(x, y, label, 0)
    return {"coefficients": model.coef_.tolist(), "intercept": float(model.intercept_)}
