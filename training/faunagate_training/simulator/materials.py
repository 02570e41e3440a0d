"""What things are made of: composition and density with the scatter of real matter.

Compositions of tissues follow ICRU 44 and ICRP 110 roundings and published mineral contents of
ivory (58-62 % apatite), tooth dentine (67 %), bone and keratin; plastics, minerals and metals follow their formulas.
Each draw varies density, and for mixtures the shares, so that no material is one number.
"""

from dataclasses import dataclass

import numpy as np

from .basis import mixture_coefficients

COLLAGEN = "C4.16H6.45N1.28O1.56S0.016"
KERATIN = "C4.16H6.6N1.2O1.45S0.13"
APATITE = "Ca10P6O26H2"
WATER = "H2O"
FAT = "C18H34O2"
CELLULOSE = "C6H10O5"
SUGAR = "C12H22O11"
CHALK = "CaCO3"

SPREAD = 0.08
"""Relative standard deviation of the shares of a mixture."""

RECIPES: dict[str, tuple[tuple[tuple[str, float], ...], float, float]] = {
    # wildlife tissues: (formula, mass share), lowest and highest density in g/cm3
    "ivory": (((APATITE, 0.58), (COLLAGEN, 0.31), (WATER, 0.11)), 1.66, 1.95),
    "hippo ivory": (((APATITE, 0.62), (COLLAGEN, 0.28), (WATER, 0.10)), 1.80, 2.02),
    "walrus ivory": (((APATITE, 0.61), (COLLAGEN, 0.29), (WATER, 0.10)), 1.75, 1.98),
    "keratin": (((KERATIN, 0.96), (WATER, 0.04)), 1.22, 1.34),
    "scute": (((KERATIN, 0.95), (WATER, 0.05)), 1.22, 1.32),
    "horn powder": (((KERATIN, 0.95), (APATITE, 0.015), (WATER, 0.035)), 0.48, 0.82),
    "horn core": (((KERATIN, 0.93), (APATITE, 0.05), (WATER, 0.02)), 1.27, 1.38),
    "scale": (((KERATIN, 0.97), (APATITE, 0.015), (WATER, 0.015)), 1.24, 1.36),
    "soft tissue": (((WATER, 0.74), (COLLAGEN, 0.20), (FAT, 0.05), ("NaCl", 0.01)), 1.03, 1.08),
    "fat": (((FAT, 0.9), (WATER, 0.1)), 0.90, 0.95),
    "lung": (((WATER, 0.8), (COLLAGEN, 0.2)), 0.12, 0.40),
    "bone": (((APATITE, 0.60), (COLLAGEN, 0.27), (WATER, 0.13)), 1.75, 2.02),
    "thin bone": (((APATITE, 0.50), (COLLAGEN, 0.30), (WATER, 0.20)), 1.40, 1.80),
    "marrow": (((FAT, 0.5), (WATER, 0.4), (APATITE, 0.1)), 1.0, 1.18),
    "shell bone": (((APATITE, 0.48), (COLLAGEN, 0.32), (WATER, 0.20)), 1.30, 1.65),
    "feather": (((KERATIN, 1.0),), 0.03, 0.12),
    "antler": (((APATITE, 0.52), (COLLAGEN, 0.36), (WATER, 0.12)), 1.3, 1.65),
    "dry bone": (((APATITE, 0.64), (COLLAGEN, 0.27), (WATER, 0.09)), 1.70, 2.02),
    "trabecular bone": (((APATITE, 0.60), (COLLAGEN, 0.27), (WATER, 0.13)), 0.30, 0.95),
    "dentine": (((APATITE, 0.67), (COLLAGEN, 0.21), (WATER, 0.12)), 1.95, 2.20),
    "enamel": (((APATITE, 0.95), (COLLAGEN, 0.015), (WATER, 0.035)), 2.75, 2.95),
    "cartilage": (((COLLAGEN, 0.74), (WATER, 0.20), (APATITE, 0.06)), 1.05, 1.35),
    "dried flesh": (((COLLAGEN, 0.76), (FAT, 0.08), (WATER, 0.14), ("NaCl", 0.02)), 0.85, 1.28),
    "fin fibre": (((COLLAGEN, 0.86), (WATER, 0.13), ("NaCl", 0.01)), 1.15, 1.38),
    "swim bladder": (((COLLAGEN, 0.86), (WATER, 0.14)), 1.10, 1.34),
    "sea cucumber": (((COLLAGEN, 0.70), (WATER, 0.16), ("NaCl", 0.07), (CHALK, 0.07)), 0.90, 1.40),
    "chitin": ((("C8H13NO5", 0.55), (COLLAGEN, 0.35), (WATER, 0.10)), 1.15, 1.42),
    "egg shell": (((CHALK, 0.95), (COLLAGEN, 0.05)), 2.15, 2.50),
    "egg white": (((WATER, 0.88), (COLLAGEN, 0.12)), 1.03, 1.05),
    "yolk": (((WATER, 0.50), (FAT, 0.33), (COLLAGEN, 0.17)), 1.01, 1.04),
    "aragonite": (((CHALK, 0.985), (COLLAGEN, 0.015)), 2.62, 2.88),
    "red coral": (((CHALK, 0.88), ("MgCO3", 0.12)), 2.50, 2.70),
    # plastics, resin, rubber
    "polyethylene": ((("CH2", 1.0),), 0.91, 0.97),
    "polypropylene": ((("CH2", 1.0),), 0.88, 0.92),
    "abs": ((("C15H17N", 1.0),), 1.02, 1.08),
    "polycarbonate": ((("C16H14O3", 1.0),), 1.18, 1.22),
    "acrylic": ((("C5H8O2", 1.0),), 1.16, 1.20),
    "pet": ((("C10H8O4", 1.0),), 1.33, 1.40),
    "nylon": ((("C6H11NO", 1.0),), 1.10, 1.16),
    "pom": ((("CH2O", 1.0),), 1.39, 1.43),
    "pvc": ((("C2H3Cl", 0.85), ("C24H38O4", 0.15)), 1.15, 1.45),
    "ptfe": ((("C2F4", 1.0),), 2.13, 2.22),
    "resin": ((("C10H10O4", 1.0),), 1.10, 1.25),
    "filled resin": ((("C10H10O4", 0.55), (CHALK, 0.45)), 1.4, 1.85),
    "rubber": ((("C5H8", 0.8), ("C", 0.14), ("ZnO", 0.03), ("S", 0.03)), 0.95, 1.25),
    "foam": ((("C5H8O2", 1.0),), 0.02, 0.12),
    "candle wax": ((("CH2", 1.0),), 0.85, 0.94),
    # plants, paper, cloth, leather
    "wood": (((CELLULOSE, 0.9), (WATER, 0.1)), 0.40, 0.95),
    "hard wood": (((CELLULOSE, 0.92), (WATER, 0.08)), 0.85, 1.25),
    "nut shell": (((CELLULOSE, 0.95), (WATER, 0.05)), 1.15, 1.42),
    "paper": (((CELLULOSE, 0.82), (CHALK, 0.13), (WATER, 0.05)), 0.65, 1.15),
    "cardboard": (((CELLULOSE, 0.95), (WATER, 0.05)), 0.15, 0.6),
    "cloth": (((CELLULOSE, 0.5), ("C10H8O4", 0.45), (WATER, 0.05)), 0.07, 0.38),
    "leather": (((COLLAGEN, 0.85), (WATER, 0.15)), 0.75, 1.05),
    # liquids, food, cosmetics
    "water": (((WATER, 1.0),), 0.99, 1.01),
    "drink": (((WATER, 0.89), (SUGAR, 0.11)), 1.0, 1.06),
    "spirits": (((WATER, 0.6), ("C2H6O", 0.4)), 0.93, 0.97),
    "oil": (((FAT, 1.0),), 0.90, 0.93),
    "shampoo": (((WATER, 0.85), ("C12H25SO4Na", 0.15)), 1.0, 1.05),
    "cream": (((WATER, 0.6), (FAT, 0.38), ("TiO2", 0.02)), 0.93, 1.05),
    "toothpaste": (((WATER, 0.45), (CHALK, 0.3), ("C3H8O3", 0.25)), 1.25, 1.5),
    "soap": ((("C18H35O2Na", 0.85), (WATER, 0.15)), 1.0, 1.12),
    "chocolate": (((SUGAR, 0.55), (FAT, 0.35), (COLLAGEN, 0.10)), 1.22, 1.32),
    "meat": (((WATER, 0.72), (COLLAGEN, 0.20), (FAT, 0.08)), 1.02, 1.08),
    "fruit": (((WATER, 0.86), (SUGAR, 0.14)), 0.85, 1.06),
    "bread": (((CELLULOSE, 0.6), (WATER, 0.4)), 0.18, 0.35),
    "chips": (((CELLULOSE, 0.6), (FAT, 0.38), ("NaCl", 0.02)), 0.9, 1.2),
    "grain": (((CELLULOSE, 0.87), (WATER, 0.13)), 0.65, 0.9),
    "sugar": (((SUGAR, 1.0),), 0.8, 1.0),
    "salt": ((("NaCl", 1.0),), 1.0, 1.3),
    "powder": (((CELLULOSE, 0.6), (SUGAR, 0.4)), 0.4, 0.75),
    # minerals and metals
    "porcelain": ((("SiO2", 0.65), ("Al2O3", 0.27), ("K2O", 0.08)), 2.2, 2.5),
    "earthenware": ((("SiO2", 0.68), ("Al2O3", 0.22), ("CaO", 0.10)), 1.7, 2.1),
    "glass": ((("SiO2", 0.73), ("Na2O", 0.15), ("CaO", 0.12)), 2.42, 2.55),
    "marble": (((CHALK, 1.0),), 2.55, 2.75),
    "quartz": ((("SiO2", 1.0),), 2.45, 2.68),
    "soapstone": ((("Mg3Si4H2O12", 1.0),), 2.55, 2.8),
    "sea shell": (((CHALK, 0.98), (COLLAGEN, 0.02)), 2.5, 2.8),
    "coral": (((CHALK, 1.0),), 1.3, 2.0),
    "plaster": ((("CaSO6H4", 1.0),), 0.85, 1.3),
    "aluminium": ((("Al", 1.0),), 2.66, 2.75),
    "steel": ((("Fe", 0.9), ("Cr", 0.1)), 7.5, 7.9),
    "brass": ((("Cu", 0.65), ("Zn", 0.35)), 8.3, 8.6),
    "zinc": ((("Zn", 0.96), ("Al", 0.04)), 6.5, 6.8),
    "pewter": ((("Sn", 0.94), ("Cu", 0.03), ("Ag", 0.03)), 7.1, 7.4),
    "solder": ((("Sn", 0.63), ("Pb", 0.37)), 8.2, 8.6),
    "lead": ((("Pb", 0.97), ("Ag", 0.03)), 11.0, 11.35),
    "lead crystal": ((("SiO2", 0.58), ("PbO", 0.27), ("K2O", 0.13), ("Na2O", 0.02)), 2.85, 3.15),
    "tungsten": ((("W", 0.93), ("Fe", 0.07)), 16.5, 18.5),
    "silver": ((("Ag", 0.925), ("Cu", 0.075)), 10.2, 10.45),
    "gold": ((("Au", 0.65), ("Ag", 0.2), ("Cu", 0.15)), 13.0, 16.5),
    "baryte plastic": ((("C3H6", 0.5), ("BaSO4", 0.5)), 1.3, 1.6),
    "circuit board": ((("C10H10O4", 0.4), ("SiO2", 0.5), ("Cu", 0.10)), 1.7, 2.1),
    "battery": ((("LiCoO2", 0.45), ("C", 0.3), ("Cu", 0.10), ("Al", 0.15)), 2.0, 2.7),
    "alkaline cell": ((("MnO2", 0.5), ("Zn", 0.25), ("Fe", 0.2), (WATER, 0.05)), 2.7, 3.2),
}


@dataclass(frozen=True)
class Material:
    """One draw of a material. `kn` and `pe` are its coefficients in 1/cm (see `basis`)."""

    name: str
    density: float
    kn: float
    pe: float

    def scaled(self, factor: float) -> "Material":
        """The same matter at `factor` times the density (porosity, packing)."""
        return Material(self.name, self.density * factor, self.kn * factor, self.pe * factor)


def draw_material(name: str, rng: np.random.Generator) -> Material:
    """A random specimen of the named material. KeyError for a name that has no recipe."""
    parts, low, high = RECIPES[name]
    shares = tuple((f, max(0.0, share * (1 + SPREAD * rng.standard_normal()))) for f, share in parts)
    kn, pe = mixture_coefficients(shares)
    density = float(rng.uniform(low, high))
    return Material(name, density, kn * density, pe * density)


def draw_one_of(names: tuple[str, ...] | list[str], rng: np.random.Generator) -> Material:
    """A random specimen of one of the named materials."""
    return draw_material(names[int(rng.integers(len(names)))], rng)
