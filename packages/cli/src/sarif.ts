import { isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import { DIAGNOSTIC_CODES, type Diagnostic, type DiagnosticCode } from '@omniroute/errors';
import type { CompiledFile } from './compile-file.ts';

const LEVELS = { error: 'error', warning: 'warning', hint: 'note' } as const;

/** Findings as SARIF 2.1.0, the form that code hosts and editors read. */
export function sarif(files: readonly CompiledFile[]) {
  const findings = files.flatMap(({ file, result }) => result.diagnostics.map((finding) => ({ file, finding })));
  const codes = [...new Set(findings.map(({ finding }) => finding.code))].sort();
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'omniroute', rules: codes.map(ruleOf) } },
        columnKind: 'utf16CodeUnits',
        artifacts: files.map(({ file }) => ({ location: { uri: uriOf(file) } })),
        results: findings.map(({ file, finding }) => resultOf(finding, file, codes)),
      },
    ],
  };
}

function ruleOf(code: DiagnosticCode) {
  const { title, explain, severity } = DIAGNOSTIC_CODES[code];
  return {
    id: code,
    shortDescription: { text: title },
    fullDescription: { text: explain },
    help: { text: `${explain}\nomniroute explain ${code}` },
    defaultConfiguration: { level: LEVELS[severity] },
  };
}

function resultOf(finding: Diagnostic, file: string, codes: readonly DiagnosticCode[]) {
  const { code, severity, message, pointer, node_id, edge_id, line, column, path } = finding;
  const name = node_id ?? edge_id;
  const region =
    line === undefined ? {} : { region: { startLine: line, ...(column === undefined ? {} : { startColumn: column }) } };
  const logical = { fullyQualifiedName: pointer === '' ? '/' : pointer, ...(name === undefined ? {} : { name }) };
  return {
    ruleId: code,
    ruleIndex: codes.indexOf(code),
    level: LEVELS[severity],
    message: { text: message },
    locations: [
      { physicalLocation: { artifactLocation: { uri: uriOf(file) }, ...region }, logicalLocations: [logical] },
    ],
    // Lines move with every edit; what a finding is about does not.
    partialFingerprints: { 'place/v1': [code, name ?? pointer, message].join(' ') },
    ...(path === undefined || path.length === 0 ? {} : { codeFlows: [codeFlow(path)] }),
  };
}

/** The path that shows the fault, step by step. */
function codeFlow(path: NonNullable<Diagnostic['path']>) {
  const locations = path.map(({ node, port }) => ({
    location: {
      logicalLocations: [{ name: node }],
      message: { text: port === undefined ? node : `${node} (${port})` },
    },
  }));
  return { threadFlows: [{ locations }] };
}

function uriOf(file: string): string {
  if (isAbsolute(file)) return pathToFileURL(file).href;
  return file.split(/[\\/]/).map(encodeURIComponent).join('/');
}
