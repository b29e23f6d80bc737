import { DYN, INT, NULL, recordOf, STRING, type Type, unionOf } from '@omniroute/expressions';

/** What `error` is, wherever one is in scope. */
export const ERROR_TYPE: Type = recordOf(
  {
    code: STRING,
    message: STRING,
    details: DYN,
    node: unionOf([STRING, NULL]),
    iteration: unionOf([STRING, NULL]),
    attempt: unionOf([INT, NULL]),
  },
  'error',
);
