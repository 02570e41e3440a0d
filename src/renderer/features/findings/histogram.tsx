import classes from "./histogram.module.css";

type Props = {
  readonly histogram: { readonly from: number; readonly to: number; readonly counts: readonly number[] };
  readonly marks: readonly { readonly label: string; readonly value: number | null }[];
};

const WIDTH = 600;
const HEIGHT = 120;

/**
 * Outline of a histogram over `WIDTH` × `HEIGHT`, as an SVG path. Heights are logarithmic: the tray's peak is a thousandth
 * of the air's and must be seen all the same.
 */
export const histogramPath = (counts: readonly number[]): string => {
  const highest = Math.log1p(Math.max(1, ...counts));
  const bar = WIDTH / Math.max(1, counts.length);
  const steps = counts.map((count, at) => {
    const y = HEIGHT - (Math.log1p(count) / highest) * HEIGHT;
    return `L${(at * bar).toFixed(1)} ${y.toFixed(1)}H${((at + 1) * bar).toFixed(1)}`;
  });
  return `M0 ${HEIGHT}${steps.join("")}L${WIDTH} ${HEIGHT}Z`;
};

/** How often each value occurs in the scan, with the values in question marked. */
export const Histogram = ({ histogram, marks }: Props) => {
  const span = histogram.to - histogram.from || 1;
  return (
    <figure className={classes.figure}>
      <div className={classes.plot}>
        <svg
          className={classes.svg}
          viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
          preserveAspectRatio="none"
          role="img"
          aria-label="Histogram of the scan's values"
        >
          <path className={classes.area} d={histogramPath(histogram.counts)} />
        </svg>
        {marks.map(({ label, value }) => {
          const at = value === null ? -1 : (value - histogram.from) / span;
          return at >= 0 && at <= 1 ? (
            <span key={label} className={classes.mark} style={{ left: `${at * 100}%` }} data-right={at > 0.75 || undefined}>
              <span className={classes.label}>{label}</span>
            </span>
          ) : null;
        })}
      </div>
      <figcaption className={classes.axis}>
        <span>{histogram.from.toLocaleString("en-GB")}</span>
        <span>value in the file (how often, logarithmic)</span>
        <span>{histogram.to.toLocaleString("en-GB")}</span>
      </figcaption>
    </figure>
  );
};
