import { randomUUID } from "node:crypto";

/** Gives the page tokens for files that a person chose, so that it never names a path itself. */
export type PathHandles = {
  readonly issue: (path: string) => string;
  /** The path behind a handle that this process issued, or `null`. */
  readonly resolve: (handle: string) => string | null;
};

export const createPathHandles = (): PathHandles => {
  const paths = new Map<string, string>();
  return {
    issue: (path) => {
      const handle = `path:${randomUUID()}`;
      paths.set(handle, path);
      return handle;
    },
    resolve: (handle) => paths.get(handle) ?? null,
  };
};
