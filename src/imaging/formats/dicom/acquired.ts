import type { DataSet } from "dicom-parser";
import { textOf } from "./values.ts";

const ZONE = /^([+-])(\d{2})(\d{2})$/;

const zoneMinutes = (text: string): number | null => {
  const match = ZONE.exec(text);
  if (match === null) return null;
  const minutes = Number(match[2]) * 60 + Number(match[3]);
  return minutes > 14 * 60 ? null : match[1] === "-" ? -minutes : minutes;
};

const DATE_TIME = /^(\d{4})(\d{2})(\d{2})(\d{2})?(\d{2})?(\d{2})?(?:\.(\d{1,6}))?([+-]\d{4})?$/;

/** A DT value as UTC, by its own zone or else `zone` (±HHMM); `null` when neither is there or the date is nonsense. */
export const dateTimeToUtc = (text: string, zone: string): string | null => {
  const match = DATE_TIME.exec(text);
  if (match === null) return null;
  const offset = zoneMinutes(match[8] ?? zone);
  if (offset === null) return null;
  const [year, month, day, hour, minute, second] = [1, 2, 3, 4, 5, 6].map((i) => Number(match[i] ?? 0));
  if (year === undefined || month === undefined || day === undefined || year < 1970) return null;
  const time = Date.UTC(year, month - 1, day, hour, minute, second);
  const date = new Date(time);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day || (hour ?? 0) > 23) return null;
  return new Date(time - offset * 60_000).toISOString();
};

const PAIRS: readonly (readonly [date: string, time: string])[] = [
  ["x00080022", "x00080032"],
  ["x00080023", "x00080033"],
  ["x00080021", "x00080031"],
  ["x00080020", "x00080030"],
];

/** When the scan was made, as the file writes it (YYYYMMDDHHMMSS…, local time); empty when it does not say. */
export const acquiredText = (dataSet: DataSet): string => {
  const whole = textOf(dataSet, "x0008002a");
  if (whole !== "") return whole;
  for (const [date, time] of PAIRS) {
    const day = textOf(dataSet, date).replaceAll(".", "");
    if (/^\d{8}$/.test(day)) return day + textOf(dataSet, time).replaceAll(":", "");
  }
  return "";
};

/** The same in UTC: known only where the file gives the zone (0008,0201). */
export const acquiredUtc = (dataSet: DataSet): string | null =>
  dateTimeToUtc(acquiredText(dataSet), textOf(dataSet, "x00080201"));
