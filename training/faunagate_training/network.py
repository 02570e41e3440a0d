"""The segmentation network: a compact 3D U-Net that computes on half the grid's resolution.

A learned 2x2x2 stem takes the 2 mm grid to 4 mm, where most of the work is done; a transposed
convolution gives class scores back at 2 mm. Raw HU goes in: all normalisation is in the graph. A second
energy is an optional second channel; where it is missing its share of the first convolution is zero, so the
same weights serve scanners with one energy and with two.
"""

from dataclasses import dataclass

import torch
from torch import nn
from torch.nn import functional

from .classes import CLASS_NAMES

MULTIPLE_OF = 16
"""Every axis of the input must be a multiple of this."""

MISSING_HU = -30000.0
"""Fills the second channel of scans that have one energy only."""

KIND_SLOTS = 512
"""How many kinds of object the training-only head can tell apart; kind 0 is air."""


@dataclass(frozen=True)
class NetworkSize:
    """Channels at 1/2, 1/4, 1/8 and 1/16 of the grid's resolution."""

    channels: tuple[int, int, int, int] = (16, 48, 96, 128)
    classes: int = len(CLASS_NAMES)


def normalise(hu: torch.Tensor) -> torch.Tensor:
    """[N, 1 or 2, D, H, W] in HU to [N, 2 or 4, D, H, W].

    One channel spans air to metal, one soft matter; with a second energy follow its excess over the first and
    whether there is one.
    """
    high = hu[:, :1]
    wide = torch.clamp((high + 1000.0) * (1 / 1500.0), 0.0, 4.0) - 1.0
    soft = torch.clamp(high * (1 / 300.0), -1.5, 1.5)
    if hu.shape[1] == 1:
        return torch.cat([wide, soft], dim=1)
    low = hu[:, 1:]
    there = (low > 0.5 * MISSING_HU).to(hu.dtype)
    excess = torch.clamp((low - high) * (1 / 400.0), -1.0, 3.0) * there
    return torch.cat([wide, soft, excess, there], dim=1)


class Stem(nn.Module):
    """2x2x2 voxels to one; without a second energy the weights of its channels are left out."""

    def __init__(self, channels: int):
        super().__init__()
        self.weight = nn.Parameter(torch.empty(channels, 4, 2, 2, 2))
        self.bias = nn.Parameter(torch.zeros(channels))
        nn.init.kaiming_uniform_(self.weight, a=5**0.5)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return functional.conv3d(x, self.weight[:, : x.shape[1]], self.bias, stride=2)


def conv(n_in: int, n_out: int) -> nn.Sequential:
    return nn.Sequential(nn.Conv3d(n_in, n_out, 3, padding=1, bias=False), nn.BatchNorm3d(n_out), nn.ReLU())


class Residual(nn.Module):
    """Two 3x3x3 convolutions around a shortcut."""

    def __init__(self, channels: int):
        super().__init__()
        self.first = conv(channels, channels)
        self.second = nn.Sequential(nn.Conv3d(channels, channels, 3, padding=1, bias=False), nn.BatchNorm3d(channels))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return torch.relu(x + self.second(self.first(x)))


class WildlifeNet(nn.Module):
    """[N, 1 or 2, D, H, W] in HU to class scores [N, C, D, H, W] (before softmax)."""

    def __init__(self, size: NetworkSize | None = None):
        super().__init__()
        size = size or NetworkSize()
        a, b, c, d = size.channels
        self.stem = nn.Sequential(Stem(16), conv(16, a))
        self.enter = nn.ModuleList([Residual(n) for n in (a, b, c, d)])
        self.down = nn.ModuleList([nn.Conv3d(m, n, 2, 2) for m, n in ((a, b), (b, c), (c, d))])
        self.up = nn.ModuleList([nn.ConvTranspose3d(m, n, 2, 2) for m, n in ((d, c), (c, b), (b, a))])
        self.leave = nn.ModuleList([Residual(n) for n in (c, b, a)])
        self.head = nn.ConvTranspose3d(a, size.classes, 2, 2)
        self.coarse_heads = nn.ModuleList([nn.Conv3d(n, size.classes, 1) for n in (c, b)])
        self.kind_head = nn.Linear(a, KIND_SLOTS)

    def forward(self, hu: torch.Tensor) -> torch.Tensor:
        return self.head(self.features(hu)[-1])

    def features(self, hu: torch.Tensor) -> list[torch.Tensor]:
        """Features at 1/8, 1/4 and 1/2 of the grid's resolution."""
        x = self.enter[0](self.stem(normalise(hu)))
        kept = []
        for down, block in zip(self.down, list(self.enter)[1:], strict=True):
            kept.append(x)
            x = block(down(x))
        levels = []
        for up, block in zip(self.up, self.leave, strict=True):
            x = block(up(x) + kept.pop())
            levels.append(x)
        return levels

    def training_scores(self, hu: torch.Tensor, places: torch.Tensor, kind_places: torch.Tensor) -> "TrainingScores":
        """Scores at some places only: indices into the voxels of the batch at 1/2 of its resolution, in the order
        N, D, H, W. Neighbours teach nearly the same, and scores of every voxel would take 40 % of a step's time."""
        eighth, quarter, half = self.features(hu)
        coarse = [head(x) for head, x in zip(self.coarse_heads, (eighth, quarter), strict=True)]
        flat = half.movedim(1, -1).flatten(0, 3)
        weight, bias = self.head.weight.flatten(1), self.head.bias.repeat_interleave(EIGHT)
        classes = functional.linear(flat[places], weight.T, bias).unflatten(1, (-1, EIGHT))
        return TrainingScores(classes.transpose(1, 2).flatten(0, 1), coarse, self.kind_head(flat[kind_places]))


EIGHT = 8
"""Voxels of the grid in a voxel of 1/2 of its resolution."""


def at_places(grid: torch.Tensor, places: torch.Tensor) -> torch.Tensor:
    """Values of grid [N, D, H, W] at the eight voxels of each place (see `training_scores`): [8 * places]."""
    n, d, h, w = grid.shape
    blocks = grid.view(n, d // 2, 2, h // 2, 2, w // 2, 2).permute(0, 1, 3, 5, 2, 4, 6)
    return blocks.reshape(-1, EIGHT)[places].flatten()


@dataclass(frozen=True)
class TrainingScores:
    """classes [8 * places, C] in the order of `at_places`; coarse: [N, C, ...] at 1/8 and 1/4 of the grid's
    resolution; kinds [kind places, KIND_SLOTS]."""

    classes: torch.Tensor
    coarse: list[torch.Tensor]
    kinds: torch.Tensor


LARGEST_SCORE = 30.0


class Probabilities(nn.Module):
    """The network as exported: softmax inside.

    The softmax is written out, because ONNX Runtime transposes the whole volume for one over
    channels (measured: more than half of the graph's time). Scores are held within 30 of zero instead
    of subtracting the greatest: exp stays finite, and what is cut off is below 1e-12.
    """

    def __init__(self, net: WildlifeNet):
        super().__init__()
        self.net = net

    def forward(self, volume: torch.Tensor) -> torch.Tensor:
        shares = torch.exp(torch.clamp(self.net(volume), -LARGEST_SCORE, LARGEST_SCORE))
        return shares / shares.sum(dim=1, keepdim=True)
