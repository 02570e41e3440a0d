import type { FormatId } from "../../contract/scan.ts";
import { FORMATS } from "../../imaging/formats/registry.ts";

/** What the station can open. Extensions with the dot; none where a format's names say nothing. */
export const listFormats = (): readonly {
  readonly id: FormatId;
  readonly label: string;
  readonly extensions: readonly string[];
}[] => FORMATS.map(({ id, label, extensions }) => ({ id, label, extensions }));
