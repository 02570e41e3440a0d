"""From annotated DICOM series to a packaged, measured model, on phantoms: every step is the documented command."""

import importlib
import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import SimpleITK as sitk
import torch

from faunagate_training.agency.base import pack, unpack
from faunagate_training.agency.scans import mask_in_box, pieces_of
from faunagate_training.agency.segmentation import read_segmentation
from faunagate_training.agency.store import set_of
from faunagate_training.classes import CLASS_NAMES
from faunagate_training.dicom_writer import write_series
from faunagate_training.network import WildlifeNet
from faunagate_training.objects.network import ObjectNet
from faunagate_training.train import Recipe

ROOT = Path(__file__).resolve().parents[2]
SHAPE, SPACING = (32, 40, 48), (2.5, 2.0, 2.0)
IVORY_BOX = ((8, 10, 12), (20, 22, 30))


def phantom(seed: int, ivory: bool) -> np.ndarray:
    """int16 HU: a soft bag in air, a bottle of water, and in some a block as dense as ivory."""
    rng = np.random.default_rng(seed)
    hu = np.full(SHAPE, -1000.0)
    hu[3:-3, 4:-4, 4:-4] = -900
    hu[6:26, 26:34, 8:16] = 0
    if ivory:
        (z0, y0, x0), (z1, y1, x1) = IVORY_BOX
        hu[z0:z1, y0:y1, x0:x1] = 1600
    return np.round(hu + rng.normal(0, 15, SHAPE)).astype(np.int16)


def write_scan(folder: Path, seed: int, ivory: bool) -> None:
    scan = SimpleNamespace(hu=phantom(seed, ivory), spacing=SPACING, seed=seed, kvp=140.0)
    write_series(scan, folder, "phantom", compressed=False)


def mask_image(scan_folder: Path, value: int) -> sitk.Image:
    """A mask of the block on the scan's grid, with rows and columns written the other way round."""
    reader = sitk.ImageSeriesReader()
    reader.SetFileNames(reader.GetGDCMSeriesFileNames(str(scan_folder)))
    scan = reader.Execute()
    mask = np.zeros(SHAPE, np.uint16)
    mask[tuple(slice(a, b) for a, b in zip(*IVORY_BOX, strict=True))] = value
    image = sitk.GetImageFromArray(mask)
    image.CopyInformation(scan)
    return sitk.Flip(image, (True, True, False))


def write_seg(path: Path) -> None:
    """A binary DICOM segmentation of the block, as pydicom reads it from others."""
    from pydicom.dataset import Dataset, FileDataset, FileMetaDataset
    from pydicom.uid import ExplicitVRLittleEndian, generate_uid

    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID, meta.TransferSyntaxUID = "1.2.840.10008.5.1.4.1.1.66.4", ExplicitVRLittleEndian
    meta.MediaStorageSOPInstanceUID = generate_uid()
    ds = FileDataset(str(path), {}, file_meta=meta, preamble=b"\0" * 128)
    ds.SOPClassUID, ds.SOPInstanceUID, ds.Modality = (
        meta.MediaStorageSOPClassUID,
        meta.MediaStorageSOPInstanceUID,
        "SEG",
    )
    low, high = IVORY_BOX
    ds.Rows, ds.Columns, ds.NumberOfFrames = SHAPE[1], SHAPE[2], high[0] - low[0]
    ds.SamplesPerPixel, ds.PhotometricInterpretation = 1, "MONOCHROME2"
    ds.BitsAllocated = ds.BitsStored = 1
    ds.HighBit = ds.PixelRepresentation = 0
    ds.SegmentationType = "BINARY"
    segment = Dataset()
    segment.SegmentNumber, segment.SegmentLabel = 1, "tusk"
    ds.SegmentSequence = [segment]
    shared, measures, orientation = Dataset(), Dataset(), Dataset()
    measures.PixelSpacing, measures.SpacingBetweenSlices = [SPACING[1], SPACING[2]], SPACING[0]
    orientation.ImageOrientationPatient = [1, 0, 0, 0, 1, 0]
    shared.PixelMeasuresSequence, shared.PlaneOrientationSequence = [measures], [orientation]
    ds.SharedFunctionalGroupsSequence = [shared]
    frames = []
    for k in range(low[0], high[0]):
        frame, place, identification = Dataset(), Dataset(), Dataset()
        place.ImagePositionPatient = [0, 0, k * SPACING[0]]
        identification.ReferencedSegmentNumber = 1
        frame.PlanePositionSequence, frame.SegmentIdentificationSequence = [place], [identification]
        frames.append(frame)
    ds.PerFrameFunctionalGroupsSequence = frames
    plane = np.zeros(SHAPE[1:], bool)
    plane[low[1] : high[1], low[2] : high[2]] = True
    bits = np.packbits(np.tile(plane.ravel(), ds.NumberOfFrames), bitorder="little").tobytes()
    ds.PixelData = bits + b"\0" * (len(bits) % 2)
    ds["PixelData"].VR = "OB"
    ds.save_as(path, enforce_file_format=True)


