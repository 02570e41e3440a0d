"""Pictures for the model's card: slices of test bags with the truth and the station's findings.

    python -m faunagate_training.evaluate.pictures --test runs/test --out ../models/ct-wildlife-1

Cases are picked by rule, not by eye: per class the object found with the median probability, then missed objects
and false alarms of clean bags, in order of seed.
"""

import argparse
import json
from pathlib import Path

import matplotlib
import numpy as np
import pydicom

from .station import match

matplotlib.use("Agg")
from matplotlib import pyplot as plt
from matplotlib.patches import Rectangle

COLOURS = {"ivory": "#ffd24a", "horn": "#ff7ab8", "scales": "#4fd1ff", "animal": "#8ef07a"}


def read_bag(folder: Path) -> np.ndarray:
    files = [pydicom.dcmread(p) for p in sorted((folder / "scan").iterdir())]
    return np.stack([f.pixel_array.astype(np.int32) + int(f.RescaleIntercept) for f in files])


def cases(test: Path) -> dict[str, list[tuple[Path, tuple[int, int, int], str]]]:
    """Lists of (bag, voxel to show as i j k, caption)."""
    out: dict = {"found": [], "missed": [], "false": []}
    best: dict[str, list] = {}
    for path in sorted(test.glob("*/*/station.json")):
        result = match(path.parent)
        findings = json.loads(path.read_text()).get("findings", [])
        for item in result["objects"]:
            centre = tuple(item["centreVoxel"])
            if item["found"]:
                best.setdefault(item["class"], []).append(
                    (item["volumeCm3"], (path.parent, centre, f"{item['kind']}, {item['volumeCm3']:g} cm3: found"))
                )
            else:
                out["missed"].append((path.parent, centre, f"{item['kind']}, {item['volumeCm3']:g} cm3: missed"))
        if result["kind"] != "wild":
            for f in findings:
                box = f["boxVoxel"]
                middle = tuple(int((a + b) / 2) for a, b in zip(box["min"], box["max"], strict=True))
                out["false"].append((path.parent, middle, f"false {f['class']}, {f['probability']:.2f}"))
    for entries in best.values():
        entries.sort(key=lambda e: e[0])
        out["found"].append(entries[len(entries) // 2][1])
    return out


def draw(rows: list[tuple[Path, tuple[int, int, int], str]], path: Path) -> None:
    figure, axes = plt.subplots(2, len(rows), figsize=(3.2 * len(rows), 5.2), facecolor="black", squeeze=False)
    for column, (folder, (i, j, k), caption) in enumerate(rows):
        hu = read_bag(folder)
        findings = json.loads((folder / "station.json").read_text()).get("findings", [])
        for row, (plane, x, y) in enumerate(((hu[k], 0, 1), (hu[:, j], 0, 2))):
            axis = axes[row, column]
            axis.imshow(plane, cmap="gray", vmin=-1000, vmax=1400, interpolation="bilinear")
            at = (j, k)[row == 0]
            other = 2 if row == 0 else 1
            for f in findings:
                low, high = f["boxVoxel"]["min"], f["boxVoxel"]["max"]
                if low[other] <= at < high[other]:
                    size = (high[x] - low[x], high[y] - low[y])
                    axis.add_patch(Rectangle((low[x], low[y]), *size, fill=False, ec=COLOURS[f["class"]], lw=1.2))
            axis.plot(i, (j, k)[row], "+", color="red", ms=6)
            axis.set_axis_off()
        axes[0, column].set_title(caption, color="white", fontsize=8)
    figure.tight_layout(pad=0.4)
    figure.savefig(path, dpi=75, facecolor="black")
    plt.close(figure)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--test", type=Path, default=Path("runs/test"))
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    for name, rows in cases(args.test).items():
        if rows:
            draw(rows[:4], args.out / f"{name}.png")


if __name__ == "__main__":
    main()
