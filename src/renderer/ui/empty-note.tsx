import type { ReactNode } from "react";
import classes from "./empty-note.module.css";

type Props = { readonly icon: ReactNode; readonly title: string; readonly children?: ReactNode; readonly action?: ReactNode };

/** What a panel says when it has nothing to show, and what to do about it. */
export const EmptyNote = ({ icon, title, children, action }: Props) => (
  <div className={classes.empty}>
    <div className={classes.icon} aria-hidden="true">
      {icon}
    </div>
    <div className={classes.title}>{title}</div>
    {children ? <div className={classes.text}>{children}</div> : null}
    {action}
  </div>
);
