"""Which seeds belong to which set. The ranges are disjoint; a test asserts it."""

from argparse import ArgumentParser, Namespace

SEEDS = {
    "train": range(0, 1_000_000),
    "validation": range(1_000_000, 2_000_000),
    "test": range(2_000_000, 3_000_000),
    "demo": range(3_000_000, 4_000_000),
}

KIND_OFFSET = {"train": 0, "wild": 0, "everyday": 200_000, "hard": 400_000, "crowded": 600_000}
"""Within a set, each kind of bag counts from its own offset."""


def seed_of(split: str, kind: str, index: int) -> int:
    """Seed of the index-th bag of a kind in a set. ValueError outside the set's range."""
    seed = SEEDS[split].start + KIND_OFFSET[kind] + index
    if not 0 <= index < 200_000 or seed not in SEEDS[split]:
        raise ValueError(f"no seed for {split} {kind} {index}")
    return seed


def split_of(seed: int) -> str:
    """The set that a seed belongs to. ValueError for a seed of none."""
    for split, seeds in SEEDS.items():
        if seed in seeds:
            return split
    raise ValueError(f"seed {seed} belongs to no set")


def add_seed_arguments(parser: ArgumentParser) -> None:
    """--split, --kind, --first, --count and --step: which scans a command is to make."""
    parser.add_argument("--split", required=True, choices=list(SEEDS))
    parser.add_argument("--kind", required=True, choices=list(KIND_OFFSET))
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--count", type=int, required=True)
    parser.add_argument("--step", type=int, default=1, help="take every n-th (to share the work)")


def seeds_asked(args: Namespace) -> list[int]:
    """The seeds that these arguments ask for."""
    return [seed_of(args.split, args.kind, n) for n in range(args.first, args.first + args.count, args.step)]
