import { Button, Group, Textarea, UnstyledButton } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import type { ScannerProfile } from "../../../contract/scanner-profile.ts";
import { describeFailure } from "../../client/failure.ts";
import { queryKeys, useProfiles } from "../../client/queries.ts";
import { call } from "../../client/rpc.ts";
import { FailureNote } from "../../ui/failure-note.tsx";
import { checkProfile, NEW_PROFILE } from "./check-profile.ts";
import classes from "./settings-dialog.module.css";

/** Scanner profiles: how one scanner's numbers become HU. Edited as JSON, checked at every keystroke. */
export const ProfileSettings = () => {
  const client = useQueryClient();
  const profiles = useProfiles();
  const [selectedId, setSelectedId] = useState<string | null>(null);
  const [text, setText] = useState<string | null>(null);
  const [confirmRemove, setConfirmRemove] = useState(false);
  const list = profiles.data?.profiles ?? [];

  const open = (profile: ScannerProfile | null): void => {
    setSelectedId(profile?.id ?? null);
    setText(profile ? JSON.stringify(profile, null, 2) : NEW_PROFILE);
    setConfirmRemove(false);
    save.reset();
    remove.reset();
  };
  const reload = () => client.invalidateQueries({ queryKey: queryKeys.profiles });
  const save = useMutation({
    mutationFn: (profile: ScannerProfile) => call("profile.save", { profile }),
    onSuccess: (saved) => {
      setSelectedId(saved.id);
      setText(JSON.stringify(saved, null, 2));
      return reload();
    },
  });
  const remove = useMutation({
    mutationFn: (profileId: string) => call("profile.remove", { profileId }),
    onSuccess: () => {
      setSelectedId(null);
      setText(null);
      setConfirmRemove(false);
      return reload();
    },
  });
  const checked = text === null ? null : checkProfile(text);
  const failed = save.error ?? remove.error;

  if (profiles.error && !profiles.data) {
    return <FailureNote failure={describeFailure(profiles.error)} onRetry={() => void profiles.refetch()} />;
  }
  return (
    <div className={classes.profiles}>
      <div className={classes.list} aria-label="Scanner profiles">
        {list.map((profile) => (
          <UnstyledButton
            key={profile.id}
            className={classes.profile}
            data-selected={profile.id === selectedId || undefined}
            onClick={() => open(profile)}
            data-testid="profile"
          >
            {profile.title}
            <span className={classes.profileId}>{profile.id}</span>
          </UnstyledButton>
        ))}
        {list.length === 0 && profiles.data ? (
          <p className={classes.quiet}>No profile yet. DICOM and DICOS scanners that state CT numbers need none.</p>
        ) : null}
        <Button size="compact-sm" variant="subtle" leftSection={<IconPlus size="1rem" />} onClick={() => open(null)}>
          New profile
        </Button>
      </div>
      <div>
        {text === null ? (
          <p className={classes.quiet}>
            A scanner profile says which scans it is for (by maker, model, station or format), how their numbers become HU
            (linear, or from the values of air and water), how their axes lie and how large a voxel is. The last valid profile
            stays in use.
          </p>
        ) : (
          <>
            <Textarea
              aria-label="Profile as JSON"
              className={classes.editor}
              autosize
              minRows={14}
              maxRows={20}
              spellCheck={false}
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
              data-testid="profile-json"
            />
            <ul className={classes.problems} aria-live="polite">
              {checked?.problems.slice(0, 5).map((problem) => (
                <li key={problem}>{problem}</li>
              ))}
            </ul>
            {failed ? <FailureNote failure={describeFailure(failed)} /> : null}
            <Group justify="flex-end" mt="xs">
              {selectedId === null ? null : confirmRemove ? (
                <Button variant="default" loading={remove.isPending} onClick={() => remove.mutate(selectedId)}>
                  Really remove {selectedId}
                </Button>
              ) : (
                <Button variant="subtle" color="gray" onClick={() => setConfirmRemove(true)}>
                  Remove…
                </Button>
              )}
              <Button
                loading={save.isPending}
                disabled={!checked?.profile}
                onClick={() => checked?.profile && save.mutate(checked.profile)}
                data-testid="profile-save"
              >
                Save profile
              </Button>
            </Group>
          </>
        )}
      </div>
    </div>
  );
};
