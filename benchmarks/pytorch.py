"""The peer's side: the same workloads in PyTorch, with the same output as `Functional.Benchmarks measure`.

Usage: pytorch.py [--threads N] ID...    One thread unless told otherwise: on work this small more only cost time.
"""

import json
import math
import statistics
import sys
import time

import torch

WARM_UP_SECONDS = 0.6
BATCH_SECONDS = 0.02
BATCHES = 51


def linear_regression():
    x = torch.tensor([[1.0], [2.0], [3.0]])
    y = torch.tensor([[2.5], [4.0], [6.5]])
    return descend([torch.zeros(1), torch.zeros(1)], lambda w, b: (x * w + b - y).square().mean(), 0.01)


def cubic_fit():
    x = torch.linspace(-math.pi, math.pi, 2000)
    y = x.sin()
    start = [torch.tensor(v) for v in (0.1, 0.2, 0.3, 0.4)]
    return descend(start, lambda a, b, c, d: (a + b * x + c * x**2 + d * x**3 - y).square().sum(), 1e-6)


def perceptron():
    def waves(rows, columns, amplitude, frequency):
        k = torch.arange(rows * columns, dtype=torch.float64)
        return (amplitude * (frequency * k).sin()).float().reshape(rows, columns)

    x = waves(64, 784, 1.0, 0.37)
    labels = 7 * torch.arange(64) % 10
    start = [waves(784, 128, 0.05, 0.7), torch.zeros(128), waves(128, 10, 0.1, 0.9), torch.zeros(10)]

    def cost(w1, b1, w2, b2):
        return torch.nn.functional.cross_entropy((x @ w1 + b1).relu() @ w2 + b2, labels)

    return descend(start, cost, 0.1)


def descend(parameters, cost, rate):
    """A step of gradient descent, as the tutorials write it."""
    for p in parameters:
        p.requires_grad_()

    def step():
        value = cost(*parameters)
        value.backward()
        with torch.no_grad():
            for p in parameters:
                p -= rate * p.grad
                p.grad = None
        return value

    return step


def rosenbrock(x):
    head, tail = x[:-1], x[1:]
    return (100 * (tail - head.square()).square() + (1 - head).square()).sum()


def hessian_vector_product():
    x = torch.linspace(-1, 1, 1000)
    v = torch.linspace(0.5, 1.5, 1000)

    # Twice backward is PyTorch's cheapest way here: autograd.functional.hvp does the same with more checks.
    def step():
        p = x.detach().requires_grad_()
        (gradient,) = torch.autograd.grad(rosenbrock(p), p, create_graph=True)
        (product,) = torch.autograd.grad(gradient, p, v)
        return product

    return step


def hessian():
    x = torch.linspace(-1, 1, 100)

    # All rows at once, which PyTorch does an order of magnitude faster than one by one.
    def step():
        return torch.autograd.functional.hessian(rosenbrock, x, vectorize=True)

    return step


def record():
    x = torch.tensor(1.0001, requires_grad=True)

    def step():
        value = x
        for _ in range(1000):
            value = value * x
        return value

    return step


def chain():
    x = torch.tensor(1.0, requires_grad=True)
    start = time.perf_counter()
    value = x
    for _ in range(200_000):
        value = value * 1.0000001
    value.backward()
    return (time.perf_counter() - start) * 1e6, x.grad.item()


# For each workload: a step, the number of steps after which the check value is taken, and the operations in a step.
TIMED = {
    "W1": (linear_regression, 200, 1),
    "W2": (cubic_fit, 200, 1),
    "W5": (perceptron, 20, 1),
    "W8": (hessian_vector_product, 1, 1),
    "W9": (hessian, 1, 1),
    "op": (record, 1, 1000),
}
ONCE = {"W11": chain}


def timed(start, steps, operations):
    step = start()
    for _ in range(steps):
        check = step().detach().sum().item()

    def clock(count):
        begin = time.perf_counter()
        for _ in range(count):
            step()
        return time.perf_counter() - begin

    count, spent = 1, 0.0
    while spent < WARM_UP_SECONDS:
        seconds = clock(count)
        spent += seconds
        count = max(1, int(BATCH_SECONDS / (seconds / count)))
    times = [clock(count) * 1e6 / count / operations for _ in range(BATCHES)]
    return statistics.median(times), min(times), check


def main(arguments):
    threads = 1
    if arguments[:1] == ["--threads"]:
        threads, arguments = int(arguments[1]), arguments[2:]
    torch.set_num_threads(threads)
    for name in arguments:
        if name in TIMED:
            median, least, check = timed(*TIMED[name])
        elif name in ONCE:
            median, check = ONCE[name]()
            least = median
        else:
            continue
        print(json.dumps({"id": name, "variant": "", "unit": "us", "value": median, "minimum": least, "check": check}))


if __name__ == "__main__":
    main(sys.argv[1:])