def names_for(which: str, count: int, stem: str) -> list[str]:
    """Names of cases that fall into a set."""
    return [n for n in (f"{stem}{i}" for i in range(200)) if set_of(n) == which][:count]


def python(module: str, *arguments: str | Path | int | float) -> None:
    """What `python -m faunagate_training.<module> ...` does, without starting Python anew."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", [module, *map(str, arguments)])
        importlib.import_module(f"faunagate_training.{module}").main()


def evaluate(dataset: Path, out: Path, models: Path) -> None:
    """`./faunagate evaluate` with the models of a folder."""
    command = [str(ROOT / "faunagate"), "evaluate", str(dataset), "--out", str(out)]
    env = {**os.environ, "FAUNAGATE_MODELS": str(models)}
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{done.stdout[-2000:]}\n{done.stderr[-2000:]}"


def random_base(folder: Path) -> Path:
    """Weights of networks that have learned nothing, packed as a release's are."""
    torch.manual_seed(0)
    recipe = Recipe()
    torch.save({"recipe": {"channels": recipe.channels}, "averaged": WildlifeNet().state_dict()}, folder / "c.pt")
    second = {"averaged": ObjectNet().state_dict(), "kinds": ["air"], "temperature": 1.0}
    torch.save(second, folder / "o.pt")
    pack(folder / "c.pt", folder / "o.pt", folder / "weights.pt")
    return folder / "weights.pt"


def annotate(scans: Path) -> None:
    """Two to train on, two each to choose and to measure with; one of them by segmentation, mask and boxes each."""
    for which, seed in (("train", 0), ("validation", 10), ("test", 20)):
        tusk, other = names_for(which, 2, "tusk")
        (clean,) = names_for(which, 1, "clean")
        for n, name in enumerate((tusk, other, clean)):
            if which != "train" and name == other:
                continue
            write_scan(scans / name, seed + n, ivory=name != clean)
        write_seg(scans / tusk / "annotation.dcm")
        (scans / clean / "clean").write_text("")
        if which == "train":
            sitk.WriteImage(mask_image(scans / other, 3), scans / other / "mask.nii.gz")
    boxed = names_for("train", 3, "tusk")[2]
    write_scan(scans / boxed, 5, ivory=True)
    low, high = ([v - 2 for v in IVORY_BOX[0][::-1]], [v + 2 for v in IVORY_BOX[1][::-1]])
    (scans / boxed / "boxes.json").write_text(json.dumps({"boxes": [{"label": "tusk", "min": low, "max": high}]}))


