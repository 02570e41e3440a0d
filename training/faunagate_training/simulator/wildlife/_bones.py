"""Bone as it is built: a dense cortex, spongy ends, a shaft with marrow or air."""

from dataclasses import dataclass

import numpy as np

from ...classes import BONE
from ..items import Part
from ..materials import Material, draw_material
from ..shapes import Shape
from ..shapes_noise import Noise
from ._body import air
from ._memo import shared


@dataclass(frozen=True)
class State:
    """One specimen's matter: dry bones are full of air, fresh ones of marrow."""

    cortex: Material
    sponge: Material
    inside: Material


def draw_state(rng: np.random.Generator) -> State:
    """Dry (three of four) or fresh, with the scatter of ages."""
    cortex = draw_material("dry bone", rng).scaled(rng.uniform(0.88, 1.02))
    sponge = draw_material("trabecular bone", rng)
    if rng.random() < 0.75:
        return State(cortex, sponge, air(rng))
    return State(cortex, sponge.scaled(1.5), draw_material("marrow", rng))


def spongy(rng: np.random.Generator):
    """Density of trabeculae near the voxel: strong grain of a few mm."""
    noise = Noise(rng.uniform(2.5, 5), 2, rng)
    depth = np.float32(rng.uniform(0.25, 0.5))
    return lambda x, y, z: np.clip(1 + depth * noise(x, y, z), 0.2, 1.9)


def canals(rng: np.random.Generator):
    """Density of cortex: a few percent."""
    noise = Noise(rng.uniform(6, 18), 2, rng)
    depth = np.float32(rng.uniform(0.01, 0.04))
    return lambda x, y, z: 1 + depth * noise(x, y, z)


def bone_parts(
    shape: Shape, cortex: float, state: State, rng: np.random.Generator, shaft: Shape | None = None
) -> list[Part]:
    """A cortex of the given thickness (mm) around sponge; `shaft`: where the inside is marrow or air."""
    shape = shared(shape)
    parts = [Part(shape, state.cortex, BONE, canals(rng))]
    thick = np.float32(cortex)
    parts.append(Part(lambda x, y, z: shape(x, y, z) + thick, state.sponge, BONE, spongy(rng)))
    if shaft is not None:
        parts.append(Part(lambda x, y, z: np.maximum(shape(x, y, z) + thick, shaft(x, y, z)), state.inside, BONE))
    return parts
