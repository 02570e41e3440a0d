"""The second stage: cubes are where they should be, candidates follow the rules, training goes on exactly."""

import copy
import json

import numpy as np
import pytest
import torch

from faunagate_training.classes import BONE, HORN, IVORY, SCALES
from faunagate_training.data.store import read_bag, write_bag
from faunagate_training.objects.candidates import propose
from faunagate_training.objects.crops import FEATURES, Candidate, crops, features, pitches
from faunagate_training.objects.export import export_objects, greatest_difference
from faunagate_training.objects.harvest import write_harvest
from faunagate_training.objects.network import ObjectNet
from faunagate_training.objects.parity import write_objects_parity
from faunagate_training.objects.samples import STAGE_ONE, Samples, read_samples
from faunagate_training.objects.train import ObjectTrainer, best_temperature
from faunagate_training.objects.wholes import OTHERS, wholes


def block(low, high) -> np.ndarray:
    return np.argwhere(np.ones([h - n for n, h in zip(low, high, strict=True)], bool)) + low


def ramp(shape, mm) -> np.ndarray:
    """CT numbers that are the position: 10 per mm along z, 1 per mm along y, 0.1 per mm along x."""
    z, y, x = (np.arange(n) + 0.5 for n in shape)
    return (10 * z[:, None, None] + y[:, None] + 0.1 * x) * mm


def test_cubes_sample_the_positions_they_name():
    candidate = Candidate(block((10, 12, 14), (18, 18, 20)), 1)
    assert candidate.extent_mm == 16 and pitches(16) == (1.0, 2.0)
    cut = crops(ramp((40, 40, 40), 2.0), ramp((107, 107, 107), 0.75), (0.75,) * 3, candidate)
    centre = np.array([28.0, 30.0, 34.0])
    i = np.arange(32) - 15.5
    for channel, pitch in ((0, 1.0), (2, 2.0)):
        z, y, x = (c + i * pitch for c in centre)
        expected = 10 * z[:, None, None] + y[:, None] + 0.1 * x
        inside = (slice(4, 28),) * 3
        assert np.allclose(cut[channel][inside], expected[inside], atol=1e-2)
    assert cut[1].sum() == 16 * 12 * 12
    assert cut[3].sum() == 8 * 6 * 6


def test_cubes_read_air_beyond_the_scan():
    candidate = Candidate(block((0, 0, 0), (4, 4, 4)), 1)
    cut = crops(np.zeros((8, 8, 8)), np.zeros((16, 16, 16)), (1.0,) * 3, candidate)
    assert cut[0][0, 0, 0] == -1000 and cut[0][16, 16, 16] == 0


def test_features_in_their_order():
    candidate = Candidate(block((1, 1, 1), (3, 3, 3)), 2)
    probabilities = np.zeros((8, 5, 5, 5), np.float32)
    probabilities[IVORY] = 0.6
    row = dict(zip(FEATURES, features(np.full((5, 5, 5), 1200), probabilities, (1, 2, 4), candidate), strict=True))
    assert row["mean hu"] == 1200 and row["hu deviation"] == 0 and row["regions"] == 2
    assert row["log volume cm3"] == pytest.approx(np.log(0.064))
    assert row["stage one ivory"] == pytest.approx(0.6) and row["voxel mm"] == pytest.approx(2.0)


def test_a_small_part_of_another_class_belongs_to_the_large_one():
    probabilities = np.zeros((8, 30, 30, 30), np.float32)
    probabilities[0] = 1
    probabilities[:, 5:15, 5:15, 5:15] = 0
    probabilities[IVORY, 5:15, 5:15, 5:15] = 0.8
    probabilities[:, 15:17, 8:12, 8:12] = 0
    probabilities[BONE, 15:17, 8:12, 8:12] = 0.6
    probabilities[:, 25:28, 25:28, 25:28] = 0
    probabilities[BONE, 25:28, 25:28, 25:28] = 0.5
    found = propose(probabilities, 0.45)
    assert [(p.label, len(p.candidate.voxels)) for p in found] == [(IVORY, 1032), (BONE, 27)]


