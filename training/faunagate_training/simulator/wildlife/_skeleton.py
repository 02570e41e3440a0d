"""Bones that most vertebrates share: columns, ribs, limbs with joints, jaws with teeth; and lines they follow."""

import numpy as np

from ._body import Body, frame_of
from ._soup import Soup


def resample(points: np.ndarray, n: int) -> np.ndarray:
    """n points evenly along a polyline [m, 3]."""
    points = np.asarray(points, float)
    s = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(points, axis=0), axis=1))])
    at = np.linspace(0, s[-1], n)
    return np.stack([np.interp(at, s, points[:, j]) for j in range(3)], 1)


def heading_line(length: float, turns: np.ndarray, n: int = 40) -> np.ndarray:
    """Points [n, 3] in the plane y = 0 of a line whose heading (rad) runs through `turns` evenly."""
    heading = np.interp(np.linspace(0, 1, n), np.linspace(0, 1, len(turns)), turns)
    step = np.stack([np.cos(heading), np.zeros(n), np.sin(heading)], 1) * (length / (n - 1))
    return np.vstack([np.zeros(3), np.cumsum(step[:-1], axis=0)])


def column(soup: Soup, points: np.ndarray, radii: np.ndarray | float, n: int, style: str, up=(0.0, 1.0, 0.0)) -> None:
    """A backbone of n vertebrae along points: 'chain' (beaded), 'discs' (bodies apart), 'spines' (with processes)."""
    p = resample(points, n)
    radii = np.broadcast_to(radii, len(points))
    r = np.interp(np.linspace(0, 1, n), np.linspace(0, 1, len(points)), radii)
    steps = np.gradient(p, axis=0)
    if style == "chain":
        for k in range(n - 1):
            middle = (p[k] + p[k + 1]) / 2
            soup.rod(p[k], middle, r[k], r[k] * 0.6).rod(middle, p[k + 1], r[k] * 0.6, r[k + 1])
        return
    for k in range(n):
        frame = frame_of(steps[k], up)
        long = np.linalg.norm(steps[k])
        soup.ball(p[k], (long * 0.42, r[k], r[k]), frame)
        if style == "spines" or k % 2 == 0:
            soup.rod(p[k], p[k] + frame[:, 1] * r[k] * (2.4 if style == "spines" else 1.7), r[k] * 0.4, r[k] * 0.25)
        if style == "spines":
            side = frame[:, 2] * r[k] * 1.8
            soup.rod(p[k] - side, p[k] + side, r[k] * 0.3)


def ribs(
    soup: Soup,
    top: np.ndarray,
    half_width: np.ndarray | float,
    depth: np.ndarray | float,
    radius: float,
    lean: np.ndarray | None = None,
    closed: float = 0.85,
    up=(0.0, 1.0, 0.0),
    segments: int = 5,
) -> None:
    """Pairs of ribs at each point of `top` [n, 3]: arcs of the given half width and depth (mm) below it.

    `closed`: how far around they go (1: to the breastbone); `lean` [3]: how their lower ends drift.
    """
    half_width, depth = (np.broadcast_to(v, len(top)) for v in (half_width, depth))
    steps = np.gradient(top, axis=0)
    lean = np.zeros(3) if lean is None else lean
    for p, w, d, step in zip(top, half_width, depth, steps, strict=True):
        frame = frame_of(step, up)
        a = np.linspace(0.0, np.pi * closed, segments + 1)
        for sign in (-1, 1):
            arc = p + np.outer(np.sin(a) * w * sign, frame[:, 2]) - np.outer((1 - np.cos(a)) / 2 * d, frame[:, 1])
            arc += np.outer((1 - np.cos(a)) / 2, lean)
            soup.chain(arc, radius)


def long_bone(soup: Soup, a: np.ndarray, b: np.ndarray, radius: float, knobs: bool = True) -> None:
    """A shaft with thicker ends."""
    a, b = np.asarray(a, float), np.asarray(b, float)
    soup.rod(a, b, radius)
    if knobs:
        end = (b - a) * 0.12
        soup.rod(a, a + end, radius * 1.7, radius).rod(b, b - end, radius * 1.6, radius)


def limb(
    body: Body,
    path: np.ndarray,
    flesh: np.ndarray | tuple[float, ...],
    bone: float,
    rng: np.random.Generator,
    toes: int = 0,
    toe_length: float = 0.0,
    knobs: bool = True,
) -> None:
    """A leg along path [n, 3] with flesh radii [n] and bones between the joints; toes fan out at its end."""
    path = np.asarray(path, float)
    body.limb(path, flesh)
    for k in range(len(path) - 1):
        thin = bone * (1 - 0.18 * k)
        if k == 1:
            side = np.cross(path[2] - path[1], [0.3, 1, 0.2])
            side = side / (np.linalg.norm(side) + 1e-9) * thin * 1.3
            long_bone(body.bones, path[1] + side, path[2] + side, thin * 0.7, False)
            long_bone(body.bones, path[1] - side, path[2] - side, thin * 0.75, knobs)
        else:
            long_bone(body.bones, path[k], path[k + 1], thin, knobs)
    forward = path[-1] - path[-2]
    forward /= np.linalg.norm(forward) + 1e-9
    fan = np.cross(forward, [0.1, 1.0, 0.1])
    fan /= np.linalg.norm(fan) + 1e-9
    for a in np.linspace(-0.7, 0.7, toes):
        tip = path[-1] + (forward * np.cos(a) + fan * np.sin(a)) * toe_length * rng.uniform(0.75, 1.1)
        body.limb(np.stack([path[-1], tip]), np.array([0.6, 0.35]) * flesh[-1])
        body.bones.rod(path[-1], tip, bone * 0.35, bone * 0.2)


def jaws(
    body: Body,
    back: np.ndarray,
    tip: np.ndarray,
    width: float,
    radius: float,
    gape: float = 0.0,
    teeth: int = 0,
    up=(0.0, 1.0, 0.0),
) -> None:
    """Lower and upper jaw from the corner `back` to the snout `tip`, as bows `width` mm apart at the back."""
    back, tip = np.asarray(back, float), np.asarray(tip, float)
    frame = frame_of(tip - back, up)
    long = np.linalg.norm(tip - back)
    for drop, r in ((0.0, radius * 1.15), (gape + 0.16 * long, radius)):
        front = tip - frame[:, 1] * drop
        rear = back - frame[:, 1] * drop * 0.55
        for sign in (-1, 1):
            bow = np.stack(
                [rear + frame[:, 2] * width * sign, (rear + front) / 2 + frame[:, 2] * width * 0.7 * sign, front]
            )
            body.bones.chain(bow, (r, r, r * 0.8))
            for t in np.linspace(0.3, 0.95, teeth):
                root = bow[1] + (bow[2] - bow[1]) * (t * 2 - 1) if t > 0.5 else bow[0] + (bow[1] - bow[0]) * 2 * t
                down = frame[:, 1] * r * (1.6 if drop else -1.6)
                body.bones.rod(root, root + down, r * 0.35, r * 0.15)
