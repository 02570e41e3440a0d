import { parseArgs } from "node:util";

export type StartOptions = { readonly dataFolder: string | null; readonly demo: boolean };

/** Reads the options that `npm start` hands on; those of the browser host are accepted and have no effect here. */
export const readStartOptions = (args: readonly string[]): StartOptions => {
  const { values } = parseArgs({
    args: [...args],
    strict: false,
    allowPositionals: true,
    options: {
      data: { type: "string" },
      "no-demo": { type: "boolean" },
      port: { type: "string" },
      "no-open": { type: "boolean" },
    },
  });
  return { dataFolder: typeof values["data"] === "string" ? values["data"] : null, demo: values["no-demo"] !== true };
};
