import { activitiesFile } from './activities-file.ts';
import { COPIED_FILES } from './copied-files.ts';
import { clientFile, packageFile, readmeFile, testFile, tsconfigFile, workerFile } from './fixed-files.ts';
import type { Project } from './project.ts';
import { schemasFile } from './schemas-file.ts';
import { stepsFile } from './steps-file.ts';
import { typesFile } from './types-file.ts';
import { workflowFile } from './workflow-file.ts';

/** All files of a project, by path. */
export function projectFiles(project: Project): Readonly<Record<string, string>> {
  const workflow = workflowFile(project);
  const own: Record<string, string> = {
    'src/workflow.ts': workflow,
    'src/types.ts': typesFile(project, new Set(workflow.split(/[^A-Za-z0-9_$]+/))),
    'src/steps.ts': stepsFile(project),
    'src/activities.ts': activitiesFile(project),
    'src/schemas.ts': schemasFile(project),
    'src/worker.ts': workerFile(project),
    'src/client.ts': clientFile(project),
    'test/scenarios.test.ts': testFile(project),
  };
  const files = withNeeded(own);
  const lib = Object.keys(files).flatMap((path) =>
    path.startsWith('src/lib/') ? [path.slice('src/lib/'.length)] : [],
  );
  return {
    ...files,
    'package.json': packageFile(project, lib),
    'tsconfig.json': tsconfigFile(),
    'README.md': readmeFile(project),
    '.gitignore': 'node_modules/\ndist/\n',
  };
}

/** The files, and those of the library that they need. The harness needs a module that it names itself. */
function withNeeded(own: Readonly<Record<string, string>>): Record<string, string> {
  const files: Record<string, string> = { ...own };
  const waiting = [...Object.keys(own), 'test/time-scale.ts'];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    const text = files[path] ?? COPIED_FILES[path];
    if (text === undefined) throw new Error(`${path} is named, and is no file of the project`);
    files[path] = text;
    for (const [, target = ''] of text.matchAll(/ from '(\.[^']+)'/g)) {
      const needed = resolved(path, target);
      if (files[needed] === undefined) waiting.push(needed);
    }
  }
  return files;
}

function resolved(from: string, target: string): string {
  const parts = from.split('/').slice(0, -1);
  for (const part of target.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return parts.join('/');
}
