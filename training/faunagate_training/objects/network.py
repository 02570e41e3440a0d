"""The second network: two cubes around a candidate and its features in, class and kind of ivory out."""

from dataclasses import dataclass

import torch
from torch import nn

from ..classes import CLASS_NAMES
from ..network import KIND_SLOTS, Residual, conv, normalise
from .crops import FEATURES

IVORY_KINDS = ("tusk-or-piece", "worked", "beads")
EMBEDDING = 48


@dataclass(frozen=True)
class ObjectScores:
    """Before softmax: classes [N, C], kinds of ivory [N, 3], kinds of object [N, KIND_SLOTS]; embedding [N, 48]."""

    classes: torch.Tensor
    ivory: torch.Tensor
    kinds: torch.Tensor
    embedding: torch.Tensor


class ObjectNet(nn.Module):
    """crops [N, 4, 32, 32, 32] (see `crops`) and features [N, F] to scores."""

    def __init__(self, channels: tuple[int, int, int] = (32, 64, 96)):
        super().__init__()
        a, b, c = channels
        self.stem = nn.Sequential(nn.Conv3d(6, a, 2, 2), nn.ReLU())
        self.body = nn.Sequential(
            Residual(a), nn.Conv3d(a, b, 2, 2), Residual(b), nn.Conv3d(b, c, 2, 2), Residual(c), conv(c, c)
        )
        self.register_buffer("mean", torch.zeros(len(FEATURES)))
        self.register_buffer("deviation", torch.ones(len(FEATURES)))
        self.facts = nn.Sequential(nn.Linear(len(FEATURES), 48), nn.ReLU(), nn.Linear(48, 48), nn.ReLU())
        self.join = nn.Sequential(nn.Linear(2 * c + 48, 96), nn.ReLU(), nn.Dropout(0.2), nn.Linear(96, EMBEDDING))
        self.classes = nn.Linear(EMBEDDING, len(CLASS_NAMES))
        self.ivory = nn.Linear(EMBEDDING, len(IVORY_KINDS))
        self.kinds = nn.Linear(EMBEDDING, KIND_SLOTS)

    def forward(self, crops: torch.Tensor, features: torch.Tensor) -> ObjectScores:
        parts = [part for n in (0, 2) for part in (normalise(crops[:, n : n + 1]), crops[:, n + 1 : n + 2])]
        x = self.body(self.stem(torch.cat(parts, dim=1)))
        pooled = torch.cat([x.mean(dim=(2, 3, 4)), x.amax(dim=(2, 3, 4))], dim=1)
        facts = self.facts((features - self.mean) / self.deviation)
        embedding = self.join(torch.cat([pooled, facts], dim=1))
        seen = torch.relu(embedding)
        return ObjectScores(self.classes(seen), self.ivory(seen), self.kinds(seen), embedding)


class CalibratedObjects(nn.Module):
    """As exported: probabilities at a temperature that validation candidates chose, and the embedding at length one."""

    def __init__(self, net: ObjectNet, temperature: float):
        super().__init__()
        self.net, self.temperature = net, temperature

    def forward(self, crops: torch.Tensor, features: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        scores = self.net(crops, features)
        length = scores.embedding.norm(dim=1, keepdim=True).clamp(min=1e-6)
        return (
            torch.softmax(scores.classes / self.temperature, dim=1),
            torch.softmax(scores.ivory, dim=1),
            scores.embedding / length,
        )
