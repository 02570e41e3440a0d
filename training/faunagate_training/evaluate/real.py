"""Real volumes that hold no ivory: which alarms the station gives on them, and whether they are true dentine or bone.

    python -m faunagate_training.evaluate.real --data ../../shared/data/ct --out runs/real.json

Screens every volume in `--data` with `./faunagate screen --json`. The engine block comes without CT numbers, which no
detector judges; it is screened once more with its grey values mapped so that its metal has the CT number of aluminium.
Ends with an error where an ivory alarm is on neither dentine nor bone.
"""

import argparse
import json
import subprocess
import tempfile
from pathlib import Path

import numpy as np
import SimpleITK as sitk

from .card_tables import number, table

ROOT = Path(__file__).resolve().parents[3]

KNOWN = {
    "visible-human-head": "a human jaw with teeth: dentine and dense bone, which no CT number tells from ivory",
    "engine.nii.gz": "an engine block of aluminium, without CT numbers",
    "engine.raw": "the engine block, its metal taken to have the CT number of aluminium",
}
"""What the volumes of shared/data/ct are."""

TISSUE = ("visible-human-head",)
"""Volumes in which ivory alarms are on true dentine and bone."""

ALUMINIUM_HU = 2100
"""At 120 kV, water at 0 (xraydb)."""


def assume_aluminium(path: Path, folder: Path) -> Path:
    """Write a volume of metal in air as raw CT numbers: black is air, the commonest bright grey aluminium."""
    image = sitk.ReadImage(path)
    grey = sitk.GetArrayFromImage(image).astype(np.float32)
    counts = np.bincount(grey.astype(np.int64).ravel())
    bright = len(counts) // 3
    metal = bright + int(counts[bright:].argmax())
    hu = np.round(grey / metal * (ALUMINIUM_HU + 1000) - 1000).astype("<i2")
    raw = folder / f"{path.name.split('.')[0]}.raw"
    raw.write_bytes(hu.tobytes())
    sidecar = {
        "format": "faunagate-raw",
        "schema": 1,
        "title": raw.stem,
        "dims": list(image.GetSize()),
        "type": "int16",
        "byteOrder": "little",
        "spacingMm": list(image.GetSpacing()),
        "units": "HU",
    }
    Path(f"{raw}.json").write_text(json.dumps(sidecar))
    return raw


def screen(paths: list[Path], command: str, options: list[str]) -> list[dict]:
    """The station's line for each path. RuntimeError where it says nothing of one."""
    done = subprocess.run(
        [command, "screen", "--json", *options, *map(str, paths)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    lines = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    if len(lines) < len(paths):
        raise RuntimeError(f"{len(lines)} answers for {len(paths)} scans: {done.stderr[-500:]}")
    return lines


def describe(line: dict) -> dict:
    """What the card says of one volume."""
    name = Path(line["path"]).name
    reason = line.get("reason") or line.get("error", {}).get("code")
    findings = [
        {"state": "alarm", **{k: f[k] for k in ("class", "state", "probability", "volumeCm3", "meanHu") if k in f}}
        for f in line.get("findings", [])
    ]
    return {
        "name": name,
        "about": KNOWN.get(name, ""),
        "verdict": line.get("verdict", "not opened"),
        "reason": reason,
        "tissue": name in TISSUE,
        "findings": findings,
    }


def unexplained(volumes: list[dict]) -> list[dict]:
    """Ivory alarms that are on no true dentine or bone."""
    return [
        f for v in volumes if not v["tissue"] for f in v["findings"] if f["class"] == "ivory" and f["state"] == "alarm"
    ]


def finding_text(finding: dict) -> str:
    return (
        f"{finding['class']} {number(finding['probability'])}"
        f"{' (possible)' if finding.get('state') == 'possible' else ''}, {number(finding['volumeCm3'])} cm³ at "
        f"{number(finding['meanHu'])} HU"
    )


def real_table(volumes: list[dict]) -> str:
    """For the card."""
    if not volumes:
        return "None were screened.\n"
    rows = [
        (
            v["name"],
            v["about"],
            v["verdict"] + (f" ({v['reason']})" if v["reason"] else ""),
            "; ".join(map(finding_text, v["findings"])) or "none",
        )
        for v in volumes
    ]
    wrong = unexplained(volumes)
    end = f"Ivory alarms on anything but true dentine and bone: {len(wrong) or 'none'}."
    return table(("volume", "what it is", "verdict", "findings"), rows) + f"\n{end}\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data" / "ct")
    parser.add_argument("--out", type=Path, default=Path("runs/real.json"))
    parser.add_argument("--station", default=str(ROOT / "faunagate"))
    parser.add_argument("--model")
    args = parser.parse_args()
    paths = sorted(p for p in args.data.resolve().iterdir() if not p.name.startswith("."))
    with tempfile.TemporaryDirectory() as folder:
        paths += [assume_aluminium(p, Path(folder)) for p in paths if p.name == "engine.nii.gz"]
        volumes = [
            describe(line) for line in screen(paths, args.station, ["--model", args.model] if args.model else [])
        ]
    args.out.parent.mkdir(parents=True, exist_ok=True)
    args.out.write_text(json.dumps(volumes, indent=1))
    print(real_table(volumes))
    if unexplained(volumes):
        raise SystemExit("ivory alarms on what is neither dentine nor bone")


if __name__ == "__main__":
    main()
