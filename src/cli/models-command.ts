import type { ModelState } from "../contract/model.ts";
import type { Services } from "../station/create-station.ts";
import { EXIT } from "./exit-code.ts";
import { openTemporaryStation } from "./open-temporary-station.ts";

/** Longer than any model needs to load; the station gives up by itself before. */
const PATIENCE_MS = 180_000;

/** The models once none is being loaded any more, or as they are when patience ends. */
export const settledModels = (services: Services): Promise<readonly ModelState[]> =>
  new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      unsubscribe();
      resolve(services.models());
    };
    const look = (): void => {
      if (services.models().every(({ state }) => state !== "loading")) end();
    };
    const timer = setTimeout(end, PATIENCE_MS);
    const unsubscribe = services.subscribe((event) => {
      if (event.type === "models") look();
    });
    look();
  });

const toText = ({ id, version, title, state, reason, sha256, operatingPoint, operatingPoints }: ModelState): string =>
  [
    `${state === "ready" ? "ready" : "NOT USABLE"}  ${id} ${version}`.trimEnd(),
    `  ${title}`,
    ...(reason === null ? [] : [`  ${reason}`]),
    ...(operatingPoints.length === 0
      ? []
      : [
          `  operating points: ${operatingPoints.map((point) => (point === operatingPoint ? `${point} (default)` : point)).join(", ")}`,
        ]),
    ...(sha256 === "" ? [] : [`  SHA-256 ${sha256}`]),
  ].join("\n");

/** Exit code 0 when at least one model can screen. */
export const modelsCommand = async (json: boolean, print: (text: string) => Promise<boolean>): Promise<number> => {
  const station = openTemporaryStation({ modelId: null, operatingPoint: null });
  try {
    const models = await settledModels(station.services);
    for (const model of models) await print(json ? JSON.stringify(model) : toText(model));
    return models.some(({ state }) => state === "ready") ? EXIT.clear : EXIT.notScreened;
  } finally {
    await station.close();
  }
};
