import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Scans that the project did not make and does not ship. */
const SHARED_DATA = process.env["FAUNAGATE_SHARED_DATA"] ?? join(import.meta.dirname, "../../../../../../shared/data");

/** Whether the folder is there; says so in one line where it is not. */
export const hasSharedData = (): boolean => {
  if (existsSync(join(SHARED_DATA, "dicom"))) return true;
  console.log(`skipped: no shared data in ${SHARED_DATA}`);
  return false;
};

/** Bytes of one file, by its path within the shared data. */
export const sharedFile = (name: string): Uint8Array => new Uint8Array(readFileSync(join(SHARED_DATA, name)));

/** All files below a folder of the shared data, with `/`, sorted. */
export const sharedFiles = (folder: string): readonly string[] =>
  readdirSync(join(SHARED_DATA, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(SHARED_DATA.length + 1)
        .replaceAll("\\", "/"),
    )
    .toSorted();
