"""Package a fine-tuned model for the station: graphs, manifest, card.

    python -m faunagate_training.agency.package --run runs/agency --id agency-ct-1 --models runs/agency/models
    ../faunagate evaluate runs/agency/test --out runs/agency/evaluation          # FAUNAGATE_MODELS=runs/agency/models
    python -m faunagate_training.agency.package --run runs/agency --id agency-ct-1 --models runs/agency/models --card

The folder <models>/<id> is ready for the station's `models` folder. Until there are figures, the card says so.
"""

import argparse
import json
from collections import Counter
from pathlib import Path

import torch

from ..data.store import complete_bags
from ..export import (
    TOLERANCE,
    export_graph,
    greatest_difference,
    manifest,
    object_facts,
    operating_points,
)
from ..network import MULTIPLE_OF
from ..objects.export import export_objects
from ..objects.export import greatest_difference as objects_difference
from ..objects.validate import load_objects
from ..train import load_net
from .card import agency_card

TITLE = "Wildlife products in baggage CT, trained further on an agency's scans"


def probe() -> torch.Tensor:
    """A small volume with dense and soft matter and noise, for comparing graphs."""
    noise = torch.randn(1, 1, *(2 * MULTIPLE_OF,) * 3, generator=torch.Generator().manual_seed(0))
    volume = 40 * noise - 900
    volume[..., 8:24, 8:24, 8:24] += 2300
    return volume


def count_bags(run: Path) -> dict[str, int]:
    """Stored scans of each set; of training apart by where they come from."""
    counts = Counter(
        " ".join((folder.name, bag.name.split("-")[0])) if folder.name == "train" else folder.name
        for folder in sorted((run / "bags").iterdir())
        for bag in complete_bags(folder)
    )
    return dict(counts)


def write_package(run: Path, model_id: str, version: str, models: Path) -> Path:
    """Write graphs and manifest; gives the model's folder. ValueError where a graph differs from its network."""
    folder = models / model_id
    folder.mkdir(parents=True, exist_ok=True)
    path, objects_path = folder / "model.onnx", folder / "objects.onnx"
    net = load_net(run / "first" / "checkpoint.pt")
    export_graph(net, path)
    objects, state = load_objects(run / "second" / "objects.pt")
    program = export_objects(objects, state["temperature"], objects_path)
    differences = (greatest_difference(net, path, probe().numpy()), objects_difference(program, objects_path))
    if max(differences) > TOLERANCE:
        raise ValueError(f"ONNX differs from PyTorch by {differences}")
    bags = count_bags(run)
    trained_on = (
        f"Weights of a released model (simulated bags), then {bags.get('train agency', 0)} annotated scans of an agency"
        f" and {bags.get('train simulated', 0)} simulated bags."
    )
    chosen = json.loads((run / "second" / "operating-points.json").read_text())
    about = manifest(path, trained_on, operating_points(chosen["points"]), version, model_id)
    about |= {"title": TITLE, "objectModel": object_facts(objects_path), "unsure": chosen["unsure"]}
    (folder / "manifest.json").write_text(json.dumps(about, indent=2) + "\n")
    return folder


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--id", required=True, help="lower-case letters, digits and hyphens")
    parser.add_argument("--version", default="1.0.0")
    parser.add_argument("--models", type=Path, required=True)
    parser.add_argument("--card", action="store_true", help="only write the card, from <run>/evaluation/report.json")
    args = parser.parse_args()
    folder = args.models / args.id if args.card else write_package(args.run, args.id, args.version, args.models)
    about = json.loads((folder / "manifest.json").read_text())
    report_path = args.run / "evaluation" / "report.json"
    report = json.loads(report_path.read_text()) if args.card else None
    if report and report["model"]["sha256"] != about["sha256"]:
        raise SystemExit(f"{report_path} is of another model")
    chosen = json.loads((args.run / "second" / "chosen.json").read_text())
    (folder / "card.md").write_text(agency_card(about, count_bags(args.run), chosen, report))
    print(folder)


if __name__ == "__main__":
    main()
