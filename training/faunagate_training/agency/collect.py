"""Make an evaluation dataset of a folder of annotated DICOM series.

    python -m faunagate_training.agency.collect --scans /data/annotated --classes classes.json --out runs/agency/dataset

Every folder below `--scans` that holds one CT series becomes a case. Its annotation lies in the same folder: DICOM
segmentations, a mask `*.nii.gz` or `*.nii`, or boxes in `boxes.json`:

    {"boxes": [{"label": "tusk", "min": [10, 20, 5], "max": [40, 60, 30]}]}        column, row, slice; max exclusive

A folder without annotation counts as a clean scan only where it holds an empty file `clean`; otherwise it is left out
and named. `--classes` says what labels mean: {"tusk": {"class": "ivory", "kind": "tusk", "ivoryKind": "tusk-or-piece"},
"3": "horn"}; keys are segment labels, box labels or mask values, and labels that it leaves out are no wildlife. With
`--pieces` every connected piece of a label is an object of its own. The layout of the dataset:
docs/formats/evaluation-dataset.md.
"""

import argparse
import json
import os
import re
from pathlib import Path

import numpy as np
import pydicom
import SimpleITK as sitk

from ..classes import CLASS_NAMES
from .scans import onto_grid, pieces_of, read_scan
from .segmentation import SEGMENTATION_CLASSES, read_segmentation

Meanings = dict[str, dict]

WILD, CLEAN = "wild", "everyday"
CT_CLASSES = ("1.2.840.10008.5.1.4.1.1.2", "1.2.840.10008.5.1.4.1.1.2.1")


def read_meanings(path: Path) -> Meanings:
    """Label to object fields of truth.json. ValueError for a class that the model does not know."""
    given = json.loads(path.read_text())
    meanings = {label: {"class": m} if isinstance(m, str) else m for label, m in given.items()}
    for label, meaning in meanings.items():
        if meaning.get("class") not in CLASS_NAMES[1:]:
            raise ValueError(f"{path}: {label} is {meaning.get('class')}, not one of {', '.join(CLASS_NAMES[1:])}")
    return meanings


def sort_files(folder: Path) -> dict[str, list[Path]]:
    """The CT slices, segmentations and masks in a folder."""
    found: dict[str, list[Path]] = {"ct": [], "seg": [], "mask": []}
    for path in sorted(p for p in folder.iterdir() if p.is_file()):
        if re.search(r"\.nii(\.gz)?$", path.name):
            found["mask"].append(path)
            continue
        try:
            sop_class = pydicom.dcmread(path, stop_before_pixels=True, specific_tags=["SOPClassUID"]).get("SOPClassUID")
        except pydicom.errors.InvalidDicomError:
            continue
        if sop_class in CT_CLASSES:
            found["ct"].append(path)
        elif sop_class in SEGMENTATION_CLASSES:
            found["seg"].append(path)
    return found


def label_image(files: dict[str, list[Path]], scan: sitk.Image) -> tuple[sitk.Image, dict[int, str]] | None:
    """All segmentations and masks of a case as one label image on the scan's grid, and the names of its labels."""
    whole, names = None, {}
    for path in files["seg"] + files["mask"]:
        image, labels = read_segmentation(path) if path in files["seg"] else (sitk.ReadImage(path), None)
        values = sitk.GetArrayFromImage(onto_grid(image, scan))
        labels = labels or {int(v): str(int(v)) for v in np.unique(values) if v}
        if whole is None:
            whole = np.zeros_like(values)
        offset = max(names, default=0)
        whole[values > 0] = values[values > 0] + offset
        names.update({number + offset: label for number, label in labels.items()})
    if whole is None:
        return None
    image = sitk.GetImageFromArray(whole)
    image.CopyInformation(scan)
    return image, names


def boxes_of(folder: Path, meanings: Meanings) -> list[dict]:
    """Objects of boxes.json, with the numbers 1, 2, ...; none where the folder has no such file."""
    path = folder / "boxes.json"
    if not path.exists():
        return []
    known = [box for box in json.loads(path.read_text())["boxes"] if str(box["label"]) in meanings]
    return [
        {"number": n, **meanings[str(box["label"])], "boxVoxel": {"min": box["min"], "max": box["max"]}}
        for n, box in enumerate(known, start=1)
    ]


def link(source: Path, target: Path) -> None:
    """The same bytes under another name, without a copy where the disk allows."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.unlink(missing_ok=True)
    try:
        os.link(source, target)
    except OSError:
        target.write_bytes(source.read_bytes())


def collect_case(folder: Path, name: str, meanings: Meanings, pieces: bool, out: Path) -> str:
    """Write one case; gives its kind, or why the folder was left out."""
    files = sort_files(folder)
    if not files["ct"]:
        return "no CT"
    boxes = boxes_of(folder, meanings)
    annotated = files["seg"] or files["mask"] or (folder / "boxes.json").exists()
    if not annotated and not (folder / "clean").exists():
        return "no annotation, and no file `clean`"
    staged = out / ".partial" / name
    for path in files["ct"]:
        link(path, staged / "scan" / path.name)
    objects = boxes
    labelled = label_image(files, read_scan(staged / "scan"))
    if labelled is not None:
        image, names = labelled
        was = {number: number for number in names}
        if pieces:
            image, was = pieces_of(image)
        objects = [
            {"number": n, **meanings[names[label]]} for n, label in sorted(was.items()) if names[label] in meanings
        ]
        sitk.WriteImage(image, staged / "labels.nii.gz", useCompression=True)
    kind = WILD if objects else CLEAN
    (staged / "truth.json").write_text(json.dumps({"kind": kind, "objects": objects}))
    target = out / kind / name
    target.parent.mkdir(parents=True, exist_ok=True)
    staged.rename(target)
    return kind


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scans", type=Path, required=True)
    parser.add_argument("--classes", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--pieces", action="store_true", help="every connected piece of a label is an object")
    args = parser.parse_args()
    meanings = read_meanings(args.classes)
    for folder in sorted({p.parent for p in args.scans.rglob("*") if p.is_file()}):
        name = re.sub(r"[^\w.-]+", "-", str(folder.relative_to(args.scans))) or "scan"
        if any((args.out / kind / name / "truth.json").exists() for kind in (WILD, CLEAN)):
            continue
        print(f"{folder}: {collect_case(folder, name, meanings, args.pieces, args.out)}", flush=True)


if __name__ == "__main__":
    main()
