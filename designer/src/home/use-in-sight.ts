import { type RefObject, useEffect, useRef, useState } from 'react';

/** Whether an element has been in sight; once it was, it stays so. */
export function useInSight<E extends Element>(): { readonly ref: RefObject<E | null>; readonly wasSeen: boolean } {
  const ref = useRef<E>(null);
  const [wasSeen, setSeen] = useState(false);
  useEffect(() => {
    if (ref.current === null || wasSeen) return;
    const observer = new IntersectionObserver((entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) setSeen(true);
    });
    observer.observe(ref.current);
    return () => observer.disconnect();
  }, [wasSeen]);
  return { ref, wasSeen };
}
