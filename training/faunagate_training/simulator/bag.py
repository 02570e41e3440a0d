"""Packs one bag: shell, layers of clothes, things that settle on one another, wildlife among them."""

from dataclasses import dataclass, replace

import numpy as np
from scipy.ndimage import gaussian_filter, maximum_filter, zoom

from ..classes import IVORY
from .family import Family, draw_family
from .items import Item, Raster
from .luggage import SHELL_NUMBER, draw_luggage, paint_belt
from .materials import draw_material
from .registry import HOUSEHOLD, LOOKALIKES, WILDLIFE, draw_of_kind, usable
from .stack import Spacing, Stack, item_raster, pooled

IVORY_WEIGHT = 1.5
"""Ivory is drawn this much more often than each of the other classes."""

OWNED = 0.35
"""An object owns a voxel of which it fills at least this share, and more than any other object."""


@dataclass(frozen=True)
class BagPlan:
    """What is asked for: wildlife by (class, kind), how many look-alikes and how many household objects."""

    wildlife: tuple[tuple[int, str], ...]
    lookalikes: int
    objects: int


@dataclass(frozen=True)
class ObjectRecord:
    """What a voxel's number stands for. Wildlife objects have the lowest numbers, from 1.

    `label` is the wildlife class, or 0; `concealment` what hides the object ("none", "foil", ...);
    `mimics` the class that a look-alike looks like, or 0. Volume and mass are those before anything
    that lies on or in it took its place.
    """

    number: int
    kind: str
    family: str
    label: int
    material: str
    volume_cm3: float
    mass_g: float
    diameter_mm: float = 0.0
    count: int = 1
    concealment: str = "none"
    mimics: int = 0


@dataclass
class Bag:
    """Voxels [ny, nx, nz] with y upwards, coefficients in 1/cm; spacing (y, x, z) in mm.

    `owner` holds the `number` of the object that fills each voxel, 0 for air.
    """

    kn: np.ndarray
    pe: np.ndarray
    owner: np.ndarray
    spacing: Spacing
    objects: list[ObjectRecord]
    luggage: str


def plan_bag(kind: str, split: str, rng: np.random.Generator) -> BagPlan:
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
    labels = list(WILDLIFE)
    weights = np.array([IVORY_WEIGHT if label == IVORY else 1.0 for label in labels])
    for _ in range(n):
        label = labels[int(rng.choice(len(labels), p=weights / weights.sum()))]
        wild.append((label, draw_family(usable(WILDLIFE[label], split), rng).kind))
    if kind == "everyday":
        lookalikes = int(rng.integers(1, 4)) if rng.random() < 0.05 else 0
    elif kind == "hard":
        lookalikes = int(rng.integers(2, 6))
    elif kind == "wild":
        lookalikes = int(rng.integers(0, 3))
    else:
        lookalikes = int(rng.integers(0, 8))
    return BagPlan(tuple(wild), lookalikes, int(rng.integers(25, 100)))


def drape(
    stack: Stack,
    region: tuple[int, int, int, int],
    ceiling: int,
    spacing: Spacing,
    number: int,
    rng: np.random.Generator,
) -> ObjectRecord | None:
    """Lay a folded piece of clothing over what is there: it fills hollows and follows the relief.

    None where there is no room for it.
    """
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
        return None
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
    stack.claim(where, share, number)
    cells = pooled(share > 0.5)
    taken = stack.taken[
        low // 2 : low // 2 + cells.shape[0], xa // 2 : xa // 2 + cells.shape[1], za // 2 : za // 2 + cells.shape[2]
    ]
    taken |= cells[: taken.shape[0], : taken.shape[1], : taken.shape[2]]
    stack.height[xa : xa + sx, za : za + sz] = np.maximum(here, np.floor(top).astype(np.int32))
    voxel_cm3 = float(np.prod(spacing)) / 1000
    mass = float(dense.sum()) * cloth.density * voxel_cm3
    return ObjectRecord(number, "garment", "garment.sheet", 0, "cloth", float(share.sum()) * voxel_cm3, mass)


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


