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


def class_weights(scores: torch.Tensor) -> torch.Tensor:
    """[C]: wildlife classes weighted 1.5."""
    weight = torch.full((scores.shape[1],), CLASS_WEIGHT, device=scores.device)
    weight[0] = 1.0
    return weight


def voxel_loss(scores: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    """Mean cross-entropy of scores [V, C] and a share of the soft Dice loss, of the same softmax."""
    log_p = functional.log_softmax(scores, dim=1)
    entropy = functional.nll_loss(log_p, target, weight=class_weights(scores))
    return entropy + DICE_SHARE * dice_loss(log_p.exp(), target)


def dice_loss(p: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    """One minus the mean soft Dice of the wildlife classes present, from probabilities [V, C]; 0 where none is."""
    n_classes = p.shape[1]
    truth = torch.bincount(target, minlength=n_classes).float()
    shared = torch.zeros_like(truth).index_add(0, target, p.gather(1, target[:, None])[:, 0])
    dice = 1 - (2 * shared + SMOOTH) / (p.sum(dim=0) + truth + SMOOTH)
    present = (truth >= 10)[1:]
    return dice[1:][present].mean() if present.any() else p.sum() * 0


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


def segmentation_loss(
    scores: TrainingScores, target: torch.Tensor, at_target: torch.Tensor, kinds: torch.Tensor
) -> torch.Tensor:
    """Scalar from scores, classes [N, D, H, W], the classes at the places of the scores, and kinds [kind places].

    The coarse scores are compared with the class at the middle of their voxels (deep supervision: it
    brings the meaning of whole objects to the coarse levels directly). The kinds name every object of the bag,
    a shoe as well as a tusk: one bag teaches what all its things look like, not only its wildlife.
    """
    total = voxel_loss(scores.classes, at_target)
    for share, coarse in zip(COARSE_SHARE, scores.coarse, strict=True):
        step = target.shape[1] // coarse.shape[2]
        middle = slice(step // 2, None, step)
        wanted = target[:, middle, middle, middle]
        total = total + share * functional.cross_entropy(coarse, wanted, weight=class_weights(coarse))
    return total + KIND_SHARE * kind_loss(scores.kinds, kinds)
