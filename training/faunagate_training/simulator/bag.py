"""Packs one bag: shell, layers of clothes, things that settle on one another, wildlife among them."""

from dataclasses import dataclass

import numpy as np
from scipy.ndimage import gaussian_filter, maximum_filter, zoom

from ..classes import BACKGROUND
from .clutter.household import MAKERS as HOUSEHOLD
from .clutter.lookalikes import MAKERS as LOOKALIKES
from .items import Item
from .luggage import draw_luggage, paint_belt
from .materials import draw_material
from .stack import Spacing, Stack, item_raster, pooled
from .wildlife import animals, horn, ivory, scales

WILDLIFE = (ivory.MAKERS, horn.MAKERS, scales.MAKERS, animals.MAKERS)


@dataclass(frozen=True)
class BagPlan:
    """What is asked for: kinds of wildlife by (class - 1, kind) and how many look-alikes."""

    wildlife: tuple[tuple[int, str], ...]
    lookalikes: int
    objects: int


@dataclass(frozen=True)
class Placed:
    """A wildlife object as it lies in the bag, before scanning."""

    number: int
    label: int
    kind: str
    material: str
    volume_cm3: float
    mass_g: float
    diameter_mm: float
    count: int


@dataclass
class Bag:
    """Voxels [ny, nx, nz] with y upwards, coefficients in 1/cm; spacing (y, x, z) in mm."""

    kn: np.ndarray
    pe: np.ndarray
    wild_id: np.ndarray
    spacing: Spacing
    placed: list[Placed]
    clutter: list[str]
    luggage: str


def weighted(makers: dict, rng: np.random.Generator) -> str:
    names = list(makers)
    weights = np.array([makers[name][1] for name in names])
    return str(rng.choice(names, p=weights / weights.sum()))


def plan_bag(kind: str, rng: np.random.Generator) -> BagPlan:
    """A plan for a bag of one of the kinds:

    'train': wildlife in four bags of five, look-alikes in most; 'wild': one to three wildlife
    objects; 'everyday': clean, look-alikes in one bag of twenty; 'hard': clean, look-alikes in every bag.
    """
    wild: list[tuple[int, str]] = []
    if kind == "train" and rng.random() < 0.8:
        n = int(rng.integers(2, 7))
    elif kind == "wild":
        n = int(rng.integers(1, 4))
    else:
        n = 0
    for _ in range(n):
        group = int(rng.choice(4, p=[0.40, 0.18, 0.17, 0.25]))
        wild.append((group, weighted(WILDLIFE[group], rng)))
    if kind == "everyday":
        lookalikes = int(rng.integers(1, 4)) if rng.random() < 0.05 else 0
    elif kind == "hard":
        lookalikes = int(rng.integers(2, 6))
    elif kind == "wild":
        lookalikes = int(rng.integers(0, 3))
    else:
        lookalikes = int(rng.integers(0, 8))
    return BagPlan(tuple(wild), lookalikes, int(rng.integers(25, 100)))


def make_item(group: int, kind: str, rng: np.random.Generator) -> Item:
    """A wildlife object of a kind; group = class - 1."""
    return WILDLIFE[group][kind][0](rng)


def drape(
    stack: Stack, region: tuple[int, int, int, int], ceiling: int, spacing: Spacing, rng: np.random.Generator
) -> None:
    """Lay a folded piece of clothing over what is there: it fills hollows and follows the relief."""
    x0, x1, z0, z1 = region
    sx, sz = (int(rng.uniform(0.4, 1.0) * (x1 - x0)), int(rng.uniform(0.35, 0.9) * (z1 - z0)))
    xa = int(rng.integers(x0, x1 - sx + 1))
    za = int(rng.integers(z0, z1 - sz + 1))
    here = stack.height[xa : xa + sx, za : za + sz]
    sy = spacing[0]
    smooth = gaussian_filter(maximum_filter(here, 9).astype(np.float32), 5)
    coarse = zoom(rng.standard_normal((5, 6)).astype(np.float32), (sx / 5, sz / 6), order=1)[:sx, :sz]
    coarse = np.pad(coarse, ((0, sx - coarse.shape[0]), (0, sz - coarse.shape[1])), mode="edge")
    thick = np.maximum(rng.uniform(5, 24) * (1 + 0.35 * coarse), 2) / sy
    edge = np.minimum.reduce(
        np.meshgrid(
            np.minimum(np.arange(sx), np.arange(sx)[::-1]),
            np.minimum(np.arange(sz), np.arange(sz)[::-1]),
            indexing="ij",
        )
    )
    thick *= np.clip(edge / 6.0, 0.15, 1)
    top = np.minimum(np.maximum(here, smooth) + thick, ceiling)
    low, high = int(here.min()), int(np.ceil(top.max()))
    if high <= low + 1:
        return
    y = np.arange(low, high, dtype=np.float32)[:, None, None]
    share = np.clip(top[None] - y, 0, 1) * (y >= here[None] - 2)
    warp = np.cumsum(coarse, axis=0) * 0.05 + 2.5 * coarse
    pitch = rng.uniform(5, 16) / sy
    fold = 1 + rng.uniform(0.2, 0.7) * np.sin(2 * np.pi * ((y - here[None]) / pitch + warp[None]))
    fine = 1 + 0.25 * rng.standard_normal(share.shape).astype(np.float32)
    cloth = draw_material("cloth", rng)
    where = (slice(low, high), slice(xa, xa + sx), slice(za, za + sz))
    share = share * (1 - stack.cover[where])
    dense = share * np.maximum(fold * fine, 0.1)
    stack.kn[where] += dense * cloth.kn
    stack.pe[where] += dense * cloth.pe
    stack.cover[where] += share
    cells = pooled(share > 0.5)
    taken = stack.taken[
        low // 2 : low // 2 + cells.shape[0], xa // 2 : xa // 2 + cells.shape[1], za // 2 : za // 2 + cells.shape[2]
    ]
    taken |= cells[: taken.shape[0], : taken.shape[1], : taken.shape[2]]
    stack.height[xa : xa + sx, za : za + sz] = np.maximum(here, np.floor(top).astype(np.int32))


