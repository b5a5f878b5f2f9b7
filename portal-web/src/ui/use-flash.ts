import { useEffect, useRef, useState } from 'react';

const FLASH_MS = 1_600;

/** True for a moment after the value has changed; never on the first sight. */
export function useFlash(news: string | number | undefined): true | undefined {
  const seen = useRef(news);
  const [flashing, setFlashing] = useState(false);
  useEffect(() => {
    if (seen.current === news) return;
    seen.current = news;
    setFlashing(true);
    const timer = setTimeout(() => setFlashing(false), FLASH_MS);
    return () => clearTimeout(timer);
  }, [news]);
  return flashing || undefined;
}
