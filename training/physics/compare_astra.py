"""Our projector and reconstruction beside those of astra-toolbox (pip install astra-toolbox), an independent
implementation, on the same phantom.

    python -m physics.compare_astra        (in this folder's parent; prints one line per comparison)

Parallel beam: astra's 'linear' projector is Joseph's too, so line integrals must agree to rounding. Fan beam: astra's
detector is flat and ours equiangular; its readings are interpolated to our angles before they are compared.
"""

import numpy as np
import torch

from faunagate_training.simulator.projector import back_project_volume, project_volumes
from faunagate_training.simulator.projector_rays import rays_on_grid
from faunagate_training.simulator.scanner_filter import Kernel, filter_views
from faunagate_training.simulator.scanner_gantry import Gantry, Views, build_gantry

RAMP = Kernel("ramp", cutoff=1.0, hann=0.0, boost=0.0)


def phantom(ny: int, nx: int) -> np.ndarray:
    """Attenuation [ny, nx] in 1/cm: water with an ivory rod, a plastic bar and air, edges one pixel soft."""
    y, x = np.mgrid[:ny, :nx] - np.array([(ny - 1) / 2, (nx - 1) / 2])[:, None, None]
    disc = lambda cx, cy, r: np.clip(0.5 + r - np.hypot(x - cx, y - cy), 0, 1)  # noqa: E731
    bar = np.clip(0.5 + 8 - np.abs(x - 0.15 * nx), 0, 1) * np.clip(0.5 + 20 - np.abs(y + 0.1 * ny), 0, 1)
    body = disc(0, 0, 0.4 * min(ny, nx))
    return (0.2 * body + 0.3 * disc(-0.15 * nx, 0, 9) + 0.03 * bar - 0.2 * disc(0, 0.22 * ny, 10)).astype(np.float32)


def ours(lines: np.ndarray, gantry: Gantry, shape: tuple[int, int], pixel_mm: float) -> np.ndarray:
    """Our reconstruction [ny, nx] in 1/cm of line integrals [views, detectors]."""
    columns = torch.from_numpy(lines.astype(np.float32))[:, :, None]
    return back_project_volume(filter_views(columns, gantry, RAMP), gantry, *shape, pixel_mm)[:, :, 0].numpy()


def astra_lines(image: np.ndarray, gantry: Gantry, pixel_mm: float) -> tuple[np.ndarray, np.ndarray | None]:
    """(line integrals [views, detectors], for a parallel beam also the reconstruction [ny, nx]) by astra.

    Its y axis points up, so angles are negative; its lengths are pixels. On a CPU its filtered back-projection knows
    parallel beams only. The flat fan detector has our pitch at the iso-centre.
    """
    import astra

    volume = astra.create_vol_geom(*image.shape)
    if gantry.radius_mm == 0:
        geometry = astra.create_proj_geom("parallel", gantry.pitch / pixel_mm, gantry.detectors, -gantry.angles)
        projector = astra.create_projector("linear", geometry, volume)
    else:
        radius, pitch = gantry.radius_mm / pixel_mm, gantry.pitch * gantry.radius_mm / pixel_mm
        count = 2 * int(np.ceil(radius * np.tan(gantry.fan()[-1]) / pitch)) + 4
        geometry = astra.create_proj_geom("fanflat", pitch, count, -gantry.angles, radius, 0.0)
        projector = astra.create_projector("line_fanflat", geometry, volume)
    number, lines = astra.create_sino(np.ascontiguousarray(image), projector)
    if gantry.radius_mm:
        return flat_to_fan(lines * pixel_mm / 10, gantry), None
    result = astra.data2d.create("-vol", volume)
    config = astra.astra_dict("FBP")
    config |= {"ProjectionDataId": number, "ReconstructionDataId": result, "ProjectorId": projector}
    config["option"] = {"FilterType": "ram-lak"}
    astra.algorithm.run(astra.algorithm.create(config))
    return lines * pixel_mm / 10, astra.data2d.get(result)


def flat_to_fan(lines: np.ndarray, gantry: Gantry) -> np.ndarray:
    """Readings of a flat detector through the iso-centre [views, n] at the angles of a curved one."""
    n = lines.shape[1]
    at = gantry.radius_mm * np.tan(gantry.fan()) / (gantry.pitch * gantry.radius_mm) + (n - 1) / 2
    return np.stack([np.interp(at, np.arange(n), row) for row in lines])


def compare(views: Views, ny: int = 192, nx: int = 256, pixel_mm: float = 2.0) -> dict[str, float]:
    """How far both are apart: line integrals (root mean square, relative to the largest), our reconstructions of both
    sets of line integrals, and astra's reconstruction where it has one (in water away from edges, relative)."""
    image = phantom(ny, nx)
    gantry = build_gantry(views, ny, nx, pixel_mm)
    (lines,) = project_volumes(
        [torch.from_numpy(image)[:, :, None].contiguous()], rays_on_grid(gantry, ny, nx, pixel_mm), gantry
    )
    lines = lines[:, :, 0].numpy()
    other, other_image = astra_lines(image, gantry, pixel_mm)
    back, crossed = (ours(a, gantry, image.shape, pixel_mm) for a in (lines, other))
    y, x = np.mgrid[:ny, :nx] - np.array([(ny - 1) / 2, (nx - 1) / 2])[:, None, None]
    flat = (np.hypot(x, y) < 0.36 * min(ny, nx)) & (np.abs(image - 0.2) < 1e-6)
    figures = {
        "lines": np.sqrt(np.mean((lines - other) ** 2)) / lines.max(),
        "water": back[flat].mean() / 0.2 - 1,
        "water of astra's lines": crossed[flat].mean() / 0.2 - 1,
        "images of both lines": (back - crossed)[flat].std() / 0.2,
    }
    if other_image is not None:
        figures |= {"astra's water": other_image[flat].mean() / 0.2 - 1}
        figures |= {"images of both programs": (back - other_image)[flat].std() / 0.2}
    return {name: float(value) for name, value in figures.items()}


if __name__ == "__main__":
    for name, views in (("parallel", Views(180, 0.0)), ("fan", Views(360, 500.0, arc=360.0))):
        print(name, {key: round(value, 5) for key, value in compare(views).items()})
