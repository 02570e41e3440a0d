"""The evaluation dataset that the simulator writes, and what is made of the station's report."""

import gzip
import json

import numpy as np
import pytest
import SimpleITK as sitk

from faunagate_training.classes import IVORY
from faunagate_training.data.seeds import seed_of
from faunagate_training.evaluate.card import card, measured
from faunagate_training.evaluate.charts import draw_curves, draw_reliability
from faunagate_training.evaluate.dataset import extent_mm, write_case
from faunagate_training.evaluate.nifti import write_labels
from faunagate_training.evaluate.pictures import pick
from faunagate_training.evaluate.real import describe, real_table, unexplained
from faunagate_training.simulator.bag import BagPlan
from faunagate_training.simulator.simulate import simulate


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    scan = simulate(seed_of("test", "wild", 0), "wild", plan=BagPlan(((IVORY, "tusk"),), 1, 6))
    folder = tmp_path_factory.mktemp("case")
    write_case(scan, "wild", folder, "test")
    return scan, folder, json.loads((folder / "truth.json").read_text())


def test_labels_and_clutter_share_the_scans_voxels(case):
    scan, folder, truth = case
    labels, clutter = (sitk.GetArrayFromImage(sitk.ReadImage(folder / f"{n}.nii.gz")) for n in ("labels", "clutter"))
    assert labels.shape == scan.owner.shape
    np.testing.assert_array_equal(labels + clutter, scan.owner)
    assert set(np.unique(labels)) - {0} == {o["number"] for o in truth["objects"]}
    assert set(np.unique(clutter)) - {0} == {o["number"] for o in truth["clutter"]}


def test_labels_lie_where_the_slices_lie(case):
    scan, folder, _ = case
    reader = sitk.ImageSeriesReader()
    reader.SetFileNames(reader.GetGDCMSeriesFileNames(str(folder / "scan")))
    image, labels = reader.Execute(), sitk.ReadImage(folder / "labels.nii.gz")
    np.testing.assert_allclose(image.GetSpacing(), labels.GetSpacing(), atol=1e-4)
    np.testing.assert_allclose(image.GetOrigin(), labels.GetOrigin(), atol=1e-4)
    np.testing.assert_allclose(image.GetDirection(), labels.GetDirection(), atol=1e-6)
    np.testing.assert_array_equal(sitk.GetArrayFromImage(image), np.maximum(scan.hu, -1024))


def test_truth_says_what_the_simulator_knows(case):
    _, _, truth = case
    (tusk,) = truth["objects"]
    assert (tusk["class"], tusk["kind"], tusk["ivoryKind"]) == ("ivory", "tusk", "tusk-or-piece")
    assert tusk["maxExtentMm"] > 60
    assert truth["scanner"]["family"]
    assert any(thing["mimics"] for thing in truth["clutter"])


def test_extent_is_the_longest_diagonal():
    mask = np.zeros((5, 40, 30), bool)
    mask[2, 3:38, 4] = mask[2, 3, 4:28] = True
    assert extent_mm(mask, (2.0, 1.0, 1.0)) == pytest.approx(np.hypot(34, 23) + 4 / 3, abs=0.01)


def test_packed_labels_are_the_same_bytes_each_time(tmp_path):
    labels = np.arange(24, dtype=np.uint16).reshape(2, 3, 4)
    for name in ("a", "b"):
        write_labels(labels, (3.0, 2.0, 1.0), tmp_path / f"{name}.nii.gz")
    assert (tmp_path / "a.nii.gz").read_bytes() == (tmp_path / "b.nii.gz").read_bytes()
    assert gzip.decompress((tmp_path / "a.nii.gz").read_bytes())[352:] == labels.tobytes()


def rate(hits: int, n: int) -> dict:
    return {"hits": hits, "n": n, "rate": hits / n if n else None, "low": 0.0, "high": 1.0}


def group(hits: int, n: int, **more) -> dict:
    return {"found": rate(hits, n), "anyClass": rate(hits, n), "possible": 0, "dice": 0.8, "iou": 0.7, **more}


