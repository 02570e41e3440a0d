"""Pictures as legacy machines save them: coloured, sharpened, several views in one, compressed."""

import io
from dataclasses import asdict, dataclass

import numpy as np
from PIL import Image, ImageDraw
from scipy.ndimage import gaussian_filter

from .palettes import PALETTES, coloured, draw_palette


@dataclass(frozen=True)
class Rendering:
    """How a picture is drawn. edge, edge_sigma: unsharp mask of the attenuation. zoom: picture pixels per reading.
    layout: 'beside', 'below' or 'single' (one picture per view). border: pixels round each view. caption: a bar with
    words above. mirrored: belt drawn from right to left. quality: of the JPEG, 0: lossless. colour_halved: its
    colours are kept at half the resolution (4:2:0)."""

    palette: str
    gamma: float
    edge: float
    edge_sigma: float
    zoom: float
    layout: str
    border: int
    caption: bool
    mirrored: bool
    quality: int
    colour_halved: bool

    def settings(self) -> dict:
        return asdict(self)


@dataclass(frozen=True)
class Placement:
    """Where a view lies in a picture: column and row of its first pixel there, picture pixels per reading along the
    belt and across it, and whether the belt runs leftwards."""

    column: int
    row: int
    zoom: tuple[float, float]
    width: int
    mirrored: bool

    def box(self, box: tuple[int, int, int, int]) -> tuple[float, float, float, float]:
        """(left, top, right, bottom) in the picture of a view's box (first row, first line, end row, end line)."""
        top, left, bottom, right = box
        along, across = self.zoom
        x0, x1 = left * along, right * along
        if self.mirrored:
            x0, x1 = self.width - x1, self.width - x0
        return self.column + x0, self.row + top * across, self.column + x1, self.row + bottom * across


View = tuple[np.ndarray, np.ndarray, float]
"""attenuation and material index [rows, lines], and millimetres per line over millimetres per row."""


def draw_rendering(rng: np.random.Generator, split: str, dual: bool, views: int) -> Rendering:
    """A rendering at random. Quality 30 to 95, or lossless one time in ten."""
    return Rendering(
        palette=draw_palette(rng, split, dual).name,
        gamma=float(rng.uniform(0.75, 1.35)),
        edge=float(rng.choice([0.0, rng.uniform(0.3, 2.0)], p=[0.35, 0.65])),
        edge_sigma=float(rng.uniform(0.8, 2.5)),
        zoom=float(rng.choice([1.0, 1.0, rng.uniform(0.6, 1.6)])),
        layout="single" if views == 1 else str(rng.choice(["beside", "below", "single"], p=[0.4, 0.25, 0.35])),
        border=int(rng.choice([0, 0, rng.integers(1, 12)])),
        caption=bool(rng.random() < 0.25),
        mirrored=bool(rng.random() < 0.5),
        quality=0 if rng.random() < 0.1 else int(rng.integers(30, 96)),
        colour_halved=bool(rng.random() < 0.7),
    )


def sharpened(attenuation: np.ndarray, rendering: Rendering) -> np.ndarray:
    """Attenuation with an unsharp mask."""
    if not rendering.edge:
        return attenuation
    soft = gaussian_filter(attenuation, rendering.edge_sigma, mode="nearest")
    return np.maximum(attenuation + rendering.edge * (attenuation - soft), 0)


def render_view(view: View, rendering: Rendering) -> Image.Image:
    """One view as an RGB picture (or blue first, as the palette says), square pixels in the middle of the fan."""
    attenuation, material, aspect = view
    pixels = coloured(sharpened(attenuation, rendering), material, PALETTES[rendering.palette], rendering.gamma)
    if rendering.mirrored:
        pixels = pixels[:, ::-1]
    picture = Image.fromarray(np.ascontiguousarray(pixels))
    rows, lines = attenuation.shape
    size = (max(1, round(lines * aspect * rendering.zoom)), max(1, round(rows * rendering.zoom)))
    return picture if size == picture.size else picture.resize(size, Image.Resampling.BILINEAR)


def render(views: list[View], rendering: Rendering) -> list[tuple[Image.Image, list[Placement]]]:
    """Pictures of a scan's views with the place of each view in them: one picture, or one per view where 'single'."""
    groups = [[v] for v in views] if rendering.layout == "single" else [views]
    return [_joined(group, rendering) for group in groups]


def _joined(views: list[View], rendering: Rendering) -> tuple[Image.Image, list[Placement]]:
    drawn = [render_view(v, rendering) for v in views]
    gap, bar = rendering.border, 18 if rendering.caption else 0
    down = rendering.layout == "below"
    widths, heights = [d.width + 2 * gap for d in drawn], [d.height + 2 * gap + bar for d in drawn]
    size = (max(widths), sum(heights)) if down else (sum(widths), max(heights))
    plain = coloured(np.zeros((1, 1), np.float32), np.zeros((1, 1)), PALETTES[rendering.palette])[0, 0]
    page = Image.new("RGB", size, tuple(int(v) for v in plain))
    pen, places, x, y = ImageDraw.Draw(page), [], 0, 0
    for number, (view, picture) in enumerate(zip(views, drawn, strict=True), 1):
        if gap:
            pen.rectangle(
                (x, y, x + picture.width + 2 * gap - 1, y + picture.height + 2 * gap + bar - 1), fill=(90, 90, 90)
            )
        if bar:
            pen.rectangle((x, y, x + picture.width + 2 * gap - 1, y + bar - 1), fill=(40, 40, 60))
            pen.text((x + 4, y + 3), f"VIEW {number}  SIMULATED", fill=(220, 220, 220))
        page.paste(picture, (x + gap, y + gap + bar))
        rows, lines = view[0].shape
        zoom = (picture.width / lines, picture.height / rows)
        places.append(Placement(x + gap, y + gap + bar, zoom, picture.width, rendering.mirrored))
        x, y = (0, y + heights[number - 1]) if down else (x + widths[number - 1], 0)
    return page, places


def encoded(picture: Image.Image, rendering: Rendering) -> tuple[bytes, str]:
    """The file's bytes and its extension: JPEG of the rendering's quality, or PNG."""
    out = io.BytesIO()
    if rendering.quality:
        picture.save(out, "JPEG", quality=rendering.quality, subsampling=2 if rendering.colour_halved else 0)
        return out.getvalue(), "jpg"
    picture.save(out, "PNG")
    return out.getvalue(), "png"
