import { EXIT } from "../exit-code.ts";
import { type Check, lookSafely } from "./check.ts";
import { modelsCheck, onnxCheck, sqliteCheck } from "./detector.ts";
import { dataFolderCheck, memoryCheck, nodeCheck, pageCheck, temporaryCheck } from "./machine.ts";
import { browserCheck, electronCheck } from "./window.ts";

const CHECKS: readonly Check[] = [
  nodeCheck,
  memoryCheck,
  temporaryCheck,
  dataFolderCheck,
  sqliteCheck,
  onnxCheck,
  modelsCheck,
  pageCheck,
  electronCheck,
  browserCheck,
];

/** One line per check, as each is done. Exit code 0 when everything that screening needs works. */
export const doctorCommand = async (json: boolean, print: (text: string) => Promise<boolean>): Promise<number> => {
  const width = Math.max(...CHECKS.map(({ name }) => name.length));
  let exitCode: number = EXIT.clear;
  for (const check of CHECKS) {
    const { ok, detail } = await lookSafely(check);
    if (!ok && check.needed) exitCode = EXIT.failed;
    const state = ok ? "works" : check.needed ? "FAILS" : "lacks";
    await print(
      json
        ? JSON.stringify({ check: check.name, ok, needed: check.needed, detail })
        : `${state}  ${check.name.padEnd(width)}  ${detail}`,
    );
  }
  return exitCode;
};
