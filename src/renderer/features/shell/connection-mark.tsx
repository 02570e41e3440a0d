import { Loader } from "@mantine/core";
import { useConnection } from "../../client/connection-store.ts";
import classes from "./connection-mark.module.css";

/** Says that the station is gone, in a place that is kept free for it: nothing moves when it comes or goes. */
export const ConnectionMark = () => {
  const state = useConnection((connection) => connection.state);
  return (
    <div className={classes.place} role="status" aria-live="assertive" data-testid="connection" data-connection={state}>
      {state === "lost" ? (
        <span className={classes.lost}>
          <Loader size="0.9rem" color="var(--fg-notice)" />
          <b>The station does not answer.</b> Trying again; nothing you typed is lost.
        </span>
      ) : state === "refused" ? (
        <span className={classes.lost}>
          <b>The station was started again.</b> Open the address that it printed; what you typed is kept.
        </span>
      ) : null}
    </div>
  );
};
