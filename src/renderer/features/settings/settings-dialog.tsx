import { Modal, Tabs } from "@mantine/core";
import { useDialogs } from "../../ui/dialog-store.ts";
import { GeneralSettings } from "./general-settings.tsx";
import { ProfileSettings } from "./profile-settings.tsx";
import classes from "./settings-dialog.module.css";

/** The station's settings: who and where, and how scanners' numbers are read. */
export const SettingsDialog = () => {
  const { open, close } = useDialogs();
  return (
    <Modal opened={open === "settings"} onClose={close} title="Settings" size="56rem" centered>
      <Tabs defaultValue="general" keepMounted={false} data-testid="settings-dialog">
        <Tabs.List>
          <Tabs.Tab value="general">Station</Tabs.Tab>
          <Tabs.Tab value="profiles">Scanner profiles</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="general" className={classes.panel}>
          <GeneralSettings onDone={close} />
        </Tabs.Panel>
        <Tabs.Panel value="profiles" className={classes.panel}>
          <ProfileSettings />
        </Tabs.Panel>
      </Tabs>
    </Modal>
  );
};
