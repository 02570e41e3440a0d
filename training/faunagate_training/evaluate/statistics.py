"""Rates with exact intervals."""

from scipy.stats import beta


def clopper_pearson(hits: int, n: int, confidence: float = 0.95) -> tuple[float, float]:
    """Exact binomial interval (Clopper and Pearson 1934, Biometrika 26:404). (0, 1) where n is 0."""
    if n == 0:
        return 0.0, 1.0
    a = (1 - confidence) / 2
    low = 0.0 if hits == 0 else float(beta.ppf(a, hits, n - hits + 1))
    high = 1.0 if hits == n else float(beta.ppf(1 - a, hits + 1, n - hits))
    return low, high


def rate_text(hits: int, n: int) -> str:
    """For example '45/50 (90 %, 78-97)'."""
    if n == 0:
        return "none"
    low, high = clopper_pearson(hits, n)
    return f"{hits}/{n} ({100 * hits / n:.0f} %, {100 * low:.0f}-{100 * high:.0f})"
