import { useEffect, useState } from 'react';
import { useEditor, useProblems } from '../editor/context.tsx';
import type { TextQuestion, TextSample } from '../problems/protocol.ts';

/** What a value gives for sample data; `null` while that is not known, or something is wrong with it. */
export function useSample(place: TextQuestion['place'] | null, value: string): TextSample | null {
  const { problems } = useEditor();
  const isCurrent = useProblems((state) => state.isCurrent);
  const [sample, setSample] = useState<TextSample | null>(null);
  const key = JSON.stringify(place);
  useEffect(() => {
    const asked = JSON.parse(key) as TextQuestion['place'] | null;
    if (!isCurrent || asked === null) return;
    let isWanted = true;
    void problems.question({ place: asked, want: 'sample', text: value, at: 0 }).then((answer) => {
      if (isWanted) setSample(answer?.sample ?? null);
    });
    return () => {
      isWanted = false;
    };
  }, [problems, isCurrent, key, value]);
  return sample;
}
