"""A whole bag: what goes in, how it is hidden, where it lies, and what is true of it."""

from dataclasses import asdict, dataclass, replace

import numpy as np
from scipy import ndimage

from away import cloth, luggage, scanner
from away.clay import Sculpture
from away.packing import Packer
from away.scan import scan
from away.space import Space
from away.things import hiding
from away.things.catalogue import CLUTTER, LOOKALIKES, WILDLIFE, WILDLIFE_SHARES

KINDS = ("wild", "everyday", "hard")
MOST_VOXELS = 6_500_000
_PADDED = ("parcel", "padded envelope", "tin box", "wooden box", "cardboard box", "instrument case")


@dataclass(frozen=True)
class Bag:
    """hu: int16 [nz, ny, nx]; labels: uint16 of the same shape; truth: what truth.json holds."""

    hu: np.ndarray
    labels: np.ndarray
    truth: dict
    machine: scanner.Scanner


def _wanted(kind: str, small: bool, rng: np.random.Generator) -> tuple[list[str], int]:
    """Classes of the wildlife items and the number of look-alikes of a bag. Mail holds more ivory, often jewellery."""
    if kind == "wild":
        extra = {"ivory": 0.5} if small else {}
        shares = np.array([share + extra.get(name, 0.0) for name, share in WILDLIFE_SHARES.items()])
        shares /= shares.sum()
        names = list(WILDLIFE_SHARES)
        number = int(rng.choice([1, 2, 3], p=[0.5, 0.3, 0.2]))
        return [str(rng.choice(names, p=shares)) for _ in range(number)], int(rng.integers(0, 3))
    if kind == "hard":
        return [], int(rng.integers(2, 6))
    return [], int(rng.random() < 0.05)


