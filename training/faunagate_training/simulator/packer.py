"""Packs objects into a piece of luggage: where they come to lie, what they are hidden in, who owns what."""

from dataclasses import dataclass, replace

import numpy as np

from .cloth import packed_cloth, sheet
from .family import Family
from .items import Item, Raster, Solid
from .luggage import SHELL_NUMBER, Luggage, paint_belt
from .occupancy import Room
from .raster import SOLID, Spacing, item_raster, solid_of
from .wrap import wrap

OWNED = 0.35
"""An object owns a voxel of which it fills at least this share, and more than any other object."""

TRIES = 120
"""Places looked at for an object."""


@dataclass(frozen=True)
class ObjectRecord:
    """What a voxel's number stands for. Wildlife objects have the lowest numbers, from 1.

    `label` is the wildlife class, or 0; `concealment` what hides the object ("none", "foil", "tin", ...);
    `mimics` the class that a look-alike is taken for, or 0. Volume and mass are those before anything
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


@dataclass
class Made:
    """An object that was drawn and painted but has no place yet, with what is wound round it."""

    family: Family
    item: Item
    raster: Raster
    skin: Raster | None = None
    concealment: str = "none"

    @property
    def solid(self) -> np.ndarray:
        solid = solid_of(self.raster)
        return solid if self.skin is None else solid | (self.skin.cover > SOLID)


class Packer:
    """A bag while it is being packed."""

    def __init__(self, luggage: Luggage, spacing: Spacing, rng: np.random.Generator):
        self.luggage, self.spacing, self.rng = luggage, spacing, rng
        self.voxel_cm3 = float(np.prod(spacing)) / 1000
        self.stack, self.room = luggage.stack, Room(luggage.inside)
        self.objects: list[ObjectRecord] = []
        self.note(luggage.kind, "luggage", luggage.shell)
        self.room_mm = self.size_mm(self.room)

    def size_mm(self, room: Room) -> tuple[float, ...]:
        return tuple((h - lo) * s for lo, h, s in zip(room.low, room.high, self.spacing, strict=True))

    def note(self, kind: str, family: str, raster: Raster, item: Item | None = None, **more) -> int:
        """Enter an object; its number."""
        volume, mass = (float(v.sum()) * self.voxel_cm3 for v in (raster.own, raster.rho))
        diameter, count = (item.diameter_mm, item.count) if item else (0.0, 1)
        number = len(self.objects) + SHELL_NUMBER
        about = (raster.label, raster.material, volume, mass, diameter, count)
        self.objects.append(ObjectRecord(number, kind, family, *about, **more))
        return number

    def make(self, family: Family, room: Room, wrapping: str = "") -> Made | None:
        """Draw an object that may fit a room, wound in a wrapping of that name if one is given."""
        item = family.make(self.rng)
        raster = item_raster(item, self.spacing, self.rng, self.size_mm(room))
        if raster is None or not (raster.cover > SOLID).any():
            return None
        if not wrapping:
            return Made(family, item, raster)
        raster, skin = wrap(raster, wrapping, self.spacing, self.rng)
        return Made(family, item, raster, skin, wrapping)

    def lay(self, made: Made, room: Room, offset: tuple[int, int, int] = (0, 0, 0), tries: int = TRIES):
        """Let an object come to rest in a room whose corner is at `offset`; its corner there, or None."""
        solid = made.solid
        at = room.rest(solid, tries, self.rng)
        if at is None:
            return None
        room.mark(solid, at)
        corner = tuple(a + o for a, o in zip(at, offset, strict=True))
        self.enter(made, corner)
        return corner

    def enter(self, made: Made, corner: tuple[int, int, int]) -> None:
        """Paint an object at its place and note it, its mount and its wrapping."""
        raster = made.raster
        more = {"concealment": made.concealment, "mimics": made.family.mimics}
        number = self.note(made.item.kind, made.family.name, raster, made.item, **more)
        mount = 0
        if raster.label and float(raster.rest.sum()) > 2:
            rest = Raster(raster.kn, raster.pe, raster.rest, raster.wild, raster.rest, 0, "")
            mount = self.note("mount", made.family.name, rest)
        self.stack.paste(raster, corner, number, mount)
        if made.skin is not None:
            skin = self.note("wrapping", made.concealment, made.skin)
            self.stack.paste(made.skin, corner, skin)

    def put(self, family: Family, wrapping: str = "") -> bool:
        """Draw an object and let it come to rest in the bag; False where it finds no room."""
        made = self.make(family, self.room, wrapping)
        return made is not None and self.lay(made, self.room) is not None

    def nest(self, container: Family, contents: list[Family], name: str, must_fit: bool) -> bool:
        """Put a container with things in it as far as there is room; then its filling is poured round them.

        False (and nothing is packed) where the container finds no room, or the first thing if it `must_fit`.
        """
        outer = self.make(container, self.room)
        if outer is None or outer.raster.hollow is None or not outer.raster.hollow.any():
            return False
        inside = Room(outer.raster.hollow)
        first = self.make(contents[0], inside)
        if must_fit and (first is None or inside.rest(first.solid, 12, self.rng) is None):
            return False
        corner = self.lay(outer, self.room)
        if corner is None:
            return False
        for made in (first, *(self.make(family, inside) for family in contents[1:])):
            if made is not None:
                made.concealment = name
                self.lay(made, inside, corner, 24)
        if isinstance(outer.item, Solid) and outer.item.fill is not None:
            self.pour(outer, inside, corner)
        return True

    def pour(self, outer: Made, inside: Room, corner: tuple[int, int, int]) -> None:
        """Fill what is free in a container, up to a random level."""
        free = outer.raster.hollow & ~inside.occupied
        level = int(inside.low[0] + (inside.high[0] - inside.low[0]) * self.rng.uniform(0.3, 1.0))
        free[level:] = False
        share = free.astype(np.float32)
        material = outer.item.fill
        raster = Raster(share * material.kn, share * material.pe, share, share * 0, share * material.density)
        raster.material = material.name
        where = tuple(slice(c, c + n) for c, n in zip(corner, share.shape, strict=True))
        self.stack.add(where, share, share, material, self.note("filling", "filling", raster))

    def put_behind(self, family: Family, plate: Family) -> bool:
        """Let an object come to rest in the bag and a metal plate on top of it."""
        made = self.make(family, self.room)
        if made is None:
            return False
        made.concealment = "metal"
        corner = self.lay(made, self.room)
        if corner is None:
            return False
        over = self.make(plate, self.room)
        if over is not None:
            solid = over.solid
            x, z = (c + (n - m) // 2 for c, n, m in zip(corner[1:], made.solid.shape[1:], solid.shape[1:], strict=True))
            at = self.room.fall(solid, x, z)
            if at is not None:
                self.room.mark(solid, at)
                self.enter(over, at)
        return True

    def drape(self) -> None:
        """Lay a garment over what is there."""
        room = self.room
        box = (slice(room.low[1], room.high[1]), slice(room.low[2], room.high[2]))
        free = ~room.occupied[:, box[0], box[1]]
        laid = sheet(room.tops[box], free, self.spacing, self.rng)
        if laid is None:
            return
        (rows, xs, zs), share, dense = laid
        where = (rows, *(slice(s.start + o.start, s.stop + o.start) for s, o in zip((xs, zs), box, strict=True)))
        cloth = packed_cloth(self.rng)
        raster = Raster(share, share, share, share, dense * cloth.density, 0, cloth.name)
        self.stack.add(where, share, dense, cloth, self.note("garment", "garment.sheet", raster))
        self.room.mark(share > 0.5, (where[0].start, where[1].start, where[2].start))

    def finish(self) -> Bag:
        """The bag on its belt, its objects numbered anew with wildlife first."""
        number = len(self.objects) + SHELL_NUMBER
        self.note("belt", "belt", paint_belt(self.luggage, self.spacing, number, self.rng))
        order = sorted(self.objects, key=lambda o: (o.label == 0, o.number))
        renumber = np.zeros(len(order) + 1, np.uint16)
        for number, item in enumerate(order, 1):
            renumber[item.number] = number
        owner = renumber[np.where(self.stack.owner_share >= OWNED, self.stack.owner, 0)]
        objects = [replace(item, number=number) for number, item in enumerate(order, 1)]
        return Bag(self.stack.kn, self.stack.pe, owner, self.spacing, objects, self.luggage.kind)
