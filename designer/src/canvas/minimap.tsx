import { useStore as useFlowStore, useReactFlow } from '@xyflow/react';
import { type PointerEvent, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { Flow } from './model/create-flow.ts';
import { mapOf } from './model/map-of.ts';

const SIZE = { width: 180, height: 110 };

/** An overview on one canvas, whatever the number of steps. It is a help for pointers; keys have the list of steps. */
export function Minimap({ flow }: { flow: Flow }) {
  const { t } = useTranslation();
  const canvas = useRef<HTMLCanvasElement>(null);
  const boxes = useStore(flow.store, (state) => state.boxes);
  const [x, y, zoom] = useFlowStore((state) => state.transform);
  const width = useFlowStore((state) => state.width);
  const height = useFlowStore((state) => state.height);
  const { setCenter } = useReactFlow();
  const seen = { x: -x / zoom, y: -y / zoom, width: width / zoom, height: height / zoom };
  const map = mapOf(boxes.values(), SIZE);

  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (element === null || context === null || context === undefined) return;
    const ratio = devicePixelRatio;
    [element.width, element.height] = [SIZE.width * ratio, SIZE.height * ratio];
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, SIZE.width, SIZE.height);
    const colour = (name: string) => getComputedStyle(element).getPropertyValue(name);
    context.fillStyle = colour('--muted');
    for (const box of boxes.values()) {
      const at = map.toMap(box.absoluteX, box.absoluteY);
      context.globalAlpha = box.height > 150 ? 0.2 : 0.7;
      context.fillRect(at.x, at.y, Math.max(2, box.width * map.scale), Math.max(2, box.height * map.scale));
    }
    context.globalAlpha = 1;
    context.strokeStyle = colour('--accent');
    context.lineWidth = 1.5;
    const corner = map.toMap(seen.x, seen.y);
    context.strokeRect(corner.x, corner.y, seen.width * map.scale, seen.height * map.scale);
  });

  const go = (event: PointerEvent<HTMLCanvasElement>) => {
    if (event.buttons === 0) return;
    const { left, top } = event.currentTarget.getBoundingClientRect();
    const spot = map.toDrawing(event.clientX - left, event.clientY - top);
    void setCenter(spot.x, spot.y, { zoom });
  };
  const isAllSeen = [...boxes.values()].every(
    (box) =>
      box.absoluteX >= seen.x &&
      box.absoluteY >= seen.y &&
      box.absoluteX + box.width <= seen.x + seen.width &&
      box.absoluteY + box.height <= seen.y + seen.height,
  );
  // What is in sight as a whole needs no overview, and is not covered by one.
  if (isAllSeen) return null;
  return (
    <canvas
      ref={canvas}
      style={SIZE}
      title={t('canvas.minimap')}
      aria-hidden
      onPointerDown={go}
      onPointerMove={go}
      className="nopan cursor-pointer rounded-lg border border-line bg-surface shadow-sm"
    />
  );
}
