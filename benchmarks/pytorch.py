"""The peer's side: the same workloads in PyTorch, one at a time, on command.

Usage: pytorch.py [--threads N], one thread unless told otherwise. Commands come as lines of standard input, answers leave
as lines of JSON:

    start STEPS PARTS WARM NAME    makes a workload, runs STEPS steps and answers their numbers; then warms up for WARM ms
    time MS                        answers the time of one of a step's PARTS in µs, measured for so many milliseconds

A workload is a function that returns a step and a function that tells the numbers which the last step left behind: groups of
tensors, each of which is compared as one vector.
"""

import json
import math
import sys
import time

import torch

BATCH_SECONDS = 0.004
SAMPLES = 32


def linear_regression():
    x = torch.tensor([[1.0], [2.0], [3.0]])
    y = torch.tensor([[2.5], [4.0], [6.5]])
    return descend([torch.zeros(1), torch.zeros(1)], lambda w, b: (x * w + b - y).square().mean(), 0.01)


def sine():
    x = torch.linspace(-math.pi, math.pi, 2000)
    return x, x.sin()


def cubic_fit():
    x, y = sine()
    start = [torch.tensor(v) for v in (0.1, 0.2, 0.3, 0.4)]
    return descend(start, lambda a, b, c, d: (a + b * x + c * x**2 + d * x**3 - y).square().sum(), 1e-6)


class LegendrePolynomial3(torch.autograd.Function):
    @staticmethod
    def forward(ctx, z):
        ctx.save_for_backward(z)
        return 0.5 * (5 * z**3 - 3 * z)

    @staticmethod
    def backward(ctx, cotangent):
        (z,) = ctx.saved_tensors
        return cotangent * 1.5 * (5 * z**2 - 1)


def legendre_fit():
    x, y = sine()
    p3 = LegendrePolynomial3.apply
    start = [torch.tensor(v) for v in (0.0, -1.0, 0.0, 0.3)]
    return descend(start, lambda a, b, c, d: (a + b * p3(c + d * x) - y).pow(2).sum(), 5e-6)


