"""Loss of a segmentation: cross-entropy, soft Dice, and cross-entropies of the coarse scores and of the kinds."""

import torch
from torch.nn import functional

from .network import TrainingScores

CLASS_WEIGHT = 1.5
DICE_SHARE = 0.3
COARSE_SHARE = (0.3, 0.5)
KIND_SHARE = 0.3
UNKNOWN_KIND = -100
"""Voxels of kinds beyond the slots are left out."""
SMOOTH = 10.0


def cross_entropy(scores: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    """Mean over voxels, wildlife classes weighted 1.5."""
    weight = torch.full((scores.shape[1],), CLASS_WEIGHT, device=scores.device)
    weight[0] = 1.0
    return functional.cross_entropy(scores, target, weight=weight)


def dice_loss(scores: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    """One minus the mean soft Dice of the wildlife classes present in the batch; 0 where none is."""
    n_classes = scores.shape[1]
    p = torch.softmax(scores, dim=1)
    flat = target.flatten()
    truth = torch.bincount(flat, minlength=n_classes).float()
    true_p = p.gather(1, target[:, None])[:, 0].flatten()
    shared = torch.zeros_like(truth).index_add(0, flat, true_p)
    dice = 1 - (2 * shared + SMOOTH) / (p.sum(dim=(0, 2, 3, 4)) + truth + SMOOTH)
    present = (truth >= 10)[1:]
    return dice[1:][present].mean() if present.any() else scores.sum() * 0


def kind_loss(scores: torch.Tensor, kinds: torch.Tensor) -> torch.Tensor:
    """Mean cross-entropy of scores [places, KIND_SLOTS]; 0 where no kind is known."""
    if (kinds == UNKNOWN_KIND).all():
        return scores.sum() * 0
    return functional.cross_entropy(scores, kinds, ignore_index=UNKNOWN_KIND)


def kind_places(kinds: torch.Tensor, count: int) -> torch.Tensor:
    """Indices [count] into kinds [N, D, H, W] where the kind is asked: half of them in objects, half anywhere."""
    flat = kinds.flatten()
    objects = torch.nonzero(flat > 0)[:, 0]
    anywhere = torch.randint(len(flat), (count if len(objects) == 0 else count // 2,), device=flat.device)
    if len(objects) == 0:
        return anywhere
    return torch.cat([anywhere, objects[torch.randint(len(objects), (count - len(anywhere),), device=flat.device)]])


def segmentation_loss(scores: TrainingScores, target: torch.Tensor, kinds: torch.Tensor) -> torch.Tensor:
    """Scalar from scores, classes [N, D, H, W] and kinds [places].

    The coarse scores are compared with the class at the middle of their voxels (deep supervision: it
    brings the meaning of whole objects to the coarse levels directly). The kinds name every object of the bag,
    a shoe as well as a tusk: one bag teaches what all its things look like, not only its wildlife.
    """
    total = cross_entropy(scores.classes, target) + DICE_SHARE * dice_loss(scores.classes, target)
    for share, coarse in zip(COARSE_SHARE, scores.coarse, strict=True):
        step = target.shape[1] // coarse.shape[2]
        middle = slice(step // 2, None, step)
        total = total + share * cross_entropy(coarse, target[:, middle, middle, middle])
    return total + KIND_SHARE * kind_loss(scores.kinds, kinds)
