/** One file to send, with the name that keeps its place inside a dropped folder. */
export type NamedFile = { readonly name: string; readonly file: File };

/** What file managers leave in folders; never part of a scan. */
const LITTER = new Set(["thumbs.db", "desktop.ini"]);

const isLitter = (path: string): boolean => {
  const name = path.split("/").at(-1) ?? "";
  return name.startsWith(".") || LITTER.has(name.toLowerCase());
};

const ofEntry = async (entry: FileSystemEntry): Promise<NamedFile[]> => {
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
    return [{ name: entry.fullPath.replace(/^\//, ""), file }];
  }
  if (!entry.isDirectory) return [];
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const files: NamedFile[] = [];
  // A reader hands over at most 100 children at a time and ends with none.
  for (;;) {
    const children = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (children.length === 0) return files;
    files.push(...(await Promise.all(children.map(ofEntry))).flat());
  }
};

/** All files of a drop, folders walked to the bottom. Must be called inside the drop event: the entries die with it. */
export const filesOfDrop = async (transfer: DataTransfer): Promise<NamedFile[]> => {
  const entries = Array.from(transfer.items, (item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  const files = entries.length > 0 ? (await Promise.all(entries.map(ofEntry))).flat() : filesOfInput(transfer.files);
  return files.filter(({ name }) => !isLitter(name));
};

/** All files of an `<input type="file">`, with the names inside the chosen folder where one was chosen. */
export const filesOfInput = (list: Iterable<File>): NamedFile[] =>
  Array.from(list, (file) => ({ name: file.webkitRelativePath || file.name, file })).filter(({ name }) => !isLitter(name));
