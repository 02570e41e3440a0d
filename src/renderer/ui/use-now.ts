import { useEffect, useState } from "react";

/** The present moment, to the minute: what says "today" or "yesterday" follows midnight by itself. */
export const useNow = (): Date => {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), 60_000);
    return () => clearInterval(timer);
  }, []);
  return now;
};
