"""Train the second network on harvested candidates, and choose its temperature on validation candidates.

    python -m faunagate_training.objects.train --data runs/objects/train --validation runs/objects/validation \\
        --run runs/objects/first --minutes 20

State is kept in <run>/objects.pt at every checkpoint and at SIGTERM; the same command goes on.
"""

import argparse
import copy
import json
import os
import signal
import time
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional

from ..classes import BACKGROUND, CLASS_NAMES
from ..schedule import cosine_rate
from ..train import average_into, save_state
from .network import IVORY_KINDS, ObjectNet, ObjectScores
from .samples import IGNORED, Batch, Drawer, Samples, crops_of, read_samples

IVORY_SHARE, KIND_SHARE = 0.5, 0.3
AVERAGE = 0.998
RATE, FINAL_RATE, WARM_UP, DECAY = 1.5e-3, 1e-5, 100, 2e-3
SMOOTHING = 0.02


def loss_of(scores: ObjectScores, batch: Batch) -> torch.Tensor:
    """Cross-entropies of class, kind of ivory (where it is ivory) and kind of object."""
    target = lambda a: torch.from_numpy(a).to(scores.classes.device)  # noqa: E731
    total = functional.cross_entropy(
        scores.classes, target(batch.labels), ignore_index=IGNORED, label_smoothing=SMOOTHING
    )
    total = total + KIND_SHARE * functional.cross_entropy(scores.kinds, target(batch.kinds), ignore_index=IGNORED)
    if (batch.ivory != IGNORED).any():
        total = total + IVORY_SHARE * functional.cross_entropy(scores.ivory, target(batch.ivory), ignore_index=IGNORED)
    return total


def told(net: ObjectNet, features: np.ndarray) -> torch.Tensor:
    """Features [n, F] for the network; what is not known is as usual."""
    values = torch.from_numpy(features).to(net.mean.device)
    return torch.where(torch.isnan(values), net.mean, values)


def logits(net: ObjectNet, samples: Samples, batch: int = 64) -> tuple[np.ndarray, np.ndarray]:
    """(class scores [n, C], ivory scores [n, 3]) of all samples as they are."""
    classes, ivory = [np.zeros((0, len(CLASS_NAMES)), np.float32)], [np.zeros((0, len(IVORY_KINDS)), np.float32)]
    net.eval()
    device = net.mean.device
    with torch.no_grad():
        for at in range(0, len(samples.labels), batch):
            index = np.arange(at, min(at + batch, len(samples.labels)))
            scores = net(
                torch.from_numpy(crops_of(samples, index)).to(device),
                told(net, samples.features[index]),
            )
            classes.append(scores.classes.cpu().numpy())
            ivory.append(scores.ivory.cpu().numpy())
    return np.concatenate(classes), np.concatenate(ivory)


def best_temperature(scores: np.ndarray, labels: np.ndarray) -> float:
    """Temperature with the least mean negative log likelihood over the labelled candidates."""
    used = labels != IGNORED
    z, y = torch.from_numpy(scores[used]).double(), torch.from_numpy(labels[used])
    grid = np.exp(np.linspace(np.log(0.4), np.log(4), 60))
    return float(min(grid, key=lambda t: float(functional.cross_entropy(z / t, y))))


def summary(scores: np.ndarray, samples: Samples) -> dict:
    """Share of wildlife and of clutter candidates that the network names right."""
    named = scores.argmax(axis=1)
    used = samples.labels != IGNORED
    wild = used & (samples.labels != BACKGROUND)
    clutter = used & (samples.labels == BACKGROUND)
    right = named == samples.labels
    return {
        "wildlife": round(float(right[wild].mean()), 4),
        "clutter": round(float(right[clutter].mean()), 4),
        "n": [int(wild.sum()), int(clutter.sum())],
    }


