"""Ivory: all families of tusks, teeth, pieces, worked things and beads, and what kind of ivory each is."""

from . import (
    ivory_beads,
    ivory_carvings,
    ivory_games,
    ivory_jewellery,
    ivory_pieces,
    ivory_sewn,
    ivory_showpieces,
    ivory_teeth,
    ivory_tusks,
    ivory_worked,
)

FAMILIES = (
    *ivory_tusks.FAMILIES,
    *ivory_teeth.FAMILIES,
    *ivory_pieces.FAMILIES,
    *ivory_worked.FAMILIES,
    *ivory_games.FAMILIES,
    *ivory_jewellery.FAMILIES,
    *ivory_carvings.FAMILIES,
    *ivory_showpieces.FAMILIES,
    *ivory_beads.FAMILIES,
    *ivory_sewn.FAMILIES,
)

PIECES = (
    *("tusk", "mammoth tusk", "tusk section", "tusk tip", "raw piece", "block", "slab"),
    *("hippo tooth", "walrus tusk", "warthog tusk"),
)
BEADS = ("bead string", "bead bracelet", "bead necklace", "mixed beads", "loose beads", "sewn beads")
WORKED = (
    *("seal", "chopsticks", "rod", "bangle", "ring", "figurine", "netsuke", "pendant"),
    *("carved tusk", "puzzle ball", "dice", "dominoes", "comb", "knife handle", "piano keys"),
)
IVORY_KIND_OF = {
    **{kind: "tusk-or-piece" for kind in PIECES},
    **{kind: "worked" for kind in WORKED},
    **{kind: "beads" for kind in BEADS},
}
"""kind of object: what the evaluation calls it."""
