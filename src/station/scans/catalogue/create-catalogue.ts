import { z } from "zod";
import { type Scan, type ScanState, scannerFindingSchema, scanSchema } from "../../../contract/scan.ts";
import { StationError } from "../../../contract/station-error.ts";
import { sha256Schema } from "../../../contract/units.ts";
import type { Db } from "../../store/db.ts";
import { documentOf } from "../../store/document.ts";

/** What the room keeps of a scan beside the contract's document; never on the wire. */
export const scanInternalSchema = z.object({
  /** The files it is made from, as long as they are needed: until the originals are kept or given up. */
  sources: z.array(z.object({ path: z.string(), size: z.number(), mtimeMs: z.number(), sha256: sha256Schema })).default([]),
  /** `pending` while they are being copied, `absent` where they were not wanted or could not be had any more. */
  originals: z.enum(["pending", "kept", "absent"]).default("pending"),
  scannerFindings: z.array(scannerFindingSchema).default([]),
});
export type ScanInternal = z.infer<typeof scanInternalSchema>;

export type Catalogue = {
  /** Throws `scan.not-found`. */
  readonly get: (scanId: string) => Scan;
  readonly find: (scanId: string) => Scan | null;
  readonly internalOf: (scanId: string) => ScanInternal;
  readonly findByFingerprint: (fingerprint: string) => Scan | null;
  /** In the order of arrival. */
  readonly inStates: (states: readonly ScanState[]) => readonly Scan[];
  readonly withPendingOriginals: () => readonly Scan[];
  readonly insert: (scan: Scan, internal: ScanInternal, fingerprint: string) => void;
  /** Reads, changes and writes in one transaction, so that no change is lost. Gives the new document. */
  readonly update: (scanId: string, change: (scan: Scan) => Scan) => Scan;
  readonly updateInternal: (scanId: string, change: (internal: ScanInternal) => ScanInternal) => void;
};

/** The scans table through the store. */
export const createCatalogue = (db: Db): Catalogue => {
  const find = (scanId: string): Scan | null => {
    const row = db.get("select document from scans where id = ?", [scanId]);
    return row ? documentOf(scanSchema, row) : null;
  };
  const get = (scanId: string): Scan => {
    const scan = find(scanId);
    if (!scan) throw new StationError("scan.not-found", scanId);
    return scan;
  };
  const internalOf = (scanId: string): ScanInternal => {
    const row = db.get("select internal from scans where id = ?", [scanId]);
    if (!row) throw new StationError("scan.not-found", scanId);
    return documentOf(scanInternalSchema, row, "internal");
  };
  return {
    get,
    find,
    internalOf,
    findByFingerprint: (fingerprint) => {
      const row = db.get("select document from scans where fingerprint = ? order by seq limit 1", [fingerprint]);
      return row ? documentOf(scanSchema, row) : null;
    },
    inStates: (states) =>
      db
        .all(`select document from scans where state in (${states.map(() => "?").join(", ")}) order by seq`, states)
        .map((row) => documentOf(scanSchema, row)),
    withPendingOriginals: () =>
      db
        .all(
          "select document from scans where state in ('queued', 'screening', 'ready') and internal ->> '$.originals' = 'pending' order by seq",
        )
        .map((row) => documentOf(scanSchema, row)),
    insert: (scan, internal, fingerprint) => {
      db.run("insert into scans (id, imported_utc, state, fingerprint, demo, document, internal) values (?, ?, ?, ?, ?, ?, ?)", [
        scan.id,
        scan.importedUtc,
        scan.state,
        fingerprint,
        scan.demo ? 1 : 0,
        JSON.stringify(scan),
        JSON.stringify(internal),
      ]);
    },
    update: (scanId, change) =>
      db.transaction(() => {
        const scan = change(get(scanId));
        db.run("update scans set state = ?, document = ? where id = ?", [scan.state, JSON.stringify(scan), scanId]);
        return scan;
      }),
    updateInternal: (scanId, change) =>
      db.transaction(() => {
        db.run("update scans set internal = ? where id = ?", [JSON.stringify(change(internalOf(scanId))), scanId]);
      }),
  };
};
