"""From a network to figures: findings, matching with the truth, thresholds, intervals."""
