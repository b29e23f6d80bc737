import { type LevelGraph, layered } from './model/layered.ts';

/** Levels of a drawing by the container they are in. */
export type LayoutRequest = readonly LevelGraph[];
export type LayoutAnswer = readonly (readonly (readonly [id: string, x: number, y: number])[])[];

addEventListener('message', (event: MessageEvent<LayoutRequest>) => {
  const levels = event.data.map((level) => [...layered(level)].map(([id, { x, y }]) => [id, x, y] as const));
  postMessage(levels satisfies LayoutAnswer);
});
