import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { z } from "zod";
import { type FileStamp, fromWriteError } from "../reading/file-stamp.ts";
import { stampText } from "./group-files.ts";

/** What was done with a watched folder's files already, also before the last restart. */
export type Ledger = {
  /** Whether this very file (its size and time) was imported or refused before. */
  readonly has: (file: FileStamp) => boolean;
  readonly add: (files: readonly FileStamp[]) => void;
};

const ledgerSchema = z.object({ root: z.string(), files: z.record(z.string(), z.string()) });

/** Beyond this, files that are no longer in the folder are forgotten. Should one come back, its bytes tell that it is known. */
const MAX_FILES = 200_000;

const readLedger = (path: string, root: string): Map<string, string> => {
  try {
    const ledger = ledgerSchema.parse(JSON.parse(readFileSync(path, "utf8")));
    return new Map(ledger.root === root ? Object.entries(ledger.files) : []);
  } catch {
    // lost or damaged: everything is looked at again, and what was imported is recognised by its fingerprint
    return new Map();
  }
};

/** One JSON file per watched folder in `folder`, replaced as a whole. Throws `storage.full`, `storage.failed`. */
export const openLedger = (folder: string, root: string): Ledger => {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${createHash("sha256").update(root).digest("hex").slice(0, 16)}.json`);
  const known = readLedger(path, root);
  return {
    has: (file) => known.get(relative(root, file.path)) === stampText(file),
    add: (files) => {
      for (const file of files) {
        const name = relative(root, file.path);
        // the newest last, so that the oldest are forgotten first
        known.delete(name);
        known.set(name, stampText(file));
      }
      for (const name of known.keys()) {
        if (known.size <= MAX_FILES) break;
        known.delete(name);
      }
      try {
        writeFileSync(`${path}.tmp`, JSON.stringify({ root, files: Object.fromEntries(known) }), { flush: true });
        renameSync(`${path}.tmp`, path);
      } catch (thrown) {
        throw fromWriteError(thrown, path);
      }
    },
  };
};