def test_beads_and_scales_join_but_not_blocks():
    probabilities = np.zeros((8, 20, 60, 60), np.float32)
    for y in range(5, 50, 8):
        probabilities[IVORY, 8:12, y : y + 4, 5:9] = 0.9
    probabilities[SCALES, 5:9, 5:25, 30:32] = 0.8
    probabilities[SCALES, 5:9, 5:25, 35:37] = 0.8
    for x in (42, 54):
        probabilities[HORN, 5:9, 40:50, x : x + 6] = 0.7
    found = propose(probabilities, 0.45)
    assert [(p.label, p.candidate.regions) for p in found] == [(IVORY, 6), (SCALES, 2), (HORN, 1), (HORN, 1)]
    assert found[0].probability == pytest.approx(0.9)


def test_whole_objects_are_candidates_too(tmp_path):
    rng = np.random.default_rng(0)
    hu = rng.normal(-800, 100, (40, 44, 48)).astype(np.int16)
    owner = np.zeros(hu.shape, np.uint16)
    records = []
    for n, (kind, label, mimics) in enumerate([("tusk", 1, 0), ("billiard ball", 0, 1), *[("shoe", 0, 0)] * 20], 1):
        corner = tuple(int(v) for v in np.array(np.unravel_index(n, (3, 3, 3))) * 12 + 2)
        box = tuple(slice(c, c + 8) for c in corner)
        hu[box], owner[box] = 100 * n, n
        records.append({"number": n, "kind": kind, "label": label, "mimics": mimics})
    write_bag(tmp_path / "bag", hu, owner, (2.0, 2.0, 2.0), records, {})
    found = wholes(read_bag(tmp_path / "bag"), np.random.default_rng(1))
    write_harvest(tmp_path / "out" / "bag.npz", found)
    samples = read_samples([tmp_path / "out"])
    assert samples.labels.tolist() == [1] + [0] * (1 + OTHERS)
    assert samples.kind_names == ["air", "tusk", "billiard ball", "shoe"]
    assert np.isnan(samples.features[:, STAGE_ONE]).all() and not np.isnan(samples.features[:, : STAGE_ONE.start]).any()
    inside = samples.masks[0, 0] > 0
    assert inside.sum() > 500 and samples.hu[0, 0][inside].mean() > -200
    trainer = ObjectTrainer(samples, 4, 4, 1)
    assert np.isfinite([trainer.train_step() for _ in range(2)]).all()


def some_samples() -> Samples:
    rng = np.random.default_rng(0)
    labels = np.array([0, 1, 0, 1, 7, 0, 2, 1])
    hu = rng.normal(0, 50, (8, 2, 32, 32, 32)).astype(np.int16)
    hu[labels == 1] += 1300
    facts = rng.normal(0, 1, (8, len(FEATURES))).astype(np.float32)
    ivory = np.where(labels == 1, 2, -100)
    return Samples(hu, np.ones_like(hu, np.uint8), facts, labels, ivory, labels, np.arange(8), ["air"], [{}] * 8)


def test_training_goes_on_exactly():
    whole = ObjectTrainer(some_samples(), 8, 4, 1, bf16=False)
    losses = [whole.train_step() for _ in range(4)]
    first = ObjectTrainer(some_samples(), 8, 4, 1, bf16=False)
    for _ in range(2):
        first.train_step()
    state = copy.deepcopy(first.state())
    second = ObjectTrainer(some_samples(), 8, 4, 1, bf16=False)
    second.restore(state)
    assert [second.train_step() for _ in range(2)] == losses[2:]


def test_temperature_undoes_overconfidence():
    torch.manual_seed(0)
    z = torch.randn(4000, 3) * 2
    labels = torch.distributions.Categorical(logits=z).sample().numpy()
    assert best_temperature((z * 3).numpy(), labels) == pytest.approx(3.0, rel=0.15)


def test_the_graph_equals_the_network(tmp_path):
    torch.manual_seed(0)
    path = tmp_path / "objects.onnx"
    program = export_objects(ObjectNet().eval(), 1.3, path)
    assert greatest_difference(program, path) < 1e-3
    write_objects_parity(program, tmp_path / "case.json", 1e-3)
    case = json.loads((tmp_path / "case.json").read_text())
    assert len(case["classes"]) == 2 and sum(case["classes"][0]) == pytest.approx(1, abs=1e-4)
