import { activitiesFile } from './activities-file.ts';
import { COPIED_FILES } from './copied-files.ts';
import { clientFile, packageFile, readmeFile, testFile, tsconfigFile, workerFile } from './fixed-files.ts';
import { policiesFile } from './policies.ts';
import type { Project } from './project.ts';
import { schemasFile } from './schemas-file.ts';
import { queuesOf, stepsFile } from './steps-file.ts';
import { typesFile } from './types-file.ts';
import { flowFile, workflowFile } from './workflow-file.ts';

/** All files of a project, by path. The first service is the one that it is of, the others are called. */
export function projectFiles(all: readonly [Project, ...Project[]]): Readonly<Record<string, string>> {
  const [project, ...called] = all;
  const queues = queuesOf(all);
  const own: Record<string, string> = {
    ...(project.part.called ? { 'src/workflow.ts': workflowFile(project) } : {}),
    ...Object.assign({}, ...called.map((each) => flowFiles(each, project, []))),
    ...flowFiles(project, project, called),
    'src/activities.ts': activitiesFile(all),
    'src/policies.ts': policiesFile(all),
    'src/worker.ts': workerFile(project, queues),
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
    'README.md': readmeFile(project, queues, called),
    '.gitignore': 'node_modules/\ndist/\n',
  };
}

/** The files that every service has. */
function flowFiles(project: Project, owner: Project, called: readonly Project[]): Record<string, string> {
  const { folder, called: isCalled } = project.part;
  const flow = isCalled ? flowFile(project) : '';
  const workflow = project === owner && !isCalled ? workflowFile(project) : '';
  const files = {
    ...(isCalled ? { 'flow.ts': flow } : { 'workflow.ts': workflow }),
    'types.ts': typesFile(project, new Set(`${flow}${workflow}`.split(/[^A-Za-z0-9_$]+/))),
    'steps.ts': stepsFile(project, owner.id),
    'schemas.ts': schemasFile(project, called),
  };
  const lib = folder === '' ? './lib/' : '../../lib/';
  return Object.fromEntries(
    Object.entries(files).map(([name, text]) => [
      `src/${folder}${name}`,
      text.replaceAll("from './lib/", `from '${lib}`),
    ]),
  );
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
