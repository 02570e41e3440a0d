/** What the program tells the shell. */
export const EXIT = {
  clear: 0,
  /** At least one alarm. */
  alarm: 10,
  /** At least one scan could not be screened; said even where others alarm, because the batch is incomplete. */
  notScreened: 20,
  /** The command itself could not be done: wrong arguments, no disk. */
  failed: 1,
} as const;
