import { HoverCard } from "@mantine/core";
import { IconInfoCircle } from "@tabler/icons-react";
import type { Scan, ScanNote } from "../../../contract/scan.ts";
import { formatMoment } from "../../ui/format.ts";
import classes from "./scan-bar.module.css";

const NOTE_WORDS: Readonly<Record<ScanNote["note"], string>> = {
  "gantry-tilt": "Tilted gantry",
  "uneven-spacing": "Uneven slice distance",
  "missing-slices": "Slices missing",
  "duplicate-slices": "Slices doubled",
  "assumed-spacing": "Voxel size assumed",
  "assumed-orientation": "Orientation assumed",
  mirrored: "Mirrored axes",
  "precision-reduced": "Values rounded",
  "lossy-compression": "Lossy compression",
  "clipped-values": "Values cut off",
  "units-not-trusted": "CT numbers not trusted",
  "calibrated-from-air-and-tray": "Calibrated from air and tray",
  "object-not-patient": "Object scan",
  "air-level-assumed": "Air level assumed",
  "scale-assumed": "Scale assumed",
  "approximated-from-colour": "Approximated from a colour picture",
  "approximated-from-grey": "Approximated from a grey picture",
  "colour-order-doubted": "Red and blue may be swapped",
  "energies-swapped": "Energies were named the wrong way round",
  "material-not-calibrated": "Material scale not calibrated",
  "dead-lines": "Dead detector lines filled in",
  "assumed-views": "Views assumed",
};

const sizeOf = (scan: Scan): string | null => {
  if (scan.views.length > 0) return scan.views.map(({ width, height }) => `${width} × ${height}`).join(" + ");
  if (!scan.geometry) return null;
  const { dims, spacingMm } = scan.geometry;
  return `${dims.join(" × ")} · ${spacingMm.map((mm) => mm.toFixed(2).replace(/\.?0+$/, "")).join(" × ")} mm`;
};

/** Maker and model; many models carry the maker's name already. */
const nameOf = ({ maker, model }: { readonly maker: string; readonly model: string }): string =>
  model.toLowerCase().startsWith(maker.toLowerCase()) ? model : `${maker} ${model}`.trim();

/** What is on the screen: the scan in one line above the views, with what its reader noticed. */
export const ScanBar = ({ scan }: { readonly scan: Scan }) => {
  const size = sizeOf(scan);
  const scanner = scan.scanner ? nameOf(scan.scanner) : "";
  const uncalibrated = scan.channels.some((channel) => channel.units === "uncalibrated");
  return (
    <div className={classes.bar} data-testid="scan-bar">
      <h1 className={classes.title} title={scan.path}>
        {scan.title}
      </h1>
      {scan.demo ? <span className={classes.demo}>Demo scan</span> : null}
      {uncalibrated ? <span className={classes.uncalibrated}>Uncalibrated</span> : null}
      <span className={classes.facts}>
        {scanner ? <span>{scanner}</span> : null}
        {scan.format ? <span className={classes.format}>{scan.format}</span> : null}
        {scan.acquiredUtc ? <span title={formatMoment(scan.acquiredUtc)}>{scan.acquiredUtc.slice(0, 10)}</span> : null}
        {size ? <span>{size}</span> : null}
      </span>
      {scan.notes.length > 0 ? (
        <HoverCard width="24rem" position="bottom-end" shadow="md" withinPortal>
          <HoverCard.Target>
            <button type="button" className={classes.notes} data-testid="scan-notes">
              <IconInfoCircle className={classes.icon} aria-hidden="true" />
              {scan.notes.length === 1 ? NOTE_WORDS[scan.notes[0]?.note ?? "object-not-patient"] : `${scan.notes.length} notes`}
            </button>
          </HoverCard.Target>
          <HoverCard.Dropdown>
            <dl className={classes.list}>
              {scan.notes.map((note) => (
                <div key={`${note.note}-${note.detail}`}>
                  <dt>{NOTE_WORDS[note.note]}</dt>
                  <dd>{note.detail}</dd>
                </div>
              ))}
            </dl>
          </HoverCard.Dropdown>
        </HoverCard>
      ) : null}
    </div>
  );
};
