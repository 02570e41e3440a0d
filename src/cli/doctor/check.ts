/** One thing that is looked at. `needed`: without it nothing can be screened; other things only narrow what works. */
export type Check = {
  readonly name: string;
  readonly needed: boolean;
  readonly look: () => Promise<Finding>;
};

export type Finding = { readonly ok: boolean; readonly detail: string };

export const good = (detail: string): Finding => ({ ok: true, detail });
export const bad = (detail: string): Finding => ({ ok: false, detail });

/** What a failed look says: a check never throws. */
export const lookSafely = async ({ look }: Check): Promise<Finding> => {
  try {
    return await look();
  } catch (thrown) {
    return bad(thrown instanceof Error ? thrown.message : String(thrown));
  }
};
