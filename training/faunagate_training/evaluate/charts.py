"""Drawings of the card: free-response curves and reliability, at home and away."""

from pathlib import Path

import matplotlib

matplotlib.use("Agg")
from matplotlib import pyplot as plt

COLOURS = {"home": "#1f77b4", "away": "#d95f02"}
STYLES = {"everyday": "-", "hard": ":"}


def draw_curves(reports: dict[str, dict], path: Path) -> None:
    """Share of objects found against the share of clean bags that alarm; one line per report and kind of clean bags."""
    figure, axis = plt.subplots(figsize=(7, 4))
    for place, report in reports.items():
        for kind, style in STYLES.items():
            points = [(c["alarming"], p["found"]) for p in report["curve"] for c in p["clean"] if c["kind"] == kind]
            points = [p for p in points if p[1] is not None]
            if points:
                axis.plot(*zip(*points, strict=True), style, color=COLOURS[place], label=f"{place}, {kind} bags")
    axis.set(xlabel="clean bags that alarm", ylabel="objects found", xlim=(0.001, 1), ylim=(0, 1), xscale="log")
    axis.grid(alpha=0.3)
    if axis.lines:
        axis.legend(frameon=False, fontsize=8)
    save(figure, path)


def draw_reliability(reports: dict[str, dict], path: Path) -> None:
    """Share of findings that are true against the probability given; larger dots stand for more findings."""
    figure, axis = plt.subplots(figsize=(4.5, 4))
    axis.plot([0, 1], [0, 1], "--", color="#888", lw=1)
    for place, report in reports.items():
        bins = report["calibration"]["bins"]
        most = max((b["findings"] for b in bins), default=1)
        x, y = [b["meanProbability"] for b in bins], [b["shareTrue"] for b in bins]
        axis.plot(x, y, color=COLOURS[place], lw=1, label=place)
        axis.scatter(x, y, [15 + 120 * b["findings"] / most for b in bins], color=COLOURS[place], alpha=0.6)
    axis.set(xlabel="probability given", ylabel="share of findings that are true", xlim=(0, 1), ylim=(0, 1))
    axis.legend(frameon=False, fontsize=8)
    save(figure, path)


def save(figure: plt.Figure, path: Path) -> None:
    figure.tight_layout()
    figure.savefig(path, dpi=90, metadata={"Software": None})
    plt.close(figure)
