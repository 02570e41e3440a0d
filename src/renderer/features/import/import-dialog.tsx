import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { IconFile, IconFolder, IconUpload } from "@tabler/icons-react";
import { useRef, type ChangeEvent } from "react";
import { desktop } from "../../client/desktop.ts";
import { useStationInfo } from "../../client/queries.ts";
import { useDialogs } from "../../ui/dialog-store.ts";
import { filesOfInput } from "./collect-files.ts";
import classes from "./import-dialog.module.css";
import { useImports } from "./import-store.ts";

/** Chooses files or a folder: with the system's dialog under Electron, with the browser's elsewhere. */
export const ImportDialog = () => {
  const { open, close } = useDialogs();
  const { sendFiles, sendHandles } = useImports();
  const info = useStationInfo();
  const filesInput = useRef<HTMLInputElement>(null);
  const folderInput = useRef<HTMLInputElement>(null);

  const chosen = (event: ChangeEvent<HTMLInputElement>): void => {
    const files = filesOfInput(event.currentTarget.files ?? []);
    event.currentTarget.value = "";
    if (files.length === 0) return;
    close();
    void sendFiles(files);
  };

  const choose = async (what: "files" | "folder"): Promise<void> => {
    const bridge = desktop();
    if (!bridge) {
      (what === "files" ? filesInput : folderInput).current?.click();
      return;
    }
    const handles = await (what === "files" ? bridge.chooseFiles() : bridge.chooseFolder());
    if (handles.length === 0) return;
    close();
    void sendHandles(what === "folder" ? "Folder" : handles.length === 1 ? "1 file" : `${handles.length} files`, handles);
  };

  const watched = info.data?.watchedFolders ?? [];
  return (
    <>
      <input ref={filesInput} type="file" multiple hidden onChange={chosen} data-testid="import-files-input" />
      <input
        ref={folderInput}
        type="file"
        multiple
        hidden
        onChange={chosen}
        data-testid="import-folder-input"
        {...{ webkitdirectory: "" }}
      />
      <Modal opened={open === "import"} onClose={close} title="Import scans" size="34rem" lockScroll={false} centered>
        <Stack gap="md" data-testid="import-dialog">
          <div className={classes.drop}>
            <IconUpload className={classes.dropIcon} aria-hidden="true" />
            <Text fw={550}>Drop files or folders anywhere on the page</Text>
            <Text size="sm" c="dimmed">
              DICOM and DICOS, NIfTI, NRRD, MetaImage, TIFF stacks, raw with a description. Files of one series belong together:
              choose their folder.
            </Text>
            <Group justify="center" mt="sm">
              <Button
                leftSection={<IconFolder size="1rem" />}
                onClick={() => void choose("folder")}
                data-autofocus
                data-testid="import-folder"
              >
                Choose a folder
              </Button>
              <Button
                variant="default"
                leftSection={<IconFile size="1rem" />}
                onClick={() => void choose("files")}
                data-testid="import-files"
              >
                Choose files
              </Button>
            </Group>
          </div>
          <Text size="sm" c="dimmed">
            {watched.length > 0
              ? `The station also imports by itself what the scanner writes to ${watched.join(", ")}.`
              : "The station can also watch the folder where the scanner writes: see Settings."}
          </Text>
        </Stack>
      </Modal>
    </>
  );
};
