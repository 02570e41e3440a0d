/** Makes `import "electron"` give the double, in this process, for modules loaded from now on. */
import { registerHooks } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const doubleUrl = pathToFileURL(join(import.meta.dirname, "electron-double.ts")).href;

export const registerElectronDouble = (): void => {
  registerHooks({
    resolve: (specifier, context, next) =>
      specifier === "electron" ? { url: doubleUrl, shortCircuit: true } : next(specifier, context),
  });
};
