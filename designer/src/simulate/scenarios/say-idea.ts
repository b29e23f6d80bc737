import type { Idea } from './generate.ts';

type Say = (key: string, facts?: Readonly<Record<string, unknown>>) => string;

/** The name of a scenario that was made up; `name` gives the name of a step. */
export function sayIdea(t: Say, name: (node: string) => string, idea: Idea): string {
  switch (idea.is) {
    case 'happy':
    case 'empty':
      return t(`scenario.idea_${idea.is}`);
    case 'outcome':
      return t('scenario.idea_outcome', { name: name(idea.node), outcome: idea.outcome });
    case 'error':
      return t('scenario.idea_error', { name: name(idea.node), code: idea.code });
    case 'unanswered':
    case 'late':
      return t(`scenario.idea_${idea.is}`, { name: name(idea.node) });
    case 'twice':
      return t('scenario.idea_twice', { name: idea.name });
  }
}
