import type { KindFinding, Lowering } from '@omniroute/kind-sdk';
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
    findings.push(...unknownFields(config.form, config.outcomes));
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
