/** Words of the fields that are worked out. */
export const expressionTexts = {
  'expression.example': 'For example',
  'expression.type': '({{type}})',
} as const;
