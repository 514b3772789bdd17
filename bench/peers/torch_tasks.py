"""PyTorch, on CUDA where there is one, without TF32, answering for cases/kernels.ts."""
import torch
from torch.nn import functional

from answering import (BATCH, BINS, CONVOLUTIONS, KEYS, LEARNING_RATE, MANY, SIZES, STEPS, TOP, WEIGHT_SCALE,
                       answer_questions, codes, values)

device = "cuda" if torch.cuda.is_available() else "cpu"
torch.backends.cuda.matmul.allow_tf32 = False
torch.backends.cudnn.allow_tf32 = False
torch.set_grad_enabled(False)


def given(shape, seed, scale=1.0):
    return torch.from_numpy(values(shape, seed, scale)).to(device)


def first(out):
    return out.flatten()[:4].tolist()


def one(call, answer=first, least=1):
    return call, answer, least


def product(n, transposed=False):
    def prepare():
        a, b = given((n, n), 1), given((n, n), 2)
        return one(lambda: a @ (b.T if transposed else b))

    return prepare


def perceptron():
    weights = [given((p, q), i + 1, WEIGHT_SCALE) for i, (p, q) in enumerate(zip(SIZES, SIZES[1:]))]
    parameters = [p for w in weights for p in (w, torch.zeros(w.shape[1], device=device))]
    for parameter in parameters:
        parameter.requires_grad_()
    adam = torch.optim.Adam(parameters, lr=LEARNING_RATE)
    x, labels = given((BATCH, SIZES[0]), 9), torch.arange(BATCH, device=device) % 10

    def step():
        with torch.enable_grad():
            h = x
            for i in range(0, 6, 2):
                h = h @ parameters[i] + parameters[i + 1]
                h = torch.relu(h) if i < 4 else h
            loss = functional.cross_entropy(h, labels)
            adam.zero_grad()
            loss.backward()
        adam.step()
        return loss.detach()

    return one(step, least=STEPS)


def convolution(name, backward):
    def prepare():
        images, size, channels, outputs = CONVOLUTIONS[name]
        x = given((images, size, size, channels), 1).permute(0, 3, 1, 2).contiguous().requires_grad_()
        w = given((3, 3, channels, outputs), 2).permute(3, 2, 0, 1).contiguous().requires_grad_()
        dy = torch.ones((images, outputs, size, size), device=device)

        def call():
            if not backward:
                return functional.conv2d(x, w, padding=1), None, None
            with torch.enable_grad():
                y = functional.conv2d(x, w, padding=1)
                return y.detach(), *torch.autograd.grad(y, [w, x], dy)

        def answer(out):
            y, dw, dx = out
            pixel = y[1, :4, 5, 5].tolist()
            return pixel + [dw[0, 0, 1, 1].item(), dx[1, 0, 5, 5].item()] if backward else pixel

        return one(call, answer)

    return prepare


def on_many(op, inputs=1):
    def prepare():
        x = [given(MANY, seed + 1) for seed in range(inputs)]
        return one(lambda: op(*x))

    return prepare


def on(shape, op, answer=first):
    def prepare():
        x = given(shape, 1)
        return one(lambda: op(x), answer)

    return prepare


def histogram():
    x = torch.from_numpy(codes(20, 1_000_000)).to(device)
    return one(lambda: torch.stack([torch.bincount(column, minlength=BINS) for column in x]))


def nearest():
    queries, points = given((2000, 32), 1), given((20_000, 32), 2)
    return one(
        lambda: torch.topk(torch.cdist(queries, points), 5, largest=False).values, lambda out: out[0].tolist()
    )


def finish():
    if device == "cuda":
        torch.cuda.synchronize()


answer_questions(
    f"{torch.__version__}, {device}",
    {
        "matmul 512": product(512),
        "matmul 1024": product(1024),
        "matmul 1024 transposed": product(1024, True),
        "matmul 2048": product(2048),
        "perceptron": perceptron,
        **{name: convolution(name, False) for name in CONVOLUTIONS},
        **{f"{name}backward": convolution(name, True) for name in CONVOLUTIONS},
        "add 64 MiB": on_many(torch.add, 2),
        "exp 64 MiB": on_many(torch.exp),
        "sum 64 MiB": on_many(torch.sum),
        "row-sum 16384 × 1024": on((16384, 1024), lambda x: x.sum(1)),
        "softmax": on((4096, 1024), lambda x: torch.softmax(x, 1)),
        "sort": on(KEYS, lambda x: torch.sort(x).values),
        "topK": on(KEYS, lambda x: torch.topk(x, TOP).values, lambda out: out.tolist()),
        "histogram": histogram,
        "knn": nearest,
        "gram": on((100_000, 20), lambda x: x.T @ x),
    },
    finish,
)
