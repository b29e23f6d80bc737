import { definitions } from '@omniroute/kinds/definitions';
import { service } from '@omniroute/testing';
import { expect, test } from 'vitest';
import type { KindRegistry } from '../resolve/resolved.ts';
import { mermaid } from './mermaid.ts';

test('a service is drawn with its starts, exits, containers, circles and undos', () => {
  const drawn = service()
    .trigger('start', 'manual', { name: 'By "hand"' })
    .node('choose', 'decision')
    .node('work', 'scope', {}, { name: 'Work\nhard' })
    .node('call', 'http_request', {}, { parent: 'work', compensate_with: 'undo' })
    .node('undo', 'http_request', {}, { parent: 'work', disabled: true })
    .node('end', 'end')
    .edge('start', 'choose')
    .edge('choose:yes', 'work')
    .edge('work:error', 'choose', { on: ['http.5xx'], loop: { max: 3 } })
    .edge('work', 'end', { label: 'all <done> #1' })
    .edge('work', 'nowhere');
  expect(mermaid(drawn.document, definitions as KindRegistry)).toBe(`flowchart TD
  n_start(("By #quot;hand#quot;"))
  n_choose{"choose"}
  subgraph n_work ["Work hard"]
    n_call["call"]
    n_undo["undo"]
  end
  n_end(["end"])
  n_start --> n_choose
  n_choose -->|"yes"| n_work
  n_work -.->|"error http.5xx again, at most 3"| n_choose
  n_work -->|"all #lt;done#gt; #35;1"| n_end
  n_call -. undo .-> n_undo
  classDef disabled stroke-dasharray: 4
  class n_undo disabled
`);
});
