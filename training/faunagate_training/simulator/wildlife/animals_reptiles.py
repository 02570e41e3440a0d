"""Lizards, geckos, iguanas and monitors, young crocodiles: stretched, curled, bound, in socks and tubes."""

from functools import partial

import numpy as np

from ..family import Family
from ..items import Item
from ._body import DRIED, FRESH, Body, animal, frame_of
from ._dress import any_dress, bare, sock, taped, tube
from ._skeleton import column, heading_line, jaws, limb, resample, ribs


def posture(length: float, trunk: float, style: str, girth: float, rng: np.random.Generator) -> np.ndarray:
    """Centre line [40, 3] from snout to tail tip; `trunk` is the share of the length before the tail."""
    sign = rng.choice([-1, 1])
    if style == "straight":
        turns = rng.normal(0, 0.12, 6)
    elif style == "wavy":
        turns = 0.55 * np.sin(np.linspace(0, rng.uniform(5, 9), 9) + rng.uniform(0, 6)) + rng.normal(0, 0.1, 9)
    elif style == "curled":
        turns = np.concatenate([np.linspace(0, 0.9, 5), np.linspace(1.4, rng.uniform(3.6, 6.2), 6)]) * sign
    else:  # folded: the tail turns back along the body
        n = 13
        at = np.linspace(0, 1, n)
        turns = sign * np.pi * 1.02 * (1 / (1 + np.exp(-(at - trunk - 0.1) * 26)))
    points = heading_line(length, turns)
    s = np.linspace(0, 1, len(points))
    if style == "folded":
        points[:, 1] += girth * 1.1 * np.clip((s - trunk) / 0.25, 0, 1)
    if style == "curled":
        points[:, 1] += girth * rng.uniform(0, 0.8) * np.clip((s - 0.75) / 0.25, 0, 1)
    return points


def lizard_body(
    rng: np.random.Generator,
    length: float,
    girth: float,
    trunk: float,
    style: str,
    profile: tuple[tuple[float, float], ...],
    squash: float,
    snout: float,
    legs: float,
    backbone: str,
    bound: bool,
) -> Body:
    """A four-legged reptile. profile: (share of trunk, radius / girth); legs: length over girth."""
    body = Body()
    line = posture(length, trunk, style, girth, rng)
    s = np.linspace(0, 1, len(line))
    at, r = zip(*profile, strict=True)
    tail = np.clip((s - trunk) / (1 - trunk), 0, 1)
    fat_tail = rng.uniform(0.5, 1.0)
    radii = girth * np.where(s < trunk, np.interp(s / trunk, at, r), r[-1] * (1 - tail) ** fat_tail)
    radii = np.maximum(radii, 0.025 * girth + 0.3)
    flat = np.where(s < trunk, squash, 1.0).mean()
    body.limb(line, radii, float(flat))
    n = int(rng.integers(38, 62))
    spine = line + np.array([0, 1, 0]) * (radii * flat * 0.35)[:, None]
    column(body.bones, spine[3:], np.maximum(radii[3:] * 0.13, 0.012 * girth + 0.15), n, backbone)
    chest = resample(spine[(s > trunk * 0.3) & (s < trunk * 0.82)], int(rng.integers(9, 15)))
    wide = girth * 0.8
    ribs(body.bones, chest, wide, wide * 1.15 * flat + girth * 0.2, girth * 0.03, closed=0.7)

    def where(share: float) -> tuple[np.ndarray, np.ndarray, float]:
        k = int(share * trunk * (len(line) - 1))
        return line[k], line[min(k + 2, len(line) - 1)] - line[max(k - 1, 0)], radii[k]

    for share, size in ((rng.uniform(0.33, 0.38), 0.9), (rng.uniform(0.84, 0.9), 1.12)):
        centre, back, radius = where(share)
        frame = frame_of(back)
        for sign in (-1, 1):
            out = frame[:, 2] * sign
            reach = girth * legs * size
            swing = rng.uniform(-0.7, 0.9) if not bound else rng.uniform(1.6, 2.4)
            first = out * np.cos(swing * 0.8) + frame[:, 0] * np.sin(swing * 0.8)
            second = out * np.cos(swing * 1.6 + 0.5) * 0.8 + frame[:, 0] * np.sin(swing * 1.6 + 0.5)
            hip = centre + out * radius * 0.55
            knee = hip + first * reach * 0.5 + [0, rng.uniform(-0.15, 0.1) * reach, 0]
            foot = knee + second * reach * 0.45 - [0, 0.12 * reach, 0]
            hand = foot + second * reach * 0.2 + out * reach * 0.06
            thick = girth * np.array([0.30, 0.22, 0.15, 0.10]) * size
            limb(body, np.stack([hip, knee, foot, hand]), thick, girth * 0.055, rng, 4, girth * 0.35)
        body.bones.rod(centre - frame[:, 2] * radius * 0.6, centre + frame[:, 2] * radius * 0.6, girth * 0.05)

    head, back, radius = where(0.14)
    frame = frame_of(line[0] - line[5])
    tip = line[0] + frame[:, 0] * radius * 0.3
    long = np.linalg.norm(tip - line[4])
    body.skull(
        line[4], (long * 0.45, radius * 0.55 * flat + 0.1 * radius, radius * 0.6), max(0.35, girth * 0.05), frame
    )
    jaws(body, line[5], tip, radius * 0.75, max(0.4, girth * 0.07), rng.uniform(0, 0.05) * long, 5)
    lung0, axis, radius = where(0.48)
    frame = frame_of(axis)
    for sign in (-1, 1):
        centre = lung0 + frame[:, 2] * sign * radius * 0.38 + frame[:, 1] * radius * 0.12
        body.lungs.ball(centre, (length * trunk * rng.uniform(0.09, 0.16), radius * 0.33 * flat, radius * 0.3), frame)
    if rng.random() < 0.6:
        gut, axis, radius = where(rng.uniform(0.65, 0.8))
        body.gas.ball(gut, (radius * rng.uniform(0.2, 0.5), radius * 0.2, radius * 0.2), frame_of(axis))
    fat, axis, radius = where(0.8)
    body.fat.ball(fat - [0, radius * 0.3, 0], (radius * 0.6, radius * 0.25, radius * 0.4), frame_of(axis))
    return body


