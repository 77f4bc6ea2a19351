"""PyTorch: eager, fused Adam, rows gathered from one tensor, no loader."""

import sys

import torch

from data import THREADS, Work, best_call, report, timed


def network(work):
    inputs, hidden, outputs = work.sizes
    layers = [torch.nn.Linear(inputs, hidden), torch.nn.ReLU()]
    if work.dropout:
        layers.append(torch.nn.Dropout(work.dropout))
    return torch.nn.Sequential(*layers, torch.nn.Linear(hidden, outputs))


def train(name):
    work = Work(name)
    torch.manual_seed(42)
    net = network(work)
    optimizer = torch.optim.Adam(net.parameters(), lr=1e-3, eps=1e-7, fused=True)
    loss = torch.nn.CrossEntropyLoss()
    x, y = torch.from_numpy(work.train[0]), torch.from_numpy(work.train[1]).long()

    def run():
        for batch in torch.randperm(len(x)).split(work.batch):
            optimizer.zero_grad(set_to_none=True)
            loss(net(x[batch]), y[batch]).backward()
            optimizer.step()

    seconds = [timed(run)[0] for _ in range(work.epochs + 1)]
    net.eval()
    with torch.no_grad():
        predicted = net(torch.from_numpy(work.test[0])).argmax(1).numpy()
    report("PyTorch", name, seconds[1:], (predicted == work.test[1]).mean())


def predict(name):
    work = Work("tiny" if "tiny" in name else "mlp32")
    net = torch.jit.freeze(torch.jit.script(network(work).eval()))
    row = torch.from_numpy(work.test[0][:1])
    with torch.no_grad():
        seconds = best_call(lambda: torch.softmax(net(row), 1))
    report("PyTorch jit", name, [seconds], 1)


torch.set_num_threads(THREADS)
(predict if sys.argv[1].startswith("predict") else train)(sys.argv[1])
