/**
 * Every key of the screen, in one place: the handlers, the caps beside the labels and the help overlay all read this table.
 * A key is `KeyboardEvent.key`, letters in lower case. Keys of the viewer stand in its own table and are joined in the overlay.
 */
export const KEY_GROUPS = ["Decision", "Worklist", "Findings", "Station"] as const;
export type KeyGroup = (typeof KEY_GROUPS)[number];

type KeyEntry = { readonly group: KeyGroup; readonly keys: readonly string[]; readonly label: string };

export const KEYS = {
  "decision.clear": { group: "Decision", keys: ["c"], label: "Clear the scan" },
  "decision.search": { group: "Decision", keys: ["s"], label: "Send to search" },
  "decision.hold": { group: "Decision", keys: ["d"], label: "Detain: hold the item" },
  "decision.record": { group: "Decision", keys: ["e"], label: "Edit the seizure record" },
  "worklist.next": { group: "Worklist", keys: ["ArrowDown", "j"], label: "Next scan" },
  "worklist.previous": { group: "Worklist", keys: ["ArrowUp", "k"], label: "Previous scan" },
  "worklist.undecided": { group: "Worklist", keys: ["u"], label: "Show only undecided scans, or all" },
  "finding.next": { group: "Findings", keys: ["n"], label: "Next finding: all views fly to it" },
  "finding.previous": { group: "Findings", keys: ["p"], label: "Previous finding" },
  "finding.isolate": { group: "Findings", keys: ["i"], label: "Isolate the finding, or show all again" },
  "finding.hide": { group: "Findings", keys: ["h"], label: "Hide the finding, or show it again" },
  "finding.confirm": { group: "Findings", keys: ["y"], label: "Confirm the finding" },
  "finding.dismiss": { group: "Findings", keys: ["x"], label: "Dismiss the finding, with a reason" },
  "screening.again": { group: "Station", keys: ["r"], label: "Screen the scan again" },
  "station.import": { group: "Station", keys: ["o"], label: "Open files or a folder" },
  "station.settings": { group: "Station", keys: [","], label: "Settings" },
  "station.help": { group: "Station", keys: ["?"], label: "All keys" },
} as const satisfies Record<string, KeyEntry>;

export type KeyAction = keyof typeof KEYS;

type Pressed = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey">;

const ACTION_OF_KEY: ReadonlyMap<string, KeyAction> = new Map(
  (Object.keys(KEYS) as KeyAction[]).flatMap((action) => KEYS[action].keys.map((key) => [key, action] as const)),
);

const normalised = (key: string): string => (key.length === 1 ? key.toLowerCase() : key);

/** The action that a key press asks for. Chords with Ctrl, Alt or Meta belong to the browser and the system: `null`. */
export const actionOf = (event: Pressed): KeyAction | null =>
  event.ctrlKey || event.metaKey || event.altKey ? null : (ACTION_OF_KEY.get(normalised(event.key)) ?? null);

const CAPS: Readonly<Record<string, string>> = {
  ArrowDown: "↓",
  ArrowUp: "↑",
  ArrowLeft: "←",
  ArrowRight: "→",
  PageUp: "PgUp",
  PageDown: "PgDn",
  Escape: "Esc",
  " ": "Space",
};

/** What stands on the key cap. */
export const capOf = (key: string): string => CAPS[key] ?? (key.length === 1 ? key.toUpperCase() : key);

/** The first key of an action, as on its cap. */
export const capOfAction = (action: KeyAction): string => capOf(KEYS[action].keys[0]);
