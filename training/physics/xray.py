"""The line-scan X-ray in pictures and figures, for docs/xray-physics.md.

python -m physics.xray OUT          (prints a table; writes palettes.jpg, truth.jpg, cargo.jpg, material.png)
"""

import sys
from dataclasses import replace
from pathlib import Path

import matplotlib
import numpy as np
from PIL import Image, ImageDraw
from scipy.ndimage import binary_erosion

from faunagate_training.classes import CLASS_NAMES, IVORY, SCALES
from faunagate_training.simulator.bag import BagPlan, pack_bag
from faunagate_training.simulator.basis import mixture_coefficients
from faunagate_training.simulator.luggage import draw_plan
from faunagate_training.simulator.materials import RECIPES
from faunagate_training.xray.beam import WEDGES, transmission, wedge_logs
from faunagate_training.xray.load import cubic, without_belt
from faunagate_training.xray.machine import draw_machine
from faunagate_training.xray.material import calibrate, material_index
from faunagate_training.xray.pallet import pack_pallet
from faunagate_training.xray.picture import Rendering, render
from faunagate_training.xray.scan import NOMINAL, LineScan, scan_load

matplotlib.use("Agg")
import matplotlib.pyplot as plt

SEED, CARGO_SEED = 3_000_012, 3_000_005
PLAN = BagPlan(((IVORY, "tusk"), (IVORY, "bead string"), (SCALES, "pangolin scales")), 2, 160)
SHOWN = ("classic", "vivid", "pastel", "five steps", "grey", "negative")
TABLE = ("polyethylene", "water", "keratin", "cloth", "pvc", "ivory", "bone", "salt", "porcelain", "glass", "sea shell",
         "aluminium", "steel", "brass", "pewter")  # fmt: skip


def suitcase() -> LineScan:
    """A soft case with a tusk, a string of beads and scales, in two views of a good machine."""
    rng = np.random.default_rng(SEED)
    load = without_belt(pack_bag("wild", "demo", cubic(draw_plan(rng, "soft case")), rng, PLAN))
    height, width, _ = load.size_mm
    while True:
        machine = draw_machine(rng, "demo", (width, height), False, 2, load.spacing[0])
        whole = machine.beam.sandwich and not machine.picture.nominal and not machine.readout.stuck
        if whole and machine.views[0].pitch_mm < 1.4:
            return scan_load(load, SEED, "wild", rng, machine)


def pictures(scan: LineScan, rendering: Rendering) -> Image.Image:
    """All views of a scan in one picture."""
    views = [(v.attenuation, v.material, scan.machine.belt.line_mm / v.row_mm) for v in scan.views]
    return render(views, rendering)[0][0]


def fitted(picture: Image.Image, width: int) -> Image.Image:
    return picture.resize((width, round(picture.height * width / picture.width)), Image.Resampling.LANCZOS)


def palettes(scan: LineScan, out: Path) -> None:
    """The same scan in several palettes, two by two."""
    pages = [fitted(pictures(scan, replace(PLAIN, palette=name)), 620) for name in SHOWN]
    height = max(p.height for p in pages)
    sheet = Image.new("RGB", (1240, 3 * height), "white")
    for n, page in enumerate(pages):
        sheet.paste(page, (620 * (n % 2), height * (n // 2)))
    sheet.save(out / "palettes.jpg", quality=82)


def truth(scan: LineScan, out: Path) -> None:
    """Both views with the outlines of the objects' masks, their boxes, and how much of them is visible."""
    views = [(v.attenuation, v.material, scan.machine.belt.line_mm / v.row_mm) for v in scan.views]
    page, places = render(views, PLAIN)[0]
    pen = ImageDraw.Draw(page)
    names = {o.number: CLASS_NAMES[o.label] if o.label else f"like {CLASS_NAMES[o.mimics]}" for o in scan.objects}
    for view, place in zip(scan.views, places, strict=True):
        for seen in view.seen:
            colour = (220, 0, 60) if not names[seen.number].startswith("like") else (0, 120, 130)
            left, top, right, bottom = place.box(seen.box)
            edge = Image.fromarray(seen.mask ^ binary_erosion(seen.mask)).resize(
                (round(right - left), round(bottom - top))
            )
            page.paste(colour, (round(left), round(top)), edge)
            pen.rectangle((left, top, right, bottom), outline=colour)
            pen.text((left + 3, top + 2), f"{names[seen.number]} {100 * seen.visible:.0f} %", fill=colour)
    fitted(page, 1240).save(out / "truth.jpg", quality=82)


def material(out: Path) -> None:
    """What the index makes of materials of growing thickness, on the average machine; prints it for A = 0.3 and 1.5."""
    spectra = NOMINAL.spectra()
    calibration = calibrate([wedge_logs(name, spectra) for name in WEDGES], 0.03, 1e-4, 1e-4, 0.5)
    rng = np.linspace(0.02, 1, 80) ** 2
    plt.figure(figsize=(7, 4))
    print("| material | index at A = 0.3 | at A = 1.5 |\n|---|---|---|")
    for name in TABLE:
        parts, low, high = RECIPES[name]
        kn, pe = (c * (low + high) / 2 for c in mixture_coefficients(parts))
        cm = rng * min(4.0 / (0.16 * kn + 0.04 * pe), 60.0)
        logs = [-np.log(transmission(kn * cm, pe * cm, s)) for s in spectra]
        index = material_index(*logs, calibration)
        print(f"| {name} | " + " | ".join(f"{np.interp(a, logs[0], index):.2f}" for a in (0.3, 1.5)) + " |")
        plt.plot(logs[0], index, label=name, lw=1.2)
    plt.xlim(0, 3.5)
    plt.xlabel("attenuation at the high energy")
    plt.ylabel("material index")
    plt.legend(fontsize=6, ncol=2)
    plt.tight_layout()
    plt.savefig(out / "material.png", dpi=90)


PLAIN = Rendering("classic", 1.0, 1.0, 1.2, 1.0, "beside", 1, False, False, 0, False)


def main() -> None:
    out = Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    material(out)
    scan = suitcase()
    palettes(scan, out)
    truth(scan, out)
    load = pack_pallet("wild", "demo", np.random.default_rng(CARGO_SEED))
    cargo = pictures(scan_load(load, CARGO_SEED, "wild", np.random.default_rng(CARGO_SEED)), PLAIN)
    fitted(cargo, 1000).save(out / "cargo.jpg", quality=82)


if __name__ == "__main__":
    main()