class ObjectTrainer:
    """Everything that changes while the second network trains, and how one step changes it."""

    def __init__(self, samples: Samples, steps: int, batch: int, seed: int, device: str = "cpu", bf16: bool = True):
        torch.manual_seed(seed)
        net = ObjectNet()
        known = np.ma.masked_invalid(samples.features)
        net.mean.copy_(torch.from_numpy(known.mean(axis=0).filled(0)))
        net.deviation.copy_(torch.from_numpy(known.std(axis=0).filled(1) + 1e-3))
        self.samples, self.steps, self.batch, self.device, self.bf16 = samples, steps, batch, device, bf16
        self.net = net.to(device, memory_format=torch.channels_last_3d)
        self.averaged = copy.deepcopy(self.net).eval()
        self.optimiser = torch.optim.AdamW(self.net.parameters(), lr=RATE, weight_decay=DECAY)
        self.drawer, self.step = Drawer(samples, seed), 0

    def train_step(self) -> float:
        """One optimiser step; returns the loss."""
        for group in self.optimiser.param_groups:
            group["lr"] = cosine_rate(self.step, self.steps, WARM_UP, RATE, FINAL_RATE)
        batch = self.drawer.draw(self.batch)
        self.net.train()
        crops = torch.from_numpy(batch.crops).to(self.device, memory_format=torch.channels_last_3d)
        with torch.autocast(self.device.split(":")[0], torch.bfloat16, enabled=self.bf16):
            scores = self.net(crops, told(self.net, batch.features))
        loss = loss_of(ObjectScores(*(part.float() for part in vars(scores).values())), batch)
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.net.parameters(), 5.0)
        self.optimiser.step()
        average_into(self.averaged, self.net, min(AVERAGE, (1 + self.step) / (10 + self.step)))
        self.step += 1
        return float(loss.detach())

    def warm_start(self, state: dict) -> None:
        """Begin from the averaged weights of another run, and its scale of the features."""
        self.net.load_state_dict(state["averaged"])
        self.averaged.load_state_dict(state["averaged"])

    def state(self) -> dict:
        return {
            "step": self.step,
            "samples": len(self.samples.labels),
            "bags": len(self.samples.abouts),
            "kinds": self.samples.kind_names,
            "net": self.net.state_dict(),
            "averaged": self.averaged.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "rng": self.drawer.rng.bit_generator.state,
            "torch_rng": torch.get_rng_state(),
        }

    def restore(self, state: dict) -> None:
        """Continue from a state; the samples must be those it was made with."""
        if state["samples"] != len(self.samples.labels):
            raise ValueError(f"the state saw {state['samples']} candidates, these are {len(self.samples.labels)}")
        self.net.load_state_dict(state["net"])
        self.averaged.load_state_dict(state["averaged"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.drawer.rng.bit_generator.state = state["rng"]
        torch.set_rng_state(state["torch_rng"])
        self.step = state["step"]


def judged(trainer: ObjectTrainer, validation: Samples) -> dict:
    """The temperature and how well the averaged network names validation candidates."""
    scores, _ = logits(trainer.averaged, validation)
    return {"temperature": best_temperature(scores, validation.labels), **summary(scores, validation)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, nargs="+", required=True)
    parser.add_argument("--validation", type=Path, nargs="+", required=True)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=20)
    parser.add_argument("--steps", type=int, default=2500)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--fp32", action="store_true", help="slower, and goes on bit for bit")
    parser.add_argument("--warm", type=Path, help="checkpoint of another run to begin from")
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    args = parser.parse_args()
    torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", "1")))
    args.run.mkdir(parents=True, exist_ok=True)
    path = args.run / "objects.pt"
    samples = read_samples(args.data)
    validation = read_samples(args.validation, samples.kind_names)
    trainer = ObjectTrainer(samples, args.steps, args.batch, args.seed, args.device, not args.fp32)
    if path.exists():
        trainer.restore(torch.load(path, map_location="cpu", weights_only=False))
    elif args.warm:
        trainer.warm_start(torch.load(args.warm, map_location="cpu", weights_only=False))
    stopping: list[bool] = []
    signal.signal(signal.SIGTERM, lambda *_: stopping.append(True))
    begin, losses = time.time(), []
    while not stopping and trainer.step < args.steps and time.time() - begin < args.minutes * 60:
        losses.append(trainer.train_step())
        if trainer.step % 200 == 0:
            about = judged(trainer, validation)
            save_state({**trainer.state(), **about}, path)
            line = {"step": trainer.step, "loss": round(float(np.mean(losses[-200:])), 4), **about}
            line["seconds"] = round(time.time() - begin)
            with (args.run / "log.jsonl").open("a") as file:
                file.write(json.dumps(line) + "\n")
            print(json.dumps(line), flush=True)
    save_state({**trainer.state(), **judged(trainer, validation)}, path)


if __name__ == "__main__":
    main()