def test_annotated_series_become_a_packaged_and_measured_model(tmp_path):
    scans, dataset, work, models = (tmp_path / n for n in ("scans", "dataset", "run", "models"))
    annotate(scans)
    meanings = {"tusk": {"class": "ivory", "kind": "tusk", "ivoryKind": "tusk-or-piece"}, "3": "ivory"}
    (tmp_path / "classes.json").write_text(json.dumps(meanings))
    python("agency.collect", "--scans", scans, "--classes", tmp_path / "classes.json", "--out", dataset)
    python("agency.store", "--dataset", dataset, "--out", work / "bags", "--test", work / "test")
    stored = sorted((work / "bags" / "train").iterdir())
    assert len(stored) == 4
    for folder in stored:
        owner = np.load(folder / "owner.npy")
        if "clean" not in folder.name:
            assert (owner > 0).sum() == pytest.approx(15 * 12 * 18, rel=0.1)
    python("agency.base", "unpack", "--weights", random_base(tmp_path), "--out", work / "base")

    first = ("--data", work / "bags/train", "--run", work / "first", "--warm", work / "base/checkpoint.pt")
    python("train", *first, "--steps", 40, "--batch", 2, "--patch", 32, "--rate", 3e-3)
    for name in ("train", "validation-wild", "validation-everyday"):
        harvest = ("--checkpoint", work / "first/checkpoint.pt", "--data", work / "bags" / name)
        python("objects.harvest", *harvest, "--out", work / "candidates" / name, "--threshold", 0.2)
    validation = [work / "candidates" / f"validation-{kind}" for kind in ("wild", "everyday")]
    second = ("--data", work / "candidates/train", "--validation", *validation, "--run", work / "second")
    python("objects.train", *second, "--warm", work / "base/objects.pt", "--steps", 6, "--batch", 4)
    objects = work / "second/objects.pt"
    choose = ("--objects", objects, "--harvest", work / "candidates", "--out", work / "second", "--alarming", 0.1)
    python("objects.validate", *choose)

    package = ("agency.package", "--run", work, "--id", "agency-ct-1", "--models", models)
    python(*package)
    evaluate(work / "test", work / "evaluation", models)
    python(*package, "--card")
    manifest = json.loads((models / "agency-ct-1/manifest.json").read_text())
    assert manifest["objectModel"]["outputs"]["classes"]["ids"] == list(CLASS_NAMES)
    assert [p["id"] for p in manifest["operatingPoints"]] == ["sensitive", "balanced", "quiet"]
    report = json.loads((work / "evaluation/report.json").read_text())
    assert report["bags"] == {"given": 2, "screened": 2, "failed": []}
    card = (models / "agency-ct-1/card.md").read_text()
    assert "4 annotated scans of an agency" in card
    assert "screened 2 test scans" in card


def test_a_segmentation_lies_where_its_frames_say(tmp_path):
    write_seg(tmp_path / "seg.dcm")
    image, names = read_segmentation(tmp_path / "seg.dcm")
    assert names == {1: "tusk"}
    (z0, y0, x0), (z1, _, _) = IVORY_BOX
    assert image.GetOrigin() == (0, 0, z0 * SPACING[0])
    assert image.GetSpacing() == (SPACING[2], SPACING[1], SPACING[0])
    values = sitk.GetArrayFromImage(image)
    assert values.shape == (z1 - z0, *SHAPE[1:])
    assert values[0, y0, x0] == 1 and values.sum() == 12 * 12 * 18


def test_a_box_becomes_the_dense_thing_in_it():
    hu = phantom(1, True)
    low, high = (tuple(v - 3 for v in IVORY_BOX[0]), tuple(v + 3 for v in IVORY_BOX[1]))
    mask = mask_in_box(hu, low, high)
    expected = np.zeros(SHAPE, bool)
    expected[tuple(slice(a, b) for a, b in zip(*IVORY_BOX, strict=True))] = True
    np.testing.assert_array_equal(mask, expected)
    assert not mask_in_box(np.full(SHAPE, -1000, np.int16), low, high).any()


def test_pieces_of_a_mask_become_objects():
    values = np.zeros((4, 6, 8), np.uint16)
    values[1, 1, 1:3] = values[1, 4, 5] = 2
    values[3, 0, 0] = 1
    image, was = pieces_of(sitk.GetImageFromArray(values))
    assert was == {1: 1, 2: 2, 3: 2}
    assert sorted(np.unique(sitk.GetArrayFromImage(image))) == [0, 1, 2, 3]


def test_packed_weights_are_the_same_within_half_precision(tmp_path):
    unpack(random_base(tmp_path), tmp_path / "base")
    before = torch.load(tmp_path / "c.pt", weights_only=False)["averaged"]
    after = torch.load(tmp_path / "base/checkpoint.pt", weights_only=False)["averaged"]
    for name, value in before.items():
        torch.testing.assert_close(after[name], value, rtol=1e-3, atol=1e-6)


def test_sets_are_disjoint_and_never_change():
    names = [f"case-{n}" for n in range(2000)]
    shares = {s: sum(set_of(n) == s for n in names) / 2000 for s in ("train", "validation", "test")}
    assert shares == pytest.approx({"train": 0.6, "validation": 0.2, "test": 0.2}, abs=0.03)
    assert set_of("case-7") == set_of("case-7")
