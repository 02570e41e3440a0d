import { capOf, capOfAction, type KeyAction } from "./keys.ts";
import classes from "./key-cap.module.css";

type Props = { readonly action?: KeyAction; readonly name?: string };

/** The cap of a key, beside the label of what it does. */
export const KeyCap = ({ action, name }: Props) => (
  <kbd className={classes.cap} aria-hidden="true">
    {action ? capOfAction(action) : capOf(name ?? "")}
  </kbd>
);
