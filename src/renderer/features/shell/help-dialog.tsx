import { Modal } from "@mantine/core";
import { useDialogs } from "../../ui/dialog-store.ts";
import { KeyCap } from "../../ui/key-cap.tsx";
import { KEY_GROUPS, KEYS, type KeyAction } from "../../ui/keys.ts";
import { VIEWER_KEYS } from "../../viewer2d/viewer-keys.ts";
import classes from "./help-dialog.module.css";

type Row = { readonly keys: readonly string[]; readonly label: string };

const Group = ({ title, note, rows }: { readonly title: string; readonly note?: string; readonly rows: readonly Row[] }) => (
  <section className={classes.group}>
    <h3 className={classes.title}>
      {title}
      {note ? <span className={classes.note}>{note}</span> : null}
    </h3>
    <dl className={classes.rows}>
      {rows.map((row) => (
        <div key={row.label} className={classes.row}>
          <dt className={classes.caps}>
            {row.keys.map((key) => (
              <KeyCap key={key} name={key} />
            ))}
          </dt>
          <dd className={classes.label}>{row.label}</dd>
        </div>
      ))}
    </dl>
  </section>
);

const rowsOf = (group: string): readonly Row[] =>
  (Object.keys(KEYS) as KeyAction[]).filter((action) => KEYS[action].group === group).map((action) => KEYS[action]);

const MOUSE: readonly Row[] = [
  { keys: ["Drag"], label: "Move the crosshair" },
  { keys: ["Wheel"], label: "Slices" },
  { keys: ["Ctrl", "Wheel"], label: "Zoom" },
  { keys: ["Right"], label: "Drag: window and level" },
  { keys: ["Middle"], label: "Drag: pan" },
];

/** All keys on one page. */
export const HelpDialog = () => {
  const { open, close } = useDialogs();
  return (
    <Modal opened={open === "help"} onClose={close} title="Keys" size="58rem" lockScroll={false} centered>
      <div className={classes.columns} data-testid="help-overlay">
        {KEY_GROUPS.map((group) => (
          <Group key={group} title={group} rows={rowsOf(group)} />
        ))}
        <Group
          title="Viewer"
          note="after a click on a view"
          rows={VIEWER_KEYS.map(({ keys, does }) => ({ keys: [keys], label: does }))}
        />
        <Group title="Mouse" note="in a plane" rows={MOUSE} />
      </div>
      <p className={classes.foot}>
        Keys act on the scan in hand. They are asleep while you type and while a dialog is open; Esc closes it.
      </p>
    </Modal>
  );
};
