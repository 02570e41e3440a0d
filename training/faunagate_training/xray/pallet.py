"""Cargo: cartons of goods on a pallet, or stacked without one, on coarse voxels.

A consignment is a few kinds of carton many times over: goods in rows, or something in bulk. Among them stand cartons
packed one by one like parcels, and what is to be found lies in those.
"""

from dataclasses import dataclass, replace

import numpy as np

from ..simulator.bag import pack_bag, plan_bag
from ..simulator.cloth import folds
from ..simulator.clutter.household import ROOMS
from ..simulator.family import Family, draw_family, for_split
from ..simulator.luggage import LuggagePlan
from ..simulator.materials import draw_material, draw_one_of
from ..simulator.packer import ObjectRecord
from ..simulator.raster import item_raster
from .load import Load

VOXEL_MM = (2.5, 3.2)
SIZE_MM = ((380.0, 600.0), (320.0, 600.0), (450.0, 800.0))
"""Ranges of width, height (with the pallet) and length of the whole load."""

BULK = ("grain", "sugar", "powder", "paper", "cloth", "plaster", "drink", "soap", "foam")
PACKED = {"train": (2, 5), "wild": (1, 3), "everyday": (0, 2), "hard": (1, 3)}
"""kind: range (end exclusive) of cartons that are packed one by one."""

Voxels = tuple[np.ndarray, np.ndarray, np.ndarray]
"""kn, pe and owner [ny, nx, nz] of a carton."""


@dataclass(frozen=True)
class Carton:
    """A carton's voxels; the numbers in its owner count from 1 in `objects`."""

    voxels: Voxels
    objects: list[ObjectRecord]


