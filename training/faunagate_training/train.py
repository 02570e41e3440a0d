"""Train the segmentation network; stop and go on at any time, exactly.

    python -m faunagate_training.train --data runs/bags/train-train --run runs/first --minutes 60

State is kept in <run>/checkpoint.pt every few minutes (weights, optimiser, averaged weights, random
states, list of bags, step), and at SIGTERM. The same command continues. With --grow the list of bags is read
again at each checkpoint, so that generation can go on beside training.
"""

import argparse
import copy
import json
import os
import signal
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch

from .data.patches import PatchSampler
from .data.store import StoredBag, complete_bags, read_bag
from .loss import kind_places, segmentation_loss
from .network import EIGHT, NetworkSize, TrainingScores, WildlifeNet, at_places
from .schedule import cosine_rate

CLASS_SHARE, KIND_SHARE = 1 / 8, 1 / 32
"""Shares of a patch's places at which the class and the kind are asked: all of them would triple a step's time."""


@dataclass(frozen=True)
class Recipe:
    """Settings of one training. `steps` is where the learning rate has fallen to its end.

    bf16 needs patches of 64 or more: on CPU, oneDNN's bf16 gradients of convolutions over 2x2x2 voxels
    are wrong (measured with torch 2.13.0: not finite now and then), and the deepest level has patch / 16.
    """

    steps: int = 6000
    batch: int = 8
    patch: int = 64
    rate: float = 2e-3
    final_rate: float = 1e-5
    warm_up: int = 200
    decay: float = 1e-3
    clip: float = 5.0
    average: float = 0.998
    seed: int = 7
    bf16: bool = True
    channels: tuple[int, int, int, int] = (16, 48, 96, 128)

    def rate_at(self, step: int) -> float:
        return cosine_rate(step, self.steps, self.warm_up, self.rate, self.final_rate)


def average_into(averaged: torch.nn.Module, net: torch.nn.Module, keep: float) -> None:
    """Move the running average of the weights by 1 - keep towards the weights."""
    with torch.no_grad():
        for mine, now in zip(averaged.state_dict().values(), net.state_dict().values(), strict=True):
            if mine.dtype.is_floating_point:
                mine.lerp_(now, 1 - keep)
            else:
                mine.copy_(now)


