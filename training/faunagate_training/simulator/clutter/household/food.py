"""Food: fruit, nuts, bread, chocolate, sausage, fish, cheese, biscuits, rice, eggs of chocolate."""

import numpy as np

from ...assembly import assemble, at, ball, brick, families, rod
from ...forms import spine
from ...items import Content, Item, Pile
from ...materials import draw_material, draw_one_of
from ...shapes import box, common, cylinder, ellipsoid, plane, rough, torus, tube_along, wall
from ...shapes_noise import bent, metaballs, noisy
from ...shapes_section import blob, extrude, lathe, regular, smooth_curve, sweep


def cut_of(content: str, rng: np.random.Generator):
    return draw_material(content, rng)


def apple(rng: np.random.Generator) -> Item:
    r = rng.uniform(18, 48)
    shape = rough(ellipsoid(r, r * rng.uniform(0.8, 1.15), r), r * 0.04, r, rng)
    parts = [at(shape, (r * 1.1, r * 1.25, r * 1.1), cut_of("fruit", rng))]
    if rng.random() < 0.5:
        parts.append(
            at(ellipsoid(r * 0.25, r * 0.4, r * 0.25), (r, r, r), draw_one_of(("nut shell", "hard wood", "lung"), rng))
        )
    return assemble("fruit", parts, "any")


def banana(rng: np.random.Generator) -> Item:
    points, r = spine(rng.uniform(120, 190), rng.uniform(0.8, 1.4), 0), rng.uniform(12, 19)
    radii = r * np.interp(np.linspace(0, 1, len(points)), [0, 0.15, 0.8, 1], [0.4, 1, 0.95, 0.25])
    reach = tuple(float(v) + r for v in np.abs(points).max(axis=0))
    return assemble("fruit", [at(tube_along(points, radii), reach, cut_of("fruit", rng))])


def pear(rng: np.random.Generator) -> Item:
    r = rng.uniform(22, 40)
    y = np.linspace(-1.1, 1.5, 24) * r
    wide = r * np.interp(y / r, [-1.1, -0.7, 0, 0.7, 1.2, 1.5], [0.1, 0.85, 1, rng.uniform(0.5, 0.8), 0.4, 0.05])
    parts = [
        at(lathe(np.vstack([[0, y[0]], np.stack([wide, y], 1), [0, y[-1]]])), (r, r * 1.5, r), cut_of("fruit", rng))
    ]
    parts.append(
        at(
            metaballs(rng.normal(0, r * 0.12, (5, 3)), np.full(5, 3.0)),
            (r * 0.5,) * 3,
            draw_one_of(("nut shell", "wood"), rng),
        )
    )
    return assemble("fruit", parts, "any")


def peppers(rng: np.random.Generator) -> Item:
    """Hollow or lobed fruit: pepper, pumpkin, pineapple-like."""
    r, h = rng.uniform(25, 55), rng.uniform(30, 70)
    y = np.linspace(-h, h, 24)
    wide = r * np.sqrt(np.maximum(1 - (y / h) ** 4, 0.0))
    hull = lathe(np.vstack([[0, -h], np.stack([wide, y], 1), [0, h]]), int(rng.integers(3, 9)), 0.08)
    flesh = at(wall(hull, rng.uniform(5, 14)), (r * 1.1, h, r * 1.1), cut_of("fruit", rng))
    return assemble("fruit", [flesh], "any")


def nuts(rng: np.random.Generator) -> Item:
    r, members = rng.uniform(6, 15), []
    for _ in range(int(rng.integers(20, 50))):
        a = r * rng.uniform(0.85, 1.15, 3)
        shell = at(wall(ellipsoid(*a), rng.uniform(0.8, 1.6)), tuple(a), draw_material("nut shell", rng))
        kernel = at(ellipsoid(*(a * 0.75)), tuple(a), draw_one_of(("grain", "fruit"), rng))
        members.append(assemble("nut", [kernel, shell], "any"))
    side = r * rng.uniform(6, 9)
    return Pile("nuts", tuple(members), (side, side, side), draw_material("polyethylene", rng))


