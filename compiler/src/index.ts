export { type CompileInput, type CompileResult, compile, type CompilerOptions } from './compile.ts';
export { renderDiagnostics } from './diagnostics/render.ts';
export type { LoweringRegistry } from './lower/lower.ts';
export { parseSource, type ParsedSource, type Place } from './parse/parse-source.ts';
export type { KindRegistry, ResolvedEdge, ResolvedNode, ResolvedService } from './resolve/resolved.ts';
