"""The trainer resumes exactly, the export equals PyTorch, and findings are what they should be."""

import json

import numpy as np
import pytest
import torch

from faunagate_training.data.patches import PatchSampler
from faunagate_training.data.store import StoredBag, complete_bags, read_bag, write_bag
from faunagate_training.export import TOLERANCE, export_graph, greatest_difference, manifest, operating_points
from faunagate_training.network import MISSING_HU, NetworkSize, WildlifeNet, at_places
from faunagate_training.train import Recipe, Trainer, save_state

TINY = Recipe(steps=8, batch=2, patch=32, warm_up=2, bf16=False, channels=(16, 16, 16, 16))


@pytest.fixture
def bags(tmp_path) -> list[StoredBag]:
    """Two small scans with a cube of ivory, a cube of soap, and on the second a lower energy."""
    rng = np.random.default_rng(0)
    records = [{"number": 1, "kind": "block", "label": 1}, {"number": 300, "kind": "soap", "label": 0, "mimics": 1}]
    for n in range(2):
        hu = rng.normal(-800, 100, (40, 44, 48)).astype(np.int16)
        owner = np.zeros(hu.shape, np.uint16)
        hu[10:20, 12:22, 14:24], owner[10:20, 12:22, 14:24] = 1300, 1
        hu[25:33, 25:33, 25:33], owner[25:33, 25:33, 25:33] = 100, 300
        write_bag(tmp_path / f"{n}", hu, owner, (2.0, 2.0, 2.0), records, {}, hu + 100 if n else None)
    return [read_bag(folder) for folder in complete_bags(tmp_path)]


def test_a_stored_scan_names_its_objects(bags):
    assert [bag.name for bag in bags] == ["0", "1"]
    assert [(o.number, o.kind, o.voxels, o.low, o.high) for o in bags[0].objects] == [
        (1, "block", 1000, (10, 12, 14), (20, 22, 24)),
        (300, "soap", 512, (25, 25, 25), (33, 33, 33)),
    ]
    assert bags[0].low is None and bags[1].low is not None


def test_patches_hold_what_the_scans_hold(bags):
    sampler = PatchSampler(bags, 32, 3)
    patches = sampler.draw(40)
    assert sampler.kinds == ["air", "block", "soap"]
    missing = (patches.hu[:, 1] == MISSING_HU).all(axis=(1, 2, 3))
    shown = (patches.hu[:, 1] > MISSING_HU).all(axis=(1, 2, 3))
    assert (missing | shown).all() and 0 < shown.sum() < 40
    inside = patches.classes == 1
    assert inside.any() and patches.hu[:, 0][inside].mean() > 1000
    assert set(np.unique(patches.kinds)) <= {0, 1, 2}


def test_a_missing_energy_changes_nothing():
    torch.manual_seed(0)
    net = WildlifeNet(NetworkSize((16, 16, 16, 16))).eval()
    one = torch.randn(1, 1, 32, 32, 32) * 500
    two = torch.cat([one, torch.full_like(one, MISSING_HU)], dim=1)
    with torch.no_grad():
        assert torch.allclose(net(one), net(two), atol=1e-5)


def test_scores_at_places_are_those_of_the_whole():
    torch.manual_seed(0)
    net = WildlifeNet(NetworkSize((16, 16, 16, 16))).eval()
    hu = torch.randn(2, 1, 32, 32, 32) * 500
    places = torch.randperm(2 * 16**3)[:300]
    with torch.no_grad():
        whole, some = net(hu), net.training_scores(hu, places, places[:5])
    expected = torch.stack([at_places(whole[:, c], places) for c in range(whole.shape[1])], dim=1)
    assert torch.allclose(some.classes, expected, atol=1e-5)
    z, y, x = (2 * int(v) for v in np.unravel_index(int(places[0]) % 16**3, (16, 16, 16)))
    assert torch.equal(expected[1], whole[int(places[0]) // 16**3, :, z, y, x + 1])


def test_warm_start_takes_what_both_networks_have(bags):
    donor, heir = Trainer(TINY, bags), Trainer(TINY, bags)
    state = donor.state()
    state["net"] = {**state["net"], "head.weight": state["net"]["head.weight"][:, :5] + 1}
    heir.warm_start(state)
    weight = heir.net.state_dict()["head.weight"]
    assert torch.equal(weight[:, :5], state["net"]["head.weight"])
    assert torch.equal(weight[:, 5:], Trainer(TINY, bags).net.state_dict()["head.weight"][:, 5:])


def test_resumes_exactly(bags, tmp_path):
    whole = Trainer(TINY, bags)
    losses = [whole.train_step() for _ in range(6)]
    first = Trainer(TINY, bags)
    for _ in range(3):
        first.train_step()
    save_state(first.state(), tmp_path / "checkpoint.pt")
    second = Trainer(TINY, bags)
    second.restore(torch.load(tmp_path / "checkpoint.pt", weights_only=False))
    assert [second.train_step() for _ in range(3)] == losses[3:]
    for a, b in zip(whole.averaged.state_dict().values(), second.averaged.state_dict().values(), strict=True):
        assert torch.equal(a, b)


def test_export_equals_torch(tmp_path):
    torch.manual_seed(0)
    net = WildlifeNet(NetworkSize((16, 16, 16, 16))).eval()
    path = tmp_path / "model.onnx"
    export_graph(net, path)
    volume = np.random.default_rng(0).normal(0, 600, (1, 1, 32, 16, 48)).astype(np.float32)
    assert greatest_difference(net, path, volume) < TOLERANCE
    chosen = [{"id": n, "thresholds": {"ivory": 0.7}} for n in ("quiet", "balanced")]
    about = manifest(path, "nothing", operating_points(chosen), "0.0.0")
    assert json.loads(json.dumps(about))["input"]["multipleOf"] == 16
    assert sum(p.get("default", False) for p in about["operatingPoints"]) == 1
