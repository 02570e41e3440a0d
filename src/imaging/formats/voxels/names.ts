/** Names of files as the station hands them over: paths with `/`. */

export const baseName = (path: string): string => path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1);

export const folderOf = (path: string): string => path.slice(0, path.length - baseName(path).length);

/** The name without folder and without whichever of the endings it has. */
export const titleOf = (path: string, endings: readonly string[]): string => {
  const base = baseName(path);
  const ending = endings.find((candidate) => base.toLowerCase().endsWith(candidate));
  const title = ending === undefined ? base : base.slice(0, base.length - ending.length);
  return title === "" ? base : title;
};
