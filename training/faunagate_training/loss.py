"""Loss of a segmentation: cross-entropy, soft Dice, and cross-entropy of the coarse scores."""

import torch
from torch.nn import functional

CLASS_WEIGHT = 1.5
DICE_SHARE = 0.3
COARSE_SHARE = (0.3, 0.5)
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


def segmentation_loss(scores: list[torch.Tensor], target: torch.Tensor) -> torch.Tensor:
    """Scalar from scores [N, C, D, H, W] at full and coarser resolutions and classes [N, D, H, W].

    The coarse scores are compared with the class at the middle of their voxels (deep supervision: it
    brings the meaning of whole objects to the coarse levels directly).
    """
    total = cross_entropy(scores[0], target) + DICE_SHARE * dice_loss(scores[0], target)
    for share, coarse in zip(COARSE_SHARE, scores[1:], strict=False):
        step = target.shape[1] // coarse.shape[2]
        middle = slice(step // 2, None, step)
        total = total + share * cross_entropy(coarse, target[:, middle, middle, middle])
    return total
