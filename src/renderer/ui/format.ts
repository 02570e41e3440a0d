/** Numbers as the screen shows them: always with their unit, rounded to what an officer can use. */

const NONE = "–";

const withDecimals = (value: number, decimals: number): string =>
  value.toLocaleString("en-GB", { minimumFractionDigits: decimals, maximumFractionDigits: decimals });

/** Three significant digits for values below 100, whole numbers above. */
const rounded = (value: number): string => {
  const size = Math.abs(value);
  return withDecimals(value, size >= 100 ? 0 : size >= 10 ? 1 : 2);
};

export const formatVolume = (cm3: number | null): string => (cm3 === null ? NONE : `${rounded(cm3)} cm³`);

/** Grams, from one kilogram on kilograms. */
export const formatMass = (grams: number | null): string =>
  grams === null ? NONE : grams >= 1000 ? `${withDecimals(grams / 1000, 2)} kg` : `${rounded(grams)} g`;

export const formatHu = (hu: number | null): string => (hu === null ? NONE : `${withDecimals(Math.round(hu), 0)} HU`);

export const formatProbability = (probability: number | null): string =>
  probability === null ? NONE : `${Math.round(probability * 100)} %`;

type Box = { readonly min: readonly [number, number, number]; readonly max: readonly [number, number, number] };

/** Edge lengths of a box in mm, as "12 × 30 × 8 mm". */
export const formatBoxMm = (box: Box): string => {
  const edges = [0, 1, 2].map((axis) => Math.abs((box.max[axis] ?? 0) - (box.min[axis] ?? 0)));
  return `${edges.map((edge) => withDecimals(edge, edge < 10 ? 1 : 0)).join(" × ")} mm`;
};

/** How many beads and from which to which diameter: "24 beads, 8.0–9.5 mm". */
export const formatBeads = (beads: { readonly count: number; readonly diametersMm: readonly number[] }): string => {
  const count = `${beads.count} ${beads.count === 1 ? "bead" : "beads"}`;
  if (beads.diametersMm.length === 0) return count;
  const least = Math.min(...beads.diametersMm);
  const most = Math.max(...beads.diametersMm);
  const range =
    withDecimals(least, 1) === withDecimals(most, 1)
      ? withDecimals(least, 1)
      : `${withDecimals(least, 1)}–${withDecimals(most, 1)}`;
  return `${count}, ⌀ ${range} mm`;
};

export const formatBytes = (bytes: number): string => {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1e6) return `${rounded(bytes / 1e3)} kB`;
  if (bytes < 1e9) return `${rounded(bytes / 1e6)} MB`;
  return `${rounded(bytes / 1e9)} GB`;
};

/** Minutes and seconds: "0:07", "12:45". */
export const formatDuration = (ms: number): string => {
  const seconds = Math.floor(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
};

/** Time of day for today, day and time before; in the station's own time zone unless one is given. */
export const formatTime = (utc: string, now: Date, timeZone?: string): string => {
  const at = new Date(utc);
  const day = (date: Date): string => date.toLocaleDateString("en-CA", { timeZone });
  const time = at.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", timeZone });
  if (day(at) === day(now)) return time;
  const sameYear = day(at).slice(0, 4) === day(now).slice(0, 4);
  return `${at.toLocaleDateString("en-GB", { day: "numeric", month: "short", year: sameYear ? undefined : "numeric", timeZone })} ${time}`;
};

/** Both readings of a moment: the station's own time, and UTC. */
export const formatMoment = (utc: string, timeZone?: string): string => {
  const at = new Date(utc);
  const local = at.toLocaleString("en-GB", {
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    timeZone,
  });
  return `${local} (${at.toISOString().slice(0, 19).replace("T", " ")} UTC)`;
};