def linear_layer():
    x, y = sine()
    xx = x.unsqueeze(-1).pow(torch.tensor([1, 2, 3]))
    model = torch.nn.Sequential(torch.nn.Linear(3, 1), torch.nn.Flatten(0, 1))
    with torch.no_grad():
        model[0].weight.copy_(torch.tensor([[0.1, 0.2, 0.3]]))
        model[0].bias.fill_(0.4)
    criterion = torch.nn.MSELoss(reduction="sum")
    optimizer = torch.optim.RMSprop(model.parameters(), lr=1e-3)
    loss = None

    def step():
        nonlocal loss
        loss = criterion(model(xx), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()

    return step, lambda: [[loss], [model[0].weight, model[0].bias]]


def waves(rows, columns, amplitude, frequency, dtype=torch.float32):
    k = torch.arange(rows * columns, dtype=torch.float64)
    return (amplitude * (frequency * k).sin()).to(dtype).reshape(rows, columns)


def perceptron():
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
    value = None

    def step():
        nonlocal value
        value = cost(*parameters)
        value.backward()
        with torch.no_grad():
            for p in parameters:
                p -= rate * p.grad
                p.grad = None

    return step, lambda: [[value], parameters]


def elementwise():
    x = torch.linspace(-3, 3, 1_000_000).requires_grad_()
    value = gradient = None

    def step():
        nonlocal value, gradient
        value = (x.sin() * x + (-x.square()).exp()).tanh().sum()
        (gradient,) = torch.autograd.grad(value, x)

    return step, lambda: [[value], [gradient]]


def product(dtype, n):
    n, dtype = int(n), getattr(torch, dtype)
    x, y = waves(n, n, 1.0, 0.37, dtype), waves(n, n, 1.0, 0.7, dtype)
    return repeated(lambda: x @ y)


def rosenbrock(x):
    head, tail = x[:-1], x[1:]
    return (100 * (tail - head.square()).square() + (1 - head).square()).sum()


def hessian_vector_product():
    x = torch.linspace(-1, 1, 1000)
    v = torch.linspace(0.5, 1.5, 1000)

    # Twice backward is PyTorch's cheapest way here: autograd.functional.hvp does the same with more checks.
    def result():
        p = x.detach().requires_grad_()
        (gradient,) = torch.autograd.grad(rosenbrock(p), p, create_graph=True)
        (product,) = torch.autograd.grad(gradient, p, v)
        return product

    return repeated(result)


def hessian():
    x = torch.linspace(-1, 1, 100)

    # All rows at once, which PyTorch does an order of magnitude faster than one by one.
    return repeated(lambda: torch.autograd.functional.hessian(rosenbrock, x, vectorize=True))


def chain_rule():
    samples = [(1.0, 2.0), (2.0, 4.0), (3.0, 6.0)]
    w = torch.tensor([1.0], requires_grad=True)
    turn, loss = 0, None

    def step():
        nonlocal turn, loss
        x, y = samples[turn]
        turn = (turn + 1) % 3
        loss = (x * w - y) ** 2
        loss.backward()
        w.data = w.data - 0.01 * w.grad.item()
        w.grad.data.zero_()

    return step, lambda: [[loss], [w]]


def record():
    x = torch.tensor(1.0001, requires_grad=True)

    def result():
        value = x
        for _ in range(1000):
            value = value * x
        return value

    return repeated(result)


def chain(length):
    length = int(length)
    x = torch.tensor(1.0, requires_grad=True)
    value = None

    def step():
        nonlocal value
        value = x
        for _ in range(length):
            value = value * 1.0000001
        x.grad = None
        value.backward()

    return step, lambda: [[value], [x.grad]]


def repeated(function):
    """A step that computes the same anew each time."""
    result = None

    def step():
        nonlocal result
        result = function()

    return step, lambda: [[result]]


WORKLOADS = {
    "W1": linear_regression,
    "W2": cubic_fit,
    "W3": legendre_fit,
    "W4": linear_layer,
    "W5": perceptron,
    "W6": elementwise,
    "W7": product,
    "W8": hessian_vector_product,
    "W9": hessian,
    "W10": chain_rule,
    "W11": chain,
    "op": record,
}


def numbers(groups):
    """What is compared: groups as they are, large ones by their sums and by samples (as in Digest.cs)."""
    result = []
    for group in groups:
        flat = torch.cat([t.detach().double().reshape(-1) for t in group])
        if len(flat) <= 2 * SAMPLES:
            result.append(flat.tolist())
        else:
            result.append([flat.sum().item(), flat.abs().sum().item()])
            result.append([flat[i * (len(flat) - 1) // (SAMPLES - 1)].item() for i in range(SAMPLES)])
    return result


def clock(step, count):
    begin = time.perf_counter()
    for _ in range(count):
        step()
    return time.perf_counter() - begin


def warm_up(step, seconds):
    """Runs for a while, and says how many steps make a batch."""
    count, spent = 1, 0.0
    while True:
        taken = clock(step, count)
        spent += taken
        count = max(1, int(BATCH_SECONDS / (taken / count)))
        if spent >= seconds:
            return count


def typical_time(step, count, seconds):
    """The lower quartile of batches, as on the other sides (Clock.cs)."""
    times, spent = [], 0.0
    while not times or spent < seconds:
        taken = clock(step, count)
        spent += taken
        times.append(taken / count)
    return sorted(times)[(len(times) - 1) // 4] * 1e6


def answer(value):
    print(json.dumps(value), flush=True)


def main(arguments):
    threads = int(arguments[1]) if arguments[:1] == ["--threads"] else 1
    torch.set_num_threads(threads)
    answer(torch.__version__)
    step, count, parts = None, 1, 1
    for line in sys.stdin:
        match line.split():
            case ["start", steps, n, warm, name, *options]:
                step, tell = WORKLOADS[name](*options)
                for _ in range(int(steps)):
                    step()
                answer(numbers(tell()))
                count, parts = warm_up(step, float(warm) / 1e3), int(n)
            case ["time", milliseconds]:
                answer(typical_time(step, count, float(milliseconds) / 1e3) / parts)


if __name__ == "__main__":
    main(sys.argv[1:])
