"""How a Python library answers for cases/kernels.ts: the questions of answering.ts, and the inputs of inputs.ts."""
import json
import sys
import time

import numpy as np

SAMPLE_MILLISECONDS, MOST_REPEATS = 20, 50
CONVOLUTIONS = {"conv1": (32, 28, 1, 32), "conv2": (32, 14, 32, 64)}
SIZES, BATCH, LEARNING_RATE, WEIGHT_SCALE, STEPS = [784, 256, 128, 10], 256, 1e-3, 0.1, 5
MANY, KEYS, TOP, BINS = 2**24, 2**20, 10, 256


def hashed(size, seed):
    h = np.arange(size, dtype=np.uint32) + np.uint32((1 + seed * 1_000_000_007) % 2**32)
    h = (h ^ (h >> np.uint32(16))) * np.uint32(0x85EBCA6B)
    h = (h ^ (h >> np.uint32(13))) * np.uint32(0xC2B2AE35)
    return h ^ (h >> np.uint32(16))


def values(shape, seed, scale=1.0):
    numbers = (hashed(int(np.prod(shape)), seed) / 2**32 - 0.5).astype(np.float32)
    return (numbers if scale == 1.0 else (numbers * scale).astype(np.float32)).reshape(shape)


def codes(features, rows):
    return (hashed(features * rows, 1) >> np.uint32(24)).astype(np.uint8).reshape(features, rows)


def answer_questions(version, tasks, finish=lambda: None):
    """`tasks`: name to a function that makes the inputs and gives (call, answer of its result, least calls for one time)."""
    call, repeats = None, 1

    def timed(calls):
        started = time.perf_counter()
        for _ in range(calls):
            call()
        finish()
        return (time.perf_counter() - started) * 1000 / calls

    for line in sys.stdin:
        ask = json.loads(line)
        try:
            if ask.get("hello"):
                said = {"version": version, "tasks": list(tasks)}
            elif ask.get("prepare"):
                call = None
                call, answer, least = tasks[ask["task"]]()
                found = [float(x) for x in answer(call())]
                finish()
                milliseconds = timed(1)
                repeats = max(least, min(MOST_REPEATS, round(SAMPLE_MILLISECONDS / max(milliseconds, 0.01))))
                said = {"answer": found, "milliseconds": milliseconds}
            else:
                said = {"milliseconds": timed(repeats)}
        except Exception as error:
            said = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(said), flush=True)
