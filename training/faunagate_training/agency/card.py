"""The card of a model that an agency trained further."""

from scipy.stats import beta

from ..evaluate.card_tables import (
    bead_table,
    confusion_table,
    false_alarm_table,
    look_alike_table,
    number,
    percent,
    rate_text,
    table,
)

GROUPS = (("class", "class"), ("kind", "kind"), ("greatest length", "extent"), ("longest edge of a voxel", "voxel"))


def upper_limit(hits: int, n: int) -> float:
    """Share below which the truth lies with 97.5 % confidence (Clopper and Pearson 1934); 1 of none."""
    return 1.0 if hits >= n else float(beta.ppf(0.975, hits + 1, n - hits))


def chosen_table(chosen: dict) -> str:
    """What the operating points gave on the validation scans that they were chosen on."""
    rows = []
    for name, point in chosen.items():
        hits, n = (sum(v[i] for v in point["byClass"].values()) for i in (0, 1))
        clean = point["clean"]["everyday"]
        rows.append(
            (
                name,
                f"{hits}/{n}",
                f"{clean['alarming']}/{clean['bags']}",
                f"up to {percent(upper_limit(clean['alarming'], clean['bags']), 1)}",
            )
        )
    return table(("operating point", "objects found", "clean scans that alarm", "true share, 97.5 % sure"), rows)


def group_table(title: str, groups: list[dict]) -> str:
    rows = [(g["name"], rate_text(g["found"]), rate_text(g["anyClass"]), number(g["dice"])) for g in groups]
    return table((title, "found, right class", "found, any class", "Dice (median)"), rows)


def measured_text(report: dict | None) -> str:
    """Figures of the test scans."""
    if report is None:
        return "Not measured yet: `./faunagate evaluate` on the agency's test scans, then `agency.package --card`.\n"
    objects = report["objects"]
    groups = "\n".join(group_table(title, objects["by"][by]) for title, by in GROUPS)
    calibration = report["calibration"]
    return f"""The station (`./faunagate evaluate`) screened {report["bags"]["screened"]} test scans that neither
training nor the choice of thresholds has seen, at the operating point "{report["operatingPoint"]}". Intervals are exact
(Clopper and Pearson, 95 %); rules: `docs/formats/evaluation-dataset.md`.

Objects found: **{rate_text(objects["all"]["found"])}**; from {objects["larger"]["fromMm"]} mm:
{rate_text(objects["larger"]["found"])}. Dice of found objects (median): {number(objects["all"]["dice"])}.

{groups}
What objects are taken for:

{confusion_table(report)}
False alarms:

{false_alarm_table({"agency": report})}
{look_alike_table(report, least=1)}
Beads by diameter and voxel size:

{bead_table(report)}
Expected calibration error: {percent(calibration["expectedError"], 1)} over {calibration["findings"]} findings.
"""


def agency_card(manifest: dict, bags: dict[str, int], chosen: dict, report: dict | None) -> str:
    """Markdown. bags: stored scans of each set; chosen: what objects.validate wrote; report: the station's figures on
    the test scans, or None."""
    sets = table(("set", "scans"), [(name, str(count)) for name, count in bags.items()])
    return f"""# {manifest["id"]} {manifest["version"]}

{manifest["title"]}. {manifest["trainedOn"]}

## What it is for, and what not

For scanners and traffic like those it was trained and measured on. CT at one energy cannot tell ivory from other
dentine or dense bone, nor rhino horn from other keratin or hard plastics; no finding says what species or age an object
is.

## Scans

{sets}
## How the thresholds were chosen

On the validation scans, by the wanted share of clean scans that alarm:

{chosen_table(chosen)}
## How well it does

{measured_text(report)}"""
