/** Checks of the machine itself: Node, memory, disk, folders. */
import { constants, existsSync } from "node:fs";
import { access, mkdtemp, rm, statfs, writeFile } from "node:fs/promises";
import { availableParallelism, freemem, tmpdir, totalmem } from "node:os";
import { dirname, join } from "node:path";
import { FOLDERS, stationDataFolder } from "../folders.ts";
import { bad, type Check, good } from "./check.ts";

const GIB = 1024 ** 3;
const NODE_FROM = 24;
const MEMORY_FROM_GIB = 4;
/** A large scan with its levels and originals, and room to work. */
const DISK_FROM_GIB = 5;

const gib = (bytes: number): string => `${(bytes / GIB).toFixed(1)} GiB`;

/** The folder itself, or the nearest one above it that exists. */
const existing = (path: string): string => (existsSync(path) || dirname(path) === path ? path : existing(dirname(path)));

export const nodeCheck: Check = {
  name: "Node",
  needed: true,
  look: async () => {
    const version = `${process.version} (${process.platform} ${process.arch})`;
    return Number(process.versions.node.split(".")[0]) >= NODE_FROM
      ? good(version)
      : bad(`${version}: ${NODE_FROM} or newer is needed`);
  },
};

export const memoryCheck: Check = {
  name: "Memory",
  needed: false,
  look: async () => {
    const detail = `${gib(totalmem())}, ${gib(freemem())} free; ${availableParallelism()} processors`;
    return totalmem() >= MEMORY_FROM_GIB * GIB ? good(detail) : bad(`${detail}: large scans need ${MEMORY_FROM_GIB} GiB`);
  },
};

const spaceIn = async (path: string): Promise<number> => {
  const { bavail, bsize } = await statfs(existing(path));
  return bavail * bsize;
};

export const temporaryCheck: Check = {
  name: "Temporary folder",
  needed: true,
  look: async () => {
    const folder = await mkdtemp(join(tmpdir(), "faunagate-doctor-"));
    try {
      await writeFile(join(folder, "try"), "");
    } finally {
      await rm(folder, { recursive: true });
    }
    const free = await spaceIn(tmpdir());
    const detail = `${tmpdir()}, ${gib(free)} free`;
    return free >= DISK_FROM_GIB * GIB ? good(detail) : bad(`${detail}: large scans need ${DISK_FROM_GIB} GiB`);
  },
};

export const dataFolderCheck: Check = {
  name: "Station's data",
  needed: false,
  look: async () => {
    const folder = stationDataFolder();
    const there = existing(folder);
    await access(there, constants.W_OK);
    const free = await spaceIn(folder);
    const detail = `${folder}${there === folder ? "" : " (will be made)"}, ${gib(free)} free`;
    return free >= DISK_FROM_GIB * GIB ? good(detail) : bad(`${detail}: scans soon fill that`);
  },
};

export const pageCheck: Check = {
  name: "Page",
  needed: false,
  look: async () => (existsSync(join(FOLDERS.page, "index.html")) ? good("built") : bad("not built yet: `npm start` builds it")),
};
