import { expect, test } from 'vitest';
import { treeOf } from '../guards/tree.ts';
import { outputs } from './outputs.ts';
import { registry } from './registry.ts';

const kinds = {
  'packages/kinds/src/decision/definition.ts': "export const decision = defineKind({ type: 'decision' });",
  'packages/kinds/src/decision/lower.ts': 'export const decisionLowering: Lowering<typeof decision> = {};',
  'packages/kinds/src/send-sms/definition.ts':
    "const help = 1;\nexport const sendSms = defineKind({ type: 'send_sms' });",
  'packages/kinds/src/send-sms/lower.ts': "export const sendSmsLowering = actLowering<typeof sendSms>('send_sms');",
  'packages/kinds/src/send-sms/activity.ts': 'export const sendSmsActivities = defineActivities(sendSms, {});',
  'packages/kinds/src/send-sms/card.tsx': 'export function SendSmsCard(props: CardProps) { return null; }',
};

async function list(name: string, files: Record<string, string> = kinds): Promise<string> {
  const all = await outputs(treeOf(files), registry);
  const found = all.find((output) => output.path.endsWith(`/${name}.ts`))!;
  return 'text' in found ? found.text : found.problem;
}

test('every folder with a definition is in the lists, under its type in snake_case', async () => {
  expect(await list('definitions')).toContain(
    'export const definitions = {\n  decision,\n  send_sms: sendSms,\n} as const;',
  );
  expect(await list('lowerings')).toContain('decision: decisionLowering,\n  send_sms: sendSmsLowering,');
});

test('only kinds with an activity, a card or a form are in those lists', async () => {
  expect(await list('activities')).toMatch(/= \{\n? *send_sms: sendSmsActivities,?\n? *\};/);
  expect(await list('views')).toContain('send_sms: { card: SendSmsCard },');
});

test('a kind without a lowering stops the generator, naming the kind', async () => {
  const { 'packages/kinds/src/send-sms/lower.ts': _removed, ...rest } = kinds;
  expect(await list('definitions', rest)).toBe('The kind send-sms has no lower.ts.');
});
