/** Words of the findings. */
export const problemTexts = {
  'problems.title': 'Problems',
  'problems.close': 'Close problems',
  'problems.none': 'No problems: this service is sound.',
  'problems.checking': 'Checking…',
  'problems.down': 'The checker stopped. It is started anew with your next change.',
  'problems.fix': 'Mend it',
  'problems.show_path': 'Show the way',
  'problems.hide_path': 'Hide the way',
  'problems.errors_one': '{{count}} error',
  'problems.errors_other': '{{count}} errors',
  'problems.warnings_one': '{{count}} hint',
  'problems.warnings_other': '{{count}} hints',
  'problems.sound': 'Sound',
} as const;
