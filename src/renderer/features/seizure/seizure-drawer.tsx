import { Drawer, Loader } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { describeFailure } from "../../client/failure.ts";
import { queryKeys } from "../../client/queries.ts";
import { call } from "../../client/rpc.ts";
import { useDialogs } from "../../ui/dialog-store.ts";
import { FailureNote } from "../../ui/failure-note.tsx";
import classes from "./seizure-drawer.module.css";
import { SeizureForm } from "./seizure-form.tsx";

/** The seizure record of the scan in hand, over the right part of the page. */
export const SeizureDrawer = ({ seizureId }: { readonly seizureId: string | null }) => {
  const { open, close } = useDialogs();
  const opened = open === "seizure" && seizureId !== null;
  return (
    <Drawer
      opened={opened}
      onClose={close}
      position="right"
      size="min(62rem, 96vw)"
      title="Seizure record"
      closeButtonProps={{ "aria-label": "Close the record" }}
      classNames={{ body: classes.body, content: classes.content }}
    >
      {seizureId ? <LoadedForm key={seizureId} seizureId={seizureId} onClose={close} /> : null}
    </Drawer>
  );
};

const LoadedForm = ({ seizureId, onClose }: { readonly seizureId: string; readonly onClose: () => void }) => {
  const seizure = useQuery({
    queryKey: queryKeys.seizure(seizureId),
    queryFn: ({ signal }) => call("seizure.get", { seizureId }, signal),
    // Somebody else may have saved since it was last looked at.
    refetchOnMount: "always",
  });
  if (seizure.data) return <SeizureForm record={seizure.data} onClose={onClose} />;
  if (seizure.error) return <FailureNote failure={describeFailure(seizure.error)} onRetry={() => void seizure.refetch()} />;
  return (
    <div className={classes.loading}>
      <Loader size="sm" aria-label="Loading the record" />
    </div>
  );
};
