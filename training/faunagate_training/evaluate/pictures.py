"""Pictures for the model's card: slices of test bags with the true objects' outlines and the station's findings.

    python -m faunagate_training.evaluate.pictures --dataset runs/test --name home --out ../models/ct-wildlife-2

Cases are picked by rule, not by eye: of each class the found objects with the highest, median and lowest Dice; the
largest missed objects; and the false alarms of clean bags with the highest probability. Reads the report in
<dataset>-evaluation beside the dataset.
"""

import argparse
import json
from dataclasses import dataclass
from pathlib import Path

import matplotlib
import numpy as np
import SimpleITK as sitk

matplotlib.use("Agg")
from matplotlib import pyplot as plt
from matplotlib.patches import Rectangle

COLUMNS = 6
WINDOW_HU = (-900, 1500)
LEAST_MM, MARGIN = 140.0, 1.6
"""A cut-out is this wide at least, and this many times the object's box."""


@dataclass(frozen=True)
class Picture:
    """One cut-out: the case, a voxel (i, j, k) to cut at, the box (min, max) to show, and what to write."""

    case: tuple[str, str]
    centre: tuple[int, int, int]
    box: tuple[tuple[int, int, int], tuple[int, int, int]]
    caption: str


def box_of(thing: dict) -> tuple:
    return tuple(map(tuple, (thing["box"]["min"], thing["box"]["max"])))


def dice_of(item: dict, findings: list[dict]) -> float:
    """Dice of an object with the alarm of its class that has most of it; 0 where none holds a quarter."""
    best = 0.0
    for finding in findings:
        for o in finding["overlaps"]:
            if finding["alarm"] and finding["class"] == item["class"] and o["object"] == item["number"]:
                if o["ofObject"] >= 0.25:
                    best = max(best, 2 * o["voxels"] / (item["voxels"] + finding["voxels"]))
    return best


def pick(results: list[dict]) -> dict[str, list[Picture]]:
    """Lists of pictures by the name of their file."""
    found: dict[str, list] = {}
    missed, false = [], []
    for result in results:
        case = (result["kind"], result["id"])
        clean = not result["objects"]
        for item in result["objects"]:
            dice = dice_of(item, result["findings"])
            caption = f"{item['class']}: {item['kind']}\n{item['maxExtentMm']:.0f} mm, "
            picture = (case, tuple(item["centre"]), box_of(item))
            if dice:
                found.setdefault(item["class"], []).append((dice, Picture(*picture, f"{caption}Dice {dice:.2f}")))
            elif item["count"] == 1:
                missed.append((item["maxExtentMm"], Picture(*picture, f"{caption}missed")))
        for f in result["findings"]:
            if clean and f["alarm"] and f["falseAlarm"]:
                thing = "" if f["mostly"] is None else result["clutter"][f["mostly"]]["kind"]
                caption = f"false {f['class']}, {f['probability']:.2f}\n{thing}"
                false.append((f["probability"], Picture(case, tuple(map(int, f["centre"])), box_of(f), caption)))
    order = lambda entries: [p for _, p in sorted(entries, key=lambda e: -e[0])]  # noqa: E731
    ranked = [order(entries) for _, entries in sorted(found.items())]
    return {
        "found": [p for r in ranked for p in (r[0], r[len(r) // 2], r[-1])],
        "missed": order(missed)[:COLUMNS],
        "false": order(false)[: 2 * COLUMNS],
    }


def read_hu(folder: Path) -> np.ndarray:
    """HU [nz, ny, nx] of a case's DICOM series."""
    reader = sitk.ImageSeriesReader()
    reader.SetFileNames(reader.GetGDCMSeriesFileNames(str(folder / "scan")))
    return sitk.GetArrayFromImage(reader.Execute())


def draw_one(axis: plt.Axes, picture: Picture, dataset: Path, results: dict) -> None:
    """The slice through the picture's voxel across the axis along which the object is shortest, cut out around it."""
    result = results[picture.case]
    folder = dataset / picture.case[0] / picture.case[1]
    labels = sitk.GetArrayFromImage(sitk.ReadImage(folder / "labels.nii.gz"))
    spacing, box = np.asarray(result["spacingMm"]), np.asarray(picture.box)
    across = int(np.argmin((box[1] - box[0]) * spacing))
    x, y = (a for a in range(3) if a != across)
    cut = [slice(None)] * 3
    cut[2 - across] = picture.centre[across]
    plane, outline = read_hu(folder)[tuple(cut)], labels[tuple(cut)] > 0
    high = (plane.shape[1] * spacing[x], plane.shape[0] * spacing[y])
    axis.imshow(plane, cmap="gray", vmin=WINDOW_HU[0], vmax=WINDOW_HU[1], extent=(0, high[0], high[1], 0))
    if outline.any():
        centres = [(np.arange(n) + 0.5) * spacing[a] for n, a in zip(outline.shape[::-1], (x, y), strict=True)]
        axis.contour(*centres, outline, [0.5], colors="#4fd1ff", linewidths=0.8)
    for f in result["findings"]:
        low, top = np.asarray(f["box"]["min"]) * spacing, np.asarray(f["box"]["max"]) * spacing
        at = (picture.centre[across] + 0.5) * spacing[across]
        if f["alarm"] and low[across] <= at <= top[across]:
            size = (top[x] - low[x], top[y] - low[y])
            axis.add_patch(Rectangle((low[x], low[y]), *size, fill=False, ec="#ff5a4f", lw=1))
    middle = (box.mean(axis=0) * spacing)[[x, y]]
    half = max(LEAST_MM, MARGIN * float(((box[1] - box[0]) * spacing)[[x, y]].max())) / 2
    axis.set(xlim=(middle[0] - half, middle[0] + half), ylim=(middle[1] + half, middle[1] - half))
    axis.set_title(picture.caption, color="white", fontsize=7)


def draw(pictures: list[Picture], dataset: Path, results: dict, path: Path) -> None:
    rows = -(-len(pictures) // COLUMNS)
    figure, axes = plt.subplots(rows, COLUMNS, figsize=(2 * COLUMNS, 2.4 * rows), facecolor="black", squeeze=False)
    for axis in axes.flat:
        axis.set_facecolor("black")
        axis.set_xticks([])
        axis.set_yticks([])
    for axis, picture in zip(axes.flat, pictures, strict=False):
        draw_one(axis, picture, dataset, results)
    figure.savefig(path, dpi=75, facecolor="black", bbox_inches="tight", pad_inches=0.05, metadata={"Software": None})
    plt.close(figure)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dataset", type=Path, default=Path("runs/test"))
    parser.add_argument("--name", default="home", help="begins the names of the files")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    cases = args.dataset.with_name(f"{args.dataset.name}-evaluation") / "cases"
    listed = [json.loads(path.read_text()) for path in sorted(cases.glob("*/*.json"))]
    results = {(r["kind"], r["id"]): r for r in listed if r["error"] is None}
    for name, pictures in pick(list(results.values())).items():
        if pictures:
            draw(pictures, args.dataset, results, args.out / f"{args.name}-{name}.png")


if __name__ == "__main__":
    main()
