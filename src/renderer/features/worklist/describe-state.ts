import type { WorklistEntry } from "../../../contract/worklist.ts";

export type StateTone = "alarm" | "clear" | "abort" | "failed" | "waiting";

const percent = (fraction: number): string => `${Math.round(Math.min(1, Math.max(0, fraction)) * 100)} %`;

const WAITING = {
  arriving: "Arriving",
  opening: "Opening",
  queued: "Waiting for the detector",
  screening: "Screening",
} as const;

/** Where a scan stands, in the words of the worklist. */
export const describeState = ({
  scan,
  screening,
  progress,
}: WorklistEntry): { readonly tone: StateTone; readonly text: string } => {
  if (scan.state === "failed") return { tone: "failed", text: "Could not be opened" };
  if (scan.state !== "ready") {
    const doing = WAITING[scan.state];
    return { tone: "waiting", text: progress && scan.state !== "queued" ? `${doing} ${percent(progress.fraction)}` : doing };
  }
  if (!screening) return { tone: "abort", text: "Not screened" };
  const possible = screening.findings.filter((finding) => finding.state === "possible").length;
  if (screening.verdict === "clear")
    return { tone: "clear", text: possible === 0 ? "No finding" : `No alarm · ${possible} possible` };
  if (screening.verdict === "abort") return { tone: "abort", text: "Not judged" };
  const count = screening.findings.length - possible;
  const alarms = count === 1 ? "Alarm · 1 finding" : `Alarm · ${count} findings`;
  return { tone: "alarm", text: possible === 0 ? alarms : `Alarm · ${count}, ${possible} possible` };
};
