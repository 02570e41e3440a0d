"""The tables of the model's card, from the station's reports: at home (the simulator's test bags) and away (the second
generator's) side by side. A report is what `faunagate evaluate` writes as report.json."""

from collections.abc import Callable

Report = dict
Row = tuple[str, ...]

CLEAN = {"everyday": "a look-alike in one bag of twenty", "hard": "look-alikes in every bag"}


def table(head: Row, rows: list[Row]) -> str:
    if not rows:
        return "None.\n"
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows]) + "\n"


def percent(share: float | None, digits: int = 0) -> str:
    return "–" if share is None else f"{100 * share:.{digits}f} %"


def rate_text(rate: dict) -> str:
    """For example '45/50 (90 %, 78–97)'; 'none' of none."""
    if not rate["n"]:
        return "none"
    digits = 1 if rate["n"] >= 200 and not 0.1 <= rate["rate"] <= 0.9 else 0
    low, high = (f"{100 * rate[k]:.{digits}f}" for k in ("low", "high"))
    return f"{rate['hits']}/{rate['n']} ({percent(rate['rate'], digits)}, {low}–{high})"


def number(value: float | None) -> str:
    return "–" if value is None else f"{value:.3g}"


def bags_of(report: Report, kind: str) -> dict | None:
    return next((bags for bags in report["byBag"] if bags["kind"] == kind), None)


def clean_alarms(report: Report, kind: str) -> dict:
    """Rate of clean bags of a kind that alarm; of none where the report has no such bags."""
    bags = bags_of(report, kind)
    return bags["alarming"] if bags else {"hits": 0, "n": 0, "rate": None, "low": 0, "high": 1}


TARGETS: tuple[tuple[str, str, str, Callable[[Report], str]], ...] = (
    ("objects from 15 mm found, all classes", "≥ 95 %", "≥ 88 %", lambda r: rate_text(r["objects"]["larger"]["found"])),
    ("everyday clean bags that alarm", "≤ 2 %", "≤ 5 %", lambda r: rate_text(clean_alarms(r, "everyday"))),
    ("hard clean bags that alarm", "reported", "reported", lambda r: rate_text(clean_alarms(r, "hard"))),
    (
        "ivory beads from 8 mm, voxels up to 1 mm, found as beads",
        "≥ 90 %",
        "≥ 80 %",
        lambda r: rate_text(r["beads"]["promised"]["asBeads"]),
    ),
    ("kind of ivory right", "≥ 90 %", "≥ 80 %", lambda r: rate_text(r["ivoryKinds"]["right"])),
    ("Dice of found objects, median", "≥ 0.85", "≥ 0.75", lambda r: number(r["objects"]["all"]["dice"])),
)


def target_table(home: Report, away: Report) -> str:
    rows = [(name, at_home, of(home), at_away, of(away)) for name, at_home, at_away, of in TARGETS]
    return table(("", "wanted at home", "**home**", "wanted away", "**away**"), rows)


def detection_cells(group: dict | None) -> Row:
    if group is None:
        return "none", "", ""
    return rate_text(group["found"]), rate_text(group["anyClass"]), number(group["dice"])


def side_by_side(title: str, by: str, home: Report, away: Report) -> str:
    """One row per group of either report, in the order of the first that has it."""
    groups = [{g["name"]: g for g in report["objects"]["by"][by]} for report in (home, away)]
    names = list(dict.fromkeys(name for group in groups for name in group))
    head = (title, "home: found", "home: any class", "home: Dice", "away: found", "away: any class", "away: Dice")
    return table(head, [(name, *(cell for g in groups for cell in detection_cells(g.get(name)))) for name in names])


def confusion_table(report: Report) -> str:
    names = [entry["is"] for entry in report["objects"]["confusion"]]
    said = [
        *names,
        *sorted({c for e in report["objects"]["confusion"] for c in e["takenFor"]} - {*names, "missed"}),
        "missed",
    ]
    rows = [(e["is"], *(str(e["takenFor"].get(c, "")) for c in said)) for e in report["objects"]["confusion"]]
    return table(("is", *said), rows)


def bead_table(report: Report) -> str:
    """Diameter by voxel size: strings found, and of them those called beads."""
    cells = {(c["diameter"], c["voxel"]): c for c in report["beads"]["table"]}
    diameters, voxels = (list(dict.fromkeys(c[k] for c in report["beads"]["table"])) for k in ("diameter", "voxel"))

    def text(diameter: str, voxel: str) -> str:
        cell = cells.get((diameter, voxel))
        return f"{rate_text(cell['found'])}; as beads {cell['asBeads']['hits']}" if cell else ""

    rows = [(diameter, *(text(diameter, voxel) for voxel in voxels)) for diameter in diameters]
    return table(("diameter", *(f"voxels {voxel}" for voxel in voxels)), rows)


def false_alarm_table(reports: dict[str, Report]) -> str:
    rows = [
        (
            place,
            f"{bags['kind']}, clean: {CLEAN.get(bags['kind'], '')}" if bags["clean"] else bags["kind"],
            str(bags["bags"]),
            rate_text(bags["alarming"]),
            number(bags["falseAlarmsPer100"]),
            ", ".join(f"{c} {n}" for c, n in sorted(bags["byClass"].items())) or "none",
            number(bags["possiblePer100"]),
        )
        for place, report in reports.items()
        for bags in report["byBag"]
    ]
    head = (
        "",
        "bags",
        "number",
        "with a false alarm",
        "false alarms per 100",
        "of class",
        "shown as possible, per 100",
    )
    return table(head, rows)


def look_alike_table(report: Report, least: int = 3) -> str:
    """Look-alikes of which the bags hold at least `least`, and other things that alarmed, most alarming first."""
    rows = [
        (s["kind"], s["material"] or "", s["mimics"] or "", rate_text(s["alarms"]))
        for s in report["lookAlikes"]
        if s["alarms"]["n"] >= least and (s["mimics"] or s["alarms"]["hits"])
    ]
    return table(("thing", "of", "looks like", "alarms"), rows)


def curve_table(home: Report, away: Report) -> str:
    """Most objects found at each share of everyday clean bags that may alarm."""
    rows = []
    for allowed in (0.005, 0.01, 0.02, 0.05, 0.1, 0.2):
        cells: list[str] = []
        for report in (home, away):
            fitting = [
                p for p in report["curve"] for c in p["clean"] if c["kind"] == "everyday" and c["alarming"] <= allowed
            ]
            best = max(fitting, key=lambda p: p["found"] or 0, default=None)
            cells += [percent(best["found"], 1), percent(best["foundLarger"], 1)] if best else ["–", "–"]
        rows.append((percent(allowed, 1), *cells))
    head = ("everyday bags that alarm, at most", "home: found", "home: from 15 mm", "away: found", "away: from 15 mm")
    return table(head, rows)


def learning_table(lines: list[dict]) -> str:
    """The validation bags' curves during training (objects/validate.py)."""
    rows = []
    for line in lines:
        cells = []
        for allowed in (0.02, 0.05, 0.1):
            fitting = [p for p in line["curve"] if p.get("everydayAlarming", 1) <= allowed]
            cells.append(percent(max((p["detection"] for p in fitting), default=None), 1))
        rows.append((str(line["patches"]), str(line.get("samples", "")), str(line["bags"]), *cells))
    allowed = tuple(f"found while {share} of everyday bags alarm" for share in ("2 %", "5 %", "10 %"))
    return table(("patches seen", "candidates seen", "validation bags", *allowed), rows)