def pack_pallet(kind: str, split: str, rng: np.random.Generator) -> Load:
    """A pallet of cartons of a kind of load ('train', 'wild', 'everyday', 'hard')."""
    voxel = round(float(rng.uniform(*VOXEL_MM)), 2)
    size = np.array([rng.uniform(*SIZE_MM[i]) for i in (1, 0, 2)])
    base = int(rng.uniform(90, 150) / voxel) if rng.random() < 0.75 else 0
    shape = np.ceil(size / voxel).astype(int)
    per_side = [
        max(1, round((n - (base if i == 0 else 0)) * voxel / rng.uniform(170, 330))) for i, n in enumerate(shape)
    ]
    cell = np.array([(n - (base if i == 0 else 0)) // k for i, (n, k) in enumerate(zip(shape, per_side, strict=True))])
    kn, pe = (np.zeros(shape, np.float32) for _ in range(2))
    owner = np.zeros(shape, np.uint16)
    objects: list[ObjectRecord] = []
    if base:
        objects.append(_record("pallet", "wood"))
        _paint_base(kn[:base], pe[:base], owner[:base], voxel, rng)
    goods = [_goods(cell, voxel, split, rng) for _ in range(int(rng.integers(1, 4)))]
    places = [tuple(p) for p in np.ndindex(*per_side)]
    rng.shuffle(places)
    packed = min(len(places), int(rng.integers(*PACKED[kind])))
    for number, place in enumerate(places):
        if number < packed:
            carton = _packed(cell, voxel, kind, split, rng)
        else:
            carton = goods[(place[0] if rng.random() < 0.9 else int(rng.integers(9))) % len(goods)]
            if place[0] == per_side[0] - 1 and rng.random() < 0.08:
                continue
        _put(carton, (kn, pe, owner), objects, place, cell, base, rng)
    _wrap_film(kn, pe, base, voxel, rng)
    order = sorted(range(len(objects)), key=lambda i: (objects[i].label == 0, i))
    table = np.zeros(len(objects) + 1, np.uint16)
    for number, old in enumerate(order, 1):
        table[old + 1] = number
    objects = [replace(objects[old], number=number) for number, old in enumerate(order, 1)]
    return Load(kn, pe, table[owner], (voxel,) * 3, objects, "pallet")


def _record(kind: str, material: str) -> ObjectRecord:
    return ObjectRecord(0, kind, "cargo", 0, material, 0.0, 0.0)


def _put(carton: Carton, into: Voxels, objects: list, place: tuple, cell: np.ndarray, base: int, rng) -> None:
    """Set a carton down in its cell, turned half round or not, a little off its place."""
    voxels = [v[:, ::-1, ::-1] for v in carton.voxels] if rng.random() < 0.5 else carton.voxels
    size = np.array(voxels[0].shape)
    spare = np.maximum(cell - size, 0)
    corner = np.array(place) * cell + [base, 0, 0] + [0, *(int(rng.integers(0, s + 1)) for s in spare[1:])]
    where = tuple(slice(int(c), int(c + n)) for c, n in zip(corner, size, strict=True))
    first = len(objects)
    objects.extend(carton.objects)
    for target, source in zip(into[:2], voxels[:2], strict=True):
        target[where] += source
    into[2][where] = np.where(voxels[2] > 0, voxels[2] + first, into[2][where])


def _walls(shape: np.ndarray, voxel: float, rng: np.random.Generator) -> Voxels:
    """An empty carton: cardboard of 3 to 7 mm, double at the flaps."""
    board = draw_material("cardboard", rng)
    share = np.zeros(shape, np.float32)
    thick = float(rng.uniform(3, 7)) / voxel
    for axis in range(3):
        for end in (0, -1):
            at = [slice(None)] * 3
            at[axis] = end
            share[tuple(at)] = np.maximum(share[tuple(at)], thick * (2 if axis == 0 else 1))
    owner = (share > 0).astype(np.uint16)
    return share * board.kn, share * board.pe, owner


def _goods(cell: np.ndarray, voxel: float, split: str, rng: np.random.Generator) -> Carton:
    """A carton of goods in rows, or in bulk where nothing drawn fits or by chance."""
    kn, pe, owner = _walls(cell, voxel, rng)
    inside = (slice(1, -1),) * 3
    families = [f for name, (_, fs) in ROOMS.items() if name != "clothing" for f in for_split(fs, split)]
    for _ in range(8):
        if rng.random() < 0.06:
            break
        if _rows(families, (kn[inside], pe[inside], owner[inside]), voxel, rng):
            return Carton((kn, pe, owner), [_record("carton", "cardboard"), _record("goods", "")])
    matter = draw_material(BULK[int(rng.integers(len(BULK)))], rng)
    room = kn[inside].shape
    axes = [np.arange(n, dtype=np.float32) * np.float32(voxel) for n in room]
    full = np.arange(room[0])[:, None, None] < room[0] * rng.uniform(0.75, 1.0)
    loose = folds(rng)(axes[1][None, :, None], axes[0][:, None, None], axes[2][None, None])
    dense = full * (loose if matter.name in ("cloth", "paper") else np.ones(room, np.float32)) * rng.uniform(0.6, 1.0)
    kn[inside] += dense * matter.kn
    pe[inside] += dense * matter.pe
    owner[inside] = np.where(full, 2, owner[inside])
    return Carton((kn, pe, owner), [_record("carton", "cardboard"), _record("goods", matter.name)])


def _rows(families: list[Family], into: Voxels, voxel: float, rng: np.random.Generator) -> bool:
    """Fill a carton with one thing again and again; False where it does not fit twice."""
    room = np.array(into[0].shape)
    item = draw_family(families, rng).make(rng)
    raster = item_raster(item, (voxel,) * 3, rng, tuple(room * voxel * [0.95, 0.5, 0.5]))
    if raster is None or raster.cover.max() < 0.3:
        return False
    size = np.array(raster.cover.shape)
    count = room // (size + [0, 1, 1])
    if count.min() < 1 or count.prod() < 2 or count.prod() > 600:
        return False
    count[0] = max(1, round(count[0] * rng.uniform(0.6, 1.0)))
    pitch = size + np.minimum((room - size * count) // count, [0, 3, 3])
    start = [0, *((room - pitch * count) // 2)[1:]]
    for place in np.ndindex(*count):
        corner = (np.array(place) * pitch + start).tolist()
        where = tuple(slice(c, c + n) for c, n in zip(corner, raster.cover.shape, strict=True))
        into[0][where] += raster.kn
        into[1][where] += raster.pe
        into[2][where] = np.where(raster.cover > 0.3, 2, into[2][where])
    return True


def _packed(cell: np.ndarray, voxel: float, kind: str, split: str, rng: np.random.Generator) -> Carton:
    """A carton packed like a parcel, cut to its cell."""
    half = cell * voxel / 2 - 4
    plan = LuggagePlan("parcel", (float(half[1]), float(half[0]), float(half[2])), (voxel,) * 3)
    bag = pack_bag(kind, split, plan, rng, plan_bag(kind, split, True, rng))
    belt = next(o.number for o in bag.objects if o.kind == "belt")
    rest = (bag.owner == belt) | (bag.owner == 0)
    kn, pe, owner = (np.where(rest, 0, a) for a in (bag.kn, bag.pe, bag.owner))
    spans = [np.nonzero(owner.any(axis=a))[0] for a in ((1, 2), (0, 2), (0, 1))]
    at = tuple(slice(int(s[0]), min(int(s[-1]) + 1, int(s[0] + n))) for s, n in zip(spans, cell, strict=True))
    return Carton((kn[at], pe[at], owner[at]), bag.objects)


def _paint_base(kn: np.ndarray, pe: np.ndarray, owner: np.ndarray, voxel: float, rng: np.random.Generator) -> None:
    """A wooden pallet: deck boards across three stringers, boards below, nails where they cross."""
    wood, steel = draw_material("wood", rng), draw_one_of(("steel",), rng)
    ny, nx, nz = kn.shape
    board = max(2, int(20 / voxel))
    share = np.zeros(kn.shape, np.float32)
    stringers = [int(v) for v in np.linspace(0, nx - int(75 / voxel), 3)]
    decks = np.linspace(0, nz - int(95 / voxel), max(4, int(nz * voxel / 130))).astype(int)
    for x in stringers:
        share[board:-board, x : x + int(75 / voxel)] = 1
    for z in decks:
        share[-board:, :, z : z + int(95 / voxel)] = 1
    for x in stringers:
        share[:board, x : x + int(95 / voxel)] = 1
    share *= 1 + 0.06 * rng.standard_normal((1, nx, 1)).astype(np.float32)
    kn += share * wood.kn
    pe += share * wood.pe
    owner[share > 0] = 1
    nail = min(1.0, np.pi * 1.7**2 / voxel**2)
    for x in stringers:
        for z in decks:
            for dx, dz in ((25, 30), (50, 65)):
                at = (slice(-max(1, int(55 / voxel)), None), x + int(dx / voxel), z + int(dz / voxel))
                kn[at] += nail * steel.kn
                pe[at] += nail * steel.pe


def _wrap_film(kn: np.ndarray, pe: np.ndarray, base: int, voxel: float, rng: np.random.Generator) -> None:
    """Stretch film round the cartons, and straps one time in three."""
    film = draw_material("polyethylene", rng)
    thick = float(rng.uniform(0.05, 0.3)) / voxel
    strap = draw_one_of(("polypropylene", "steel"), rng)
    for target, of_film in ((kn, film.kn), (pe, film.pe)):
        for at in ((slice(base, None), 0), (slice(base, None), -1)):
            target[at] += thick * of_film
        for end in (0, -1):
            target[base:, :, end] += thick * of_film
    if rng.random() < 1 / 3:
        wide, share = max(1, int(14 / voxel)), 0.7 / voxel
        for z in (kn.shape[2] // 4, 3 * kn.shape[2] // 4):
            for target, of_strap in ((kn, strap.kn), (pe, strap.pe)):
                target[-1, :, z : z + wide] += share * of_strap
                target[base:, 0, z : z + wide] += share * of_strap
                target[base:, -1, z : z + wide] += share * of_strap
