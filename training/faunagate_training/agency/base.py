"""The weights of a released model in one small file, as the start of an agency's own training.

    python -m faunagate_training.agency.base pack --checkpoint runs/first/checkpoint.pt \\
        --objects runs/objects/first/objects.pt --out weights/ct-wildlife-2.pt
    python -m faunagate_training.agency.base unpack --weights weights/ct-wildlife-2.pt --out runs/agency/base

`unpack` writes checkpoint.pt and objects.pt, which `train --warm` and `objects.train --warm` read. Large weights are
kept in half precision.
"""

import argparse
from pathlib import Path

import torch

SMALLEST = 512
"""Tensors with fewer numbers, and what half precision cannot hold, stay as they are."""

State = dict[str, torch.Tensor]


def halved(weights: State) -> State:
    small = lambda t: t.numel() < SMALLEST or not t.is_floating_point()  # noqa: E731
    fits = lambda t: float(t.abs().max()) < torch.finfo(torch.float16).max  # noqa: E731
    return {n: t.clone() if small(t) or not fits(t) else t.to(torch.float16) for n, t in weights.items()}


def whole(weights: State) -> State:
    return {n: t.float() if t.dtype == torch.float16 else t for n, t in weights.items()}


def pack(checkpoint: Path, objects: Path, out: Path) -> None:
    """Write the averaged weights of both networks and what is needed to build them."""
    first = torch.load(checkpoint, map_location="cpu", weights_only=False)
    second = torch.load(objects, map_location="cpu", weights_only=False)
    torch.save(
        {
            "schema": 1,
            "channels": list(first["recipe"]["channels"]),
            "first": halved(first["averaged"]),
            "second": halved(second["averaged"]),
            "kinds": second["kinds"],
            "temperature": float(second["temperature"]),
        },
        out,
    )


def unpack(weights: Path, out: Path) -> None:
    """Write checkpoints that other runs can be warm-started from. The file is read as data only, never as code."""
    packed = torch.load(weights, map_location="cpu", weights_only=True)
    out.mkdir(parents=True, exist_ok=True)
    first, second = whole(packed["first"]), whole(packed["second"])
    recipe = {"channels": tuple(packed["channels"])}
    torch.save({"recipe": recipe, "net": first, "averaged": first}, out / "checkpoint.pt")
    about = {"kinds": packed["kinds"], "temperature": packed["temperature"]}
    torch.save({**about, "net": second, "averaged": second}, out / "objects.pt")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["pack", "unpack"])
    parser.add_argument("--checkpoint", type=Path)
    parser.add_argument("--objects", type=Path)
    parser.add_argument("--weights", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    if args.what == "pack":
        pack(args.checkpoint, args.objects, args.out)
        print(f"{args.out}: {args.out.stat().st_size} bytes")
    else:
        unpack(args.weights, args.out)


if __name__ == "__main__":
    main()
