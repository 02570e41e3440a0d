"""How vendors colour a dual-energy picture: inks that grow denser with attenuation, one per material.

Colour = white times exp(-ink x density), per channel, where density is a power of the attenuation. So thin organic
matter is pale orange, thick organic matter brown and everything turns black in the end. Which ink is used follows
from the material index; between the stops it is mixed. Hues after published pictures and manuals (organic orange,
mixed green, metal blue); no vendor publishes its tables, so the names are ours.
"""

from dataclasses import dataclass

import numpy as np

ORGANIC, LIGHT, METAL = 0.0, 0.5, 1.0
Ink = tuple[float, float, float]


@dataclass(frozen=True)
class Palette:
    """stops: (material index, ink) rising. power, strength: density = strength * attenuation ** power. black:
    attenuation from which a pixel is shown black (opaque). swapped: red and blue exchanged in the file."""

    name: str
    stops: tuple[tuple[float, Ink], ...]
    strength: float = 1.0
    power: float = 1.0
    black: float = 7.0
    swapped: bool = False
    inverted: bool = False


ORANGE, GREEN, BLUE = (0.17, 0.48, 1.50), (1.35, 0.42, 1.35), (1.05, 0.72, 0.22)
GREY = ((ORGANIC, (1.0, 1.0, 1.0)),)
SMOOTH = ((0.15, ORANGE), (0.38, GREEN), (0.62, GREEN), (0.85, BLUE))

PALETTES = {
    p.name: p
    for p in (
        Palette("classic", SMOOTH, 0.9, 0.95),
        Palette(
            "vivid",
            ((0.24, (0.08, 0.40, 2.0)), (0.26, (1.8, 0.22, 1.9)), (0.70, (1.8, 0.22, 1.9)), (0.72, (1.7, 0.95, 0.06))),
            0.95,
            0.8,
            6.0,
        ),
        Palette(
            "pastel",
            (
                (0.10, (0.22, 0.50, 0.95)),
                (0.45, (0.85, 0.42, 0.70)),
                (0.60, (0.95, 0.48, 0.50)),
                (0.95, (0.8, 0.8, 0.3)),
            ),
            0.8,
            0.9,
            8.0,
        ),
        Palette(
            "five steps",
            (
                (0.10, (0.16, 0.50, 1.60)),
                (0.22, (0.30, 0.38, 1.60)),
                (0.40, (1.20, 0.40, 1.25)),
                (0.62, (1.25, 0.50, 0.45)),
                (0.90, (1.05, 0.85, 0.20)),
            ),
            0.85,
            0.9,
            7.5,
        ),
        Palette("classic swapped", SMOOTH, 0.9, 0.95, swapped=True),
        Palette("grey", GREY, 0.75, 0.9, 9.0),
        Palette("negative", GREY, 0.75, 0.9, 9.0, inverted=True),
        Palette(
            "six colours",
            (
                (0.05, (0.25, 0.75, 1.50)),
                (0.18, (0.08, 0.45, 1.70)),
                (0.32, (0.22, 0.20, 1.50)),
                (0.50, (1.30, 0.35, 1.10)),
                (0.72, (1.30, 0.55, 0.25)),
                (0.95, (0.80, 1.10, 0.25)),
            ),
            0.85,
            0.85,
            6.5,
        ),
    )
}

HELD_OUT = "six colours"
"""Drawn for test scans only (one in five)."""

COLOURED = ("classic", "vivid", "pastel", "five steps", "classic swapped")
UNCOLOURED = ("grey", "negative")


def draw_palette(rng: np.random.Generator, split: str, dual: bool) -> Palette:
    """A palette at random; grey or negative with one energy, and for one dual-energy picture in eight."""
    if split == "test" and dual and rng.random() < 0.2:
        return PALETTES[HELD_OUT]
    names = COLOURED if dual and rng.random() < 7 / 8 else UNCOLOURED
    return PALETTES[names[int(rng.integers(len(names)))]]


def coloured(attenuation: np.ndarray, material: np.ndarray, palette: Palette, gamma: float = 1.0) -> np.ndarray:
    """uint8 [rows, lines, 3] in the order of the file (red first, or blue where swapped), of attenuation and material
    index [rows, lines]. gamma above 1 darkens."""
    at = [index for index, _ in palette.stops]
    density = palette.strength * np.maximum(attenuation, 0) ** palette.power
    ink = [np.interp(material, at, [ink[c] for _, ink in palette.stops]) for c in range(3)]
    picture = np.exp(-np.stack(ink, axis=-1) * density[..., None] * gamma)
    picture *= np.clip((palette.black - attenuation) / (0.25 * palette.black), 0, 1)[..., None]
    if palette.inverted:
        picture = 1 - picture
    shown = np.round(255 * picture).astype(np.uint8)
    return shown[..., ::-1] if palette.swapped else shown