def peanuts(rng: np.random.Generator) -> Item:
    """Nuts of two or three lobes, almonds, pistachios: bent metaballs and turned drops."""
    r, members = rng.uniform(4, 8), []
    for _ in range(int(rng.integers(20, 50))):
        if rng.random() < 0.5:
            centres = np.array([[-r * 0.9, 0, 0], [r * 0.9, rng.normal(0, r * 0.2), 0]])
            shape, reach = metaballs(centres, np.full(2, r)), (r * 2.3, r * 1.4, r * 1.4)
        else:
            line = np.array([[0, -1.6], [0.8, -0.9], [1, -0.2], [0.5, 0.9], [0, 1.6]]) * r
            shape, reach = lathe(line, cells=48), (r, r * 1.6, r)
        members.append(assemble("nut", [at(shape, reach, draw_one_of(("nut shell", "grain", "fruit"), rng))], "any"))
    side = r * rng.uniform(8, 12)
    return Pile("nuts", tuple(members), (side, side, side), draw_material("polyethylene", rng))


def loaf(rng: np.random.Generator) -> Item:
    a, b, c = rng.uniform(30, 50), rng.uniform(25, 45), rng.uniform(60, 110)
    crust, crumb = draw_material("bread", rng).scaled(1.7), draw_material("bread", rng)
    shape = rough(box(a, b, c, 20), 2, 40, rng)
    reach = (a + 4, b + 4, c + 4)
    return assemble("bread", [at(shape, reach, crust), at(lambda x, y, z: shape(x, y, z) + 3, reach, crumb)])


def rolls(rng: np.random.Generator) -> Item:
    """Round bread, rings, plaits."""
    r = rng.uniform(28, 65)
    crumb = draw_material("bread", rng)
    if rng.random() < 0.4:
        shape, reach = torus(r, r * 0.35, r * 0.3), (r * 1.4, r * 0.35, r * 1.4)
    else:
        line = np.array([[0, -0.5], [0.9, -0.5], [1, -0.2], [0.7, 0.35], [0, 0.6]]) * r
        shape, reach = noisy(lathe(line), 2, 30, 2, rng), (r + 4, r * 0.6 + 4, r + 4)
    return assemble(
        "bread", [at(shape, reach, crumb.scaled(1.6)), at(lambda x, y, z: shape(x, y, z) + 3, reach, crumb)], "flat"
    )


def chocolate_bar(rng: np.random.Generator) -> Item:
    a, t, c, k = rng.uniform(20, 50), rng.uniform(3, 8), rng.uniform(45, 95), np.float32(rng.uniform(14, 24))

    def tablet(x, y, z):
        groove = np.minimum(np.abs((x % k) - k / 2), np.abs((z % k) - k / 2)) < 1.5
        return np.maximum(box(a, t, c)(x, y, z), y - t + 3 * groove)

    wrap = at(
        wall(box(a + 1, t + 1, c + 1), 0.3), (a + 1, t + 1, c + 1), draw_one_of(("aluminium", "paper"), rng).scaled(0.4)
    )
    return assemble("chocolate", [at(tablet, (a, t, c), draw_material("chocolate", rng)), wrap])


def pralines(rng: np.random.Generator) -> Item:
    """A box of turned or moulded sweets in a tray."""
    n, m, r = int(rng.integers(2, 6)), int(rng.integers(2, 6)), rng.uniform(9, 14)
    parts = [
        at(wall(box(n * r + 4, r + 3, m * r + 4), 1.5), (n * r + 4, r + 3, m * r + 4), draw_material("cardboard", rng))
    ]
    mould = lathe(
        np.array([[0, -0.7], [0.9, -0.7], [0.8, 0.2], [0.4, 0.7], [0, 0.7]]) * r,
        int(rng.choice([0, 5, 8])),
        0.06,
        cells=48,
    )
    for i in range(n):
        for j in range(m):
            where = ((2 * i - n + 1) * r, -1.0, (2 * j - m + 1) * r)
            parts.append(
                at(mould, (r * 0.95, r * 0.7, r * 0.95), draw_one_of(("chocolate", "chocolate", "sugar"), rng), where)
            )
    return assemble("chocolate", parts)


def sausage(rng: np.random.Generator) -> Item:
    points, r = spine(rng.uniform(90, 220), rng.uniform(0, 2.5), 0.2), rng.uniform(10, 26)
    reach = tuple(float(v) + r for v in np.abs(points).max(axis=0))
    speck = rng.standard_normal(3).astype(np.float32)
    fat = lambda x, y, z: 1 + 0.06 * np.sin(speck[0] * x * 2) * np.sin(speck[1] * y * 2 + 1) * np.sin(speck[2] * z * 2)  # noqa: E731
    return assemble(
        "sausage", [at(tube_along(points, np.full(len(points), r)), reach, draw_material("meat", rng), texture=fat)]
    )