def _extent(voxels: np.ndarray, spacing: np.ndarray) -> float:
    """Longest extent of labelled voxels [n, 3] along their principal axis, mm."""
    places = (voxels[:: max(1, len(voxels) // 4000)] * spacing).astype(float)
    if len(places) < 3:
        return float(spacing.max())
    _, axes = np.linalg.eigh(np.cov(places.T))
    return float(np.ptp(places @ axes[:, -1]) + spacing.mean())


def _fitting(make, rng: np.random.Generator, step: float, room: np.ndarray) -> Sculpture | None:
    """A sculpture that is no longer than the room inside, or None after some tries."""
    for _ in range(6):
        thing = make(rng, step)
        if (np.sort(thing.size_mm()) <= np.sort(room) * (0.9, 0.95, 1.0)).all():
            return thing
    return None


def _object(number: int, thing: Sculpture, volume_cm3: float, labels: np.ndarray, spacing: np.ndarray) -> dict:
    """Truth of one wildlife item; volume_cm3: of its own matter that found room."""
    paints = [(p.density, np.count_nonzero(thing.grid == n)) for n, p in enumerate(thing.palette, 1) if p.item]
    density = sum(d * c for d, c in paints) / max(1, sum(c for _, c in paints))
    return {
        "number": number,
        "class": thing.label,
        "kind": thing.kind,
        "ivoryKind": thing.ivory_kind,
        "material": thing.material,
        "diameterMm": thing.diameter_mm,
        "count": thing.count,
        "volumeCm3": round(volume_cm3, 3),
        "massG": round(volume_cm3 * density, 2),
        "maxExtentMm": round(_extent(np.argwhere(labels == number), spacing), 1),
        "voxels": int(np.count_nonzero(labels == number)),
        "concealment": thing.about.get("concealment", "none"),
    }


def make_bag(seed: int, kind: str, machine: scanner.Scanner | None = None, size_mm: np.ndarray | None = None) -> Bag:
    """The bag of a seed and a kind ("wild", "everyday", "hard"); equal arguments give equal bags.

    machine and size_mm replace the drawn scanner and luggage size (for tests). RuntimeError when in ten trials no
    wildlife item fits into a "wild" bag.
    """
    for trial in range(10):
        rng = np.random.default_rng([seed, KINDS.index(kind), trial, 20_771])
        small = bool(rng.random() < 0.45)
        drawn = scanner.draw(rng, small)
        case, size = luggage.choose(rng, small)
        space, used = _grid(machine or drawn, size if size_mm is None else size_mm)
        shell = luggage.build(space, case, size if size_mm is None else size_mm, used, rng)
        clutter, objects = _pack(space, shell, kind, small, rng)
        if objects or kind != "wild":
            return _finish(seed, kind, space, shell, used, clutter, objects, rng)
    raise RuntimeError(f"no wildlife item fits into the bag {kind} {seed}")


def _grid(machine: scanner.Scanner, size: np.ndarray) -> tuple[Space, scanner.Scanner]:
    """Empty space around luggage of `size` mm, and the machine, with larger voxels where there would be too many."""
    room = size + (16.0, 18.0, 10.0)
    voxel = np.array([machine.pixel_mm, machine.pixel_mm, machine.slice_mm])
    grow = max(1.0, float((room.prod() / voxel.prod() / MOST_VOXELS) ** (1 / 3)))
    if grow > 1.0:
        machine = replace(
            machine, pixel_mm=round(machine.pixel_mm * grow, 3), slice_mm=round(machine.slice_mm * grow, 3)
        )
    nx, ny, nz = np.ceil(room / (machine.pixel_mm, machine.pixel_mm, machine.slice_mm)).astype(int)
    return Space(int(ny), int(nx), int(nz), machine.pixel_mm, machine.slice_mm), machine


def _finish(seed, kind, space: Space, shell: luggage.Luggage, machine: scanner.Scanner, clutter, objects, rng) -> Bag:
    """Clothes, scan, labels and truth of a packed bag."""
    level = rng.uniform(0.75, 1.0) if shell.kind != "parcel" else rng.uniform(0.5, 1.0)
    padding = shell.kind in _PADDED and rng.random() < 0.8
    for fabric in cloth.drape(space, shell.inside, level, rng, padding):
        clutter.append({"kind": "padding" if padding else "clothes", "material": fabric, "mimics": None})
    hu = scan(space.volume, machine, rng)
    labels = np.ascontiguousarray(space.label.transpose(2, 0, 1))
    spacing = np.array([machine.slice_mm, machine.pixel_mm, machine.pixel_mm])
    truth = {
        "seed": seed,
        "kind": kind,
        "luggage": shell.kind,
        "scanner": asdict(machine),
        "spacingMm": [machine.pixel_mm, machine.pixel_mm, machine.slice_mm],
        "objects": [_object(n, thing, volume, labels, spacing) for n, thing, volume in objects],
        "clutter": [{"kind": shell.kind, "material": shell.material, "mimics": None}, *clutter],
    }
    return Bag(hu, labels, truth, machine)


def _pack(space: Space, shell: luggage.Luggage, kind: str, small: bool, rng: np.random.Generator):
    """Packs everything; truth of the clutter, and (number, sculpture, volume in cm³) of each wildlife item."""
    packer = Packer(space, shell.low, shell.high, ~ndimage.binary_erosion(shell.inside, iterations=1))
    step = 0.55 * min(space.pixel, space.slice)
    inner = shell.high - shell.low
    classes, alike = _wanted(kind, small, rng)
    plan = [("wild", name) for name in classes] + [("alike", "")] * alike
    litres = float(np.prod(inner)) / 1e6
    bodies = int(np.clip(rng.uniform(2.0, 5.0) * litres**0.75 + 6, 6, 90))
    order = [*plan, *[("clutter", "")] * bodies]
    first = [order[i] for i in rng.permutation(min(len(order), len(plan) + bodies // 2))]
    clutter: list[dict] = []
    objects: list[tuple[int, Sculpture, float]] = []
    failures = 0
    for what, name in [*first, *order[len(first) :]]:
        makers = WILDLIFE[name] if what == "wild" else LOOKALIKES if what == "alike" else CLUTTER
        thing, place = None, None
        for _ in range(8 if what != "clutter" else 1):
            thing = _fitting(makers[int(rng.integers(len(makers)))], rng, step, inner)
            if thing is not None and what == "wild":
                thing = hiding.conceal(thing, rng)
            place = packer.place(thing, rng) if thing is not None else None
            if place is not None:
                break
        if thing is None or place is None:
            failures += 1
            if failures > 9:
                break
            continue
        number = len(objects) + 1 if what == "wild" else 0
        own, _ = space.add(thing, *place, number)
        if what == "wild":
            objects.append((number, thing, own))
        else:
            clutter.append({"kind": thing.kind, "material": thing.material, "mimics": thing.mimics})
    return clutter, objects
