export { type CompileInput, type CompileResult, type CompilerOptions, compile } from './compile.ts';
export { renderDiagnostics } from './diagnostics/render.ts';
export type { LoweringRegistry } from './lower/lower.ts';
export { type ParsedSource, type Place, parseSource } from './parse/parse-source.ts';
export type { KindRegistry, ResolvedEdge, ResolvedNode, ResolvedService } from './resolve/resolved.ts';