def report(hits: int) -> dict:
    by = {name: [] for name in ("class", "kind", "extent", "voxel", "clutter", "scanner", "concealment")}
    bead = {"diameter": "8 to 10 mm", "voxel": "up to 0.7 mm", "found": rate(2, 2), "asBeads": rate(1, 2)}
    clean = [{"kind": "everyday", "falsePerBag": 0.01, "alarming": 0.01}]
    return {
        "dataset": "d",
        "model": {"id": "m", "version": "1", "sha256": "a"},
        "operatingPoint": "balanced",
        "bags": {"given": 3, "screened": 3, "failed": []},
        "objects": {
            "all": group(hits, 10),
            "larger": {"fromMm": 15, **group(hits, 10)},
            "absent": 0,
            "by": {**by, "class": [group(hits, 10, name="ivory")]},
            "confusion": [{"is": "ivory", "takenFor": {"ivory": hits, "bone": 1, "missed": 9 - hits}}],
        },
        "wildlifeBagsAlarming": rate(3, 3),
        "byBag": [
            {
                "kind": "everyday",
                "bags": 100,
                "clean": True,
                "alarming": rate(1, 100),
                "falseAlarms": 1,
                "falseAlarmsPer100": 1.0,
                "byClass": {"bone": 1},
                "possiblePer100": 3.0,
            }
        ],
        "beads": {"promised": bead, "table": [bead]},
        "ivoryKinds": {"right": rate(4, 5), "confusion": []},
        "lookAlikes": [{"kind": "cow horn", "material": "bone", "mimics": "horn", "alarms": rate(1, 4)}],
        "curve": [{"threshold": 0.5, "found": hits / 10, "foundLarger": hits / 10, "clean": clean}],
        "calibration": {
            "findings": 9,
            "expectedError": 0.04,
            "bins": [{"from": 0.9, "to": 1.0, "findings": 9, "meanProbability": 0.95, "shareTrue": 0.99}],
        },
        "timing": {"medianS": 1.2, "p95S": 2.0, "slowestS": 3.0, "medianMillionVoxels": 4.0, "stepsMedianS": {}},
    }


MANIFEST = {
    "version": "1.0.0",
    "bytes": 9_000_000,
    "trainedOn": "Nothing.",
    "operatingPoints": [{"id": "balanced", "default": True, "classes": {"ivory": {"objectProbability": 0.7}}}],
}


def test_the_card_shows_home_and_away_beside_the_targets(tmp_path):
    line = {"patches": 10, "bags": 3, "curve": [{"everydayAlarming": 0.01, "detection": 0.9}]}
    text = card(report(9), report(7), MANIFEST, [], [line], "Notes.")
    assert (
        "| objects from 15 mm found, all classes | ≥ 95 % | 9/10 (90 %, 0–100) | ≥ 88 % | 7/10 (70 %, 0–100) |" in text
    )
    assert "| cow horn | bone | horn | 1/4 (25 %, 0–100) |" in text
    assert "| 10 |  | 3 | 90.0 % | 90.0 % | 90.0 % |" in text
    assert measured(report(9), report(7))["cleanBagsAlarmingAway"] == 0.01
    draw_curves({"home": report(9), "away": report(7)}, tmp_path / "curves.png")
    draw_reliability({"home": report(9), "away": report(7)}, tmp_path / "reliability.png")


def test_pictures_are_best_median_and_worst_of_each_class():
    def bag(n: int, held: int) -> dict:
        box = {"min": [0, 0, 0], "max": [9, 9, 9]}
        item = {"number": 1, "class": "ivory", "kind": "tusk", "maxExtentMm": 90, "count": 1, "voxels": 100}
        overlap = {"object": 1, "voxels": held, "ofObject": held / 100, "ofFinding": 1}
        finding = {
            "alarm": True,
            "class": "ivory",
            "probability": 0.9,
            "voxels": held,
            "box": box,
            "overlaps": [overlap],
        }
        return {
            "kind": "wild",
            "id": str(n),
            "objects": [{**item, "centre": [4, 4, 4], "box": box}],
            "findings": [finding],
        }

    pictures = pick([bag(n, held) for n, held in enumerate((30, 10, 60, 90))])
    assert [p.case[1] for p in pictures["found"]] == ["3", "2", "0"]
    assert [p.case[1] for p in pictures["missed"]] == ["1"]


def test_only_ivory_alarms_on_other_things_than_dentine_are_unexplained():
    finding = {"class": "ivory", "probability": 0.9, "volumeCm3": 3.0, "meanHu": 1500.0}
    lines = [
        {"path": "x/visible-human-head", "verdict": "alarm", "findings": [finding]},
        {"path": "x/engine.raw", "verdict": "alarm", "findings": [{**finding, "state": "possible"}]},
        {"path": "x/other", "verdict": "alarm", "findings": [finding]},
    ]
    volumes = [describe(line) for line in lines]
    assert len(unexplained(volumes)) == 1
    assert "Ivory alarms on anything but true dentine and bone: 1." in real_table(volumes)
