"""scikit-learn's MLPClassifier: the same sizes and optimizer; it has no dropout."""

import sys

from sklearn.neural_network import MLPClassifier

from data import Work, report, timed


def main(name):
    work = Work(name)
    net = MLPClassifier(
        (work.sizes[1],),
        batch_size=work.batch,
        learning_rate_init=1e-3,
        epsilon=1e-7,
        alpha=0.0,
        random_state=42,
    )
    x, y = work.train
    run = lambda: net.partial_fit(x, y, classes=range(work.sizes[2]))
    seconds = [timed(run)[0] for _ in range(work.epochs + 1)]
    report("scikit-learn", name, seconds[1:], net.score(*work.test))


main(sys.argv[1])