def ham(rng: np.random.Generator) -> Item:
    """A boneless piece of meat or a string of sausages, swept with a changing section."""
    n = int(rng.integers(3, 6))
    points = np.cumsum(rng.normal(0, 18, (n, 3)) + [38, 0, 0], axis=0)
    points -= (points.max(axis=0) + points.min(axis=0)) / 2
    r = rng.uniform(16, 32)
    reach = tuple(float(v) + r * 1.6 + 10 for v in np.abs(points).max(axis=0))
    shape = noisy(sweep(blob(r, 0.1, 4, rng), points, rng.uniform(0.6, 1.2, 6)), 1.2, 20, 2, rng)
    return assemble("sausage", [at(shape, reach, draw_material("meat", rng))])


def cheese(rng: np.random.Generator) -> Item:
    r, h = rng.uniform(35, 80), rng.uniform(14, 35)
    wedge = common(cylinder(r, h), plane(0, 0, 1, 0), plane(np.sin(0.9), 0, -np.cos(0.9), r * 0.1))
    return assemble("cheese", [at(wedge, (r, h, r), draw_one_of(("soap", "fat", "cream"), rng).scaled(1.05))])


def holed_cheese(rng: np.random.Generator) -> Item:
    a, h, c = rng.uniform(30, 60), rng.uniform(14, 35), rng.uniform(40, 75)
    block = extrude(np.array([[-a, -c], [a, -c], [a * 0.8, c], [-a, c]]), h, 5)
    parts = [at(block, (a, h, c), draw_one_of(("fat", "cream"), rng).scaled(1.08))]
    air = draw_material("foam", rng).scaled(0.02)
    parts += [
        ball(rng.uniform(3, 8), air, tuple(rng.uniform(-0.7, 0.7, 3) * [a, h, c]))
        for _ in range(int(rng.integers(3, 12)))
    ]
    return assemble("cheese", parts)


def biscuits(rng: np.random.Generator) -> Item:
    r, n, t = rng.uniform(18, 35), int(rng.integers(5, 16)), rng.uniform(2.5, 5)
    parts = []
    for i in range(n):
        parts.append(
            rod(
                r,
                t * 0.85,
                draw_one_of(("grain", "bread", "chips"), rng),
                (float(rng.normal(0, 0.6)), (2 * i - n + 1) * t, 0.0),
            )
        )
    film = at(wall(cylinder(r + 1.5, n * t + 2), 0.3), (r + 2, n * t + 2, r + 2), draw_material("polypropylene", rng))
    return assemble("biscuits", [*parts, film])


def crackers(rng: np.random.Generator) -> Item:
    """Square, wavy or heart-shaped, on edge in a box."""
    a, n, t = rng.uniform(18, 32), int(rng.integers(6, 16)), rng.uniform(1.8, 4)
    cut = extrude(blob(a, 0.12, 5, rng) if rng.random() < 0.5 else regular(40, a, 6.0), t * 0.8)
    parts = [
        at(cut, (a * 1.3, t, a * 1.3), draw_one_of(("grain", "bread"), rng), (0.0, (2 * i - n + 1) * t * 1.05, 0.0))
        for i in range(n)
    ]
    h = n * t * 1.1 + 2
    parts.append(
        at(wall(box(a * 1.35, h, a * 1.35), 0.8), (a * 1.35, h, a * 1.35), draw_material("cardboard", rng).scaled(1.5))
    )
    return assemble("biscuits", parts)


def rice_bag(rng: np.random.Generator) -> Item:
    a, b, c = rng.uniform(30, 75), rng.uniform(14, 36), rng.uniform(45, 110)
    shape = rough(ellipsoid(a, b, c), 3, 40, rng)
    grains = draw_one_of(("grain", "sugar", "salt", "powder", "grain"), rng)
    parts = [at(shape, (a + 4, b + 4, c + 4), draw_one_of(("polyethylene", "paper", "cloth"), rng).scaled(0.8))]
    inner = Content(lambda x, y, z: shape(x, y, z) + 0.5, grains, rng.uniform(0.8, 1.0))
    return assemble("bag of grain", parts, "flat", contents=(inner,))


