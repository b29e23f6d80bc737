import { captions } from './captions.ts';
import { designerBorders } from './designer-borders.ts';
import { documentLinks } from './document-links.ts';
import { fileLength } from './file-length.ts';
import type { Guard } from './finding.ts';
import { generatedFiles } from './generated-files.ts';
import { importCycles } from './import-cycles.ts';
import { importRanks } from './import-ranks.ts';
import { kindFacets } from './kind-facets.ts';
import { kindNames } from './kind-names.ts';
import { licences } from './licences.ts';
import { lockfile } from './lockfile.ts';
import { machineTraces } from './machine-traces.ts';
import { packageDoors } from './package-doors.ts';
import { parseErrors } from './parse-errors.ts';
import { pureCore } from './pure-core.ts';
import { runtimeLayers } from './runtime-layers.ts';
import { workspaceDependencies } from './workspace-dependencies.ts';
import { worlds } from './worlds.ts';

/** Every guard, in the order in which findings are printed. */
export const GUARDS: readonly Guard[] = [
  parseErrors,
  importRanks,
  packageDoors,
  runtimeLayers,
  designerBorders,
  kindFacets,
  kindNames,
  worlds,
  importCycles,
  pureCore,
  workspaceDependencies,
  generatedFiles,
  fileLength,
  captions,
  documentLinks,
  machineTraces,
  lockfile,
  licences,
];
