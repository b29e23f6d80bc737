export { type CompileInput, type CompileResult, type CompilerOptions, compile } from './compile.ts';
export { renderDiagnostics } from './diagnostics/render.ts';
export { serviceJsonSchema } from './generate/json-schema.ts';
export { mermaid } from './generate/mermaid.ts';
export type { LoweringRegistry } from './lower/lower.ts';
export { parseSource } from './parse/parse-source.ts';
export type { Place } from './parse/place.ts';
export type { ParsedSource } from './parse/source.ts';
export type { KindRegistry, ResolvedEdge, ResolvedNode, ResolvedService } from './resolve/resolved.ts';