def _squeeze(length: float, limit: float, style: str) -> str:
    return "folded" if length > limit and style in ("straight", "wavy") else style


PROFILES = {
    "lizard": ((0, 0.35), (0.08, 0.6), (0.2, 0.72), (0.28, 0.6), (0.4, 0.85), (0.65, 1.0), (0.85, 0.8), (1, 0.5)),
    "gecko": ((0, 0.4), (0.1, 0.75), (0.22, 0.85), (0.3, 0.55), (0.45, 0.85), (0.65, 1.0), (0.88, 0.7), (1, 0.4)),
    "iguana": ((0, 0.4), (0.1, 0.7), (0.2, 0.85), (0.3, 0.7), (0.45, 0.95), (0.65, 1.05), (0.85, 0.85), (1, 0.55)),
    "crocodile": ((0, 0.25), (0.14, 0.3), (0.26, 0.6), (0.34, 0.6), (0.5, 0.95), (0.7, 1.0), (0.88, 0.8), (1, 0.65)),
}
DRESS = ((bare, 0.45), (sock, 0.3), (taped, 0.15), (tube, 0.1))


def reptile(kind: str, way: str, styles: tuple[str, ...], rng: np.random.Generator) -> Item:
    """One of the reptiles, its flesh made `way` (see `_body`), in one of the postures."""
    low, high, slim, trunk = {
        "lizard": (110, 420, 0.055, 0.42),
        "gecko": (70, 260, 0.075, 0.55),
        "iguana": (300, 640, 0.048, 0.36),
        "crocodile": (200, 460, 0.058, 0.5),
    }[kind]
    length = rng.uniform(low, high)
    girth = length * slim * rng.uniform(0.8, 1.2)
    style = _squeeze(length, 420, str(rng.choice(styles)))
    dried = rng.random() < 0.12
    body = lizard_body(
        rng,
        length,
        girth * (0.75 if dried else 1),
        trunk * rng.uniform(0.92, 1.1),
        style,
        tuple((a, r * rng.uniform(0.9, 1.1)) for a, r in PROFILES[kind]),
        rng.uniform(0.62, 0.95),
        0.5,
        rng.uniform(2.0, 3.4),
        {"soup": "chain", "loft": "spines", "lumps": "discs"}[way],
        rng.random() < 0.4,
    )
    dress = bare if dried else any_dress(rng, DRESS)
    return animal(kind, body, way, rng, DRIED if dried else FRESH, dress)


def _families(kind: str) -> tuple[Family, ...]:
    return (
        Family(f"{kind}.joined", kind, partial(reptile, kind, "soup", ("straight", "curled", "folded"))),
        Family(f"{kind}.skinned", kind, partial(reptile, kind, "loft", ("straight", "wavy", "folded"))),
        Family(f"{kind}.field", kind, partial(reptile, kind, "lumps", ("wavy", "curled")), 1.0, True),
    )


FAMILIES = (*_families("lizard"), *_families("gecko"), *_families("iguana"), *_families("crocodile"))
