"""Live and dead animals and their eggs."""

from . import (
    animals_birds,
    animals_eggs,
    animals_mammals,
    animals_reptiles,
    animals_small,
    animals_snakes,
    animals_turtles,
)

FAMILIES = (
    *animals_reptiles.FAMILIES,
    *animals_turtles.FAMILIES,
    *animals_snakes.FAMILIES,
    *animals_birds.FAMILIES,
    *animals_mammals.FAMILIES,
    *animals_small.FAMILIES,
    *animals_eggs.FAMILIES,
)
