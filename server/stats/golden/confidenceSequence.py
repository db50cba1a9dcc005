"""References for confidenceSequence, into confidenceSequence.json.

Not by its formula: the mixture ∫ exp(λS − λ²n/2) N(λ; 0, ρ²) dλ is integrated numerically (trapezoid rule, exact to
1e-15 for such a function) and the S at which it reaches
1/alpha is found (Robbins; Ville's inequality). Run: python3 server/stats/golden/confidenceSequence.py, then npm run fix.
"""
import json
import sys
from pathlib import Path

import numpy as np
import scipy
from scipy.optimize import brentq


def boundary(n, rho, alpha):
    """The |S| of n standardised values at which the mixture is 1/alpha."""

    def log_mixture(s):
        # The integrand is a normal density around `peak`; its height is taken out to stay within range.
        peak, width = s / (n + rho**-2), (n + rho**-2) ** -0.5
        height = peak * s - peak**2 * n / 2 - peak**2 / (2 * rho**2)
        x = peak + width * np.linspace(-12, 12, 2001)
        area = np.trapezoid(np.exp(x * s - x**2 * n / 2 - x**2 / (2 * rho**2) - height), x)
        return height + np.log(area / (rho * np.sqrt(2 * np.pi)))

    return brentq(lambda s: log_mixture(s) + np.log(alpha), 0, 100 * n, xtol=1e-13, rtol=1e-14)


cases = []
for alpha in (0.05, 0.05 / 365, 0.05 / (365 * 42)):
    for tightest_at in (100, 500):
        rho = np.sqrt((-2 * np.log(alpha) + np.log(1 - 2 * np.log(alpha))) / tightest_at)
        for n in (2, 50, 500, 20000):
            half = boundary(n, rho, alpha) / n
            cases.append({"alpha": alpha, "tightestAt": tightest_at, "n": n, "halfWidth": float(half)})
golden = {
    "versions": {"python": sys.version.split()[0], "numpy": np.__version__, "scipy": scipy.__version__},
    "tolerance": 1e-9,
    "unitSpread": cases,
}
Path(__file__).with_suffix(".json").write_text(json.dumps(golden, indent=2) + "\n")
