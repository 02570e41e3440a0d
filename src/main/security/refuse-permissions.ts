// Electron security checklist 5: handle session permission requests from remote content. The station needs none.
import type { Session } from "electron";

export const refusePermissions = (session: Session): void => {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
};
