"""The learning rate of a training."""

import math


def cosine_rate(step: int, steps: int, warm_up: int, rate: float, final_rate: float) -> float:
    """Linear warm-up to `rate`, then a cosine down to `final_rate` at `steps`."""
    if step < warm_up:
        return rate * (step + 1) / warm_up
    at = min(1.0, (step - warm_up) / max(1, steps - warm_up))
    return final_rate + 0.5 * (rate - final_rate) * (1 + math.cos(math.pi * at))
