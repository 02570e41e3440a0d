/** A report as a list of sections, before it is known how it will be written. */

export type Table = { readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] };

export type Block =
  | { readonly type: "text"; readonly text: string }
  | ({ readonly type: "table" } & Table)
  /** A drawing, and the figures that stand for it where nothing can be drawn. */
  | { readonly type: "chart"; readonly svg: string; readonly caption: string; readonly table: Table };

export type Section = { readonly title: string; readonly blocks: readonly Block[] };

export type Document = { readonly title: string; readonly sections: readonly Section[] };