def foil(stack: Stack, raster_at: tuple[int, int, int], shape: tuple[int, int, int], rng: np.random.Generator) -> None:
    """Metal foil around an object: a thin aluminium skin one voxel outside its box."""
    metal = draw_material("aluminium", rng).scaled(rng.uniform(0.02, 0.15))
    slices = [slice(max(0, a - 1), a + n + 1) for a, n in zip(raster_at, shape, strict=True)]
    view_kn, view_pe = stack.kn[tuple(slices)], stack.pe[tuple(slices)]
    for axis in range(3):
        for end in (0, -1):
            index = [slice(None)] * 3
            index[axis] = end
            view_kn[tuple(index)] += metal.kn
            view_pe[tuple(index)] += metal.pe


def pack_bag(kind: str, spacing: Spacing, rng: np.random.Generator, plan: BagPlan | None = None) -> Bag:
    """Pack a bag of a kind (see plan_bag) on a grid of `spacing` (y, x, z) mm."""
    plan = plan or plan_bag(kind, rng)
    luggage = draw_luggage(spacing, rng)
    stack = luggage.stack
    queue: list[tuple[Item, tuple[int, str] | None]] = []
    for _ in range(plan.objects):
        queue.append((HOUSEHOLD[weighted(HOUSEHOLD, rng)][0](rng), None))
    for _ in range(plan.lookalikes):
        queue.append((LOOKALIKES[weighted(LOOKALIKES, rng)][0](rng), None))
    order = list(rng.permutation(len(queue)))
    queue = [queue[i] for i in order]
    room = max(1, min(len(queue), int(len(queue) * 0.3)))
    for group, name in plan.wildlife:
        queue.insert(int(rng.integers(0, room)), (make_item(group, name, rng), (group, name)))

    placed: list[Placed] = []
    clutter: list[str] = []
    misses = 0
    voxel_cm3 = float(np.prod(spacing)) / 1000
    x0, x1, z0, z1 = luggage.region
    room_mm = tuple(n * s for n, s in zip((luggage.ceiling - stack.floor, x1 - x0, z1 - z0), spacing, strict=True))
    sheets = rng.uniform(0.0, 0.15)
    for item, wild in queue:
        if misses > 60 and wild is None:
            break
        if rng.random() < sheets:
            drape(stack, luggage.region, luggage.ceiling, spacing, rng)
        number = len(placed) + 1 if wild else 0
        at, raster = None, None
        for attempt in range(6 if wild else 1):
            if attempt:
                item = make_item(*wild, rng)
            raster = item_raster(item, spacing, rng, room_mm)
            if raster is not None:
                at = stack.drop(raster, luggage.region, luggage.ceiling, 120, rng, number)
            if at is not None:
                break
        if at is None or raster is None:
            misses += 1
            continue
        if wild is None:
            clutter.append(item.kind)
            continue
        volume = float(raster.wild.sum()) * voxel_cm3
        mass = float(raster.rho.sum()) * voxel_cm3
        placed.append(Placed(number, item.label, item.kind, item.material, volume, mass, item.diameter_mm, item.count))
        if rng.random() < 0.08:
            foil(stack, at, raster.cover.shape, rng)
    for _ in range(int(rng.integers(0, 5))):
        drape(stack, luggage.region, luggage.ceiling, spacing, rng)
    paint_belt(stack, spacing, rng)
    wild_id = np.where(stack.wild_share >= 0.35, stack.wild_id, BACKGROUND).astype(np.uint8)
    return Bag(stack.kn, stack.pe, wild_id, spacing, placed, clutter, luggage.kind)
