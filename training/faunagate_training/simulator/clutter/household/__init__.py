"""What ordinary people pack, sorted by the rooms of a house.

Each module that ROOMS names exports FAMILIES; `wardrobe` and `hardware` hold makers for `clothing` and `tools`.
"""

from . import (
    clothing,
    electronics,
    food,
    gadgets,
    instruments,
    kitchen,
    liquids,
    ornaments,
    paper,
    toiletries,
    tools,
    toys,
)

ROOMS = {
    "clothing": (1.8, clothing.FAMILIES),
    "toiletries": (1.5, toiletries.FAMILIES),
    "electronics": (1.5, electronics.FAMILIES + gadgets.FAMILIES),
    "liquids": (1.6, liquids.FAMILIES),
    "food": (1.4, food.FAMILIES),
    "paper": (1.5, paper.FAMILIES),
    "toys": (0.6, toys.FAMILIES),
    "ornaments": (1.0, ornaments.FAMILIES),
    "kitchen": (0.9, kitchen.FAMILIES),
    "tools": (0.7, tools.FAMILIES),
    "instruments": (0.3, instruments.FAMILIES),
}
"""room: (how much of what people pack comes from it, families)."""

CONTAINERS = {
    "tin": "tin",
    "plastic box": "box",
    "carton": "box",
    "wooden box": "box",
    "tool box": "box",
    "cream jar": "jar",
    "hollow book": "book",
    "shoes": "shoe",
    "cloth bag": "bag",
    "toilet bag": "bag",
    "speaker": "electronics",
    "appliance": "electronics",
    "soft toy": "toy",
    "pan": "cookware",
    "pot": "cookware",
    "vase": "vase",
    "drum": "instrument",
    "string instrument": "instrument",
}
"""Kinds that other things can be put into: what a finding in one is said to be hidden in."""
