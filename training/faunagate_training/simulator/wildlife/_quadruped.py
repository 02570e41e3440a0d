"""The body of a four-legged mammal: a bent trunk with spine and ribs, head, jaws, legs and tail, lungs and gut gas."""

import numpy as np

from ._body import Body, frame_of
from ._loft import uprights
from ._skeleton import column, heading_line, jaws, limb, resample, ribs


def back_line(long: float, curl: float, rng: np.random.Generator, n: int = 26) -> np.ndarray:
    """Centre line [n, 3] of the trunk from shoulders to rump in the plane z = 0, bent downwards by `curl` rad."""
    turns = np.array([0.25, 0.1, -0.1, -0.4, -0.8, -1.0]) * curl + 0.1 * rng.standard_normal(6)
    flat = heading_line(long, turns, n)
    return np.stack([-flat[:, 0], flat[:, 2], rng.normal(0, 0.03) * long * np.sin(np.linspace(0, 3, n))], 1)


def mammal_body(
    long: float,
    curl: float,
    girth: float,
    head_r: float,
    snout: float,
    legs: float,
    tail: float,
    rng: np.random.Generator,
) -> Body:
    """A four-legged warm body: trunk of `long` mm bent by `curl` rad, legs drawn in or stretched."""
    body = Body()
    line = back_line(long, curl, rng)
    s = np.linspace(0, 1, len(line))
    radii = girth * np.interp(s, [0, 0.12, 0.35, 0.7, 0.92, 1], [0.62, 0.88, 1.0, 1.05, 0.85, 0.55])
    body.limb(line, radii, rng.uniform(0.95, 1.2))
    steps = np.gradient(line, axis=0)
    up = uprights(line)
    up = np.where((up * [0, 0, 1]).sum(1, keepdims=True) > 0.9, -up, up)
    down = -np.stack([-steps[:, 1], steps[:, 0], 0 * s], 1)
    down /= np.linalg.norm(down, axis=1, keepdims=True)
    if (down[:8, 1] > 0).mean() > 0.5:
        down = -down
    spine = line - down * radii[:, None] * 0.72
    column(body.bones, spine, np.maximum(0.085 * girth, 0.6), int(rng.integers(20, 27)), "spines")
    chest = resample(spine[2:15], 12)
    ribs(
        body.bones,
        chest,
        girth * 0.72,
        girth * 1.35,
        max(0.35, girth * 0.028),
        closed=0.92,
        up=-down[8],
        lean=steps[5] * -0.6,
    )
    breast = line[2:12] + down[2:12] * radii[2:12, None] * 0.62
    body.bones.chain(breast, girth * 0.05)
    for side in (-1, 1):
        body.bones.ball(spine[3] + [0, 0, side * girth * 0.5], (girth * 0.32, girth * 0.26, 0.5))
        body.bones.chain(
            np.stack([spine[22], line[22] + [0, 0, side * girth * 0.35], line[25] + down[25] * girth * 0.3]),
            girth * 0.075,
        )
    away = -steps[0] / np.linalg.norm(steps[0])
    nod = frame_of(away + down[0] * rng.uniform(0.1, 0.9))
    head = line[0] + away * head_r * 1.05 + nod[:, 1] * head_r * 0.1
    column(
        body.bones,
        np.stack([spine[0], (spine[0] + head) / 2, head - nod[:, 0] * head_r * 0.6]),
        girth * 0.08,
        7,
        "chain",
    )
    body.limb(np.stack([line[1], (line[0] + head) / 2, head]), np.array([0.65, 0.6, 0.75]) * girth * 0.85)
    body.mass(head, (head_r * 1.12, head_r * 1.0, head_r * 1.0), nod)
    body.skull(head, (head_r * 0.98, head_r * 0.82, head_r * 0.84), max(0.5, head_r * 0.05), nod)
    tip = head + nod[:, 0] * head_r * (1 + snout) - nod[:, 1] * head_r * 0.35
    body.limb(
        np.stack([head + nod[:, 0] * head_r * 0.6 - nod[:, 1] * head_r * 0.25, tip]), np.array([0.55, 0.3]) * head_r
    )
    jaws(body, head - nod[:, 1] * head_r * 0.3, tip, head_r * 0.45, max(0.5, head_r * 0.07), 0.0, 6, nod[:, 1])
    for side in (-1, 1):
        eye = head + nod[:, 0] * head_r * 0.72 + nod[:, 2] * side * head_r * 0.42
        ring = np.linspace(0, 2 * np.pi, 9)
        orbit = eye + head_r * 0.3 * (np.cos(ring)[:, None] * nod[:, 1] + np.sin(ring)[:, None] * nod[:, 2])
        body.bones.chain(orbit, max(0.35, head_r * 0.035))
    for at, size in ((2, 0.9), (23, 1.1)):
        for side in (-1, 1):
            reach = girth * legs * size
            hip = line[at] + np.array([0, 0, side * radii[at] * 0.6]) + down[at] * radii[at] * 0.25
            swing = rng.uniform(-0.7, 0.7)
            knee = (
                hip + (down[at] * np.cos(swing) - steps[at] / np.linalg.norm(steps[at]) * np.sin(swing)) * reach * 0.5
            )
            knee += [0, 0, side * girth * rng.uniform(-0.15, 0.4)]
            back = -np.sign(swing) * steps[at] / np.linalg.norm(steps[at])
            foot = knee + (down[at] * rng.uniform(0.1, 0.9) - back * rng.uniform(0.3, 0.9)) * reach * 0.45
            path = np.stack([hip, knee, foot, foot + down[at] * reach * 0.08 - steps[at] * 0.6])
            limb(body, path, np.array([0.34, 0.24, 0.15, 0.11]) * girth * size, girth * 0.075, rng, 5, girth * 0.33)
    if tail > 0:
        bend = rng.uniform(0.5, 2.6) * rng.choice([-1, 1])
        a = np.linspace(0, bend, 12)
        out = steps[-1] / np.linalg.norm(steps[-1])
        step = np.cos(a)[:, None] * out + np.sin(a)[:, None] * np.array([0.2, 0.1, 0.97])
        path = line[-1] + np.vstack([np.zeros(3), np.cumsum(step[:-1], axis=0)]) * tail / 11
        body.limb(path, girth * np.linspace(0.3, 0.06, 12))
        column(body.bones, path, girth * np.linspace(0.08, 0.02, 12), 20, "chain")
    for side in (-1, 1):
        middle = line[7] + [0, 0, side * girth * 0.36] - down[7] * girth * 0.1
        body.lungs.ball(middle, (long * 0.14, girth * 0.5, girth * 0.26), frame_of(steps[7]))
    for _ in range(int(rng.integers(0, 5))):
        at = line[int(rng.integers(13, 22))] + rng.normal(0, 0.25, 3) * girth
        body.gas.ball(at, girth * rng.uniform(0.06, 0.22, 3))
    body.fat.ball(line[20] + down[20] * girth * 0.3, (girth * 0.4, girth * 0.25, girth * 0.3))
    return body
