export * from './document/ids.ts';
export * from './document/parts.ts';
export * from './document/service.ts';
