import { expect, test } from 'vitest';
import { isKindName, namesOf, rename } from './rename.ts';

test('a name has one spelling for folder, document, code and palette', () => {
  expect(namesOf('send-sms')).toEqual({ kebab: 'send-sms', snake: 'send_sms', camel: 'sendSms', title: 'Send sms' });
});

test("every spelling of the template's name becomes that of the new kind", () => {
  const template =
    "// new-kind\nexport const newKind = { type: 'new_kind', title: 'New kind' };\nexport function NewKindCard() {}";
  expect(rename(template, namesOf('send-sms'))).toBe(
    "// send-sms\nexport const sendSms = { type: 'send_sms', title: 'Send sms' };\nexport function SendSmsCard() {}",
  );
});

test('a name is kebab-case: it becomes a folder and a type', () => {
  expect(['send-sms', 'wait', 'sms2'].map(isKindName)).toEqual([true, true, true]);
  expect(['SendSms', 'send_sms', '-sms', 'sms-', '../sms', 'x', '2sms'].map(isKindName)).toEqual(Array(7).fill(false));
});