class Packer:
    """A bag while it is being packed."""

    def __init__(self, spacing: Spacing, rng: np.random.Generator):
        self.spacing, self.rng = spacing, rng
        self.voxel_cm3 = float(np.prod(spacing)) / 1000
        self.luggage = draw_luggage(spacing, rng)
        self.stack = self.luggage.stack
        self.objects = [self.record(SHELL_NUMBER, self.luggage.kind, "luggage", self.luggage.shell)]
        x0, x1, z0, z1 = self.luggage.region
        counts = (self.luggage.ceiling - self.stack.floor, x1 - x0, z1 - z0)
        self.room_mm = tuple(n * s for n, s in zip(counts, spacing, strict=True))

    @property
    def next_number(self) -> int:
        return len(self.objects) + 1

    def record(self, number: int, kind: str, family: str, raster: Raster, item: Item | None = None) -> ObjectRecord:
        volume, mass = (float(v.sum()) * self.voxel_cm3 for v in (raster.own, raster.rho))
        diameter, count = (item.diameter_mm, item.count) if item else (0.0, 1)
        return ObjectRecord(number, kind, family, raster.label, raster.material, volume, mass, diameter, count)

    def drape(self) -> None:
        region, ceiling = self.luggage.region, self.luggage.ceiling
        sheet = drape(self.stack, region, ceiling, self.spacing, self.next_number, self.rng)
        if sheet:
            self.objects.append(sheet)

    def put(self, family: Family) -> bool:
        """Make an object and let it come to rest; False where it finds no room."""
        item = family.make(self.rng)
        raster = item_raster(item, self.spacing, self.rng, self.room_mm)
        if raster is None:
            return False
        at = self.stack.drop(raster, self.luggage.region, self.luggage.ceiling, 120, self.rng, self.next_number)
        if at is None:
            return False
        record = self.record(self.next_number, item.kind, family.name, raster, item)
        if raster.label and self.rng.random() < 0.08:
            foil(self.stack, at, raster.cover.shape, self.rng)
            record = replace(record, concealment="foil")
        self.objects.append(replace(record, mimics=getattr(family, "mimics", 0)))
        return True

    def belt(self) -> None:
        material, voxels, mass = paint_belt(self.stack, self.spacing, self.next_number, self.rng)
        volume, mass = voxels * self.voxel_cm3, mass * self.voxel_cm3
        self.objects.append(ObjectRecord(self.next_number, "belt", "belt", 0, material, volume, mass))

    def finish(self) -> Bag:
        """The bag, its objects numbered anew with wildlife first."""
        order = sorted(self.objects, key=lambda o: (o.label == 0, o.number))
        renumber = np.zeros(len(order) + 1, np.uint16)
        for number, item in enumerate(order, 1):
            renumber[item.number] = number
        owner = renumber[np.where(self.stack.owner_share >= OWNED, self.stack.owner, 0)]
        objects = [replace(item, number=number) for number, item in enumerate(order, 1)]
        return Bag(self.stack.kn, self.stack.pe, owner, self.spacing, objects, self.luggage.kind)


def pack_bag(kind: str, split: str, spacing: Spacing, rng: np.random.Generator, plan: BagPlan | None = None) -> Bag:
    """Pack a bag of a kind (see plan_bag) of a split on a grid of `spacing` (y, x, z) mm."""
    plan = plan or plan_bag(kind, split, rng)
    packer = Packer(spacing, rng)
    household, lookalikes = usable(HOUSEHOLD, split), usable(LOOKALIKES, split)
    queue = [(draw_family(household, rng), False) for _ in range(plan.objects)]
    queue += [(draw_family(lookalikes, rng), False) for _ in range(plan.lookalikes)]
    queue = [queue[i] for i in rng.permutation(len(queue))]
    room = max(1, int(len(queue) * 0.3))
    for label, name in plan.wildlife:
        family = draw_of_kind(usable(WILDLIFE[label], split), name, rng)
        queue.insert(int(rng.integers(0, room)), (family, True))
    misses = 0
    sheets = rng.uniform(0.0, 0.15)
    for family, wanted in queue:
        if misses > 60 and not wanted:
            break
        if rng.random() < sheets:
            packer.drape()
        if not any(packer.put(family) for _ in range(6 if wanted else 1)):
            misses += 1
    for _ in range(int(rng.integers(0, 5))):
        packer.drape()
    packer.belt()
    return packer.finish()
