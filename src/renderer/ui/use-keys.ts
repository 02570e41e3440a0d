import { useEffect, useRef } from "react";
import { actionOf, type KeyAction } from "./keys.ts";

/** Whether keys typed at this element are text, so that they must not act on the station. */
export const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches("input, textarea, select, [role='combobox'], [role='slider']"));

const isDialogOpen = (): boolean => document.querySelector('[aria-modal="true"], [data-own-keys]') !== null;

export type KeyHandlers = { readonly [A in KeyAction]?: (() => void) | undefined };

/**
 * Acts on the keys of `KEYS` while the component is mounted. Ignored while typing, while a dialog is open, and when
 * another part of the page (the viewer) took the key. A key held down repeats only in the worklist.
 */
export const useKeys = (handlers: KeyHandlers): void => {
  const latest = useRef(handlers);
  useEffect(() => {
    latest.current = handlers;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || isTyping(event.target) || isDialogOpen()) return;
      const action = actionOf(event);
      if (!action) return;
      const handler = latest.current[action];
      if (!handler) return;
      if (event.repeat && !action.startsWith("worklist.")) return;
      event.preventDefault();
      handler();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, []);
};
