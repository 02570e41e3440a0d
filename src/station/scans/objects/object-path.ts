import { join } from "node:path";

/** Where an original lies: by its SHA-256 (hex), in one of 256 folders. */
export const objectPath = (objectsFolder: string, sha256: string): string => join(objectsFolder, sha256.slice(0, 2), sha256);
