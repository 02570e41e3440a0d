import { listFormats } from "../station/create-station.ts";

/** One line per format: id, name, and the endings its files usually have. */
export const formatsText = (): string => {
  const formats = listFormats();
  const widths = {
    id: Math.max(...formats.map(({ id }) => id.length)),
    label: Math.max(...formats.map(({ label }) => label.length)),
  };
  return formats
    .map(
      ({ id, label, extensions }) =>
        `${id.padEnd(widths.id)}  ${label.padEnd(widths.label)}  ${extensions.length > 0 ? extensions.join(" ") : "any name"}`,
    )
    .join("\n");
};
