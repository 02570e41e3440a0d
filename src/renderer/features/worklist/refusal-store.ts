import { create } from "zustand";
import type { ErrorBody } from "../../../contract/error-code.ts";

/** A file that could not be imported, until the officer dismisses it. */
export type Refusal = { readonly key: number; readonly path: string; readonly error: ErrorBody };

/** A folder of thousands of wrong files must not fill the page. */
const MOST = 200;

type Refusals = {
  readonly items: readonly Refusal[];
  readonly add: (path: string, error: ErrorBody) => void;
  readonly dismiss: (key: number) => void;
  readonly dismissAll: () => void;
};

let nextKey = 1;

export const useRefusals = create<Refusals>((set) => ({
  items: [],
  add: (path, error) =>
    set(({ items }) => ({
      items: [{ key: nextKey++, path, error }, ...items.filter((item) => item.path !== path)].slice(0, MOST),
    })),
  dismiss: (key) => set(({ items }) => ({ items: items.filter((item) => item.key !== key) })),
  dismissAll: () => set({ items: [] }),
}));