def flour_pack(rng: np.random.Generator) -> Item:
    a, b, c = rng.uniform(28, 50), rng.uniform(20, 35), rng.uniform(45, 85)
    shape = extrude(regular(48, 1.0, 6.0) * [a, c], b, 6, (1.0, 0.92))
    parts = [at(shape, (a, b, c), draw_material("paper", rng))]
    inner = Content(
        lambda x, y, z: shape(x, y, z) + 0.6,
        draw_one_of(("powder", "sugar", "grain", "salt"), rng),
        rng.uniform(0.8, 1.0),
    )
    return assemble("bag of grain", parts, contents=(inner,))


def dried_fish(rng: np.random.Generator) -> Item:
    a = rng.uniform(60, 130)
    line = np.array([[-1, 0.02], [-0.8, 0.14], [-0.2, 0.24], [0.5, 0.1], [0.7, 0.06], [1, 0.22]]) * a
    outline = smooth_curve(np.vstack([line, (line * [1, -1])[::-1]]), 48, True)
    flesh, bone = draw_material("meat", rng).scaled(rng.uniform(0.6, 1.0)), draw_material("thin bone", rng).scaled(0.7)
    parts = [at(extrude(outline, a * 0.07, a * 0.05), (a * 1.05, a * 0.07, a * 0.3), flesh)]
    parts.append(
        at(tube_along(np.array([[-a * 0.7, 0, 0], [a * 0.75, 0, 0]]), np.array([1.6, 0.8])), (a * 0.8, 3, 3), bone)
    )
    return assemble("dried fish", parts)


def rolled_fish(rng: np.random.Generator) -> Item:
    a = rng.uniform(60, 120)
    flesh = bent(ellipsoid(a, a * 0.1, a * 0.22), rng.uniform(-0.006, 0.006))
    parts = [
        at(rough(flesh, 1, 12, rng), (a, a * 0.5, a * 0.25), draw_material("meat", rng).scaled(rng.uniform(0.6, 1)))
    ]
    for x in np.linspace(-0.5, 0.6, 9) * a:
        parts.append(brick(0.5, 1.0, a * 0.12, draw_material("thin bone", rng).scaled(0.6), (float(x), 0.0, 0.0)))
    return assemble("dried fish", parts)


def sweets(rng: np.random.Generator) -> Item:
    r, members = rng.uniform(5, 10), []
    for _ in range(int(rng.integers(15, 40))):
        members.append(
            assemble(
                "sweet",
                [brick(r, r * 0.5, r * 0.7, draw_one_of(("sugar", "chocolate", "resin"), rng), round_by=2)],
                "any",
            )
        )
    return Pile("sweets", tuple(members), (r * 6, r * 7, r * 9), draw_material("polyethylene", rng))


def lollies(rng: np.random.Generator) -> Item:
    members = []
    for _ in range(int(rng.integers(5, 16))):
        r = rng.uniform(8, 14)
        sugar = at(
            lathe(np.array([[0, -1], [0.8, -0.6], [1, 0], [0.8, 0.6], [0, 1]]) * r),
            (r, r, r),
            draw_material("sugar", rng).scaled(1.5),
        )
        members.append(
            assemble(
                "lolly", [rod(1.5, 35, draw_one_of(("paper", "polypropylene"), rng), (0.0, -40.0, 0.0)), sugar], "any"
            )
        )
    return Pile("sweets", tuple(members), (60.0, 60.0, 110.0), draw_material("polyethylene", rng))


FAMILIES = (
    *families("fruit", (apple, banana), (pear, peppers), 1.6),
    *families("nuts", (nuts,), (peanuts,), 0.6),
    *families("bread", (loaf,), (rolls,), 0.8),
    *families("chocolate", (chocolate_bar,), (pralines,), 1.0),
    *families("sausage", (sausage,), (ham,), 0.6),
    *families("cheese", (cheese,), (holed_cheese,), 0.6),
    *families("biscuits", (biscuits,), (crackers,), 0.8),
    *families("bag of grain", (rice_bag,), (flour_pack,), 1.2),
    *families("dried fish", (dried_fish,), (rolled_fish,), 0.3),
    *families("sweets", (sweets,), (lollies,), 0.4),
)
