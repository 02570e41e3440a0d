import type { StationEvent } from "../../contract/events.ts";
import type { Scan } from "../../contract/scan.ts";

/** What the room announces: a scan's new state, and what the contract has for imports. */
export type ScanEvent =
  { readonly type: "scan"; readonly scan: Scan } | Extract<StationEvent, { type: "import-refused" | "import-done" }>;

export type PublishScanEvent = (event: ScanEvent) => void;