class Trainer:
    """Everything that changes while training, and how one step changes it."""

    def __init__(self, recipe: Recipe, bags: list[StoredBag], device: str = "cpu"):
        if recipe.bf16 and recipe.patch < 64:
            raise ValueError("bf16 training needs patches of at least 64 voxels")
        torch.manual_seed(recipe.seed)
        self.recipe, self.device = recipe, device
        self.net = WildlifeNet(NetworkSize(recipe.channels)).to(device, memory_format=torch.channels_last_3d)
        self.averaged = copy.deepcopy(self.net).eval()
        self.optimiser = torch.optim.AdamW(self.net.parameters(), lr=recipe.rate, weight_decay=recipe.decay)
        self.sampler = PatchSampler(bags, recipe.patch, recipe.seed, device=device)
        self.step = 0

    def train_step(self) -> float:
        """One optimiser step; returns the loss."""
        recipe = self.recipe
        patches = self.sampler.draw(recipe.batch)
        x, target, kinds = patches.hu, patches.classes, patches.kinds
        total = kinds.numel()
        places = torch.randperm(total, device=self.device)[: int(total * CLASS_SHARE)].sort().values
        asked = kind_places(kinds, int(total * KIND_SHARE))
        for group in self.optimiser.param_groups:
            group["lr"] = recipe.rate_at(self.step)
        self.net.train()
        with torch.autocast(self.device.split(":")[0], torch.bfloat16, enabled=recipe.bf16):
            scores = self.net.training_scores(x, places, asked)
        scores = TrainingScores(scores.classes.float(), [c.float() for c in scores.coarse], scores.kinds.float())
        at_target = at_places(target, places)
        loss = segmentation_loss(scores, target, at_target, kinds.flatten()[asked])
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.net.parameters(), recipe.clip)
        self.optimiser.step()
        average_into(self.averaged, self.net, min(recipe.average, (1 + self.step) / (10 + self.step)))
        with torch.no_grad():
            false = (scores.classes[:, 1:].amax(dim=1) > scores.classes[:, 0]) & (at_target == 0)
            patch = places.repeat_interleave(EIGHT)[false] // (total // recipe.batch)
            counts = torch.bincount(patch, minlength=recipe.batch).cpu().numpy() / CLASS_SHARE
            self.sampler.report(counts, patches.origins)
        self.step += 1
        return float(loss.detach())

    def warm_start(self, state: dict) -> None:
        """Begin from the weights of another run; where a layer has grown since, the part that both have is taken."""
        for net, weights in ((self.net, state["net"]), (self.averaged, state["averaged"])):
            own = net.state_dict()
            for name, value in weights.items():
                if name in own:
                    common = tuple(slice(0, min(a, b)) for a, b in zip(own[name].shape, value.shape, strict=True))
                    own[name][common] = value[common]

    def state(self) -> dict:
        return {
            "recipe": asdict(self.recipe),
            "step": self.step,
            "net": self.net.state_dict(),
            "averaged": self.averaged.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "sampler": self.sampler.state(),
            "bags": [bag.name for bag in self.sampler.bags],
            "torch_rng": torch.get_rng_state(),
        }

    def restore(self, state: dict) -> None:
        """Continue from a state; the sampler must hold the bags that the state names."""
        self.net.load_state_dict(state["net"])
        self.averaged.load_state_dict(state["averaged"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.sampler.restore(state["sampler"])
        torch.set_rng_state(state["torch_rng"])
        self.step = state["step"]


def save_state(state: dict, path: Path) -> None:
    temporary = path.with_suffix(".tmp")
    torch.save(state, temporary)
    temporary.rename(path)


def load_net(path: Path) -> WildlifeNet:
    """The averaged network of a checkpoint, ready for use. RuntimeError where it does not fit."""
    state = torch.load(path, map_location="cpu", weights_only=False)
    net = WildlifeNet(NetworkSize(tuple(state["recipe"]["channels"])))
    net.load_state_dict(state["averaged"])
    return net.eval()


def bags_in(folders: list[Path]) -> dict[str, Path]:
    """Complete bags of all folders by name; names of different folders differ."""
    return {bag.name: bag for folder in folders for bag in complete_bags(folder)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, nargs="+", required=True, help="folders of bags")
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--steps", type=int, default=6000)
    parser.add_argument("--batch", type=int, default=8)
    parser.add_argument("--patch", type=int, default=64, help="voxels a side; below 64 it computes in fp32")
    parser.add_argument("--limit", type=int, default=100_000, help="use at most this many bags")
    parser.add_argument("--rate", type=float, default=2e-3, help="highest learning rate")
    parser.add_argument("--warm", type=Path, help="checkpoint of another run to begin from")
    parser.add_argument("--grow", action="store_true")
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument("--checkpoint-minutes", type=float, default=4)
    args = parser.parse_args()
    torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", "1")))
    args.run.mkdir(parents=True, exist_ok=True)
    path = args.run / "checkpoint.pt"
    state = torch.load(path, map_location="cpu", weights_only=False) if path.exists() else None
    there = bags_in(args.data)
    names = state["bags"] if state else list(there)[: args.limit]
    loaded = {name: read_bag(there[name]) for name in names}
    first = Recipe(steps=args.steps, batch=args.batch, rate=args.rate, patch=args.patch, bf16=args.patch >= 64)
    recipe = Recipe(**{**state["recipe"], "steps": args.steps}) if state else first
    trainer = Trainer(recipe, [loaded[name] for name in names], args.device)
    if state:
        trainer.restore(state)
    elif args.warm:
        trainer.warm_start(torch.load(args.warm, map_location="cpu", weights_only=False))
    stopping = []
    signal.signal(signal.SIGTERM, lambda *_: stopping.append(True))
    begin, last, losses = time.time(), time.time(), []
    while not stopping and trainer.step < recipe.steps and time.time() - begin < args.minutes * 60:
        losses.append(trainer.train_step())
        due = time.time() - last > args.checkpoint_minutes * 60
        if due or trainer.step == recipe.steps:
            if args.grow:
                for name, folder in list(bags_in(args.data).items())[: args.limit]:
                    if name not in loaded:
                        loaded[name] = read_bag(folder)
                trainer.sampler.set_bags(list(loaded.values()))
            save_state(trainer.state(), path)
            last = time.time()
        if trainer.step % 50 == 0:
            line = {
                "step": trainer.step,
                "loss": round(float(np.mean(losses[-50:])), 4),
                "rate": recipe.rate_at(trainer.step),
                "bags": len(loaded),
                "hard": len(trainer.sampler.hard),
                "seconds": round(time.time() - begin),
            }
            with (args.run / "log.jsonl").open("a") as file:
                file.write(json.dumps(line) + "\n")
            print(json.dumps(line), flush=True)
    save_state(trainer.state(), path)


if __name__ == "__main__":
    main()
