import { durationMs, type KindFinding, type Lowering } from '@omniroute/kind-sdk';
import type { humanTask } from './definition.ts';

/** Fields that an outcome requires and a closed form does not have. */
function unknownFields(form: unknown, outcomes: readonly { readonly required?: readonly string[] }[]): KindFinding[] {
  const { properties, additionalProperties } = (form ?? {}) as Readonly<Record<string, object | boolean | undefined>>;
  if (typeof properties !== 'object' || additionalProperties !== false) return [];
  return outcomes.flatMap(({ required = [] }, outcome) =>
    required.flatMap((name, index) =>
      Object.hasOwn(properties, name)
        ? []
        : [{ code: 'OR4003', pointer: `/outcomes/${outcome}/required/${index}`, facts: { name, what: 'the form' } }],
    ),
  );
}

/** Reminders that come when the task is closed already. */
function tooLate(config: {
  readonly due?: string;
  readonly timeout?: string;
  readonly escalation?: readonly { readonly after: string }[];
}): KindFinding[] {
  const [due, timeout] = [durationMs(config.due), durationMs(config.timeout)];
  if (due === null || timeout === null) return [];
  const at = { expected: String(config.timeout), facts: { other: 'timeout' } };
  if (due >= timeout)
    return [{ code: 'OR5014', pointer: '/due', got: String(config.due), ...at, facts: { ...at.facts, field: 'due' } }];
  return (config.escalation ?? []).flatMap(({ after }, index) => {
    const later = durationMs(after);
    if (later === null || due + later < timeout) return [];
    const got = `${after} after ${config.due}`;
    return [
      { code: 'OR5014', pointer: `/escalation/${index}/after`, got, ...at, facts: { ...at.facts, field: 'after' } },
    ];
  });
}

export const humanTaskLowering: Lowering<typeof humanTask> = {
  type: 'human_task',
  check(config) {
    const findings = [];
    const seen = new Set<string>();
    for (const [index, { id }] of config.outcomes.entries()) {
      if (seen.has(id) || id === 'timeout')
        findings.push({ code: 'OR1015' as const, pointer: `/outcomes/${index}/id`, facts: { field: id } });
      seen.add(id);
    }
    findings.push(...unknownFields(config.form, config.outcomes), ...tooLate(config));
    if (config.escalation !== undefined && config.due === undefined)
      findings.push({
        code: 'OR6011' as const,
        pointer: '/escalation',
        facts: { field: 'escalation', name: 'due' },
      });
    return findings;
  },
  lower(config, context) {
    const serving = (verb: string) => ({
      activity: context.activity(verb),
      options: context.servingOptions(),
      connection: null,
    });
    return {
      op: 'task',
      task: context.record({
        title: '/title',
        description: '/description',
        assignees: '/assignees',
        form: { value: (config.form ?? null) as never, holes: [] },
        outcomes: {
          value: config.outcomes.map(({ id, label = id, required = [] }) => ({ id, label, required })),
          holes: [],
        },
      }),
      form: config.form === undefined ? null : context.type(config.form as never),
      outcomes: config.outcomes.map(({ id, required = [] }) => ({ id, required, next: context.next(id) })),
      open: serving('open'),
      close: serving('close'),
      escalate: serving('escalate'),
      due: config.due === undefined ? null : context.mapping('/due'),
      escalation: (config.escalation ?? []).map((_, index) => ({
        after: context.mapping(`/escalation/${index}/after`),
        to: context.mapping(`/escalation/${index}/to`),
      })),
      timeout:
        config.timeout === undefined
          ? null
          : { after: context.mapping('/timeout'), routed: context.connected('timeout'), next: context.next('timeout') },
    };
  },
};
