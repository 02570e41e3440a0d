import { IconUpload } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { desktop } from "../../client/desktop.ts";
import { useDialogs } from "../../ui/dialog-store.ts";
import { filesOfDrop } from "./collect-files.ts";
import classes from "./drop-target.module.css";
import { useImports } from "./import-store.ts";

const carriesFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes("Files") ?? false;

/** The whole page takes dropped files and folders; while some hang over it, it says so. */
export const DropTarget = () => {
  const [over, setOver] = useState(false);
  const { sendFiles, sendHandles } = useImports();
  const close = useDialogs((state) => state.close);

  useEffect(() => {
    // Entering a child fires before leaving its parent, so the page counts.
    let depth = 0;
    const onEnter = (event: DragEvent): void => {
      if (!carriesFiles(event)) return;
      depth += 1;
      setOver(true);
    };
    const onLeave = (event: DragEvent): void => {
      if (!carriesFiles(event)) return;
      depth = Math.max(0, depth - 1);
      if (depth === 0) setOver(false);
    };
    const onOver = (event: DragEvent): void => {
      if (carriesFiles(event)) event.preventDefault();
    };
    const onDrop = (event: DragEvent): void => {
      if (!carriesFiles(event) || !event.dataTransfer) return;
      event.preventDefault();
      depth = 0;
      setOver(false);
      close();
      const bridge = desktop();
      if (bridge) {
        const files = [...event.dataTransfer.files];
        const label = files.length === 1 ? (files[0]?.name ?? "1 file") : `${files.length} dropped items`;
        void Promise.all(files.map((file) => bridge.handleForFile(file))).then((handles) => sendHandles(label, handles));
      } else {
        void filesOfDrop(event.dataTransfer).then(sendFiles);
      }
    };
    window.addEventListener("dragenter", onEnter);
    window.addEventListener("dragleave", onLeave);
    window.addEventListener("dragover", onOver);
    window.addEventListener("drop", onDrop);
    return () => {
      window.removeEventListener("dragenter", onEnter);
      window.removeEventListener("dragleave", onLeave);
      window.removeEventListener("dragover", onOver);
      window.removeEventListener("drop", onDrop);
    };
  }, [sendFiles, sendHandles, close]);

  return over ? (
    <div className={classes.veil} data-testid="drop-veil">
      <div className={classes.frame}>
        <IconUpload className={classes.icon} aria-hidden="true" />
        Drop to import
      </div>
    </div>
  ) : null;
};
