"""What a machine would save of a scan: 16-bit TIFF pairs with a sidecar, coloured pictures, and the truth of both.

view0-high.tif, view0-low.tif, ...   transmission, uint16 [rows, lines]; -low only with two energies
scan.json                            dark and air levels, millimetres per line and row, energies, source of each view
picture0.jpg (or .png), ...          coloured; one with all views, or one per view
truth.json                           objects by view: boxes in readings, and in the pictures as [left, top, right,
bottom]
"""

import json
from pathlib import Path

import numpy as np
from PIL import Image

from ..classes import CLASS_NAMES
from ..data.seeds import split_of
from .picture import Rendering, draw_rendering, encoded, render
from .scan import LineScan


def rendering_of(scan: LineScan) -> Rendering:
    """The rendering that belongs to a scan's seed."""
    rng = np.random.default_rng([20261202, scan.seed])
    return draw_rendering(rng, split_of(scan.seed), scan.machine.beam.sandwich, len(scan.views))


def write_files(folder: Path, scan: LineScan, rendering: Rendering | None = None) -> None:
    """Write a scan's files into a folder; the rendering of its seed where none is given."""
    folder.mkdir(parents=True, exist_ok=True)
    rendering = rendering or rendering_of(scan)
    line_mm, picture = scan.machine.belt.line_mm, scan.machine.picture
    for k, view in enumerate(scan.views):
        Image.fromarray(view.high).save(folder / f"view{k}-high.tif")
        if view.low is not None:
            Image.fromarray(view.low).save(folder / f"view{k}-low.tif")
    views = [(v.attenuation, v.material, line_mm / v.row_mm) for v in scan.views]
    pages = render(views, rendering)
    for n, (page, _) in enumerate(pages):
        data, extension = encoded(page, rendering)
        (folder / f"picture{n}.{extension}").write_bytes(data)
    sidecar = {
        "simulated": True,
        "values": "transmission",
        "bits": 16,
        "dark": picture.dark,
        "air": picture.air,
        "energies": ["high", "low"] if scan.machine.beam.sandwich else ["high"],
        "lineMm": line_mm,
        "views": [{"source": v.view.name, "rowMm": v.row_mm, "belt": "columns, left to right"} for v in scan.views],
    }
    (folder / "scan.json").write_text(json.dumps(sidecar, indent=1))
    about = {o.number: o for o in scan.objects}
    where = [(n, place) for n, (_, places) in enumerate(pages) for place in places]
    truth = [
        {
            "view": k,
            "number": seen.number,
            "class": CLASS_NAMES[about[seen.number].label],
            "kind": about[seen.number].kind,
            "box": list(seen.box),
            "picture": where[k][0],
            "pictureBox": [round(v, 1) for v in where[k][1].box(seen.box)],
            "sizeMm": [round(v, 1) for v in seen.size_mm],
            "visible": round(seen.visible, 3),
        }
        for k, view in enumerate(scan.views)
        for seen in view.seen
    ]
    (folder / "truth.json").write_text(json.dumps({"rendering": rendering.settings(), "objects": truth}, indent=1))
