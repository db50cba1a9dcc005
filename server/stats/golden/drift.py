"""References for drift: PSI, Kolmogorov-Smirnov, Wasserstein, EWMA, CUSUM. Usage: python3 drift.py > drift.json"""
import json
from itertools import combinations

import numpy as np
import scipy
from scipy import stats

rng = np.random.default_rng(11)

pairs = []
for name, one, other in [
    ("small, no ties", rng.normal(0, 1, 12), rng.normal(0.8, 1, 9)),
    ("medium, exact", rng.normal(0, 1, 100), rng.normal(0.3, 1.2, 100)),
    ("large", rng.normal(-3, 1, 400), rng.normal(-2.8, 1.3, 300)),
    ("ties", rng.integers(0, 30, 500) / 4, rng.integers(3, 33, 250) / 4),
    ("apart", np.arange(5.0), np.arange(10.0, 14.0)),
]:
    one, other = np.round(one, 4), np.round(other, 4)
    n, m = len(one), len(other)
    exact = n * m <= 10000
    result = stats.ks_2samp(one, other, method="exact" if exact else "asymp")
    p = result.pvalue if exact else stats.kstwobign.sf(result.statistic * np.sqrt(n * m / (n + m)))
    pairs.append({"name": name, "one": one.tolist(), "other": other.tolist(), "distance": result.statistic, "p": p, "exact": exact, "wasserstein": stats.wasserstein_distance(one, other)})


def tied_p(one, other):
    """All arrangements of the pooled values, ties kept."""
    pooled = np.sort(np.concatenate([one, other]))
    places = np.unique(pooled)
    n, m = len(one), len(other)

    def distance(a, b):
        f = np.searchsorted(np.sort(a), places, side="right") * m
        g = np.searchsorted(np.sort(b), places, side="right") * n
        return int(np.abs(f - g).max())

    seen = distance(np.array(one), np.array(other))
    all_orders = [c for c in combinations(range(n + m), n)]
    hits = sum(distance(pooled[list(c)], np.delete(pooled, list(c))) >= seen for c in all_orders)
    return hits / len(all_orders)


tied = [{"one": a, "other": b, "p": tied_p(a, b)} for a, b in [([0, 1, 1, 2, 3], [1, 2, 2, 3, 3, 3]), ([0, 0, 0, 1], [1, 1, 2, 2, 2]), ([5, 5], [5, 5, 5])]]


def psi(reference, current):
    """No ties, sizes multiples of 10: reference deciles by rank, current by the same edges half way between."""
    reference = np.sort(reference)
    step = len(reference) // 10
    edges = [(reference[step * k - 1] + reference[step * k]) / 2 for k in range(1, 10)]
    p, q = (np.bincount(np.searchsorted(edges, values), minlength=10) + 0.5 for values in (reference, current))
    p, q = p / p.sum(), q / q.sum()
    return float(((q - p) * np.log(q / p)).sum())


# Counts on a fine grid: every reference cell holds one case, so that deciles are cells 0-19, 20-39, ...
grid = 200
stability = []
for shift in [0.0, 0.5, 3.0]:
    current = np.clip(np.round(rng.normal(100 + 30 * shift, 50, 300)), 0, grid - 1).astype(int)
    reference_values = np.arange(grid) + 0.5
    stability.append({"cells": grid, "current": np.bincount(current, minlength=grid).tolist(), "value": psi(reference_values, current + 0.5), "chance": 9 * (1 / 200 + 1 / 300)})
draws = 20000
null = []
for _ in range(draws):
    a = rng.multinomial(5000, [0.1] * 10) + 0.5
    b = rng.multinomial(200, [0.1] * 10) + 0.5
    a, b = a / a.sum(), b / b.sum()
    null.append(((b - a) * np.log(b / a)).sum())

# Montgomery, Introduction to Statistical Quality Control, table 9.1: target 10, sigma 1, shifted by 1 from value 21 on.
montgomery = [9.45, 7.99, 9.29, 11.66, 12.16, 10.18, 8.04, 11.46, 9.20, 10.34, 9.03, 11.47, 10.51, 9.40, 10.08, 9.37, 10.62, 10.31, 8.52, 10.84, 10.90, 9.33, 12.29, 11.50, 10.60, 11.08, 10.38, 11.62, 11.31, 10.52]
x = np.array(montgomery)
average = [sum(0.1 * 0.9 ** (t - s) * x[s] for s in range(t + 1)) + 10 * 0.9 ** (t + 1) for t in range(len(x))]
half = [2.7 * np.sqrt(sum((0.1 * 0.9**s) ** 2 for s in range(t + 1))) for t in range(len(x))]
# A cumulative sum with a floor is its greatest excess over an earlier value of the walk (Page's form).
walk = lambda steps: [max(0.0, max(sum(steps[s : t + 1]) for s in range(t + 1))) for t in range(len(steps))]


def run_length_ewma(weight, limit, cells=401):
    """Average run length with the steady limits, by a Markov chain (Lucas, Saccucci 1990)."""
    bound = limit * np.sqrt(weight / (2 - weight))
    edges = np.linspace(-bound, bound, cells + 1)
    middle = (edges[1:] + edges[:-1]) / 2
    cdf = stats.norm.cdf((edges[None, :] - (1 - weight) * middle[:, None]) / weight)
    return float(np.linalg.solve(np.eye(cells) - np.diff(cdf, axis=1), np.ones(cells))[cells // 2])


def run_length_cusum(allowance, limit, cells=800):
    """Two-sided average run length, half the one-sided, by Brook and Evans's chain (Biometrika 1972)."""
    width = 2 * limit / (2 * cells - 1)
    states = np.arange(cells) * width
    upper = stats.norm.cdf(states[None, :] + width / 2 - states[:, None] + allowance)
    chain = np.diff(np.concatenate([np.zeros((cells, 1)), upper], axis=1), axis=1)
    return float(np.linalg.solve(np.eye(cells) - chain, np.ones(cells))[0] / 2)


print(
    json.dumps(
        {
            "topic": "drift",
            "versions": {"numpy": np.__version__, "scipy": scipy.__version__},
            "tolerance": 1e-9,
            "pairs": pairs,
            "tied": tied,
            "stability": stability,
            "stabilityNull": {"n": 5000, "m": 200, "mean": float(np.mean(null)), "sd": float(np.std(null)), "draws": draws},
            "montgomery": {"values": montgomery, "average": average, "half": half, "above": walk(x - 10 - 0.5), "below": walk(10 - x - 0.5)},
            "runLengths": {"ewma": run_length_ewma(0.1, 2.8), "cusum": run_length_cusum(0.5, 5.0)},
        },
        indent=2,
    )
)
