import { expect, it } from 'vitest';
import { FLOWS } from './flows.ts';
import { withTrack } from './run-race.ts';

it('every flow costs the events of the same flow by hand and at most a tenth more bytes; branches and items a third of children', async () => {
  const rows = await withTrack(async (track) => {
    const children: Readonly<Record<string, number>> = {
      fork: await track.children(10),
      each: await track.children(100),
    };
    const measured = [];
    for (const flow of FLOWS) {
      const [ours, hand] = [await track.run(flow, 'interpreted'), await track.run(flow, 'by hand')];
      const costs = [await track.cost(ours.id, 0), await track.cost(hand.id, 0)] as const;
      const parent = children[flow.id];
      measured.push({
        flow: flow.id,
        more: costs[0].events - costs[1].events,
        isLight: costs[0].bytes <= 1.1 * costs[1].bytes,
        isThird: parent === undefined || costs[0].all <= parent / 3,
        isShort: costs[0].events <= 4096 && costs[0].bytes <= 2_000_000,
      });
    }
    return measured;
  });
  expect(rows).toEqual(FLOWS.map(({ id }) => ({ flow: id, more: 0, isLight: true, isThird: true, isShort: true })));
});
