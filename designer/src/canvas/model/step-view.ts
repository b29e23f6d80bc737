import { type Node, type Note, type Trigger, triggers } from '@omniroute/dsl';
import type { PortSpec } from '@omniroute/kind-sdk';
import type { Kinds } from '../../commands/editor.ts';
import { kindOf, portsOfNode } from '../../commands/edits/ports.ts';

/** What a box of the drawing says. One object as long as it says the same, so that it is drawn once. */
export type StepView =
  | {
      readonly is: 'step' | 'container';
      readonly id: string;
      readonly title: string;
      readonly subtitle: string;
      readonly icon: string;
      readonly category: string;
      readonly ports: readonly PortSpec[];
      readonly isDisabled: boolean;
      readonly isCollapsed: boolean;
      /** Whether it is undone by a step beside it, or is such a step: no way leads to it. */
      readonly undo: 'undone' | 'undoes' | null;
    }
  | {
      readonly is: 'trigger';
      readonly id: string;
      readonly title: string;
      readonly subtitle: string;
      readonly icon: string;
      readonly ports: readonly PortSpec[];
    }
  | { readonly is: 'note'; readonly id: string; readonly text: string; readonly color: string | undefined };

const OUT: readonly PortSpec[] = [{ id: 'out', role: 'out' }];

/** What a step says. */
export function stepView(
  kinds: Kinds,
  node: Node,
  facts: { readonly isCollapsed: boolean; readonly isUndo: boolean },
): StepView {
  const kind = kindOf(kinds, node.type);
  return {
    is: kind?.role === 'container' ? 'container' : 'step',
    id: node.id,
    title: node.name ?? kind?.title ?? node.id,
    subtitle: node.name === undefined ? node.id : (kind?.title ?? node.type),
    icon: kind?.icon ?? 'box',
    category: kind?.category ?? 'flow',
    ports: facts.isUndo ? [] : portsOfNode(kinds, node),
    isDisabled: node.disabled === true,
    isCollapsed: facts.isCollapsed,
    undo: node.compensate_with !== undefined ? 'undone' : facts.isUndo ? 'undoes' : null,
  };
}

/** What a trigger says. */
export function triggerView(trigger: Trigger): StepView {
  const known: { readonly title: string } | undefined = Object.hasOwn(triggers, trigger.type)
    ? triggers[trigger.type as keyof typeof triggers]
    : undefined;
  return {
    is: 'trigger',
    id: trigger.id,
    title: trigger.name ?? known?.title ?? trigger.id,
    subtitle: trigger.name === undefined ? trigger.id : (known?.title ?? trigger.type),
    icon: 'zap',
    ports: OUT,
  };
}

export function noteView({ id, text, color }: Note): StepView {
  return { is: 'note', id, text, color };
}

/** Words of a port on the drawing; the plain way out needs none. */
export function portLabel({ id, label, role }: PortSpec): string {
  return role === 'out' && label === undefined ? '' : (label ?? id);
}
