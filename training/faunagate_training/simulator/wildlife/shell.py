"""Shell and coral: giant clam, large spiral shells, coral, and what is made of them."""

from . import shell_clam, shell_coral, shell_spiral

FAMILIES = (*shell_clam.FAMILIES, *shell_spiral.FAMILIES, *shell_coral.FAMILIES)
