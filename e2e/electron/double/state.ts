/** What a test scripts and what it can look at. */
import type { Browser, Page } from "playwright";
import type { CustomScheme } from "electron";

export type SchemeHandler = (request: Request) => Response | Promise<Response>;
export type InvokeHandler = (event: unknown, ...args: unknown[]) => unknown;

export const state = {
  ready: false,
  schemes: [] as CustomScheme[],
  handlers: new Map<string, SchemeHandler>(),
  invokeHandlers: new Map<string, InvokeHandler>(),
  /** Answers of the open dialog, first in first out; an unscripted dialog is an error. */
  openDialogAnswers: [] as (readonly string[])[],
  errorBoxes: [] as { readonly title: string; readonly content: string }[],
  permissionRequest: null as
    ((contents: never, permission: never, answer: (granted: boolean) => void, details: never) => void) | null,
  permissionCheck: null as (() => boolean) | null,
  deviceCheck: null as (() => boolean) | null,
  beforeRequest: null as ((details: never, answer: (response: { cancel?: boolean }) => void) => void) | null,
  refusedNavigations: [] as string[],
  refusedWindows: [] as string[],
  refusedPermissions: [] as string[],
  refusedRequests: [] as string[],
  browser: null as Browser | null,
  pages: [] as Page[],
};

let announceExit: (code: number) => void = () => undefined;
export const exited = new Promise<number>((resolve) => {
  announceExit = resolve;
});
export const recordExit = (code: number): void => {
  announceExit(code);
};
