/** Disjoint sets over 0 … size − 1, with path halving; the root of a set is its smallest member. */
export type UnionFind = {
  readonly find: (member: number) => number;
  readonly union: (a: number, b: number) => void;
};

export const createUnionFind = (size: number): UnionFind => {
  const parent = Int32Array.from({ length: size }, (_, n) => n);
  const find = (member: number): number => {
    let at = member;
    for (;;) {
      const up = parent[at] ?? at;
      if (up === at) return at;
      const upper = parent[up] ?? up;
      parent[at] = upper;
      at = upper;
    }
  };
  return {
    find,
    union: (a, b) => {
      const [ra, rb] = [find(a), find(b)];
      if (ra < rb) parent[rb] = ra;
      else if (rb < ra) parent[ra] = rb;
    },
  };
};
