"""All makers, and how often each class of wildlife is drawn."""

from away.things import animals, confusers, gadgets, household, ivory, keratin, pantry, sea, skeleton
from away.things.common import Maker

CLUTTER: tuple[Maker, ...] = pantry.MAKERS + household.MAKERS + gadgets.MAKERS
LOOKALIKES: tuple[Maker, ...] = confusers.MAKERS
WILDLIFE: dict[str, tuple[Maker, ...]] = {
    "ivory": ivory.MAKERS,
    "horn": keratin.HORN_MAKERS,
    "scales": keratin.SCALE_MAKERS,
    "animal": animals.MAKERS,
    "marine": sea.MARINE_MAKERS,
    "shell": sea.SHELL_MAKERS,
    "bone": skeleton.MAKERS,
}
WILDLIFE_SHARES = {
    "ivory": 0.34,
    "horn": 0.12,
    "scales": 0.12,
    "animal": 0.16,
    "marine": 0.12,
    "shell": 0.05,
    "bone": 0.09,
}
