from sklearn.linear_model import LogisticRegression


def fit(x, y, label, seed):
    return LogisticRegression(solver="lbfgs", C=1, tol=1e-4, max_iter=100).fit(x, label)


def answer(x, y, label):
    """The optimum: fits stop early."""
    model = LogisticRegression(solver="newton-cg", C=1, tol=1e-10, max_iter=1000).fit(x, label)
    return {"coefficients": model.coef_[0].tolist(), "intercept": float(model.intercept_[0])}
