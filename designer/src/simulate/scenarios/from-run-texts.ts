/** Words of making a scenario of a run. */
export const fromRunTexts = {
  'from_run.button': 'Keep as a scenario',
  'from_run.title': 'Keep this run as a scenario',
  'from_run.name': 'Run of {{when}}',
  'from_run.making': 'Reading the run…',
  'from_run.gaps': 'What the run does not tell',
  'from_run.gap_open': 'The run is not over: what will come of it is not known.',
  'from_run.gap_cut_one':
    'Of the answer of “{{name}}” {{count}} character was not kept; it is made up where its schema asks for it.',
  'from_run.gap_cut_other':
    'Of the answer of “{{name}}” {{count}} characters were not kept; they are made up where its schema asks for them.',
  'from_run.gap_attempts_one': '“{{name}}” failed {{count}} time before; only its last attempt is known and played.',
  'from_run.gap_attempts_other': '“{{name}}” failed {{count}} times before; only its last attempt is known and played.',
  'from_run.alike': 'Played in the simulator it goes as the run did.',
  'from_run.otherwise': 'Played in the simulator it goes otherwise than the run did:',
  'from_run.not_played': 'It could not be played: the version cannot be compiled here.',
  'from_run.open': 'Open the service',
  'from_run.close': 'Close',
} as const;
