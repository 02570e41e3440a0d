"""Substances and their X-ray attenuation, from xraylib's cross sections.

A substance is a recipe (mass fractions of compounds) and a range of densities. Compositions follow ICRU Report 44
(tissues), Su & Cui (1999) for dentine, and the chemical formulas of polymers and minerals. All spectra of linear
attenuation are compressed once into a few principal components, so that a bag needs only that many volumes.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np
import xraylib

ENERGIES_KEV = np.arange(22.0, 166.0, 6.0)
"""Centres of the energy bins, [24] keV, 6 keV wide."""

COMPONENTS = 3
"""Principal components kept. Within 1 % from 40 to 160 keV (a test asserts it) but for those of K_EDGES."""

K_EDGES = ("silver", "solder", "lead crystal", "tungsten", "lead")
"""Edges inside the spectrum: three components give their strength, not the step. They only have to be opaque."""

APATITE = "Ca10P6O26H2"
COLLAGEN = "C102H149N31O38"
KERATIN = "C100H156N30O34S4"
CHITIN = "C8H13NO5"
TISSUE = "C55H1010O452N12"
FAT = "C57H104O6"
CELLULOSE = "C6H10O5"


@dataclass(frozen=True)
class Substance:
    """Mass fractions by formula or NIST name, and the range of bulk densities in g/cm³."""

    parts: tuple[tuple[str, float], ...]
    low: float
    high: float


_TABLE: dict[str, tuple[dict[str, float], float, float]] = {
    # wildlife
    "ivory": ({APATITE: 0.57, COLLAGEN: 0.31, "H2O": 0.12}, 1.70, 1.88),
    "hippo ivory": ({APATITE: 0.65, COLLAGEN: 0.25, "H2O": 0.10}, 1.86, 1.98),
    "enamel": ({APATITE: 0.95, COLLAGEN: 0.02, "H2O": 0.03}, 2.75, 2.95),
    "bone": ({APATITE: 0.58, COLLAGEN: 0.30, "H2O": 0.12}, 1.80, 1.98),
    "spongy bone": ({APATITE: 0.33, COLLAGEN: 0.27, FAT: 0.40}, 0.55, 1.05),
    "small bone": ({APATITE: 0.50, COLLAGEN: 0.34, "H2O": 0.16}, 1.35, 1.70),
    "horn": ({KERATIN: 0.88, "H2O": 0.12}, 1.24, 1.33),
    "horn core": ({KERATIN: 0.86, "H2O": 0.10, "CaHPO4": 0.04}, 1.28, 1.38),
    "pangolin scale": ({KERATIN: 0.88, "H2O": 0.105, APATITE: 0.015}, 1.25, 1.34),
    "scute": ({KERATIN: 0.89, "H2O": 0.11}, 1.22, 1.30),
    "flesh": ({"Muscle, Skeletal": 1.0}, 1.02, 1.08),
    "feathered body": ({"Muscle, Skeletal": 1.0}, 0.92, 1.04),
    "feathers": ({KERATIN: 1.0}, 0.06, 0.16),
    "lung": ({"Lung (ICRP)": 1.0}, 0.25, 0.45),
    "skin": ({"Skin (ICRP)": 1.0}, 1.05, 1.12),
    "egg white": ({"H2O": 0.88, COLLAGEN: 0.12}, 1.02, 1.05),
    "yolk": ({"H2O": 0.5, FAT: 0.32, COLLAGEN: 0.18}, 1.01, 1.04),
    "egg shell": ({"CaCO3": 0.95, COLLAGEN: 0.05}, 2.1, 2.4),
    "turtle shell bone": ({APATITE: 0.48, COLLAGEN: 0.36, "H2O": 0.16}, 1.35, 1.75),
    "dried marine": ({COLLAGEN: 0.80, "H2O": 0.14, "NaCl": 0.04, APATITE: 0.02}, 1.05, 1.32),
    "seahorse plate": ({APATITE: 0.45, COLLAGEN: 0.47, "H2O": 0.08}, 1.20, 1.60),
    "calcified cartilage": ({APATITE: 0.22, COLLAGEN: 0.66, "H2O": 0.12}, 1.20, 1.45),
    "giant clam": ({"CaCO3": 0.98, COLLAGEN: 0.02}, 2.60, 2.80),
    "coral": ({"CaCO3": 0.97, COLLAGEN: 0.03}, 1.30, 2.10),
    # textiles, paper, wood, leather
    "cotton": ({CELLULOSE: 0.93, "H2O": 0.07}, 0.22, 0.45),
    "wool": ({KERATIN: 0.87, "H2O": 0.13}, 0.12, 0.30),
    "polyester cloth": ({"C10H8O4": 1.0}, 0.15, 0.35),
    "denim": ({CELLULOSE: 0.93, "H2O": 0.07}, 0.40, 0.60),
    "paper": ({CELLULOSE: 0.75, "CaCO3": 0.18, "H2O": 0.07}, 0.68, 1.0),
    "cardboard": ({CELLULOSE: 0.92, "H2O": 0.08}, 0.18, 0.45),
    "wood": ({"C6H9O4": 0.91, "H2O": 0.09}, 0.42, 0.75),
    "ebony": ({"C6H9O4": 0.92, "H2O": 0.08}, 0.95, 1.22),
    "leather": ({COLLAGEN: 0.75, FAT: 0.12, "H2O": 0.12, "Cr2O3": 0.01}, 0.82, 1.02),
    "cork": ({"C6H10O4": 1.0}, 0.15, 0.28),
    # plastics, rubbers
    "polyethylene": ({"C2H4": 1.0}, 0.91, 0.96),
    "polypropylene": ({"C3H6": 1.0}, 0.89, 0.92),
    "ABS": ({"C15H17N": 1.0}, 1.03, 1.07),
    "PMMA": ({"C5H8O2": 1.0}, 1.17, 1.20),
    "polycarbonate": ({"C16H14O3": 1.0}, 1.19, 1.22),
    "PET": ({"C10H8O4": 1.0}, 1.33, 1.40),
    "POM": ({"CH2O": 1.0}, 1.39, 1.43),
    "PVC": ({"C2H3Cl": 0.94, "CaCO3": 0.06}, 1.34, 1.48),
    "PTFE": ({"C2F4": 1.0}, 2.12, 2.20),
    "celluloid": ({"C6H8N2O9": 0.75, "C10H16O": 0.25}, 1.34, 1.40),
    "casein plastic": ({COLLAGEN: 0.93, "H2O": 0.06, "CaHPO4": 0.01}, 1.30, 1.36),
    "polyester resin": ({"C12H12O4": 1.0}, 1.15, 1.28),
    "filled resin": ({"C12H12O4": 0.52, "CaCO3": 0.48}, 1.50, 1.80),
    "EVA foam": ({"C10H18O": 1.0}, 0.10, 0.28),
    "foam": ({"C8H8": 1.0}, 0.02, 0.06),
    "rubber": ({"C5H8": 0.68, "C": 0.26, "ZnO": 0.035, "S": 0.025}, 1.05, 1.22),
    "rubber sole": ({"C5H8": 0.70, "SiO2": 0.26, "ZnO": 0.02, "S": 0.02}, 0.95, 1.15),
    # liquids, food, cosmetics
    "water": ({"H2O": 1.0}, 0.995, 1.005),
    "juice": ({"H2O": 0.88, "C12H22O11": 0.12}, 1.03, 1.06),
    "oil": ({FAT: 1.0}, 0.90, 0.93),
    "spirit": ({"H2O": 0.62, "C2H6O": 0.38}, 0.93, 0.96),
    "shampoo": ({"H2O": 0.83, "C12H25NaO4S": 0.14, "NaCl": 0.03}, 1.01, 1.05),
    "toothpaste": ({"H2O": 0.32, "C3H8O3": 0.28, "SiO2": 0.26, "CaCO3": 0.14}, 1.28, 1.48),
    "soap": ({"C18H35NaO2": 0.86, "H2O": 0.14}, 1.02, 1.12),
    "wax": ({"C25H52": 1.0}, 0.88, 0.95),
    "butter": ({FAT: 0.82, "H2O": 0.18}, 0.92, 0.96),
    "cheese": ({FAT: 0.32, COLLAGEN: 0.26, "H2O": 0.39, "CaHPO4": 0.02, "NaCl": 0.01}, 1.05, 1.13),
    "sausage": ({"H2O": 0.52, FAT: 0.28, COLLAGEN: 0.17, "NaCl": 0.03}, 1.00, 1.10),
    "chocolate": ({FAT: 0.33, "C12H22O11": 0.52, CELLULOSE: 0.15}, 1.24, 1.33),
    "sugar": ({"C12H22O11": 1.0}, 0.75, 0.95),
    "sweets": ({"C12H22O11": 0.96, "H2O": 0.04}, 1.40, 1.55),
    "rice": ({CELLULOSE: 0.86, "H2O": 0.14}, 1.30, 1.42),
    "flour": ({CELLULOSE: 0.86, "H2O": 0.14}, 0.52, 0.75),
    "coffee": ({CELLULOSE: 0.80, FAT: 0.15, "H2O": 0.05}, 0.32, 0.50),
    "salt": ({"NaCl": 1.0}, 1.10, 1.30),
    "fruit": ({"H2O": 0.86, "C6H12O6": 0.13, CELLULOSE: 0.01}, 0.82, 1.03),
    "nut": ({FAT: 0.60, COLLAGEN: 0.18, CELLULOSE: 0.22}, 0.95, 1.06),
    "nut shell": ({"C6H9O4": 1.0}, 1.00, 1.28),
    "tagua": ({CELLULOSE: 0.92, "H2O": 0.08}, 1.32, 1.44),
    "seed": ({CELLULOSE: 0.70, FAT: 0.18, "H2O": 0.12}, 1.02, 1.22),
    "bread": ({CELLULOSE: 0.60, "H2O": 0.38, "NaCl": 0.02}, 0.22, 0.45),
    "cream": ({"H2O": 0.66, FAT: 0.29, "C3H8O3": 0.05}, 0.95, 1.02),
    "talc": ({"Mg3Si4O12H2": 1.0}, 0.55, 0.90),
    "tablet": ({CELLULOSE: 0.70, "CaHPO4": 0.30}, 1.25, 1.50),
    # minerals, ceramics, glass
    "glass": ({"SiO2": 0.72, "Na2O": 0.14, "CaO": 0.10, "MgO": 0.04}, 2.44, 2.54),
    "lead crystal": ({"SiO2": 0.60, "PbO": 0.26, "K2O": 0.14}, 2.9, 3.1),
    "porcelain": ({"SiO2": 0.68, "Al2O3": 0.26, "K2O": 0.06}, 2.30, 2.48),
    "earthenware": ({"SiO2": 0.66, "Al2O3": 0.22, "Fe2O3": 0.06, "CaO": 0.06}, 1.75, 2.10),
    "plaster": ({"CaSO6H4": 1.0}, 0.95, 1.35),
    "marble": ({"CaCO3": 1.0}, 2.62, 2.73),
    "soapstone": ({"Mg3Si4O12H2": 0.9, "Fe2O3": 0.1}, 2.6, 2.85),
    "agate": ({"SiO2": 1.0}, 2.55, 2.66),
    "pumice": ({"SiO2": 0.72, "Al2O3": 0.15, "K2O": 0.13}, 0.45, 0.95),
    "sand": ({"SiO2": 1.0}, 1.50, 1.70),
    "mollusc shell": ({"CaCO3": 0.97, COLLAGEN: 0.03}, 2.55, 2.78),
    "amber": ({"C10H16O": 1.0}, 1.05, 1.09),
    # metals, electronics
    "aluminium": ({"Al": 1.0}, 2.66, 2.72),
    "steel": ({"Fe": 0.98, "C": 0.02}, 7.6, 7.85),
    "stainless steel": ({"Fe": 0.72, "Cr": 0.18, "Ni": 0.10}, 7.8, 8.0),
    "copper": ({"Cu": 1.0}, 8.7, 8.95),
    "brass": ({"Cu": 0.63, "Zn": 0.37}, 8.3, 8.6),
    "silver": ({"Ag": 0.925, "Cu": 0.075}, 10.2, 10.4),
    "solder": ({"Sn": 0.99, "Cu": 0.01}, 7.2, 7.3),
    "tungsten": ({"W": 1.0}, 17.0, 19.0),
    "lead": ({"Pb": 1.0}, 11.2, 11.35),
    "circuit board": ({"SiO2": 0.42, "C21H24O4": 0.40, "Cu": 0.18}, 1.85, 2.20),
    "chip": ({"SiO2": 0.74, "C21H24O4": 0.20, "Cu": 0.06}, 1.80, 2.20),
    "lithium cell": ({"LiCoO2": 0.34, "C": 0.22, "Cu": 0.12, "Al": 0.10, "C3H4O3": 0.22}, 1.95, 2.55),
    "alkaline cell": ({"MnO2": 0.45, "Zn": 0.22, "H2O": 0.20, "Fe": 0.13}, 2.8, 3.3),
    "ferrite": ({"Fe2O3": 0.75, "ZnO": 0.15, "MnO2": 0.10}, 4.6, 5.0),
}

SUBSTANCES: dict[str, Substance] = {
    name: Substance(tuple(parts.items()), low, high) for name, (parts, low, high) in _TABLE.items()
}


@cache
def mass_attenuation(name: str) -> np.ndarray:
    """Mass attenuation μ/ρ of a substance at ENERGIES_KEV, cm²/g, read-only [24]. KeyError for unknown names."""
    total = np.zeros(len(ENERGIES_KEV))
    parts = SUBSTANCES[name].parts
    weight = sum(share for _, share in parts)
    for compound, share in parts:
        total += share / weight * np.array([xraylib.CS_Total_CP(compound, e) for e in ENERGIES_KEV])
    total.setflags(write=False)
    return total


@cache
def _components() -> tuple[np.ndarray, np.ndarray]:
    """Spectra of the components [COMPONENTS, 24] and the projector on them [COMPONENTS, 24], for μ/ρ in cm²/g."""
    spectra = np.array([mass_attenuation(name) for name in SUBSTANCES])
    relative = spectra / spectra[:, 4:16].mean(1, keepdims=True)
    typical = np.median(relative, axis=0)
    weight = np.array([0.03 if name in K_EDGES else 1.0 for name in SUBSTANCES])
    _, _, rows = np.linalg.svd(relative / typical * weight[:, None], full_matrices=False)
    rows = rows[:COMPONENTS]
    return rows * typical, rows / typical


def coefficients(name: str, density: float) -> np.ndarray:
    """Coefficients of a substance of `density` g/cm³ in the basis, per millimetre of path, float32 [COMPONENTS]."""
    return (_components()[1] @ mass_attenuation(name) * (density / 10.0)).astype(np.float32)


def basis() -> np.ndarray:
    """The basis itself, [COMPONENTS, 24]: line integrals times this give -ln of the transmission per bin."""
    return _components()[0]


def draw_density(rng: np.random.Generator, name: str) -> float:
    """A bulk density of the substance, g/cm³, uniform in its range."""
    substance = SUBSTANCES[name]
    return float(rng.uniform(substance.low, substance.high))
